"""The back-of-the-book index: entries under the headings of the language's own alphabet, in its own order.

Collation and alphabet are ICU's (CLDR root collation tailored by locale; AlphabeticIndex), numerals and the dash
between them CLDR's. What a reference reads as and leads to is the renderer's to say: a page number in print, a link
in an ebook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ..diagnostics import Diagnostic, Place
from ..languages import conventions
from ..text.document import Locator

_NORMAL, _UNDERFLOW = 0, 1  # U_ALPHAINDEX_NORMAL, U_ALPHAINDEX_UNDERFLOW: the kinds of ICU's buckets
_ARABIC_ARTICLE = re.compile(r"(?:a[dlnrtz]|ash?|el)-(?=[^\W\d_a-z]|[‘’ʿʾ])")
_SEVERAL = {"Jpan": ("Hani", "Hira", "Kana"), "Kore": ("Hang", "Hani"), "Hans": ("Hani",), "Hant": ("Hani",)}


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Where an entry is treated: at `first`, or from there to `last`."""

    first: Locator
    last: Locator


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A heading, which may be the title of a work, with its references in reading order, and those under it. `see` and
    `see_also` are (key, heading) pairs in the order of the language; `lang` is set where the heading is not in the
    book's; `sort` is what it is sorted by."""

    key: str
    heading: str
    sort: str = ""
    references: tuple[Reference, ...] = ()
    entries: tuple[IndexEntry, ...] = ()
    see: tuple[tuple[str, str], ...] = ()
    see_also: tuple[tuple[str, str], ...] = ()
    lang: str = ""
    is_title: bool = False
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The entries under one letter of the alphabet."""

    label: str
    entries: tuple[IndexEntry, ...]


def make_index(entries: Iterable[IndexEntry], locale: str) -> tuple[tuple[IndexGroup, ...], list[Diagnostic]]:
    """Entries sorted and grouped as an index of that language has them. A heading that its alphabet has no place for
    stands at the end (`index-unsorted`)."""
    ordered = in_order(entries, locale)
    groups: list[IndexGroup] = []
    unsorted: list[IndexEntry] = []
    for label, kind, held in _buckets([_sorted_by(e) for e in ordered], locale):
        members = tuple(ordered[n] for n in held)
        numerals = [e for e in members if _sorted_by(e)[:1].isdigit()]
        if kind == _NORMAL:
            groups.append(IndexGroup(label, members))
        elif kind == _UNDERFLOW and numerals:
            groups.append(IndexGroup(number_range(0, 9, locale), tuple(numerals)))
        unsorted += [e for e in members if kind != _NORMAL and (kind != _UNDERFLOW or e not in numerals)]
    if unsorted:
        groups.append(IndexGroup("…", tuple(unsorted)))
    return tuple(groups), [*_unsorted(unsorted, locale), *_doubled(ordered, locale)]


def in_order(entries: Iterable[IndexEntry], locale: str) -> list[IndexEntry]:
    return sorted(entries, key=lambda e: (sort_key(_sorted_by(e), locale), e.key))


def _sorted_by(entry: IndexEntry) -> str:
    return re.sub(r"^[\W_]+", "", entry.sort or entry.heading)


def _buckets(texts: list[str], locale: str) -> Iterator[tuple[str, int, list[int]]]:
    """ICU's buckets that hold something: the label, the kind, and the numbers of the texts in their order."""
    import icu

    index = icu.AlphabeticIndex(icu.Locale(_icu(locale)))
    # Names in other alphabets get letters of their own and not one heap at the end.
    for script in sorted({icu.Script.getScript(t[0]).getShortName() for t in texts if t} - _own_scripts(locale)):
        index.addLabels(icu.Locale(f"und_{script}").addLikelySubtags())
    for number, text in enumerate(texts):
        index.addRecord(text, number)
    while index.nextBucket():
        held = []
        while index.nextRecord():
            held.append(int(index.recordData))
        if held:
            yield str(index.bucketLabel), int(index.bucketLabelType), sorted(held)


def _own_scripts(locale: str) -> set[str]:
    from ..languages import script

    own = script(locale)
    return {own, *_SEVERAL.get(own, ())}


def _unsorted(entries: Iterable[IndexEntry], locale: str) -> Iterator[Diagnostic]:
    for entry in entries:
        message = f"“{entry.heading}” has no place in the alphabet of the index in “{locale}”"
        yield Diagnostic("index-unsorted", message, entry.place)


def _doubled(ordered: Iterable[IndexEntry], locale: str) -> Iterator[Diagnostic]:
    """Neighbours that differ at most in capitals."""
    before: IndexEntry | None = None
    for entry in ordered:
        if before and before.heading.casefold() == entry.heading.casefold():
            message = f"“{before.key}” and “{entry.key}” are both “{entry.heading}” in the index in “{locale}”"
            yield Diagnostic("index-doubled", message, entry.place)
        yield from _doubled(entry.entries, locale)
        before = entry


