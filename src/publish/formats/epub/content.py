"""The content documents of an EPUB: a file for each part of the book, named by what it is, with every link between
them made to fit.

File names come from ids of the source, so that a chapter has one name in every language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from ...book.front import imprint, title_page
from ...book.index import page_ranges, range_text
from ...book.manuscript import Manuscript
from ...book.xhtml import (
    EPUB_TYPE,
    Markup,
    Section,
    body_sections,
    glossary_section,
    headings,
    index_section,
    mention_id,
)
from ...text.document import Block, Locator
from ..layout import Pagination

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
BACK = ("glossary", "index")  # the parts behind the text that the contents list
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}


class Content:
    """The parts of a book in reading order. `files` names the file of each part by its id, `home` the file that
    holds an anchor, `src` the file of an image by its path in the project, `breaks` where the printed pages begin."""

    def __init__(self, manuscript: Manuscript, pagination: Pagination | None):
        self.ms, self.pagination = manuscript, pagination
        leaves = (leaf for chapter in manuscript.chapters for leaf in _flow(chapter.blocks))
        self.breaks = dict(pagination.breaks(leaves)) if pagination else {}
        self.src = {
            path: f"images/image-{n}.{_EXTENSIONS[image.media_type]}"
            for n, (path, image) in enumerate(sorted(manuscript.images.items()), 1)
        }
        self.anchors = {m.locator: f"#{mention_id(m)}" for m in reversed(manuscript.mentions)}
        self.sections = list(self._sections())
        self.files = _file_names(self.sections)
        self.home = {e.get("id", ""): self.files[s.id] for s in self.sections for e in s.element.iter() if e.get("id")}
        for section in self.sections:
            self._relink(section)

    def _sections(self) -> Iterator[Section]:
        markup = Markup(False, True, self.src, self.breaks)
        yield title_page(self.ms)
        yield imprint(self.ms)
        yield from body_sections(self.ms, markup)
        if self.ms.glossary:
            yield glossary_section(self.ms)
        if self.ms.index:
            yield index_section(self.ms, self._locate)

    def _locate(self, locators: tuple[Locator, ...]) -> list[tuple[str, str]]:
        """Links to the mentions: as the printed edition has them, one a page and pages in a row as a range; without
        one, numbered in reading order, one a paragraph."""
        first: dict[int, str] = {}
        if self.pagination:
            for locator in locators:
                folio = self.pagination.folio(locator)
                if folio:
                    first.setdefault(folio, self.anchors[locator])
            return [(range_text(a, b), first[a]) for a, b in page_ranges(first)]
        by_block: dict[str, str] = {}
        for locator in locators:
            by_block.setdefault(locator.block, self.anchors[locator])
        return [(str(n), href) for n, href in enumerate(by_block.values(), 1)]

    def _relink(self, section: Section) -> None:
        """Links to ids of other files get the file's name; attributes that only print uses are dropped."""
        here = self.files[section.id]
        for element in section.element.iter():
            element.attrib.pop("data-title", None)
            href = element.get("href", "")
            if href.startswith("#") and self.home.get(href[1:], here) != here:
                element.set("href", self.home[href[1:]] + href)

    @property
    def start(self) -> Section:
        """Where the text begins."""
        return next(s for s in self.sections if s.kind == "chapter")

    @property
    def front(self) -> int:
        """How many parts stand before the text; the contents come behind them."""
        return self.sections.index(self.start)

    def title(self, section: Section) -> str:
        return section.title or self.ms.title

    def division(self, section: Section) -> str:
        """The part of the book that a section belongs to (EPUB SSV, document divisions)."""
        if section.kind == "chapter":
            return "bodymatter"
        return "frontmatter" if self.sections.index(section) < self.front else "backmatter"

    def page(self, element: Element, title: str, division: str) -> str:
        """A content document."""
        html = Element("html", {"xmlns": XHTML, "xmlns:epub": OPS, "lang": self.ms.locale, "xml:lang": self.ms.locale})
        if self.ms.labels.rtl:
            html.set("dir", "rtl")
        head = SubElement(html, "head")
        SubElement(head, "title").text = title
        SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"})
        SubElement(html, "body", {EPUB_TYPE: division}).append(element)
        return '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n' + tostring(html, "unicode") + "\n"

    def entries(self) -> Iterator[tuple[int, str, str]]:
        """What the contents list, as (level from 1, address, text): the headings, then the back matter."""
        listed = False
        for level, identifier, text in headings(self.ms):
            listed = True
            yield level, f"{self.home[identifier]}#{identifier}", text
        if not listed:
            yield 1, self.files[self.start.id], self.ms.title
        for section in self.sections:
            if section.kind in BACK:
                yield 1, self.files[section.id], section.title


def _flow(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The ids of the leaves in reading order. Footnotes are not in the flow: one may run over to the next page,
    and that page does not begin with it."""
    for block in blocks:
        if block.is_leaf:
            yield block.id
        yield from _flow(block.blocks)


def _file_names(sections: list[Section]) -> dict[str, str]:
    """`chapter-03-the-evening.xhtml`, `glossary.xhtml`: in ASCII, which every zip tool keeps."""
    chapters = [s.id for s in sections if s.kind == "chapter"]
    width = len(str(len(chapters)))
    names = {s.id: s.id.removeprefix("section-") for s in sections if s.kind != "chapter"}
    for number, identifier in enumerate(chapters, 1):
        words = _ascii(identifier.removeprefix("section-"))
        names[identifier] = f"chapter-{number:0{width}d}" + (f"-{words}" if words else "")
    return {identifier: f"{name}.xhtml" for identifier, name in names.items()}


def _ascii(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:40].strip("-")
