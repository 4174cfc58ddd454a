"""What a text quotes, of which kind each quotation is, and what may be done to it (`[quotations]` in style.toml).

A short quotation that states nothing is a scare quote; one that names a work of the house, and what is emphasised as
titles are, is a title; any other, and a block of quotation, is speech. The marks of all languages are known by their
shape. The pass and the finders of the audit ask here alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from ..languages import STATING
from ..tables import Table

TREATMENTS = ("text", "misspellings", "nothing")
# All begin with their mark, so that a text without one is passed over at a look. The last is a paragraph of a quotation
# that goes on in the next.
_MARKED = re.compile(
    r'[“„«‹"‘‚»›”「『《](?:(?<=“)[^“”]*”|(?<=„)[^„“”]*[“”]|(?<=«)[^«»]*»|(?<=‹)[^‹›]*›|(?<!\w")(?<=")(?=\S)[^"]*"'
    r"|(?<!\w‘)(?<=‘)[^‘’]*(?:’\w[^‘’]*)*’(?!\w)|(?<=‚)[^‚‘’]*[‘’]"
    r"|(?<![\w.,;:!?…][»›])(?<=[»›])(?=\w)[^«»‹›]*(?<=\S)[«‹]|(?<![\w.,;:!?…]”)(?<=”)(?=\w)[^”]*”"
    r"|(?<=「)[^「」]*」|(?<=『)[^『』]*』|(?<=《)[^《》]*》"
    r'|(?<=\A“)[^“”]+\Z|(?<=\A„)[^„“”]+\Z|(?<=\A«)[^«»]+\Z|(?<=\A")[^"]+\Z)'
)
_DOUBLE = '“”„«»"'
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W_]+")


class Prose(Protocol):
    """A text in one language; `marks` are [start, end) of what is emphasised in it; `quoted`: in a block of
    quotation."""

    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def marks(self) -> tuple[tuple[int, int], ...]: ...
    @property
    def quoted(self) -> bool: ...
    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Quotations:
    """What is done to each kind: what is done to any other `text`, proposals for `misspellings` and no convention, or
    `nothing`. A scare quote has at most so many `words`; `works` are the names of works, case folded."""

    scare: str = "text"
    speech: str = "misspellings"
    titles: str = "misspellings"
    words: int = 3
    works: frozenset[str] = frozenset()

    def keeps(self, prose: Prose, start: int, end: int) -> bool:
        """Whether [start, end) keeps the conventions that it was written in."""
        return _lies_in(_spans(self, prose, ("misspellings", "nothing")), start, end)

    def closed(self, prose: Prose, start: int, end: int) -> bool:
        """Whether nothing is to be said of [start, end)."""
        return _lies_in(_spans(self, prose, ("nothing",)), start, end)

    @property
    def closes(self) -> bool:
        """Whether there is a kind to which nothing is done."""
        return "nothing" in (self.scare, self.speech, self.titles)

    def _kind(self, quoted: str, language: str) -> str:
        """The treatment of what stands between quotation marks."""
        if quoted.strip().casefold() in self.works:
            return self.titles
        words = [word.casefold() for word in _WORD.findall(quoted)]
        states = quoted.rstrip().endswith(("!", "?")) or not STATING.get(language, frozenset()).isdisjoint(words)
        return self.speech if states or len(words) > self.words else self.scare

    def _find(self, prose: Prose) -> Iterator[tuple[int, int, str]]:
        text = prose.text
        if prose.quoted:
            yield 0, len(text), self.speech
        for match in _MARKED.finditer(text):
            end = match.end() - (match.end() < len(text) or text[-1] in '”“»«›‹’‘"」』》')
            kind = self._kind(text[match.start() + 1 : end], prose.language.split("-")[0])
            yield match.start() + 1, end, kind
        for start, end in prose.marks:
            marked = text[start:end].strip()
            if (marked[:1].isupper() and " " in marked) or marked.casefold() in self.works:
                yield start, end, self.titles


def outer(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of the quotations in double marks that stand in no other, the marks among them."""
    for match in _MARKED.finditer(text):
        if match.group()[0] in _DOUBLE and match.group()[-1] in _DOUBLE and len(match.group()) > 1:
            yield match.span()


@lru_cache(maxsize=65536)
def _spans(quotations: Quotations, prose: Prose, treatments: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """[start, end) of what is quoted and treated so, without its marks, in order; what meets is one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((a, b) for a, b, treatment in quotations._find(prose) if treatment in treatments):
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return tuple(found)


def _lies_in(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    n = bisect_right(spans, start, key=lambda span: span[0])
    return n > 0 and end <= spans[n - 1][1]


def read_quotations(table: Table, works: frozenset[str]) -> Quotations:
    """The policy under `[quotations]` in style.toml."""
    given = Quotations(works=works)
    read = Quotations(
        scare=table.choice("scare", TREATMENTS, given.scare),
        speech=table.choice("speech", TREATMENTS, given.speech),
        titles=table.choice("titles", TREATMENTS, given.titles),
        words=table.number("words", given.words),
        works=works,
    )
    table.finish()
    return read
