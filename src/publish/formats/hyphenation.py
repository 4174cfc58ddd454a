"""Where words may be divided, by dictionaries of two levels, read as they are meant.

Some of LibreOffice's dictionaries divide compounds first, then the parts of one, or a word that is none (`NEXTLEVEL`:
German, Catalan, Croatian…), and of the patterns that end at a letter only the longest holds (libhyphen's README;
Németh, “Automatic non-standard hyphenation in OpenOffice.org”, TUGboat 27). pyphen, which WeasyPrint asks, joins the
levels and all patterns, and divides *Pa-r-la-ment* and *Staats-s-treich*. Dictionaries of one level are left to it, but
for ё.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from pyphen import DataInt, HyphDict

_NEXT_LEVEL = re.compile(r"^NEXTLEVEL.*\n", re.MULTILINE)
_HAS_PATTERNS = re.compile(r"^(?![#%A-Z]).*\d", re.MULTILINE)
_LEAST = 2  # letters of a compound's part before a hyphen within it, and after one


def dictionary(path: Any) -> Any:
    """The dictionary of a file, in the place of pyphen's own (`HyphDict`): its `positions` are where a word may be
    divided."""
    data = path.read_bytes()
    if b"\nNEXTLEVEL" not in data:
        found = HyphDict(path)
        letters = set().union(*found.patterns)
        return _Undotted(found) if "е" in letters and "ё" not in letters else found
    levels = _NEXT_LEVEL.split(data.decode(data.partition(b"\n")[0].decode().strip()))
    return _Levels([level for level in levels if _HAS_PATTERNS.search(level)])


class _Undotted:
    """Russian patterns have no ё: a word with one is divided as if it had an е."""

    def __init__(self, patterns: HyphDict):
        self._patterns = patterns

    def positions(self, word: str) -> list[DataInt]:
        return list(self._patterns.positions(word.lower().replace("ё", "е")))


class _Levels:
    def __init__(self, levels: list[str]):
        self._words = _Level(levels[-1])
        self._compounds = _Level(levels[0]) if len(levels) > 1 else None

    def positions(self, word: str) -> list[DataInt]:
        joints = self._compounds.positions(word) if self._compounds else []
        if not joints:
            return self._words.positions(word)
        found = list(joints)
        for start, end in pairwise([0, *joints, len(word)]):
            inner = self._words.positions(word[start:end], "" if start else ".")
            found += (DataInt(start + n, reference=n) for n in inner if _LEAST <= n <= end - start - _LEAST)
        return sorted(found)


@dataclass(frozen=True, slots=True)
class _File:
    """Patterns, as pyphen reads a file of them."""

    text: str

    def open(self, mode: str) -> BytesIO:
        return BytesIO(b"UTF-8")

    def read_text(self, encoding: str) -> str:
        return f"{encoding}\n{self.text}"


class _Level:
    """The patterns of one level, of which the longest that ends at a letter holds."""

    def __init__(self, text: str):
        self._patterns = HyphDict(_File(text)).patterns
        # Those without a figure, which pyphen leaves out, keep shorter ones from holding.
        lines = (line.partition("/")[0] for line in text.splitlines() if line[:1] not in "#%")
        self._sorted = sorted({re.sub(r"\d", "", line) for line in lines})
        self._longest = max(map(len, self._sorted))

    def positions(self, word: str, before: str = ".") -> list[DataInt]:
        """Where a word may be divided, or a part of one, `before` which no word begins."""
        pointed = f"{before}{word.lower()}."
        values = [0] * (len(pointed) + 1)
        for end in range(1, len(pointed) + 1):
            start = next(n for n in range(max(0, end - self._longest), end + 1) if self._begins(pointed[n:end]))
            offset, own = self._patterns.get(pointed[start:end], (0, ()))
            for at, value in enumerate(own, start + offset):
                values[at] = max(value, values[at])
        return [DataInt(at - len(before), reference=value) for at, value in enumerate(values) if value % 2]

    def _begins(self, piece: str) -> bool:
        """Whether a pattern begins with these letters."""
        at = bisect_left(self._sorted, piece)
        return at < len(self._sorted) and self._sorted[at].startswith(piece)
