"""The corrected works as the finders read them: passages of prose in one language, and the words in them.

A passage is the text of one leaf as the pass left it. What is no prose of its language (code, addresses, spans
marked as another language) is blanked out, so that offsets hold; a marked span is a passage of its own language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from ...diagnostics import Place
from ...languages import FUNCTION_WORDS
from ..document import Block, Inline
from ..ledger import Change
from ..normalise import METADATA
from ..preparing import Prepared

BLANK = "\ufffc"  # stands for each character that is no prose
# Letters, with what combines with them and soft hyphens, and with apostrophes inside the word.
WORD = re.compile(r"(?<!\w)[^\W\d_]++(?:[\u0300-\u036f\u00ad]++[^\W\d_]*+)*+(?:['’][^\W\d_]++)*+(?!\w)")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov)\b\S*"
)
FEW = 8  # words, of which no language can be told
DIFFERENT = 3  # little words that tell a language: single ones are in several (in, was, de)
_CLOSING = ".,;:!?)»”’"
_OPENING = " \u00a0\u202f\n\"'“”«»„‘’(—–["


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file of a work as received, and what the pass changed in it."""

    path: str
    lines: tuple[int, ...]  # the offset at which each line begins
    changes: tuple[Change, ...]

    def place(self, start: int, end: int) -> Place:
        """The offsets [start, end) of the file as a Place."""
        line, end_line = bisect_right(self.lines, start), bisect_right(self.lines, end)
        columns = start - self.lines[line - 1] + 1, end - self.lines[end_line - 1] + 1
        return Place(self.path, line, columns[0], end_line, columns[1])

    def received(self, run: int, offset: int) -> int:
        """The offset in the file of what stands `offset` characters into the corrected run that begins at `run`."""
        at = run + offset
        for change in self.changes[bisect_right(self.changes, run - 1, key=lambda c: c.start) :]:
            if change.start >= at:
                break
            if change.start + len(change.after) > at:
                return change.start
            at += len(change.before) - len(change.after)
        return at


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """Prose in one language. `runs` are (start in the text, length, offset in the file or -1); `marks` are
    [start, end) of what is emphasised, as titles of works are."""

    work: str
    language: str
    text: str
    source: Source
    kind: str = "para"  # as Block.kind
    runs: tuple[tuple[int, int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    block: Place = field(default=Place())
    quoted: bool = False  # in a block of quotation
    date: str = ""  # the work's, as declared

    def place(self, start: int, end: int) -> Place:
        """Where [start, end) stands in the file as received; the block's place where the file spells it otherwise."""
        for at, length, offset in self.runs:
            if at <= start < at + length:
                if offset < 0:
                    break
                last = min(end, at + length) - at
                first = self.source.received(offset, start - at)
                return self.source.place(first, max(self.source.received(offset, last), first))
        return self.block

    def emphasised(self, start: int, end: int) -> bool:
        return any(a <= start and end <= b for a, b in self.marks)

    def begins_sentence(self, start: int) -> bool:
        """Whether a capital at `start` says nothing of the word."""
        before = self.text[max(start - 8, 0) : start].rstrip(_OPENING)
        return not before or before[-1] in ".!?…:;" or before[-1] == BLANK


@dataclass(slots=True)
class Word:
    """A word as spelled, in the passages of one language: [start, end) of every place where it stands, and how
    many of them are in mid-sentence, where a capital says something."""

    text: str
    places: list[tuple[Passage, int, int]] = field(default_factory=list)
    amid: int = 0

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class Corpus:
    """All that is audited, read once: passages in reading order."""

    passages: tuple[Passage, ...]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.language for p in self.passages))

    def of(self, language: str) -> Iterator[Passage]:
        return (p for p in self.passages if p.language == language)

    @cached_property
    def vocabulary(self) -> Mapping[str, Mapping[str, Word]]:
        """Every word as spelled, by language."""
        found: dict[str, dict[str, Word]] = {language: {} for language in self.languages}
        for passage in self.passages:
            words = found[passage.language]
            for match in WORD.finditer(passage.text):
                spelled = match.group()
                word = words.get(spelled)
                if word is None:
                    word = words[spelled] = Word(spelled)
                word.places.append((passage, match.start(), match.end()))
        for words in found.values():
            for word in words.values():
                # A small letter is small anywhere.
                word.amid = word.text[0].isupper() and sum(not p.begins_sentence(at) for p, at, _ in word.places)
        return found

    @cached_property
    def pairs(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """Every two words that stand beside each other, by language, without the marks behind the second."""
        found: dict[str, set[tuple[str, str]]] = {language: set() for language in self.languages}
        for passage in self.passages:
            found[passage.language].update(pairwise(passage.text.split()))
        return {
            language: frozenset((head, tail.rstrip(_CLOSING)) for head, tail in pairs)
            for language, pairs in found.items()
        }


def read_corpus(works: Iterable[Prepared]) -> Corpus:
    """The passages of works after the pass."""
    return Corpus(tuple(p for prepared in works for p in _passages(prepared)))


def _passages(prepared: Prepared) -> Iterator[Passage]:
    work = prepared.work
    sources = {path: _source(prepared, path) for path in prepared.texts}
    toml = sources[work.path]
    for key in METADATA:
        text = getattr(work, key)
        start = prepared.texts[work.path].find(text) if text else -1
        if start >= 0:
            runs = ((0, len(text), start),)
            yield Passage(
                work.id, work.language, text, toml, "title", runs, block=toml.place(start, start), date=work.date
            )
    for document in prepared.documents:
        source = sources[document.path]
        for block, language, quoted in _leaves(document.blocks, work.language, quoted=False):
            base = Passage(work.id, language, "", source, block.kind, block=block.place, quoted=quoted, date=work.date)
            yield from _Leaf(base).read(block.inlines)


def _source(prepared: Prepared, path: str) -> Source:
    text = prepared.texts[path]
    lines = (0, *(m.end() for m in re.finditer("\n", text)))
    return Source(path, lines, tuple(prepared.normalised.ledger.of(path)))


def _leaves(blocks: tuple[Block, ...], language: str, *, quoted: bool) -> Iterator[tuple[Block, str, bool]]:
    """Each leaf with its language, and whether it stands in a quotation; its footnotes after it."""
    for block in blocks:
        if not block.attrs.translatable:
            continue
        own = block.attrs.get("lang") or language
        inside = quoted or block.kind == "quote"
        if block.is_leaf:
            yield block, own, inside
        yield from _leaves(block.blocks, own, quoted=inside)
        yield from _footnotes(block.inlines, own, quoted=inside)


def _footnotes(inlines: tuple[Inline, ...], language: str, *, quoted: bool) -> Iterator[tuple[Block, str, bool]]:
    for inline in inlines:
        yield from _leaves(inline.blocks, language, quoted=quoted)
        yield from _footnotes(inline.children, language, quoted=quoted)


class _Leaf:
    """Collects a leaf's text in one language; what is in another is set aside as passages of its own."""

    def __init__(self, base: Passage):
        self.base = base
        self.text: list[str] = []
        self.runs: list[tuple[int, int, int]] = []
        self.marks: list[tuple[int, int]] = []
        self.aside: list[Passage] = []
        self.length = 0

    def read(self, inlines: tuple[Inline, ...]) -> Iterator[Passage]:
        self._add(inlines)
        text = _ADDRESS.sub(lambda m: BLANK * len(m.group()), "".join(self.text))
        if text.strip(BLANK + " \n"):
            language = spoken(text, self.base.language)
            yield replace(self.base, language=language, text=text, runs=tuple(self.runs), marks=tuple(self.marks))
        yield from self.aside

    def _add(self, inlines: tuple[Inline, ...]) -> None:
        for inline in inlines:
            if inline.kind == "text":
                self.runs.append((self.length, len(inline.text), inline.start))
                self._put(inline.text)
            elif inline.kind == "code":
                self._put(BLANK * len(inline.text))
            elif inline.kind in ("break", "image"):
                self._put("\n")
            elif inline.kind in ("sup", "sub") or not inline.attrs.translatable:
                self._put(BLANK)
            elif inline.attrs.get("lang", self.base.language) != self.base.language:
                self.aside += _Leaf(replace(self.base, language=inline.attrs.get("lang"))).read(inline.children)
                self._put(BLANK)
            elif inline.kind != "note":
                start = self.length
                self._add(inline.children)
                if inline.kind == "em":
                    self.marks.append((start, self.length))

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)


def spoken(text: str, language: str) -> str:
    """The language of a passage: the one it is said to be in, unless its little words are those of another one."""
    words = Counter(WORD.findall(text.lower()))
    own = FUNCTION_WORDS.get(language.split("-")[0])
    if own is None or words.total() < FEW:
        return language
    counts = {tag: sum(words[word] for word in little) for tag, little in FUNCTION_WORDS.items()}
    best = max(counts, key=lambda tag: counts[tag])
    different = len(FUNCTION_WORDS[best] & words.keys())
    return best if counts[best] > 3 * sum(words[word] for word in own) and different >= DIFFERENT else language
