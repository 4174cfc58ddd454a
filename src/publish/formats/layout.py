"""Where the words of a text stand on the laid-out pages.

WeasyPrint's boxes are walked and their text is counted off against the text of the blocks that we gave it. No
anchor is put into the text, which would move its lines. This leans on WeasyPrint's internals (`Page._page_box`,
`TextBox.element`, `.text`, `.position_x/_y`): its version is pinned, and a test holds every locator against the
text of the page that it names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..text.document import Locator

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a block's text on a page: pages count from 0; x and y in CSS pixels from the top left."""

    start: int
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Pagination:
    """The printed edition's pages as an ebook needs them. `spots` are a block's pieces of text as (offset in its
    plain text, folio), in order."""

    spots: Mapping[str, tuple[tuple[int, int], ...]]

    def folio(self, locator: Locator) -> int | None:
        """The printed page of a locator; None for a block that print does not have."""
        spots = self.spots.get(locator.block)
        if not spots:
            return None
        return spots[max(bisect_right([start for start, _ in spots], locator.offset) - 1, 0)][1]

    def breaks(self, blocks: Iterable[str]) -> Iterator[tuple[Locator, int]]:
        """Where each page begins, for blocks in reading order: the first text of it, and its folio."""
        page = 0
        for block in blocks:
            for start, folio in self.spots.get(block, ()):
                if folio > page:
                    page = folio
                    yield Locator(block, start), folio


class PageMap:
    """For each block, where its text stands. Offsets inside count characters that are not spaces."""

    def __init__(self, spots: Mapping[str, list[Spot]], texts: Mapping[str, str]):
        self._spots, self._texts = spots, texts

    def find(self, locator: Locator) -> Spot | None:
        """The piece of text in which a locator falls; None for a block that is not on any page."""
        spots = self._spots.get(locator.block)
        if not spots:
            return None
        offset = len(_SPACE.sub("", self._texts[locator.block][: locator.offset]))
        return spots[max(bisect_right([s.start for s in spots], offset) - 1, 0)]

    def pagination(self) -> Pagination:
        """The same, in offsets of the plain text and folios from 1."""
        spots: dict[str, tuple[tuple[int, int], ...]] = {}
        for block, pieces in self._spots.items():
            solid = [n for n, char in enumerate(self._texts[block]) if not char.isspace()] or [0]
            spots[block] = tuple((solid[min(p.start, len(solid) - 1)], p.page + 1) for p in pieces)
        return Pagination(spots)


def map_pages(pages: list[Any], root: Any, texts: Mapping[str, str]) -> PageMap:
    """The PageMap of WeasyPrint's pages. `root` is the element tree that they were laid out from, `texts` the plain
    text of each block by id."""
    owner = dict(_owners(root, "", texts))
    solid = {block: _SPACE.sub("", text) for block, text in texts.items()}
    at = dict.fromkeys(texts, 0)
    spots: dict[str, list[Spot]] = {}
    for number, page in enumerate(pages):
        for box in _text_boxes(page):
            block = owner.get(box.element, "")
            if not block:
                continue
            spots.setdefault(block, []).append(Spot(at[block], number, box.position_x, box.position_y))
            at[block] += _matched(_SPACE.sub("", box.text), solid[block], at[block])
    return PageMap(spots, texts)


def families(pages: list[Any]) -> set[str]:
    """The font families that the style of any text on these pages asks for."""
    from weasyprint.formatting_structure import boxes

    texts = (box for page in pages for box in page._page_box.descendants() if isinstance(box, boxes.TextBox))
    return {name for box in texts for name in box.style["font_family"]}


def _owners(element: Any, block: str, texts: Mapping[str, str]) -> Iterator[tuple[Any, str]]:
    """Each element with the block that its text belongs to."""
    own = element.get("id", "")
    block = own if own in texts else block
    yield element, block
    for child in element:
        yield from _owners(child, block, texts)


def _text_boxes(page: Any) -> Iterator[Any]:
    """The pieces of text of a page in reading order; what style sheets generate (note numbers) is passed over."""
    from weasyprint.formatting_structure import boxes

    for box in page._page_box.descendants():
        if isinstance(box, boxes.TextBox) and box.element is not None and "::" not in (box.element_tag or ""):
            yield box


def _matched(piece: str, text: str, at: int) -> int:
    """How many characters of a block's text a piece of it uses up: a hyphen at the end of a line that the text does
    not have was put there by hyphenation."""
    expected = text[at : at + len(piece)]
    if piece and piece != expected and piece[:-1] == expected[:-1] and piece[-1] in "-‐":
        return len(piece) - 1
    return len(piece)
