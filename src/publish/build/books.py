"""The books of a build, whoever made them and when, and how they get into dist/."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic, Refusal, has_errors
from ..formats.artefact import SHARE
from .dist import commit
from .plan import Goal, Plan
from .records import Kept, Record


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
    if shares:
        from ..formats.html import bind  # which loads all that makes books
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
