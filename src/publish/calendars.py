"""What a language calls its months and the days of its week (CLDR), as they stand in dates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any


@cache
def months(language: str) -> Mapping[int, str]:
    """The name of each month, from 1, as it stands in a date; {} for a language that CLDR lacks."""
    locale = _locale(language)
    return dict(locale.months["format"]["wide"]) if locale else {}


@cache
def month_names(language: str) -> Mapping[str, int]:
    """The months by all their full names, as they stand in a date first."""
    locale = _locale(language)
    uses = ("format", "stand-alone") if locale else ()
    return {name: n for use in uses for n, name in locale.months[use]["wide"].items() if not name[0].isdigit()}


@cache
def weekday_names(language: str) -> Mapping[str, int]:
    """The days of the week, from Monday as 0, by their full names."""
    locale = _locale(language)
    return {name: n for n, name in locale.days["format"]["wide"].items()} if locale else {}


def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
