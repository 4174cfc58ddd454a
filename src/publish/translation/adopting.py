"""A translated document into the catalogue of the work that it translates: certain pairs in force, the rest fuzzy.

What the catalogue has in force is never written over. A tag of the source is found again in the translation's own
markup (emphasis, the same address, the next footnote); where one is missing, the words go in without tags, fuzzy.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ..project import Work
from ..text.document import Document, Inline, walk
from ..text.house import House
from ..text.mentions import Finder
from .align import Bead, Passage, align
from .checks import figures_apart
from .messages import Catalogue, Key, Message
from .segments import BESIDE, METADATA, Segment, segments
from .tags import TagError, check_tags, escape, originals, pieces, plain

_ENDS = re.compile(r"[.!?…]+[»”\"’)\]]*\s+|[。！？]+")


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two texts: its segments in reading order, and the documents that they are of."""

    segments: tuple[Segment, ...]
    documents: tuple[Document, ...]
    locale: str

    def inlines(self) -> Mapping[tuple[str, str], tuple[Inline, ...]]:
        return {(d.path, b.id): b.inlines for d in self.documents for b in walk(d.blocks) if b.is_leaf}


@dataclass(frozen=True, slots=True)
class Offer:
    """A translation for an entry: tagged text, and whether it is certain."""

    msgstr: str
    certain: bool


@dataclass(slots=True)
class Adopted:
    """The catalogue with what was taken over, how many entries fared how, and the passages of the translation that
    answer to nothing."""

    catalogue: Catalogue
    counts: Counter[str] = field(default_factory=Counter)
    left_over: list[str] = field(default_factory=list)


def adopt(catalogue: Catalogue, source: Text, target: Text, house: House, metadata: Mapping[str, str]) -> Adopted:
    """Puts the translation `target` into a catalogue that is up to date with `source`. `metadata` has the title and
    subtitle of the translation, which are only ever proposed."""
    offers, left_over = _offers(source, target, house)
    for segment in source.segments:
        if segment.kind in METADATA and metadata.get(segment.kind):
            offers[segment.key] = Offer(escape(metadata[segment.kind]), certain=False)
    adopted = Adopted(catalogue, left_over=left_over)
    messages = [m if m.obsolete else _filled(m, offers.get(m.key), adopted.counts) for m in catalogue.messages]
    adopted.catalogue = replace(catalogue, messages=tuple(messages))
    return adopted


def _filled(message: Message, offer: Offer | None, counts: Counter[str]) -> Message:
    """An entry with what is offered for it. A fuzzy text that somebody left there gives way to a certain one only."""
    if message.in_force:
        counts["in force before"] += 1
        return message
    if offer is None or (message.is_fuzzy and not offer.certain):
        counts["fuzzy before" if message.is_fuzzy else "left empty"] += 1
        return message
    counts["in force" if offer.certain else "fuzzy"] += 1
    others = tuple(flag for flag in message.flags if flag != "fuzzy")
    flags = others if offer.certain else ("fuzzy", *others)
    return replace(message, msgstr=offer.msgstr, flags=flags, previous_msgctxt=None, previous_msgid=None)


def _offers(source: Text, target: Text, house: House) -> tuple[dict[Key, Offer], list[str]]:
    ours = [s for s in source.segments if s.kind not in BESIDE]
    theirs = list(target.segments)
    names = _Names(house, source.locale, target.locale)
    beads = align(
        [Passage(s.kind, plain(s.msgid), names.of_source(plain(s.msgid)), _tags(s)) for s in ours],
        [Passage(s.kind, plain(s.msgid), names.of_target(plain(s.msgid)), _tags(s)) for s in theirs],
    )
    our_inlines, their_inlines = source.inlines(), target.inlines()
    offers: dict[Key, Offer] = {}
    left_over: list[str] = []
    for bead in beads:
        held, given = ours[slice(*bead.source)], theirs[slice(*bead.target)]
        if not held:
            left_over += [plain(segment.msgid) for segment in given]
        elif bead.shape == (1, 1):
            (one,), (other,) = held, given
            text = _retagged(one, other, our_inlines, their_inlines)
            offers[one.key] = _offer(one, other, text, bead, names)
        elif given:
            parts = [plain(segment.msgid) for segment in given]
            texts = [" ".join(parts)] if len(held) == 1 else _halves(parts[0], held)
            offers |= {s.key: Offer(escape(t), certain=False) for s, t in zip(held, texts, strict=True) if t}
    return offers, left_over


