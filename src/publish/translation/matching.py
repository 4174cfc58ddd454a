"""Which entry of a catalogue belongs to which segment of the text as it is now.

Certain matches come first: the same key, a change that the ledger calls editorial, the same text in another
context. What is left is matched by likeness, with a proposal only, never in force: first against what stood
at the same point of the text, then against whatever shares rare words with it; no entry is compared with
all others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .messages import Key, Message
from .segments import Segment

How = Literal["kept", "carried", "revived", "fuzzy", "new"]
LIKE = 60.0  # per cent of words in common, in order; msgmerge's threshold
LIKE_HERE = 50.0  # the same for what stood at the same point of the text
_GAP = 24  # as many untied entries at one point are all compared
_RARE = 50  # a word in more entries than this says little of any
_CANDIDATES = 8
_UNBROKEN = 12  # characters; a longer run of letters is a script without spaces


@dataclass(frozen=True, slots=True)
class Match:
    """What a segment gets: `how`, and the entry that it gets, None for a new one."""

    how: How
    message: Message | None = None


def match(messages: Sequence[Message], segments: Sequence[Segment], editorial: Mapping[str, str]) -> list[Match]:
    """A Match for each segment, no entry given twice. `editorial` leads from an old msgid to the new one."""
    return _Matching(messages, segments).run(editorial)


class _Matching:
    """Entries and segments by their index; `taken` is the state: segment → (how, entry)."""

    def __init__(self, messages: Sequence[Message], segments: Sequence[Segment]):
        self.messages, self.segments = messages, segments
        self.taken: dict[int, tuple[How, int]] = {}
        self._used: set[int] = set()

    def run(self, editorial: Mapping[str, str]) -> list[Match]:
        self._tie(lambda m: m.key, lambda s: s.key, "kept", obsolete=False)
        self._tie(lambda m: m.key, lambda s: s.key, "revived", obsolete=True)
        contexts = {m.msgid: editorial[m.msgid] for m in self.messages if m.msgid in editorial}
        self._tie(lambda m: (m.msgctxt, contexts.get(m.msgid)), lambda s: s.key, "carried", obsolete=False)
        self._tie(lambda m: contexts.get(m.msgid), lambda s: s.msgid, "carried", obsolete=False)
        self._tie(lambda m: m.msgid, lambda s: s.msgid, "kept", obsolete=False)
        self._tie(lambda m: m.msgid, lambda s: s.msgid, "revived", obsolete=True)
        self._tie_alike()
        return [self._match(n) for n in range(len(self.segments))]

    def _match(self, segment: int) -> Match:
        if segment not in self.taken:
            return Match("new")
        how, message = self.taken[segment]
        return Match(how, self.messages[message])

    def _free_messages(self, *, obsolete: bool | None = None) -> list[int]:
        every = enumerate(self.messages)
        return [n for n, m in every if n not in self._used and obsolete in (None, m.obsolete)]

    def _free_segments(self) -> list[int]:
        return [n for n in range(len(self.segments)) if n not in self.taken]

    def _take(self, segment: int, message: int, how: How) -> None:
        self.taken[segment] = how, message
        self._used.add(message)

    def _tie(
        self,
        old: Callable[[Message], Key | str | tuple[str | None, str | None] | None],
        new: Callable[[Segment], Key | str],
        how: How,
        *,
        obsolete: bool,
    ) -> None:
        """Ties what has the same value, in order. Obsolete entries without a translation are not worth it."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for n in self._free_messages(obsolete=obsolete):
            waiting[old(self.messages[n])].append(n)
        for segment in self._free_segments():
            queue = waiting.get(new(self.segments[segment]))
            if queue:
                self._take(segment, queue.pop(0), how)

    def _tie_alike(self) -> None:
        """The most alike first; of equals, what stood at the same point, then the earlier."""
        proposals = sorted(self._proposals(), reverse=True)
        for _, _, minus_segment, minus_message in proposals:
            if -minus_segment not in self.taken and -minus_message not in self._used:
                self._take(-minus_segment, -minus_message, "fuzzy")

    def _proposals(self) -> Iterator[tuple[float, bool, int, int]]:
        olds, news = self._free_messages(), self._free_segments()
        if not olds or not news:
            return
        gaps = _Gaps((s, m) for s, (_, m) in self.taken.items() if not self.messages[m].obsolete)
        here: dict[int, list[int]] = defaultdict(list)
        for message in olds:
            if not self.messages[message].obsolete:
                here[gaps.of_message(message)].append(message)
        rare = _RareWords({n: self.messages[n].msgid for n in olds})
        units = {n: _units(self.messages[n].msgid) for n in olds}
        for segment in news:
            text = self.segments[segment].msgid
            own = _units(text)
            near = here[gaps.of_segment(segment)]
            near = near if len(near) <= _GAP else []
            for message in dict.fromkeys([*near, *rare.candidates(text)]):
                score = _likeness(units[message], own, LIKE_HERE if message in near else LIKE)
                if score:
                    yield score, message in near, -segment, -message


class _Gaps:
    """Points of the text: between which two tied entries something stands, in the old order and in the new.
    Entries that were moved do not count: only the longest run of ties that is in order in both."""

    def __init__(self, ties: Iterable[tuple[int, int]]):
        kept = _longest_increasing(sorted(ties))
        self._segments = [segment for segment, _ in kept]
        self._messages = [message for _, message in kept]

    def of_segment(self, segment: int) -> int:
        return bisect_left(self._segments, segment)

    def of_message(self, message: int) -> int:
        return bisect_left(self._messages, message)


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of pairs, sorted by their first, whose second rises too (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, value) in enumerate(pairs):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [n]
    chain = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


class _RareWords:
    """Finds the texts that share the most rare words with another."""

    def __init__(self, texts: Mapping[int, str]):
        self._where: dict[str, list[int]] = defaultdict(list)
        for n, text in texts.items():
            for word in set(_words(text)):
                self._where[word].append(n)

    def candidates(self, text: str) -> list[int]:
        lists = [where for word in sorted(set(_words(text))) if (where := self._where.get(word))]
        lists.sort(key=len)
        counts: Counter[int] = Counter()
        for where in lists[:40]:
            if len(where) <= _RARE or not counts:
                counts.update(where[:_RARE])
        return [n for n, _ in counts.most_common(_CANDIDATES)]


def _words(text: str) -> list[str]:
    """The words of a text; pairs of letters where words are not spaced."""
    found: list[str] = []
    for word in re.findall(r"\w+", text.lower()):
        pairs = [word[n : n + 2] for n in range(len(word) - 1)] if len(word) > _UNBROKEN else [word]
        found += pairs
    return found


def _units(text: str) -> list[str] | str:
    """What a comparison counts: words, or the letters of a text of few words."""
    words = re.findall(r"\w+|[^\w\s]", text)
    return words if len(words) > 5 else text


def _likeness(old: list[str] | str, new: list[str] | str, cutoff: float) -> float:
    """The share of words (letters) that two texts have in common in the same order, in per cent; 0 below the
    cutoff. Letters of long texts are not compared: any two texts of a language share half of them."""
    from rapidfuzz import fuzz

    if isinstance(old, str) != isinstance(new, str):
        old, new = _letters(old), _letters(new)
    return fuzz.ratio(old, new, score_cutoff=cutoff)


def _letters(units: list[str] | str) -> str:
    return units if isinstance(units, str) else " ".join(units)
