"""Where a text mentions what the house knows: the one finder behind hints, checks, glossary and index.

All forms of all entries make one pattern, the longest first, so that “Soviet Union” is not a mention of “soviet”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..languages import inflected
from .house import House


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry of the house, named at [start, end) of a text."""

    key: str
    start: int
    end: int


class Finder:
    """Finds mentions in texts of one locale, inflected forms included (`languages.inflected`). A form in lower case
    is found with a capital where a sentence begins: elsewhere “Soviet” is another word than “soviet”."""

    def __init__(self, house: House, locale: str):
        keys: dict[str, str] = {}
        for entry in house.entries.values():
            for form in entry.accepted(locale):
                keys.setdefault(form, entry.key)
        forms = sorted(keys, key=lambda form: (-len(form), form))
        self._keys = [keys[form] for form in forms]
        self._lower = [form[0].islower() for form in forms]
        # A word that begins with no form's first letter is passed over at one look.
        initials = "".join(sorted({c for form in forms for c in (form[0], form[0].upper())}))
        either = "|".join(f"({inflected(form, locale)})" for form in forms)
        pattern = rf"(?<![^\W_])(?=[{re.escape(initials)}])(?:{either})(?![^\W_])"
        self._pattern = re.compile(pattern) if forms else None

    def find(self, text: str) -> Iterator[Mention]:
        """The mentions in a text, in order, none overlapping another."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            form = (match.lastindex or 1) - 1
            if not (self._lower[form] and match.group()[0].isupper()) or _begins_sentence(text, match.start()):
                yield Mention(self._keys[form], match.start(), match.end())


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \u00a0\u202f\n\"'“”«»„‘’(—–")
    return not before or before[-1] in ".!?…:"
