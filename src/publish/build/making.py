"""The second round of a build: the editions that are due, made of the texts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from ..diagnostics import Diagnostic, has_errors
from ..formats.artefact import Artefact
from .books import Book
from .cache import Cache
from .edition import Made, Task, make, task_of
from .inputs import Recorder
from .plan import Goal, Plan
from .records import Kept
from .runner import Runner, Step
from .texts import Texts


@dataclass
class _Due:
    """The goals whose steps were handed out, by number, with what each was made from."""

    goals: list[Goal]
    reads: list[dict[str, str]]
    found: list[list[Diagnostic]]


def make_books(
    plan: Plan, texts: Texts, run: Runner, cache: Cache, tell: Callable[[list[str]], None]
) -> Iterator[Book]:
    """Makes what is due; each book as it is done, and first those that cannot be begun. The steps keep what they
    render in `cache`, which has to lie where they are done."""
    due = _Due([], [], [])
    failed: list[Book] = []
    for number, done in run(_steps(plan, texts, cache, due, failed), tell=tell):
        yield from _taken(failed)
        made: Made | None = done.value
        found = (*due.found[number], *(made.found if made else done.found))
        book = Book(due.goals[number], (), found, done.seconds)
        if made and not has_errors(found):
            book = _remember(plan, book, made.artefacts, due.reads[number])
        yield book
    yield from _taken(failed)


def _taken(books: list[Book]) -> Iterator[Book]:
    while books:
        yield books.pop(0)


def _steps(plan: Plan, texts: Texts, cache: Cache, due: _Due, failed: list[Book]) -> Iterator[Step]:
    """A step for each goal that is due, the longest first, so that all cores have work to the end; its files are read
    when its turn comes."""
    for goal in sorted((g for g in plan.goals if g.name in plan.due), key=partial(_length, texts), reverse=True):
        task, found, reads = _task(plan, texts, goal)
        if task is None:
            failed.append(Book(goal, (), tuple(found)))
            continue
        due.goals.append(goal)
        due.reads.append(reads)
        due.found.append(found)
        yield Step(goal.name, make, (task, cache))


def _length(texts: Texts, goal: Goal) -> int:
    """Characters to be set, about."""
    prepared = texts.works[goal.work.id].prepared
    length = sum(map(len, prepared.texts.values())) if prepared else 0
    return length * (3 if goal.locale in goal.work.parallel else 1)  # source and translation once more, side by side


def _task(plan: Plan, texts: Texts, goal: Goal) -> tuple[Task | None, list[Diagnostic], dict[str, str]]:
    text = texts.works[goal.work.id]
    if text.prepared is None or has_errors(text.found):
        return None, list(text.found), {}
    folder = Recorder(plan.project.folder.root)
    project = replace(plan.project, folder=folder)
    work, documents = text.prepared.work, text.prepared.documents
    task, found = task_of(project, work, documents, texts.house, goal.locale, goal.formats, plan.built)
    if task and work.errata:
        task = replace(task, ledger=text.prepared.normalised.ledger)
    return task, found, {**text.reads, **folder.reads}


def _remember(plan: Plan, book: Book, artefacts: tuple[Artefact, ...], reads: dict[str, str]) -> Book:
    kept = []
    for artefact in artefacts:
        key = plan.records.cache.keep(artefact.data)
        kept.append(Kept(artefact.name, artefact.media_type, hashlib.sha256(artefact.data).hexdigest(), key))
    plan.records.put(*book.goal.key, reads=reads, found=book.found, results=kept)
    return replace(book, artefacts=tuple(kept), data=tuple(a.data for a in artefacts))
