"""Which entry of a catalogue belongs to which segment of the text as it is now.

Certain matches come first: the same key, a change that was editorial, the same text in another context. What
is left gets a proposal only, never in force: the parts of a paragraph that was split, the whole of some that
were joined, and then what is most alike. Compared is what stood at the same point of the text and whatever
shares rare words; no entry is compared with all others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .editorial import Rulings
from .likeness import RareWords, likeness, units, words_of
from .messages import Key, Message
from .partition import divided, joined
from .segments import Segment
from .tags import remarked, unmarked

How = Literal["kept", "carried", "revived", "fuzzy", "split", "joined", "new"]
LIKE = 60.0  # per cent of words in common, in order; msgmerge's threshold
LIKE_HERE = 50.0  # the same for what stood at the same point of the text
_GAP = 24  # as many untied entries at one point are all compared
_WINDOW = 4  # among more, those this near in the order
_PARTS = 3  # into as many a paragraph may have been split
_WHOLE = 90.0  # per cent; parts are alike to their whole to this degree


@dataclass(frozen=True, slots=True)
class Match:
    """What a segment gets: `how`, and the entry that it gets, None for a new one."""

    how: How
    message: Message | None = None

    @property
    def is_empty(self) -> bool:
        return self.message is None or self.message.is_empty


def match(
    messages: Sequence[Message], segments: Sequence[Segment], editorial: Mapping[str, str], rulings: Rulings
) -> tuple[list[Match], list[Message]]:
    """A Match for each segment, and the entries that nothing was made of. No entry is given twice, but to the
    parts of what it was the whole of. `editorial` leads from old msgids to new ones; of other changes `rulings`
    says which were editorial."""
    matching = _Matching(messages, segments, rulings)
    return matching.run(editorial), matching.left


class _Matching:
    """Entries and segments by their index; `taken` is the state: segment → (how, entry), `made` what the parts
    of a split and the whole of a join get."""

    def __init__(self, messages: Sequence[Message], segments: Sequence[Segment], rulings: Rulings):
        self.messages, self.segments, self.rulings = messages, segments, rulings
        self.taken: dict[int, tuple[How, int]] = {}
        self.made: dict[int, Message] = {}
        self._used: set[int] = set()

    @property
    def left(self) -> list[Message]:
        return [self.messages[n] for n in self._free_messages()]

    def run(self, editorial: Mapping[str, str]) -> list[Match]:
        self._tie(lambda m: m.key, lambda s: s.key, "kept", obsolete=False)
        self._tie(lambda m: m.key, lambda s: s.key, "revived", obsolete=True)
        contexts = {m.msgid: editorial[m.msgid] for m in self.messages if m.msgid in editorial}
        self._tie(lambda m: (m.msgctxt, contexts.get(m.msgid)), lambda s: s.key, "carried", obsolete=False)
        self._tie(lambda m: contexts.get(m.msgid), lambda s: s.msgid, "carried", obsolete=False)
        self._tie(lambda m: m.msgid, lambda s: s.msgid, "kept", obsolete=False)
        self._tie_marked()
        self._tie_editorial()
        self._tie(lambda m: m.msgid, lambda s: s.msgid, "revived", obsolete=True)
        self._tie_split()
        self._tie_joined()
        self._tie_alike()
        return [self._match(n) for n in range(len(self.segments))]

    def _match(self, segment: int) -> Match:
        if segment not in self.taken:
            return Match("new")
        how, message = self.taken[segment]
        return Match(how, self.made.get(segment, self.messages[message]))

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

    def _tie_marked(self) -> None:
        """The same text with other marks for the index, which are no translator's business."""
        before = set(self.taken)
        self._tie(lambda m: unmarked(m.msgid), lambda s: unmarked(s.msgid), "carried", obsolete=False)
        for segment in self.taken.keys() - before:
            old = self.messages[self.taken[segment][1]]
            msgstr = remarked(old.msgid, self.segments[segment].msgid, old.msgstr)
            self.made[segment] = replace(old, msgstr=msgstr)

    def _tie_editorial(self) -> None:
        """What the text as received makes certain; of several that would do, what stood at the same point."""
        pairs = sorted((not near, segment, message) for segment, message, near in self._candidates())
        for _, segment, message in pairs:
            if segment not in self.taken and message not in self._used:
                old = self.messages[message]
                if self.rulings.carries(old, self.segments[segment]):
                    self._take(segment, message, "revived" if old.obsolete else "carried")

    def _tie_split(self) -> None:
        """Neighbours that together are an entry: each gets its part of the translation."""
        texts = [s.msgid for s in self.segments]
        opening = defaultdict(list)
        for message in self._free_messages(obsolete=False):
            opening[_opening(self.messages[message].msgid)].append(message)
        for first in self._free_segments() if opening else ():
            for message in opening.get(_opening(self.segments[first].msgid), ()):
                if message in self._used or first in self.taken:
                    continue
                old = self.messages[message]
                parts = self._parts(old.msgid, first, texts, self.taken)
                for n, translation in zip(parts, divided(old, [texts[n] for n in parts]), strict=True):
                    self._take(n, message, "split")
                    self.made[n] = translation

    def _tie_joined(self) -> None:
        """An entry for the whole of neighbours."""
        if not self._free_messages(obsolete=False):
            return
        texts = ["" if m.obsolete else m.msgid for m in self.messages]
        opening = defaultdict(list)
        for segment in self._free_segments():
            opening[_opening(self.segments[segment].msgid)].append(segment)
        for first in self._free_messages(obsolete=False):
            for segment in opening.get(_opening(self.messages[first].msgid), ()):
                if segment in self.taken or first in self._used:
                    continue
                parts = self._parts(self.segments[segment].msgid, first, texts, self._used)
                if parts:
                    self._take(segment, first, "joined")
                    self._used.update(parts)
                    self.made[segment] = joined([self.messages[n] for n in parts])

    def _parts(self, whole: str, first: int, texts: Sequence[str], busy: Container[int]) -> list[int]:
        """From `first` on the free neighbours, two or three, that together are the whole; else none."""
        parts = [first]
        for n in range(first + 1, min(first + _PARTS, len(texts))):
            if n in busy or not texts[n]:
                break
            parts.append(n)
            text = " ".join(texts[p] for p in parts)
            if len(text) > 1.2 * len(whole):
                break
            if likeness(units(whole), units(text), _WHOLE):
                return parts
        return []

    def _tie_alike(self) -> None:
        """The most alike first; of equals, what stood at the same point, then the earlier."""
        old = {n: units(self.messages[n].msgid) for n in self._free_messages()}
        new = {n: units(self.segments[n].msgid) for n in self._free_segments()}
        scored = (
            (likeness(old[message], new[segment], LIKE_HERE if near else LIKE), near, -segment, -message)
            for segment, message, near in self._candidates()
        )
        for score, _, minus_segment, minus_message in sorted(scored, reverse=True):
            if score and -minus_segment not in self.taken and -minus_message not in self._used:
                self._take(-minus_segment, -minus_message, "fuzzy")

    def _candidates(self) -> Iterator[tuple[int, int, bool]]:
        """Pairs of a free segment and a free entry that are worth a comparison, and whether they stand at the
        same point."""
        olds, news = self._free_messages(), self._free_segments()
        if not olds or not news:
            return
        gaps = _Gaps((s, m) for s, (_, m) in self.taken.items() if not self.messages[m].obsolete)
        there = _grouped((m for m in olds if not self.messages[m].obsolete), gaps.of_message)
        here = _grouped(news, gaps.of_segment)
        rare = RareWords({n: self.messages[n].msgid for n in olds})
        for segment in news:
            gap = gaps.of_segment(segment)
            near = _opposite(segment, here[gap], there.get(gap, []))
            for message in dict.fromkeys([*near, *rare.candidates(self.segments[segment].msgid)]):
                yield segment, message, message in near


def _grouped(numbers: Iterable[int], point: Callable[[int], int]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for n in numbers:
        groups[point(n)].append(n)
    return groups


def _opposite(segment: int, here: list[int], there: list[int]) -> list[int]:
    """The entries at the point of a segment: all of them, or, where they are many, those at its rank."""
    if len(there) <= _GAP:
        return there
    rank = bisect_left(here, segment) * len(there) // len(here)
    return there[max(rank - _WINDOW, 0) : rank + _WINDOW]


def _opening(text: str) -> tuple[str, ...]:
    return tuple(words_of(text)[:3])


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