def sort_text(text: str, locale: str, *, is_name: bool = False, is_sub: bool = False) -> str:
    """What a heading is sorted by: without its article, unless that is part of a name (Le Havre, La Fontaine); under
    another heading without its particles, too (“and the party”, under P)."""
    row = conventions(locale)
    passed = [] if is_name and text[:1].isupper() else row.articles.split()
    passed += row.particles.split() if is_sub else []
    rest = _without(passed, text) if passed else text
    rest = rest.removeprefix(row.article) if row.article and len(rest) > len(row.article) + 2 else rest
    return _ARABIC_ARTICLE.sub("", rest, count=1) if _ARABIC_ARTICLE.match(rest) else rest


def _without(passed: list[str], text: str) -> str:
    """A text without these words at its beginning; “d’” is one without a space after it."""
    either = "|".join(f"{word}(?=\\S)" if word.endswith("’") else f"{word}\\s+" for word in passed)
    match = re.match(f"(?:{either})+", text.replace("'", "’"), re.IGNORECASE)
    return text[match.end() :] if match else text


def sort_key(text: str, locale: str) -> bytes:
    """ICU's sort key of a text in a locale; numbers in it by their value."""
    return bytes(_collator(locale).getSortKey(text))


@lru_cache(maxsize=64)
def _collator(locale: str) -> Any:
    import icu

    collator = icu.Collator.createInstance(icu.Locale(_icu(locale)))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator


def _icu(locale: str) -> str:
    return locale.replace("-", "_")


def page_ranges(pages: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pages and marked ranges as an index has them: 12, 13, 14, 20 are (12, 14), (20, 20). Mentions on three or more
    pages that follow each other are a range; on two they are two, unless a mark says that the text there is one
    (Chicago Manual of Style, “Indexes”)."""
    merged: list[tuple[int, int, bool]] = []
    for first, last in sorted(set(pages)):
        if merged and first <= merged[-1][1] + 1:
            start, end, marked = merged[-1]
            merged[-1] = (start, max(end, last), marked or last > first)
        else:
            merged.append((first, last, last > first))
    return [r for a, b, one in merged for r in ([(a, b)] if one or b - a != 1 else [(a, a), (b, b)])]


def page_locators(
    references: Iterable[Reference],
    page_of: Callable[[Locator], int | None],
    anchor_of: Callable[[Locator], str],
    locale: str,
) -> list[tuple[str, str]]:
    """References as page numbers, each page once, with the anchor of the first place that it names. What is on no page
    has none."""
    first: dict[int, str] = {}
    spans: list[tuple[int, int]] = []
    for reference in references:
        start = page_of(reference.first)
        end = start if reference.last == reference.first else page_of(reference.last)
        if start is not None:
            if start not in first:
                first[start] = anchor_of(reference.first)
            spans.append((start, max(start, end or start)))
    return [(range_text(a, b, locale), first[a]) for a, b in page_ranges(spans)]


def one_by_one(
    references: Iterable[Reference], locate: Callable[[Iterable[Reference]], list[tuple[str, str]]]
) -> list[tuple[str, str]]:
    """What `locate` gives for each reference by itself: links that lead back are no ranges."""
    first: dict[str, str] = {}
    for reference in references:
        for text, href in locate([reference]):
            first.setdefault(text, href)
    return list(first.items())


def range_text(first: int, last: int, locale: str) -> str:
    """A page, or pages in a row, as an index of that language has them: 12, 12–14, 107–8, ١٢–١٤."""
    if first == last:
        return numeral(first, locale)
    text = number_range(first, last, locale)
    if conventions(locale).page_ranges != "chicago":
        return text
    return text.removesuffix(numeral(last, locale)) + numeral(_chicago(first, last), locale)


def _chicago(first: int, last: int) -> int:
    """What is printed of the second number (Chicago Manual of Style, “Inclusive numbers”): all of it below 100 and
    after a multiple of 100; the changed part alone after 101 to 109, 201 to 209…; else two digits, or more if more
    change."""
    a, b = str(first), str(last)
    if first < 100 or first % 100 == 0 or len(a) != len(b):
        return last
    changed = next(n for n in range(len(a)) if a[n] != b[n])
    return int(b[changed:] if first % 100 < 10 else b[min(changed, len(b) - 2) :])


def numeral(value: int, locale: str) -> str:
    """A folio in the digits of a locale (CLDR, default numbering system), without marks between thousands."""
    import icu

    off = icu.UNumberGroupingStrategy.OFF
    return str(icu.NumberFormatter.withLocale(icu.Locale(_icu(locale))).grouping(off).formatInt(value))


def number_range(first: int, last: int, locale: str) -> str:
    """Two numbers and the mark that a locale puts between them (CLDR, or else what usage has)."""
    import icu

    own = conventions(locale).between
    if own:
        return own.join(numeral(number, locale) for number in (first, last))
    form = icu.NumberFormatter.with_().grouping(icu.UNumberGroupingStrategy.OFF)
    ranges = icu.NumberRangeFormatter.withLocale(icu.Locale(_icu(locale))).numberFormatterBoth(form)
    return str(ranges.formatFormattableRange(icu.Formattable(first), icu.Formattable(last)))
