"""What a language calls its months, days of the week and years before our era, as they stand in dates (CLDR)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any


@cache
def months(language: str) -> Mapping[int, str]:
    """The name of each month, from 1, as it stands in a date; {} for a language that CLDR lacks."""
    locale = _locale(language)
    return dict(locale.months["format"]["wide"]) if locale else {}


@cache
def month_names(language: str, *, abbreviated: bool = False) -> Mapping[str, int]:
    """The months by all their names, as they stand in a date first; abbreviations without their point."""
    locale = _locale(language)
    uses = ("format", "stand-alone") if locale else ()
    names = {
        name.rstrip("."): n
        for width in ("wide", "abbreviated")[: 1 + abbreviated]
        for use in uses
        for n, name in locale.months[use][width].items()
    }
    return {name: n for name, n in names.items() if not name[0].isdigit()}


@cache
def weekday_names(language: str) -> Mapping[str, int]:
    """The days of the week, from Monday as 0, by their full names."""
    locale = _locale(language)
    return {name: n for n, name in locale.days["format"]["wide"].items()} if locale else {}


@cache
def month_first(language: str) -> bool:
    """Whether a language writes the month before the day."""
    locale = _locale(language)
    pattern = locale.date_formats["long"].pattern if locale else "d M"
    return bool(pattern.find("M") < pattern.find("d"))


def before_our_era(following: str, language: str) -> bool:
    """Whether what follows a year says that it is one before our era."""
    letters = re.sub(r"[\W_]", "", following).casefold()
    return any(letters.startswith(name) for name in _eras(language))


@cache
def _eras(language: str) -> tuple[str, ...]:
    locale = _locale(language)
    names = [locale.eras[width][0] for width in ("wide", "abbreviated")] if locale else []
    return tuple(re.sub(r"[\W_]", "", name).casefold() for name in names)


def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
