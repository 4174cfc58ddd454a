"""How alike two texts are, and which of many are worth the question.

Words count, in their order; of texts of a few words the letters do. Letters of long texts are not compared:
any two texts of a language share half of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

_RARE = 50  # a word in more texts than this says little of any
_CANDIDATES = 8
_UNBROKEN = 12  # characters; a longer run of letters is a script without spaces


class RareWords:
    """Finds the texts that share the most rare words with another."""

    def __init__(self, texts: Mapping[int, str]):
        self._where: dict[str, list[int]] = defaultdict(list)
        for n, text in texts.items():
            for word in set(words_of(text)):
                self._where[word].append(n)

    def candidates(self, text: str) -> list[int]:
        lists = [where for word in sorted(set(words_of(text))) if (where := self._where.get(word))]
        lists.sort(key=len)
        counts: Counter[int] = Counter()
        for where in lists[:40]:
            if len(where) <= _RARE or not counts:
                counts.update(where[:_RARE])
        return [n for n, _ in counts.most_common(_CANDIDATES)]


def words_of(text: str) -> list[str]:
    """The words of a text; pairs of letters where words are not spaced."""
    found: list[str] = []
    for word in re.findall(r"\w+", text.lower()):
        pairs = [word[n : n + 2] for n in range(len(word) - 1)] if len(word) > _UNBROKEN else [word]
        found += pairs
    return found


def units(text: str) -> list[str] | str:
    """What a comparison counts: words, or the letters of a text of few words."""
    words = re.findall(r"\w+|[^\w\s]", text)
    return words if len(words) > 5 else text


def likeness(old: list[str] | str, new: list[str] | str, cutoff: float) -> float:
    """The share of words (letters) that two texts have in common in the same order, in per cent; 0 below the
    cutoff."""
    from rapidfuzz import fuzz

    if isinstance(old, str) != isinstance(new, str):
        old, new = _letters(old), _letters(new)
    return fuzz.ratio(old, new, score_cutoff=cutoff)


def _letters(units: list[str] | str) -> str:
    return units if isinstance(units, str) else " ".join(units)
