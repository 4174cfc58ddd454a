"""The content documents of an EPUB: a file for each part of the book, named by what it is, with every link between
them made to fit.

File names come from ids of the source, so that a chapter has one name in every language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from ...book.manuscript import Image, Manuscript
from ...book.xhtml import EPUB_TYPE, Section, headings
from ...languages import conventions
from ..layout import Pagination
from ..reflow import BACK, Reflow

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}


class Content:
    """The parts of a book in reading order. `files` names the file of each part by its id, `home` the file that
    holds an anchor, `src` the file of an image by its path in the project, `cover` that of the cover; `breaks` are
    the places where the printed pages begin; `vertical`: it is set in columns."""

    def __init__(self, manuscript: Manuscript, pagination: Pagination | None, cover: Image):
        self.vertical = manuscript.work.writing == "vertical" and conventions(manuscript.locale).vertical
        self.ms, self.cover = manuscript, f"images/cover.{_EXTENSIONS[cover.media_type]}"
        self.src = {
            path: f"images/image-{n}.{_EXTENSIONS[image.media_type]}"
            for n, (path, image) in enumerate(sorted(manuscript.images.items()), 1)
        }
        text = Reflow(manuscript, pagination, self.src)
        self.breaks, self.sections = text.breaks, [self._cover(), *text.sections()]
        self.files = _file_names(self.sections)
        self.home = {e.get("id", ""): self.files[s.id] for s in self.sections for e in s.element.iter() if e.get("id")}
        for section in self.sections:
            self._relink(section)

    def _cover(self) -> Section:
        title = self.ms.labels("Cover")
        section = Element("section", {"class": "cover", EPUB_TYPE: "cover", "aria-label": title})
        names = (self.ms.title, self.ms.labels.names(self.ms.authors))
        said = ". ".join(name for name in names if name)
        SubElement(section, "img", {"src": self.cover, "alt": said, "role": "doc-cover"})
        return Section("cover", "cover", title, section)

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
        if self.vertical:
            html.set("class", "vertical")
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
