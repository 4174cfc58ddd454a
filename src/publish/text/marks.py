"""What an author marks for the index: `[words]{index="main > sub; another"}`, the same with no words for a place, on
a heading or a fenced div for all that stands in it; `index="-"` keeps words, or a whole section, out.

A mark is found in the tree of any edition: it stands in attributes, which a translation takes over. Only words are a
translator's to keep or lose, so marks on words are counted against those of the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from .document import Block, Inline, Locator, plain_text, walk

ATTRIBUTE = "index"
NOT_INDEXED = "-"
Path = tuple[str, ...]  # a main heading; or a main heading and one under it


@dataclass(frozen=True, slots=True)
class Mark:
    """Paths under which the text from `first` to `last` is to be found; no path: it is not indexed. `blocks` are
    those that a mark on a section covers, all of them; none for a mark on words. One that is `lost` stands in the
    source, on these `words`, and its translation is without it."""

    paths: tuple[Path, ...]
    first: Locator
    last: Locator
    blocks: frozenset[str] = frozenset()
    words: str = ""
    lost: bool = False


def parse(value: str) -> tuple[Path, ...] | None:
    """The paths of an attribute, () for `-`; None for what cannot be read: a heading that is empty, more than one
    `>`."""
    if value.strip() == NOT_INDEXED:
        return ()
    paths = [tuple(" ".join(part.split()) for part in path.split(">")) for path in value.split(";")]
    return tuple(paths) if all(all(path) and len(path) <= 2 for path in paths) else None


def paths_of(inline_or_block: Inline | Block) -> tuple[Path, ...] | None:
    """What is marked here; None for no mark."""
    value = inline_or_block.attrs.get(ATTRIBUTE)
    return parse(value) if value else None


def resolved(path: Path, named: Mapping[str, str]) -> Path:
    """A path with the key of the house's entry where it names one (`House.named`)."""
    return tuple(named.get(part.casefold(), part) for part in path)


def find_marks(blocks: tuple[Block, ...], sources: Mapping[str, Block]) -> Iterator[Mark]:
    """The marks of a text. A mark on words that `sources`, the leaves it was translated from, have and it lacks
    stands for the whole paragraph: it has the locator of its beginning."""
    for attributes, section in _sections(blocks):
        flow = list(_flow(section))
        first, last = (flow[0], flow[-1]) if flow else (section[0], section[0])
        end = Locator(last.id, len(plain_text(last.inlines)))
        yield Mark(attributes, Locator(first.id), end, frozenset(b.id for b in walk(section)))
    for block in walk(blocks):
        if block.is_leaf:
            own = list(in_leaf(block))
            yield from own
            if block.id in sources:
                yield from _lost(own, in_leaf(sources[block.id]))


def in_leaf(leaf: Block) -> Iterator[Mark]:
    """The marks on words of a leaf, in order."""
    at = 0
    for inline in leaf.inlines:
        yield from _in_inline(inline, leaf.id, at)
        at += len(plain_text((inline,)))


def _in_inline(inline: Inline, block: str, at: int) -> Iterator[Mark]:
    paths = paths_of(inline)
    if paths is not None:
        words = plain_text((inline,))
        yield Mark(paths, Locator(block, at), Locator(block, at + len(words)), words=words)
    for child in inline.children:
        yield from _in_inline(child, block, at)
        at += len(plain_text((child,)))


def _lost(own: Iterable[Mark], source: Iterable[Mark]) -> Iterator[Mark]:
    kept = Counter(mark.paths for mark in own)
    for mark in source:
        if kept[mark.paths]:
            kept[mark.paths] -= 1
        else:
            start = Locator(mark.first.block)
            yield replace(mark, first=start, last=start, lost=True)


def _sections(blocks: tuple[Block, ...]) -> Iterator[tuple[tuple[Path, ...], tuple[Block, ...]]]:
    """What the marks on headings and divs cover: a heading all up to the next one of its level or above."""
    for n, block in enumerate(blocks):
        paths = paths_of(block)
        if paths is not None and block.kind == "heading":
            end = next((m for m, b in enumerate(blocks[n + 1 :], n + 1) if _closes(b, block)), len(blocks))
            yield paths, blocks[n:end]
        elif paths is not None:
            yield paths, (block,)
        yield from _sections(block.blocks)


def _closes(block: Block, heading: Block) -> bool:
    return block.kind == "heading" and block.level <= heading.level


def _flow(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The leaves in reading order, without footnotes, which may stand on a later page."""
    for block in blocks:
        if block.is_leaf:
            yield block
        yield from _flow(block.blocks)
