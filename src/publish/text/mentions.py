"""Where a text mentions what the house knows: the one finder behind hints, checks, glossary and index.

All forms of all entries make one pattern, the longest first, so that “Soviet Union” is not a mention of “soviet”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..languages import borders, conventions, inflected
from .house import House


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry of the house, named at [start, end) of a text, by one of its forms."""

    key: str
    start: int
    end: int
    form: str


class Finder:
    """Finds mentions in texts of one locale, inflected forms included (`languages.inflected`). A form in lower case
    is found with a capital where a sentence begins: elsewhere “Soviet” is another word than “soviet”."""

    def __init__(self, house: House, locale: str):
        keys: dict[str, str] = {}
        for entry in house.entries.values():
            for form in entry.accepted(locale):
                keys.setdefault(form, entry.key)
        forms = sorted(keys, key=lambda form: (-len(form), form))
        self._forms = [(keys[form], form) for form in forms]
        either = "|".join(f"({inflected(form, locale)})" for form in forms)
        before, after = borders(locale)
        self._pattern = re.compile(f"{before}{_glance(forms, locale)}(?:{either}){after}") if forms else None

    def find(self, text: str) -> Iterator[Mention]:
        """The mentions in a text, in order, none overlapping another."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            key, form = self._forms[(match.lastindex or 1) - 1]
            if not (form[0].islower() and match.group()[0].isupper()) or _begins_sentence(text, match.start()):
                yield Mention(key, match.start(), match.end(), form)


def _glance(forms: list[str], locale: str) -> str:
    """A word that begins with no form's first letter is passed over at one look; but not where particles may stand
    before it, or one letter is spelled in several ways."""
    if conventions(locale).rtl:
        return ""
    initials = "".join(sorted({c for form in forms for c in (form[0], form[0].upper())}))
    return f"(?=[{re.escape(initials)}])"


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \u00a0\u202f\n\"'“”«»„‘’(—–")
    return not before or before[-1] in ".!?…:"
