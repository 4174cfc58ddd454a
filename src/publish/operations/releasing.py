"""The command that makes a release: books that pass every gate, and what goes out with them."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic
from ..project import load_project
from .books import books_of, finish, plan_of
from .checking import check, progress_rows
from .outcome import Outcome, Tell

if TYPE_CHECKING:  # heavy modules are imported where they are used
    from ..build.books import Book
    from ..build.plan import Plan
    from ..build.release import Released


def release(options: Namespace, tell: Tell) -> Outcome:
    """Books from a clean tree, with not so much as a warning, judged by epubcheck; into dist/ with their manifest."""
    from ..build.dist import only_build
    from ..build.release import clean_commit, release_files

    root = Path(options.root)
    load_project(root)
    commit = clean_commit(root)
    outcome = check(options, tell)
    if outcome.status:
        return outcome
    plan = plan_of(options, outcome)
    with only_build(root):
        books = books_of(plan, outcome, options, tell)
        if not outcome.status:
            outcome.found += _judged(plan, books, options, tell)
        if not outcome.status:
            released = list(_released(plan, books, options))
            finish(plan, books, outcome, release_files(root.resolve().name, commit, released))
            tell(f"a release of {commit.id[:10]}: {len(books)} editions")
    return outcome


def _judged(plan: Plan, books: list[Book], options: Namespace, tell: Tell) -> Iterator[Diagnostic]:
    """What those who judge finished files say of them."""
    from ..build.books import artefacts_of
    from ..build.runner import Step, run
    from ..build.verify import judge

    steps = (  # Java asks for far more addresses than it uses, and has a limit of its own
        Step(f"judging {kept.name}", judge, (kept.name, kept.media_type, data), memory=0)
        for book in books
        for kept, data in artefacts_of(plan, book)
    )
    for _, done in run(steps, options.jobs or os.cpu_count() or 1, tell=tell.working):
        tell(f"{done.name} ({done.seconds:.1f} s)")
        yield from done.value or done.found


def _released(plan: Plan, books: list[Book], options: Namespace) -> Iterator[Released]:
    from ..build.books import artefacts_of
    from ..build.release import Released

    share = {(row.work, row.locale): row.percent for row in progress_rows(plan.project, options, Outcome())}
    for book in books:
        work, locale = book.goal.work, book.goal.locale
        record = plan.records.get(*book.goal.key)
        reads: Mapping[str, str] = record.reads if record else {}
        files = tuple((kept.name, kept.media_type, data) for kept, data in artefacts_of(plan, book))
        yield Released(work.id, locale, work.title, share.get((work.id, locale), 100), files, reads)
