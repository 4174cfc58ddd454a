"""A parallel edition: source and translation side by side, aligned by paragraph.

A translation has the blocks of its source, one for one and with the same ids, so nothing has to be aligned: each pair
of blocks becomes a div of two. The source's ids get its language before them, that no two things have one. Glossary
and index are left to the editions of one language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..languages import conventions
from ..project import identifier_of
from ..text.document import Attrs, Block, Inline
from .manuscript import Chapter, Manuscript

PAIR, SIDE = "pair", "side"
_ALIKE = frozenset({"rule", "code"})  # what is the same in every language stands once


def parallel(source: Manuscript, translation: Manuscript) -> Manuscript:
    """The manuscript of both, in the front matter's words that of the translation. Both must have the same chapters."""
    first = conventions(source.locale).rtl == conventions(translation.locale).rtl
    chapters = tuple(
        _chapter(one, other, source.locale, translation.locale, source_first=first)
        for one, other in zip(source.chapters, translation.chapters, strict=True)
    )
    return replace(
        translation,
        identifier=identifier_of(translation.work, f"{source.locale}+{translation.locale}"),
        chapters=chapters,
        beside=source,
        mentions=(),
        marks=(),
        glossary=(),
        index=(),
        terms=frozenset(),
    )


def _chapter(source: Chapter, translation: Chapter, language: str, locale: str, *, source_first: bool) -> Chapter:
    blocks = []
    for one, other in zip(source.blocks, translation.blocks, strict=True):
        if other.kind in _ALIKE:
            blocks.append(other)
            continue
        sides = [_side(_renamed(one, f"{language}."), language), _side(other, locale)]
        attrs = Attrs(classes=(PAIR, f"pair-{other.kind}"))
        # The language that runs the way of the book comes first, so that each has the margin that it starts from.
        held = tuple(sides if source_first else reversed(sides))
        blocks.append(Block("div", id=f"pair-{other.id}", blocks=held, attrs=attrs, place=other.place))
    return replace(translation, blocks=tuple(blocks))


def _side(block: Block, language: str) -> Block:
    return Block(
        "div", id=f"side-{block.id}", blocks=(block,), attrs=Attrs(classes=(SIDE,), pairs=(("lang", language),))
    )


def _renamed(block: Block, prefix: str) -> Block:
    """A block with the prefix before its id and those within it; its links lead to blocks that have it, too."""

    def inline(piece: Inline) -> Inline:
        url = f"#{prefix}{piece.url[1:]}" if piece.kind == "link" and piece.url.startswith("#") else piece.url
        children, notes = tuple(inline(c) for c in piece.children), tuple(_renamed(b, prefix) for b in piece.blocks)
        return replace(piece, url=url, children=children, blocks=notes)

    return replace(
        block,
        id=prefix + block.id,
        inlines=tuple(inline(i) for i in block.inlines),
        blocks=tuple(_renamed(b, prefix) for b in block.blocks),
    )


def unpaired(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks of the book's own language, those of pairs taken out of them."""
    for block in blocks:
        if PAIR in block.attrs.classes and block.id.startswith("pair-"):
            yield next(side.blocks[0] for side in block.blocks if f"pair-{side.blocks[0].id}" == block.id)
        else:
            yield block
