"""What stands above a text: its title, subtitle, byline and dateline, and the site furniture around them.

The lines are taken one by one from the top until the first that is none of these; the bottom is cleared of
furniture in the same way. What is taken is reported and goes to work.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .chrome import is_chrome
from .datelines import read_date
from .draft import Draft, words_of

_LONGEST_TITLE = 150  # columns
_FURTHEST = 25  # lines from the top
_END = re.compile(r"[.,;:…。，；：、،؛][\"'”’»)\]]*$")
_BY = re.compile(
    r"(?:(?:written |posted |published )?by|par|von|por|di|de|door|przez|napisał|napsala?"
    r"|autor(?:in|a|e|s|es)?|auteurs?|authors?"
    r"|автор|av|af|от|від|szerző|yazan|kirjoittanut|συγγραφέας|του|بقلم|تأليف|מאת|作者|著者|文|글)(?:\s*[:：]\s*|\s+)(?P<names>.+)",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;&、]|\s(?:and|et|und|y|e|en|i|a|и|та|och|og|ja|és|și|ve|και|و)\s)\s*")
_PARTICLE_WORDS = "de la le du des van der den ter von zu zum di da del della dos das do e y al el bin ibn ben af av"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line at the top or bottom of a text. `block` counts the blocks (what blank lines part); `heading` is
    what the format itself calls a heading or title."""

    text: str
    block: int
    number: int = 0
    heading: bool = False


def take_head(lines: Sequence[Line], draft: Draft, *, more: bool = False) -> int:
    """Fills the draft from the top lines and says how many it took. `more`: text follows these lines."""
    return _Head(lines, draft, more).take()


def take_foot(lines: Sequence[Line], draft: Draft) -> int:
    """How many lines at the bottom are site furniture; each is reported."""
    taken = 0
    for line in reversed(lines):
        if not is_chrome(line.text):
            break
        draft.drop("site furniture", line.text, line.number)
        taken += 1
    return taken


def is_underline(text: str) -> bool:
    return bool(re.fullmatch(r"([=\-~_*#^])\1{2,}", text.strip()))


def is_caps(text: str) -> bool:
    return text.upper() == text and text.lower() != text


def width(text: str) -> int:
    """Columns on a screen: East Asian letters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class _Head:
    def __init__(self, lines: Sequence[Line], draft: Draft, more: bool):
        self.lines, self.draft, self.more = lines, draft, more
        self.at = 0
        self.titled = -1  # the block that the title was found in
        self.known = bool(draft.title)

    def take(self) -> int:
        while self.at < min(len(self.lines), _FURTHEST) and self._one(self.lines[self.at]):
            self.at += 1
        return self.at

    def _one(self, line: Line) -> bool:
        """Takes one line; whether it is one of those above a text."""
        if is_chrome(line.text):
            self.draft.drop("site furniture", line.text, line.number)
            return True
        if self.titled == line.block and is_underline(line.text):
            return True
        return (
            self._date(line) or self._byline(line) or self._repeated(line) or self._title(line) or self._subtitle(line)
        )

    def _date(self, line: Line) -> bool:
        date = read_date(line.text, self.draft.language)
        if not date or (
            self.draft.date and not self.draft.date.startswith(date) and not date.startswith(self.draft.date)
        ):
            return False
        self.draft.date = max(date, self.draft.date, key=len)
        self.draft.move("date", date, line.text, line.number)
        return True

    def _byline(self, line: Line) -> bool:
        names = read_byline(line.text)
        if not names or self.draft.authors or not self.draft.title:
            return False
        self.draft.authors = names
        self.draft.move("author", ", ".join(names), line.text, line.number)
        return True

    def _repeated(self, line: Line) -> bool:
        """What the file's metadata said already."""
        own = " ".join(words_of([line.text])).casefold()
        for key, value in (("title", self.draft.title), ("subtitle", self.draft.subtitle)):
            if value and own == value.casefold():
                self.draft.move(key, value, line.text, line.number)
                self.titled = line.block if key == "title" else self.titled
                return True
        names = [name.casefold() for name in self.draft.authors]
        if names and (own in names or own == ", ".join(names) or _folded(read_byline(line.text)) == names):
            self.draft.move("author", line.text.strip(), line.text, line.number)
            return True
        return False

    def _title(self, line: Line) -> bool:
        if self.draft.title or not self._may_be_title(line):
            return False
        self.titled = line.block
        parts = [line]
        while self._continues(parts[-1]):
            self.at += 1
            parts.append(self.lines[self.at])
        self.draft.title = " ".join(words_of(p.text for p in parts))
        for part in parts:
            self.draft.move("title", self.draft.title, part.text, part.number)
        return True

    def _may_be_title(self, line: Line) -> bool:
        text = line.text.strip()
        block = [other for other in self.lines if other.block == line.block]
        rest = [other for other in self.lines[self.at + 1 :] if not is_chrome(other.text)]
        if width(text) > _LONGEST_TITLE or not any(c.isalnum() for c in text) or not (rest or self.more):
            return False
        if line.heading or is_caps(text) or (len(block) > 1 and is_underline(block[1].text)):
            return True
        if text[0] in "-–—•" or sum(not self._is_known(other) for other in block) > 3:
            return False
        following = self._after(1)
        named = following is not None and self._is_known(following)
        return named or not (_END.search(text) or _END.search(block[-1].text.strip()))

    def _continues(self, last: Line) -> bool:
        """Whether the next line goes on with the title: all capitals again, or in the middle of a
        sentence."""
        following = self._after(1)
        if following is None or following.block != last.block or self._is_known(following):
            return False
        if is_underline(following.text):
            return False
        text = following.text.strip()
        return (
            (is_caps(text) and is_caps(last.text)) or text[0].islower() or last.text.rstrip().endswith((":", ",", "-"))
        )

    def _subtitle(self, line: Line) -> bool:
        """The line under a title, if it stands in its block or between it and a byline or dateline."""
        if self.draft.subtitle or self.titled < 0 or width(line.text) > _LONGEST_TITLE:
            return False
        following = self._after(1)
        under = line.block == self.titled
        alone = following is not None and following.block != line.block and self._is_known(following)
        if not (under or (alone and not _END.search(line.text.strip()))) or not any(c.isalnum() for c in line.text):
            return False
        self.draft.subtitle = " ".join(words_of([line.text]))
        self.draft.move("subtitle", self.draft.subtitle, line.text, line.number)
        return True

    def _after(self, steps: int) -> Line | None:
        return self.lines[self.at + steps] if self.at + steps < len(self.lines) else None

    def _is_known(self, line: Line) -> bool:
        date = read_date(line.text, self.draft.language)
        return bool(is_chrome(line.text) or date or read_byline(line.text) or is_underline(line.text))


def read_byline(line: str) -> list[str]:
    """The names of a byline (“By Ann Lee and Bo Ek”), or none if the line is anything else."""
    match = _BY.fullmatch(line.strip().strip("*_").strip())
    if not match or len(line) > 120:
        return []
    names = [name.strip() for name in _BETWEEN_NAMES.split(match["names"]) if name.strip()]
    return names if names and all(_is_name(name) for name in names) else []


def _folded(names: list[str]) -> list[str]:
    return [name.casefold() for name in names]


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 6 or re.search(r"[\d!?:;\"“”«»()]", text) or not words[0][0].isalpha():
        return False
    if text.endswith(".") and not re.search(r"\b(?:[^\W\d_]|Jr|Sr)\.$", text):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES or word.lower() == word.upper() for word in words)
