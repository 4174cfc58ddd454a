"""The command that makes books."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, Refusal, has_errors
from ..project import load_project
from .outcome import Outcome, Tell

LOOK = 0.5  # seconds
WATCHED = ("sources", "locale")
Stamps = dict[str, tuple[int, int]]

if TYPE_CHECKING:  # heavy modules are imported where they are used
    from ..build.books import Book
    from ..build.plan import Plan
    from ..build.texts import Texts


def build(options: Namespace, tell: Tell) -> Outcome:
    """Makes the books that are not as their texts want them, and puts them into dist/ when all are made."""
    from ..build.dist import only_build

    outcome = Outcome()
    plan = plan_of(options, outcome)
    if options.dry_run:
        outcome.lines += _reasons(plan)
        return outcome
    with only_build(plan.project.folder.root):
        began = time.monotonic()
        books = books_of(plan, outcome, options, tell)
        if not has_errors(outcome.found):
            finish(plan, books, outcome)
        tell(_summary(books, time.monotonic() - began))
    if options.explain:
        outcome.lines += _reasons(plan)
    if options.timings:
        outcome.lines += _timings(books)
    return outcome


def plan_of(options: Namespace, outcome: Outcome) -> Plan:
    """What is to be made of the works, locales and formats that a command names."""
    from ..build.cache import open_cache
    from ..build.plan import make_plan

    project = load_project(Path(options.root))
    project.check_locales(options.locales)
    formats = tuple(dict.fromkeys(options.formats)) or project.formats
    cache, found = open_cache()
    outcome.found += [*project.found, *found]
    return make_plan(project, project.select(options.works), options.locales, formats, _source_date(), cache)


def saves(options: Namespace) -> Iterator[None]:
    """Now, and then after each time that files of the project are saved, for ever. Files are looked at twice a
    second, which works on every kind of disk."""
    root = Path(options.root)
    watched = (*WATCHED, load_project(root).styles)
    before = _stamps(root, watched)
    yield
    while True:
        time.sleep(LOOK)
        now = _stamps(root, watched)
        if now != before:
            before = _settled(root, watched, now)
            yield


def _settled(root: Path, watched: tuple[str, ...], stamps: Stamps) -> Stamps:
    """The state of the files when an editor that saves several has done."""
    while True:
        time.sleep(LOOK / 5)
        stamps, before = _stamps(root, watched), stamps
        if stamps == before:
            return stamps


def _stamps(root: Path, watched: tuple[str, ...]) -> Stamps:
    """When each file that a book may be made of was last written."""
    files = [root / "publish.toml", root / "pyproject.toml"]
    for name in watched:
        files += (root / name).rglob("*")
    stamps = {}
    for path in files:
        with suppress(OSError):  # it has gone meanwhile
            status = path.stat()
            stamps[str(path)] = (status.st_mtime_ns, status.st_size)
    return stamps


def books_of(plan: Plan, outcome: Outcome, options: Namespace, tell: Tell) -> list[Book]:
    """Every book of the plan, in its order; what is found goes into the outcome."""
    from ..build.books import bound, kept_book

    made: dict[str, Book] = {goal.name: kept_book(goal, plan.kept[goal.name]) for goal in plan.goals
                             if goal.name in plan.kept}  # fmt: skip
    if plan.due or plan.texts is None:
        for number, book in enumerate(_made(plan, outcome, options, tell), 1):
            made[book.goal.name] = book
            names = ", ".join(a.name.rpartition(".")[2] for a in book.artefacts)
            tell(f"[{number}/{len(plan.due)}] {book.goal.name}: {names or 'failed'} ({book.seconds:.1f} s)")
        plan.records.cache.sweep()
    else:
        outcome.found += plan.texts
    books = [made[goal.name] for goal in plan.goals]
    outcome.found = list(dict.fromkeys([*outcome.found, *(d for book in books for d in book.found)]))
    return books if has_errors(outcome.found) else bound(plan, books)


def _made(plan: Plan, outcome: Outcome, options: Namespace, tell: Tell) -> Iterator[Book]:
    """The books that are due, made here or on a cluster; what is found in the texts goes into the outcome."""
    from ..build.edition import warm_up
    from ..build.making import make_books
    from ..build.runner import FORKS, run
    from ..build.texts import read_texts

    jobs, cluster = options.jobs or os.cpu_count() or 1, getattr(options, "cluster", "")
    warm = plan.rendered and FORKS and not cluster
    texts = read_texts(plan, jobs, tell.working, partial(warm_up, plan.rendered) if warm else None)
    outcome.found += texts.found
    if plan.due and cluster:
        yield from _made_elsewhere(plan, texts, cluster, tell)
    elif plan.due:
        yield from make_books(plan, texts, partial(run, jobs=jobs), plan.records.cache, tell.working)


def _made_elsewhere(plan: Plan, texts: Texts, cluster: str, tell: Tell) -> Iterator[Book]:
    """Nothing that is rendered there is kept but the books: no disk is shared."""
    from ..build.cache import Cache
    from ..build.cluster import open_cluster
    from ..build.making import make_books

    with open_cluster(cluster) as there:
        yield from make_books(plan, texts, there.run, Cache(None), tell.working)


def finish(plan: Plan, books: list[Book], outcome: Outcome, more: Mapping[str, bytes] | None = None) -> None:
    """Puts the books into dist/, with the reports that the project asks for and `more` files beside them."""
    from ..build.books import put_into_dist

    more = {**_reports(plan), **(more or {})}
    try:
        changed = put_into_dist(plan, books, more)
    except Refusal as refusal:
        outcome.found += refusal.diagnostics
        return
    for name in (*(kept.name for book in books for kept in book.artefacts), *more):
        outcome.lines.append(f"dist/{name}{'' if name in changed else ' (unchanged)'}")


def _reports(plan: Plan) -> dict[str, bytes]:
    """The reports that are not in dist/ as the works have them; those of a work that nothing is due of stand there."""
    from ..build.texts import remembered
    from .texts import report_name, reports

    kinds, folder = plan.project.reports, plan.project.folder
    due = {goal.work.id for goal in plan.goals if goal.name in plan.due}
    made: dict[str, bytes] = {}
    for work in plan.works if kinds else ():
        there = all(folder.exists(f"dist/{report_name(work.id, kind)}") for kind in kinds)
        read = None if there and work.id not in due else remembered(plan, work)
        if read and read.prepared:
            made |= reports(read.prepared, kinds)
    return {name: data for name, data in made.items() if not plan.dist.holds(name, data)}


def _summary(books: list[Book], seconds: float) -> str:
    failed = sum(book.failed for book in books)
    made = sum(bool(book.seconds) and not book.failed for book in books)
    if not made and not failed:
        return "nothing to make: no text, setting or tool has changed"
    parts = [f"{made} made", f"{len(books) - made - failed} as they were", *([f"{failed} failed"] if failed else [])]
    return f"{', '.join(parts)}, in {seconds:.1f} s"


def _reasons(plan: Plan) -> list[str]:
    """Of each edition whether it is to be made, and why."""
    lines = []
    for goal in plan.goals:
        due = plan.due.get(goal.name)
        lines.append(f"{goal.name}: {'make: ' + '; '.join(due) if due else 'as it was: nothing has changed'}")
    return lines


def _timings(books: list[Book]) -> list[str]:
    return [f"{b.seconds:7.2f} s  {b.goal.name}" if b.seconds else f"   kept    {b.goal.name}" for b in books]


def _source_date() -> str:
    """SOURCE_DATE_EPOCH as an instant (reproducible-builds.org), "" where it is not set; Refusal `wrong-use`."""
    from datetime import UTC, datetime

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%SZ}" if seconds else ""
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is “{seconds[:40]}”, which is no number of seconds since 1970"
        raise Refusal([Diagnostic("wrong-use", message, hint="give it as `date +%s` does, or unset it")]) from None