def _offer(one: Segment, other: Segment, text: str | None, bead: Bead, names: _Names) -> Offer:
    """What a pair offers: certain only if tags, figures and names are those of the source."""
    source, target = plain(one.msgid), plain(other.msgid)
    fits = not any(figures_apart(source, target)) and not names.missing(source, target)
    return Offer(escape(target) if text is None else text, certain=bead.certain and fits and text is not None)


class _Names:
    """The entries of the house that a text names, as far as they have a form in the locale."""

    def __init__(self, house: House, language: str, locale: str) -> None:
        self._house, self._locale = house, locale
        self._sources, self._targets = Finder(house, language), Finder(house, locale)
        self._single: dict[str, Finder] = {}

    def of_source(self, text: str) -> frozenset[str]:
        keys = {mention.key for mention in self._sources.find(text)}
        return frozenset(key for key in keys if self._house.entries[key].form(self._locale))

    def of_target(self, text: str) -> frozenset[str]:
        return frozenset(mention.key for mention in self._targets.find(text))

    def missing(self, source: str, target: str) -> list[str]:
        """The names of the source that the translation lacks; a longer form may hide a shorter one."""
        gone = sorted(self.of_source(source) - self.of_target(target))
        return [key for key in gone if not any(self._finder(key).find(target))]

    def _finder(self, key: str) -> Finder:
        if key not in self._single:
            entries = MappingProxyType({key: self._house.entries[key]})
            self._single[key] = Finder(replace(self._house, entries=entries), self._locale)
        return self._single[key]


def _tags(segment: Segment) -> tuple[str, ...]:
    """The tags of a segment by their kind: the numbers of two texts have nothing to do with each other."""
    return tuple(name.rstrip("0123456789") for kind, name in pieces(segment.msgid) if kind in ("open", "void"))


def _retagged(
    one: Segment,
    other: Segment,
    ours: Mapping[tuple[str, str], tuple[Inline, ...]],
    theirs: Mapping[tuple[str, str], tuple[Inline, ...]],
) -> str | None:
    """The translation with the tags of the source; None if its markup is not the source's."""
    known = _pairs(originals(ours.get((one.path, one.id), ())), originals(theirs.get((other.path, other.id), ())))
    shape = {"open": "<{}>", "close": "</{}>", "void": "<{}/>"}
    text = "".join(
        escape(name) if kind == "text" else shape[kind].format(known.get(name, name))
        for kind, name in pieces(other.msgid)
    )
    numbered = {name for kind, name in pieces(other.msgid) if kind != "text" and name[-1].isdigit()}
    try:
        check_tags(one.msgid, text)
    except TagError:
        return None
    return text if numbered <= known.keys() else None


def _pairs(ours: Mapping[str, Inline], theirs: Mapping[str, Inline]) -> dict[str, str]:
    """Which tag of the source each numbered tag of the translation is: links by their address, code and images by
    what they show, notes and spans by their order."""
    waiting: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, inline in ours.items():
        waiting[inline.kind, _identity(inline)].append(name)
    queues = ((name, waiting.get((inline.kind, _identity(inline)))) for name, inline in theirs.items())
    return {name: queue.pop(0) for name, queue in queues if queue}


def _identity(inline: Inline) -> str:
    if inline.kind == "link":
        return inline.url.rstrip("/")
    if inline.kind == "image":
        return inline.url.rpartition("/")[2]
    return inline.text if inline.kind == "code" else ""


def _halves(text: str, held: Sequence[Segment]) -> list[str]:
    """A passage that answers to two of the source, cut at the end of the sentence nearest to where it should be."""
    lengths = [len(plain(segment.msgid)) for segment in held]
    wanted = len(text) * lengths[0] / max(sum(lengths), 1)
    ends = [match.end() for match in _ENDS.finditer(text) if match.end() < len(text)]
    cut = min(ends, key=lambda end: abs(end - wanted)) if ends else len(text)
    return [text[:cut].strip(), text[cut:].strip()]


def own_segments(work: Work, documents: Sequence[Document], locale: str) -> Iterator[Segment]:
    """The segments of a translated document, cut as those of its work are."""
    found = segments(replace(work, language=locale), documents, House(locale))
    return (segment for segment in found if segment.kind not in BESIDE)
