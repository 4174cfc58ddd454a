"""The one tree that every stage passes on: a chapter's blocks, each with a stable id and its source place.

A Block holds either inlines (a *leaf*: paragraph, heading, cell…) or other blocks, never both. Ids come from
the section and the ordinal in it (`the-context-3`), so that an edit moves only the ids of its own section, and
a translation has the ids of its source: that is what lets a Locator, (block id, offset), name the same place in
every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ..diagnostics import Place


@dataclass(frozen=True, slots=True)
class Attrs:
    """Identifier, classes and key-value pairs, as pandoc's `Attr`; and the language, taken out of them."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        return dict(self.pairs).get(key, default)

    @property
    def translatable(self) -> bool:
        """False for what the author marks `translate=no` or `.notranslate`: it is the same in every language."""
        return self.get("translate") != "no" and "notranslate" not in self.classes


NO_ATTRS = Attrs()


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text or a piece of inline markup.

    kind       children  else
    text       -         `text`; `start` is its offset in the source, -1 where the source spells it otherwise
    em strong del sup sub sc u span   yes
    link       yes       `url`, `title`
    code       -         `text`
    image      -         `url`, `title`; `text` is the alternative text
    note       -         `blocks`: the footnote
    break      -         a forced line break
    """

    kind: str
    text: str = ""
    children: tuple[Inline, ...] = ()
    attrs: Attrs = NO_ATTRS
    url: str = ""
    title: str = ""
    blocks: tuple[Block, ...] = ()
    start: int = -1


@dataclass(frozen=True, slots=True)
class Block:
    """kind       holds
    heading    inlines; `level` 1 to 6
    para plain inlines
    term       inlines (of a definition list)
    cell       blocks; attrs pair `align` is left, right, center or empty
    caption    blocks
    quote div item definition table head row body figure   blocks
    list       items; attrs pair `start` makes it an ordered list
    deflist    terms and definitions, in turn
    code       `text`
    rule       -
    """

    kind: str
    id: str = ""
    inlines: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()
    attrs: Attrs = NO_ATTRS
    level: int = 0
    text: str = ""
    place: Place = field(default=Place(), compare=False)
    lang: str = ""  # set where it differs from the edition's: a passage that falls back to the source

    @property
    def is_leaf(self) -> bool:
        return bool(self.inlines) or self.kind in LEAVES


LEAVES = frozenset({"heading", "para", "plain", "term"})


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed chapter: the file it came from, relative to the project, and its blocks."""

    path: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, order=True)
class Locator:
    """A place in a book: a block and the offset in its plain text (`plain_text`), in characters from 0."""

    block: str
    offset: int = 0


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """The text a reader sees, footnotes and images left out; a forced break counts as a space. Offsets of
    Locators count in this text."""
    return "".join(_plain(i) for i in inlines)


def _plain(inline: Inline) -> str:
    if inline.kind in ("text", "code"):
        return inline.text
    if inline.kind == "break":
        return " "
    return plain_text(inline.children)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, each before what it holds, its footnotes' blocks after it."""
    for block in blocks:
        yield block
        yield from walk(block.blocks)
        for note in notes(block.inlines):
            yield from walk(note.blocks)


def notes(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """The footnotes in these inlines, in order."""
    for inline in inlines:
        if inline.kind == "note":
            yield inline
        yield from notes(inline.children)


def map_leaves(blocks: tuple[Block, ...], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    """The same tree with every leaf replaced by `change(leaf)`. Footnotes are changed before the leaf that holds
    them, so `change` receives a leaf whose notes are done."""

    def one(block: Block) -> Block:
        if block.is_leaf:
            return change(replace(block, inlines=map_notes(block.inlines, lambda b: map_leaves(b, change))))
        return replace(block, blocks=tuple(one(b) for b in block.blocks))

    return tuple(one(b) for b in blocks)


def map_notes(
    inlines: tuple[Inline, ...], change: Callable[[tuple[Block, ...]], tuple[Block, ...]]
) -> tuple[Inline, ...]:
    """The same inlines with the blocks of each footnote replaced by `change(blocks)`."""
    return tuple(
        replace(i, blocks=change(i.blocks) if i.blocks else (), children=map_notes(i.children, change)) for i in inlines
    )


def map_text(inlines: tuple[Inline, ...], change: Callable[[Inline], Inline]) -> tuple[Inline, ...]:
    """The same inlines with every text run replaced by `change(run)`; footnotes are left as they are."""
    return tuple(change(i) if i.kind == "text" else replace(i, children=map_text(i.children, change)) for i in inlines)
