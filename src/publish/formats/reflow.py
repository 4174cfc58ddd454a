"""The parts of a book that has no pages of its own, an ebook or a web page: front matter, text, glossary, index, as
sections whose links lead to ids. With the `Pagination` of the printed edition its pages are known, too: the index
shows their numbers, and the text has a mark where each begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..book.back import glossary_section, index_section
from ..book.errata import errata_section
from ..book.front import closing, opening
from ..book.index import Reference, numeral, one_by_one, page_locators
from ..book.manuscript import Manuscript
from ..book.xhtml import Markup, Section, body_sections, mark_id, mention_id
from ..text.document import Block, Locator
from .layout import Pagination

BACK = ("glossary", "errata", "index")  # the parts behind the text that the contents list


class Reflow:
    """`src` names the address of an image by its path in the project; `breaks` are the places where the printed pages
    begin, with their folios."""

    def __init__(self, manuscript: Manuscript, pagination: Pagination | None, src: Mapping[str, str]):
        self.ms, self.pagination, self.src = manuscript, pagination, src
        leaves = (leaf for chapter in manuscript.chapters for leaf in _flow(chapter.blocks))
        self.breaks = dict(pagination.breaks(leaves)) if pagination else {}
        self.anchors = {m.first: mark_id(m.first) for m in manuscript.marks if not (m.blocks or m.lost)}
        self.anchors |= {m.locator: mention_id(m) for m in reversed(manuscript.mentions)}

    def sections(self) -> Iterator[Section]:
        """The parts in reading order."""
        yield from opening(self.ms)
        yield from body_sections(self.ms, Markup(False, True, self.src, self.breaks))
        if self.ms.glossary:
            yield glossary_section(self.ms, self._locate_each)
        if self.ms.errata:
            yield errata_section(self.ms)
        if self.ms.index:
            yield index_section(self.ms, self._locate)
        yield from closing(self.ms)

    def _locate(self, references: Iterable[Reference]) -> list[tuple[str, str]]:
        """Links to the places: as the printed edition has them, one a page and pages in a row as a range; without one,
        numbered in reading order, one a paragraph."""
        if self.pagination:
            return page_locators(references, self.pagination.folio, self._anchor, self.ms.locale)
        first: dict[str, str] = {}
        for reference in references:
            first.setdefault(reference.first.block, self._anchor(reference.first))
        return [(numeral(n, self.ms.locale), href) for n, href in enumerate(first.values(), 1)]

    def _locate_each(self, references: Iterable[Reference]) -> list[tuple[str, str]]:
        """The same without ranges, for links that lead back."""
        return one_by_one(references, self._locate) if self.pagination else self._locate(references)

    def _anchor(self, locator: Locator) -> str:
        return f"#{self.anchors.get(locator, locator.block)}"


def _flow(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The ids of the leaves in reading order. Footnotes are not in the flow: one may run over to the next page,
    and that page does not begin with it."""
    for block in blocks:
        if block.is_leaf:
            yield block.id
        yield from _flow(block.blocks)
