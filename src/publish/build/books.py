"""The second round of a build: the editions that are due, made of the texts; and all of them put into dist/."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic, Refusal, has_errors
from ..formats.artefact import Artefact
from ..formats.html import SHARE, bind
from .cache import Cache
from .dist import commit
from .edition import Made, Task, make, task_of
from .inputs import Recorder
from .plan import Goal, Plan
from .records import Kept, Record
from .runner import Runner, Step
from .texts import Texts


@dataclass(frozen=True, slots=True)
class Book:
    """What came of a goal: its artefacts as they are kept, none where it failed. `seconds` is 0 for one that an
    earlier build made; `data` holds what was made now, None what lies in the cache alone."""

    goal: Goal
    artefacts: tuple[Kept, ...]
    found: tuple[Diagnostic, ...]
    seconds: float = 0.0
    data: tuple[bytes | None, ...] = ()

    @property
    def failed(self) -> bool:
        return has_errors(self.found)


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
    """A step for each goal that is due; its files are read when its turn comes."""
    for goal in plan.goals:
        if goal.name not in plan.due:
            continue
        task, found, reads = _task(plan, texts, goal)
        if task is None:
            failed.append(Book(goal, (), tuple(found)))
            continue
        due.goals.append(goal)
        due.reads.append(reads)
        due.found.append(found)
        yield Step(goal.name, make, (task, cache))


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


def kept_book(goal: Goal, record: Record) -> Book:
    """A goal that an earlier build reached."""
    return Book(goal, record.results, record.found)


def bound(plan: Plan, books: list[Book]) -> list[Book]:
    """The books with a web page where each has its language's share in the pages of its work."""
    shares: dict[str, dict[int, int]] = {}  # by work: the book's number, and that of the share in it
    for number, book in enumerate(books):
        for n, kept in enumerate(book.artefacts):
            if kept.media_type == SHARE:
                shares.setdefault(book.goal.work.id, {})[number] = n
    bound = list(books)
    for of_work in shares.values():
        pages = bind([_data(plan, books[number], n) for number, n in of_work.items()])
        for (number, n), page in zip(of_work.items(), pages, strict=True):
            bound[number] = _with_page(books[number], n, page)
    return bound


def _with_page(book: Book, number: int, page: bytes) -> Book:
    kept = list(book.artefacts)
    data = list(book.data) or [None] * len(kept)
    kept[number] = Kept(kept[number].name, "text/html", hashlib.sha256(page).hexdigest(), "")
    data[number] = page
    return replace(book, artefacts=tuple(kept), data=tuple(data))


def artefacts_of(plan: Plan, book: Book) -> Iterator[tuple[Kept, bytes]]:
    """The artefacts of a book with their bytes, whoever made them; Refusal `no-cache`."""
    for n, kept in enumerate(book.artefacts):
        yield kept, _data(plan, book, n)


def _data(plan: Plan, book: Book, number: int) -> bytes:
    kept = book.artefacts[number]
    made = book.data[number] if book.data else None
    data = made or plan.dist.read(kept) or plan.records.cache.get(kept.key)
    if data is None:
        message = f"“{kept.name}” was kept from an earlier build and has just been thrown away"
        raise Refusal([Diagnostic("no-cache", message, hint="run the build again")])
    return data


def put_into_dist(plan: Plan, books: list[Book], more: Mapping[str, bytes] | None = None) -> list[str]:
    """Brings dist/ to what the books are, and puts `more` files beside them; the names of those that changed. Refusal
    `cannot-write`."""
    contents = dict(more or {})
    for book in books:
        for n, kept in enumerate(book.artefacts):
            if not plan.dist.has(kept):
                contents[kept.name] = _data(plan, book, n)
    commit(plan.project.folder.resolve("dist"), contents)
    return sorted(contents)
