"""The back-of-the-book index: entries under the headings of the language's own alphabet, in its own order.

Collation and alphabet are ICU's (CLDR root collation tailored by locale; AlphabeticIndex). What a locator reads as
and leads to is the renderer's to say: a page number in print, a link in an ebook.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..text.document import Locator


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A main heading with its locators in reading order. `see` and `see_also` are (key, heading) pairs."""

    key: str
    heading: str
    dates: str = ""
    locators: tuple[Locator, ...] = ()
    see: tuple[tuple[str, str], ...] = ()
    see_also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The entries under one letter of the alphabet."""

    label: str
    entries: tuple[IndexEntry, ...]


def make_index(entries: Iterable[IndexEntry], locale: str) -> tuple[IndexGroup, ...]:
    """Entries sorted and grouped as an index of that language has them."""
    import icu

    index = icu.AlphabeticIndex(icu.Locale(locale.replace("-", "_")))
    # Names in other alphabets get letters of their own and not one heap at the end.
    for script in ("en", "ru", "el"):
        index.addLabels(icu.Locale(script))
    ordered = sorted(entries, key=lambda e: (sort_key(e.heading, locale), e.key))
    for number, entry in enumerate(ordered):
        index.addRecord(entry.heading, number)
    groups = []
    while index.nextBucket():
        held = []
        while index.nextRecord():
            held.append(int(index.recordData))
        if held:
            groups.append(IndexGroup(str(index.bucketLabel), tuple(ordered[n] for n in sorted(held))))
    return tuple(groups)


def sort_key(text: str, locale: str) -> bytes:
    """ICU's sort key of a text in a locale."""
    return bytes(_collator(locale).getSortKey(text))


@lru_cache(maxsize=64)
def _collator(locale: str) -> Any:
    import icu

    return icu.Collator.createInstance(icu.Locale(locale.replace("-", "_")))


def page_ranges(pages: Iterable[int]) -> list[tuple[int, int]]:
    """Page numbers as ranges: 12, 13, 14, 20 are (12, 14), (20, 20) (Chicago Manual of Style 16.11: three or
    more pages that follow each other are a range)."""
    ranges: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], page)
        else:
            ranges.append((page, page))
    return [
        r for first, last in ranges for r in ([(first, last)] if last - first != 1 else [(first, first), (last, last)])
    ]


def range_text(first: int, last: int) -> str:
    """A page, or pages in a row, as an index has them: 12 or 12–14."""
    return str(first) if first == last else f"{first}–{last}"
