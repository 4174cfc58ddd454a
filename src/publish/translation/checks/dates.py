"""`dates`: the months of a translation are those of its source, and stand in the language and order of the locale.

The names of the months and the order of a date come from CLDR (through Babel). Only a month beside a figure counts,
so that “may”, “mars” and “August” the man do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...diagnostics import Diagnostic
from .pair import Context, Pair

_DAY = r"(?P<{name}>[0-3]?\d)(?:st|nd|rd|th|er|ᵉʳ|º|ª|-го|-е|\.)?"
_OF = r"(?:of |de |d[’']|di |do )?"
_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})[./](\d{1,2})[./](?:\d{4}|\d{2})(?![\d/])")
_MONTHS = 12
_WHOLE_NAME = 4  # letters


@dataclass(frozen=True, slots=True)
class _Calendar:
    """What a language calls its months, inflected (`numbers` by name), and whether the day, or the month, comes
    first in its numeric and its written dates."""

    numbers: dict[str, int]
    dated: re.Pattern[str] | None
    month_first: re.Pattern[str] | None
    day_first: bool
    numeric: str


def dates(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    if not any(c.isdigit() for c in pair.target) or pair.message.key in context.homes:
        return
    ours, theirs = _calendar(context.language), _calendar(context.locale)
    if ours and theirs:
        yield from _left_over(pair, ours, theirs)
        yield from _other_months(pair, ours, theirs)
        yield from _other_order(pair, theirs)


def months_named(text: str, locale: str) -> set[int]:
    """The months, from 1, that a text names in the language of a locale, with a figure beside them."""
    calendar = _calendar(locale)
    return {calendar.numbers[m["month"].lower()] for m in _dated(calendar, text)} if calendar else set()


def months_mentioned(text: str, locale: str) -> set[int]:
    """The months, from 1, that a text names in full, with a figure beside them or without."""
    calendar = _calendar(locale)
    if not calendar:
        return set()
    capital = {n for name, n in calendar.numbers.items() if re.search(rf"(?<![^\W_]){name.title()}(?![^\W_])", text)}
    return months_named(text, locale) | _named(text, calendar) | capital


def _left_over(pair: Pair, ours: _Calendar, theirs: _Calendar) -> Iterator[Diagnostic]:
    """Months in the language of the source."""
    for match in _dated(ours, pair.target):
        name = match["month"]
        if name.lower() not in theirs.numbers and name in pair.source:
            yield pair.finding("dates", f"has the month “{name}” in the language of the source", before=name)


def _other_months(pair: Pair, ours: _Calendar, theirs: _Calendar) -> Iterator[Diagnostic]:
    """A month that its source does not have, in the place of one that it has."""
    wanted = {ours.numbers[m["month"].lower()] for m in _dated(ours, pair.source)}
    given = {theirs.numbers[m["month"].lower()]: m["month"] for m in _dated(theirs, pair.target)}
    missing = wanted - set(given) - _named(pair.target, theirs) - _numeric_months(pair.target)
    extra = set(given) - wanted - _named(pair.source, ours)
    if missing and extra and not _NUMERIC.search(pair.source):
        names = ", ".join(next(name for name, n in ours.numbers.items() if n == month) for month in sorted(missing))
        others = ", ".join(given[month] for month in sorted(extra))
        yield pair.finding("dates", f"says “{others}”, its source {names.title()}", before=others)


def _named(text: str, calendar: _Calendar) -> set[int]:
    """Months that a text names anywhere, in any case; abbreviations, which begin other words too, left out."""
    words = text.lower()
    names = ((name, n) for name, n in calendar.numbers.items() if len(name) >= _WHOLE_NAME)
    return {n for name, n in names if re.search(rf"(?<![^\W_]){re.escape(name[:-1])}", words)}


def _other_order(pair: Pair, theirs: _Calendar) -> Iterator[Diagnostic]:
    """A month before its day where the locale has the day first, and numeric dates of the wrong order."""
    if theirs.day_first and theirs.month_first:
        for match in theirs.month_first.finditer(pair.target):
            yield pair.finding("dates", f"has “{match.group()}” with the month first", before=match.group())
    for match in _NUMERIC.finditer(pair.target):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if theirs.numeric.startswith("d") else (second, first)
        if month > _MONTHS >= day and theirs.numeric[0] in "dM":
            yield pair.finding("dates", f"has “{match.group()}” in the order of another language")


def _dated(calendar: _Calendar, text: str) -> Iterator[re.Match[str]]:
    return calendar.dated.finditer(text) if calendar.dated else iter(())


def _numeric_months(text: str) -> set[int]:
    return {int(part) for match in _NUMERIC.finditer(text) for part in match.groups()}


@cache
def _calendar(tag: str) -> _Calendar | None:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    forms = [locale.months[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    numbers = {name.lower().rstrip("."): n for form in forms for n, name in form.items() if not name[0].isdigit()}
    pattern = locale.date_formats["long"].pattern
    numeric = re.sub(r"[^dMy]", "", locale.date_formats["short"].pattern)
    return _Calendar(
        numbers, *_patterns(numbers, upper=_are_capital(forms[0])), pattern.find("d") < pattern.find("M"), numeric
    )


def _are_capital(months: dict[int, str]) -> bool:
    return all(name[0].isupper() for name in months.values())


def _patterns(numbers: dict[str, int], *, upper: bool) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Finders of a month beside a day or a year, and of a month before its day and year. Where months have capital
    letters, “may 5” is none."""
    if not numbers:
        return None, None
    spelled = (n.title() if upper else f"[{n[0]}{n[0].upper()}]{re.escape(n[1:])}" for n in numbers)
    names = "|".join(sorted((re.escape(s) if upper else s for s in spelled), key=len, reverse=True))
    month = rf"(?<![^\W_])(?P<month>{names})(?![^\W_])\.?"
    day = _DAY.format(name="day")
    dated = rf"(?:(?<![\d.,]){day}[\s\u00a0]+{_OF}|(?=(?:{names})\.?[\s\u00a0]+{_OF}\d)){month}"
    first = rf"(?<![^\W_])(?:{names})\.?[\s\u00a0]+{_DAY.format(name='day')},?[\s\u00a0]+\d{{4}}(?!\d)"
    return re.compile(dated), re.compile(first)
