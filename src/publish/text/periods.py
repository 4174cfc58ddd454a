"""Periods for which a form or an office holds: Moldavia until August 1991, Moldova after it.

Dates are ISO 8601 as precise as they are known (1991, 1991-08, 1991-08-27) and are compared as the days that they
may mean, so that within a year named only as such nothing is said.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ..diagnostics import Place

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d)")
_SENTENCE = re.compile(r"[.!?…](?=\s|$)")
_FAR = 1000  # characters; nothing that stands farther off is of the same sentence, or is spoken of still
FIRST, LAST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Period:
    """From the date `first` (“” is ever before) until the date `last` (“” is ever after), the names that an entry
    has in each language, or the office that a person has."""

    first: str
    last: str
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    place: Place = field(default=Place(), compare=False)

    def holds(self, when: str) -> bool | None:
        """Whether it holds at a date; None where the dates are not precise enough to say."""
        begin, end = days(when)
        if end < days(self.first)[0] or (self.last and begin > days(self.last)[1]):
            return False
        after = not self.first or begin >= days(self.first)[1] or when == self.first
        before = not self.last or end <= days(self.last)[0]
        return True if after and before else None


def overlapping(periods: Sequence[Period]) -> Period | None:
    """The first period that begins before the one before it has ended; a date that two share is where they meet."""
    ordered = sorted(periods, key=lambda p: days(p.first)[0] if p.first else FIRST)
    for one, other in pairwise(ordered):
        if not one.last or not other.first or days(other.first)[1] < days(one.last)[0]:
            return other
    return None


def sentence_of(text: str, at: int) -> tuple[int, int]:
    """[start, end) of the sentence at a place of a text."""
    first, last = max(at - _FAR, 0), min(at + _FAR, len(text))
    start = max((m.end() for m in _SENTENCE.finditer(text, first, at)), default=first)
    end = _SENTENCE.search(text, at, last)
    return start, end.end() if end else last


def spoken_of(text: str, at: int) -> str:
    """The year that is spoken of at a place: the nearest one in its sentence, or else the last one that the text names
    before that; "" where there is none."""
    start, end = sentence_of(text, at)
    near = min(_YEAR.finditer(text, start, end), key=lambda m: abs(m.start() - at), default=None)
    earlier = (
        None if near else max(_YEAR.finditer(text, max(start - _FAR, 0), start), key=lambda m: m.start(), default=None)
    )
    found = near or earlier
    return found.group() if found else ""


def is_date(text: str) -> bool:
    """Whether a text is a date as ISO 8601 writes it, a year, or a month of a year."""
    try:
        date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    except ValueError:
        return False
    return len(text) in (4, 7, 10)


def days(when: str) -> tuple[str, str]:
    """The first and the last day that a date may mean."""
    if not when:
        return FIRST, LAST
    if len(when) == 4:
        return f"{when}-01-01", f"{when}-12-31"
    if len(when) == 7:
        year, month = int(when[:4]), int(when[5:])
        return f"{when}-01", f"{when}-{calendar.monthrange(year, month)[1]:02d}"
    return when, when
