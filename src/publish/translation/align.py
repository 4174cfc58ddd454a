"""A translation that exists as a document, paragraph by paragraph beside the text that it was made from.

Gale and Church, “A Program for Aligning Sentences in Bilingual Corpora” (Computational Linguistics 19, 1993): what is
translated keeps its order and, roughly, its length. To the lengths come anchors: headings, figures, the house's
names in their forms of the locale, words of the same stem, markup. The lattice of all alignments is weighed as a
whole, so that each pair has a probability, and not only the best path.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import erfc, exp, inf, log, log1p, sqrt

SURE = 0.995  # probability from which a pair is certain
_MOVES = {(1, 1): log(0.89), (1, 2): log(0.045), (2, 1): log(0.045), (1, 0): log(0.005), (0, 1): log(0.005)}
_VARIANCE = 6.8  # of the length of a translation, per character (Gale and Church, 3.1)
_UNLIKELY = -20.0  # as far as lengths alone may tell
_STEM = 5
_BAND = 30  # how far from the diagonal an alignment may stray, beyond the difference of the lengths
_DIGITS = re.compile(r"\d+(?:[\s\u00a0\u202f.,’']\d{3}(?!\d))*")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE = re.compile(r"[.!?…]+(?=[\s\u00a0\u202f»”\"’)\]]|$)|[。！？]+")


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading… of one of the texts: its kind, its text without tags, the keys of the house's entries
    that it names, and the names of its tags."""

    kind: str
    text: str
    names: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()

    @cached_property
    def role(self) -> str:
        return self.kind if self.kind in ("heading", "footnote", "mixed") else ""

    @cached_property
    def length(self) -> int:
        """Letters and digits: spaces and marks differ from language to language."""
        return sum(c.isalnum() for c in self.text) or 1

    @cached_property
    def figures(self) -> frozenset[tuple[str, int]]:
        """Its figures, each with which of its like it is: comparing sets is what most of the time goes to."""
        return _numbered(re.sub(r"\D", "", match.group()) for match in _DIGITS.finditer(self.text))

    @cached_property
    def marks(self) -> frozenset[tuple[str, int]]:
        return _numbered(self.tags)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of its longer words, without accents: what related languages have in common."""
        words = re.findall(r"[^\W\d_]{4,}", _bare(self.text))
        return frozenset(word[:_STEM] for word in words)

    @cached_property
    def sentences(self) -> int:
        return len(_SENTENCE.findall(self.text))


@dataclass(frozen=True, slots=True)
class Bead:
    """So many passages of the source that answer to so many of the translation, [start, end) of each; how probable
    that is; and whether nothing speaks against it."""

    source: tuple[int, int]
    target: tuple[int, int]
    probability: float
    certain: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        return self.source[1] - self.source[0], self.target[1] - self.target[0]


def align(sources: Sequence[Passage], targets: Sequence[Passage]) -> list[Bead]:
    """The beads of two texts in their order, each passage in exactly one. A pair is `certain` if it is probable, if
    its own contents agree, and if the two texts run side by side before and after it."""
    if not sources or not targets:
        return [Bead((n, n + 1), (0, 0), 1.0) for n in range(len(sources))] or [
            Bead((0, 0), (n, n + 1), 1.0) for n in range(len(targets))
        ]
    lattice = _Lattice(sources, targets)
    beads = list(lattice.beads())
    agree = [bead.shape == (1, 1) and lattice.agree(bead) for bead in beads]
    anchored = [bead.shape == (1, 1) and lattice.anchored(bead) for bead in beads]
    return [
        Bead(b.source, b.target, b.probability, agree[n] and b.probability >= SURE and _is_held(beads, anchored, n))
        for n, b in enumerate(beads)
    ]


def _is_held(beads: Sequence[Bead], anchored: Sequence[bool], n: int) -> bool:
    """Whether the beads before and after are pairs, and this one or both of them have something in common beyond
    their lengths: beside a place where the texts differ nothing is certain."""
    beside = [m for m in (n - 1, n + 1) if 0 <= m < len(beads)]
    if any(beads[m].shape != (1, 1) for m in beside):
        return False
    return anchored[n] or (len(beside) == 2 and all(anchored[m] for m in beside))


class _Lattice:
    """All alignments of two texts within a band around the diagonal, each with its weight (a log probability)."""

    def __init__(self, sources: Sequence[Passage], targets: Sequence[Passage]) -> None:
        self.sources, self.targets = sources, targets
        self.ratio = _ratio(sources, targets)
        self.width = _BAND + abs(len(sources) - len(targets)) + max(len(sources), len(targets)) // 20
        self._weights: dict[tuple[int, int, int, int], float] = {}
        self._passages: dict[tuple[int, int, int], Passage] = {}

    def beads(self) -> Iterator[Bead]:
        """The most probable alignment, each of its beads with the share that it has in all of them."""
        _, back = self._forward(max)
        before, _ = self._forward(_log_sum)
        after = self._backward()
        end = len(self.sources), len(self.targets)
        path = []
        while end != (0, 0):
            move = back[end]
            start = end[0] - move[0], end[1] - move[1]
            path.append((start, end))
            end = start
        total = before[len(self.sources), len(self.targets)]
        for start, end in reversed(path):
            weight = self.weight(*start, *end)
            share = exp(min(0.0, before[start] + weight + after[end] - total))
            yield Bead((start[0], end[0]), (start[1], end[1]), share)

    def _cells(self) -> Iterator[tuple[int, int]]:
        slope = len(self.targets) / len(self.sources)
        for i in range(len(self.sources) + 1):
            middle = round(i * slope)
            yield from (
                (i, j) for j in range(max(0, middle - self.width), min(len(self.targets), middle + self.width) + 1)
            )

    def _forward(
        self, join: Callable[[float, float], float]
    ) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], tuple[int, int]]]:
        """For each cell the joined weight of all ways to it, and the last move of the best."""
        values, back = {(0, 0): 0.0}, {(0, 0): (0, 0)}
        for i, j in self._cells():
            top = -inf
            for move in _MOVES:
                start = i - move[0], j - move[1]
                if start in values:
                    value = values[start] + self.weight(*start, i, j)
                    values[i, j] = join(values[i, j], value) if (i, j) in values else value
                    if value > top:
                        top, back[i, j] = value, move
        return values, back

    def _backward(self) -> dict[tuple[int, int], float]:
        values = {(len(self.sources), len(self.targets)): 0.0}
        for i, j in reversed(list(self._cells())):
            for move in _MOVES:
                end = i + move[0], j + move[1]
                if end in values and end != (i, j):
                    value = values[end] + self.weight(i, j, *end)
                    values[i, j] = _log_sum(values[i, j], value) if (i, j) in values else value
        return values

    def weight(self, i: int, j: int, to_i: int, to_j: int) -> float:
        """The weight of one bead."""
        key = i, j, to_i, to_j
        if key not in self._weights:
            contents = -3.0
            if i < to_i and j < to_j:
                contents = self._contents(self._passage(0, i, to_i), self._passage(1, j, to_j))
            self._weights[key] = _MOVES[to_i - i, to_j - j] + contents
        return self._weights[key]

    def _passage(self, side: int, start: int, end: int) -> Passage:
        """The passages [start, end) of the source (0) or the translation (1) as one."""
        key = side, start, end
        if key not in self._passages:
            self._passages[key] = _joined((self.sources, self.targets)[side][start:end])
        return self._passages[key]

    def _contents(self, ours: Passage, theirs: Passage) -> float:
        shared, apart = len(ours.figures & theirs.figures), len(ours.figures ^ theirs.figures)
        return (
            _length_weight(ours.length, theirs.length, self.ratio)
            + (0.0 if ours.role == theirs.role else -12.0)
            + (1.0 if ours.role == theirs.role == "heading" else 0.0)
            + 2.0 * min(shared, 4) - 1.5 * min(apart, 6)
            + 1.5 * min(len(ours.names & theirs.names), 5) - 1.0 * min(len(ours.names ^ theirs.names), 6)
            + 6.0 * _dice(ours.stems, theirs.stems)
            - 0.5 * min(len(ours.marks - theirs.marks), 4)
        )  # fmt: skip

    def agree(self, bead: Bead) -> bool:
        """Whether nothing in a pair speaks against it: role, length, number of sentences, figures."""
        ours, theirs = self.sources[bead.source[0]], self.targets[bead.target[0]]
        spread = abs(log(theirs.length / (ours.length * self.ratio)))
        return (
            ours.role == theirs.role
            and spread < (log(1.5) if ours.length > 60 else log(2.5))
            and abs(ours.sentences - theirs.sentences) <= ours.sentences // 10
        )

    def anchored(self, bead: Bead) -> bool:
        """Whether a pair has something in common beyond its length."""
        ours, theirs = self.sources[bead.source[0]], self.targets[bead.target[0]]
        return bool(ours.figures & theirs.figures or ours.names & theirs.names or len(ours.stems & theirs.stems) >= 3)


def _ratio(sources: Sequence[Passage], targets: Sequence[Passage]) -> float:
    """Letters of the translation for each of the source. Between alphabets it is never far from 1, however much one
    of the texts lacks."""
    ratio = sum(t.length for t in targets) / sum(s.length for s in sources)
    if any(_IDEOGRAPHS.search(p.text) for p in (*sources, *targets)):
        return ratio
    return min(max(ratio, 0.75), 1.35)


def _joined(passages: Sequence[Passage]) -> Passage:
    """Passages as one; headings, and passages of several roles, make none that answers to another."""
    if len(passages) == 1:
        return passages[0]
    roles = {p.role for p in passages}
    kind = passages[0].kind if len(roles) == 1 and "heading" not in roles else "mixed"
    names = frozenset(name for p in passages for name in p.names)
    return Passage(kind, " ".join(p.text for p in passages), names, tuple(tag for p in passages for tag in p.tags))


def _numbered(words: Iterable[str]) -> frozenset[tuple[str, int]]:
    seen: Counter[str] = Counter()
    found = []
    for word in words:
        seen[word] += 1
        found.append((word, seen[word]))
    return frozenset(found)


def _length_weight(ours: int, theirs: int, ratio: float) -> float:
    """The log probability that a passage of so many letters has a translation at least so far from the usual
    length."""
    mean = (ours + theirs / ratio) / 2
    delta = abs(theirs - ours * ratio) / sqrt(mean * _VARIANCE * ratio)
    chance = erfc(delta / sqrt(2))
    return max(_UNLIKELY, log(chance)) if chance > 0 else _UNLIKELY


def _dice(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def _log_sum(a: float, b: float) -> float:
    high, low = max(a, b), min(a, b)
    return high + log1p(exp(low - high))


def _bare(text: str) -> str:
    """Lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
