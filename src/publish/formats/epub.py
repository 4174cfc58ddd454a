"""A Manuscript as an EPUB 3.3 publication, with an NCX for older readers.

A file for each part of the book, links between them made to fit, and a zip whose bytes depend on nothing but the
book (EPUB OCF 3.3: `mimetype` first and stored).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, tostring

from ..book.front import imprint, nested_list, title_page
from ..book.index import page_ranges, range_text
from ..book.manuscript import Manuscript
from ..book.xhtml import (
    EPUB_TYPE,
    Markup,
    Section,
    body_sections,
    glossary_section,
    headings,
    index_section,
    mention_id,
    page_id,
)
from ..diagnostics import Diagnostic
from ..text.document import Block, Locator
from .artefact import Artefact, Style
from .layout import Pagination

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name: the same in every build
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def render_epub(
    manuscript: Manuscript, styles: tuple[Style, ...], modified: str, pagination: Pagination | None
) -> tuple[Artefact | None, list[Diagnostic]]:
    """The EPUB. `modified` is an ISO 8601 instant in UTC, which the package states (EPUB 3.3, 5.5.4). With the
    `pagination` of the printed edition, index locators read as its page numbers and its pages are listed."""
    book = _Book(manuscript, modified, pagination)
    css = "\n".join(style.text for style in styles)
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": _xml(book.package()),
        "EPUB/nav.xhtml": book.page(book.navigation(), manuscript.labels("Contents")),
        "EPUB/toc.ncx": _xml(book.ncx()),
        "EPUB/style.css": css,
        **{f"EPUB/{book.files[s.id]}": book.page(s.element, s.title or manuscript.title) for s in book.sections},
    }
    data = {name: text.encode() for name, text in files.items()}
    data |= {f"EPUB/{book.src[path]}": image.data for path, image in manuscript.images.items()}
    name = f"{manuscript.work.id}-{manuscript.locale}.epub"
    return Artefact(name, "application/epub+zip", _zip(data)), []


class _Book:
    def __init__(self, manuscript: Manuscript, modified: str, pagination: Pagination | None):
        self.ms, self.modified, self.pagination = manuscript, modified, pagination
        leaves = (leaf for chapter in manuscript.chapters for leaf in _flow(chapter.blocks))
        self.breaks = dict(pagination.breaks(leaves)) if pagination else {}
        self.src = {
            path: f"images/image-{n}.{_EXTENSIONS[image.media_type]}"
            for n, (path, image) in enumerate(sorted(manuscript.images.items()), 1)
        }
        self.anchors = {m.locator: f"#{mention_id(m)}" for m in reversed(manuscript.mentions)}
        self.sections = list(self._sections())
        self.files = {s.id: _file_name(n, s) for n, s in enumerate(self.sections)}
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

    def page(self, element: Element, title: str) -> str:
        """A content document."""
        html = Element("html", {"xmlns": XHTML, "xmlns:epub": OPS, "lang": self.ms.locale, "xml:lang": self.ms.locale})
        if self.ms.labels.rtl:
            html.set("dir", "rtl")
        head = SubElement(html, "head")
        SubElement(head, "title").text = title
        SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"})
        SubElement(html, "body").append(element)
        return '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n' + tostring(html, "unicode") + "\n"

    def _entries(self) -> Iterator[tuple[int, str, str]]:
        """What the contents list: the headings, then the back matter."""
        listed = False
        for level, identifier, text in headings(self.ms):
            listed = True
            yield level, f"{self.home[identifier]}#{identifier}", text
        if not listed:
            first = next(s for s in self.sections if s.kind == "chapter")
            yield 1, self.files[first.id], self.ms.title
        for section in self.sections:
            if section.kind in ("glossary", "index"):
                yield 1, self.files[section.id], section.title

    def navigation(self) -> Element:
        """The navigation document's content (EPUB 3.3, 7): contents, and landmarks in the book's language."""
        body = Element("div")
        toc = SubElement(body, "nav", {EPUB_TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "contents"})
        SubElement(toc, "h1", {"id": "contents"}).text = self.ms.labels("Contents")
        toc.append(nested_list(self._entries()))
        marks = SubElement(body, "nav", {EPUB_TYPE: "landmarks", "hidden": "hidden", "aria-label": "Landmarks"})
        marks.set("aria-label", self.ms.labels("Contents"))
        if self.breaks:
            body.append(self._page_list())
        held = SubElement(marks, "ol")
        for kind, href, text in self._landmarks():
            SubElement(SubElement(held, "li"), "a", {EPUB_TYPE: kind, "href": href}).text = text
        return body

    def _page_list(self) -> Element:
        """Where the pages of the printed edition begin (EPUB 3.3, 7.4.3)."""
        pages = Element("nav", {EPUB_TYPE: "page-list", "role": "doc-pagelist", "hidden": "hidden"})
        pages.set("aria-label", self.ms.labels("Page %(page)s", page=self._page_span()))
        held = SubElement(pages, "ol")
        for folio in self.breaks.values():
            address = {"href": f"{self.home[page_id(folio)]}#{page_id(folio)}"}
            SubElement(SubElement(held, "li"), "a", address).text = str(folio)
        return pages

    def _page_span(self) -> str:
        folios = list(self.breaks.values())
        return range_text(folios[0], folios[-1])

    def _landmarks(self) -> Iterator[tuple[str, str, str]]:
        start = next(s for s in self.sections if s.kind == "chapter")
        yield "titlepage", self.files["titlepage"], self.ms.labels("Title page")
        yield "toc", "nav.xhtml#toc", self.ms.labels("Contents")
        yield "bodymatter", self.files[start.id], self.ms.labels("Start of text")
        for section in self.sections:
            if section.kind in ("glossary", "index"):
                yield section.kind, self.files[section.id], section.title

    def package(self) -> Element:
        """The package document (EPUB 3.3, 5)."""
        attributes = {"xmlns": "http://www.idpf.org/2007/opf", "version": "3.0", "unique-identifier": "id"}
        root = Element("package", attributes | {"xml:lang": self.ms.locale})
        if self.ms.labels.rtl:
            root.set("dir", "rtl")
        self._metadata(root)
        manifest = SubElement(root, "manifest")
        items = [
            ("nav", "nav.xhtml", "application/xhtml+xml", "nav"),
            ("ncx", "toc.ncx", "application/x-dtbncx+xml", ""),
            ("style", "style.css", "text/css", ""),
            *((f"file-{n}", self.files[s.id], "application/xhtml+xml", "") for n, s in enumerate(self.sections)),
            *(
                (f"image-{n}", self.src[path], image.media_type, "")
                for n, (path, image) in enumerate(sorted(self.ms.images.items()), 1)
            ),
        ]
        for identifier, href, media_type, properties in items:
            item = SubElement(manifest, "item", {"id": identifier, "href": href, "media-type": media_type})
            if properties:
                item.set("properties", properties)
        spine = SubElement(root, "spine", {"toc": "ncx"})
        if self.ms.labels.rtl:
            spine.set("page-progression-direction", "rtl")
        order = [f"file-{n}" for n in range(len(self.sections))]
        for identifier in [*order[:2], "nav", *order[2:]]:
            SubElement(spine, "itemref", {"idref": identifier})
        return root

    def _metadata(self, root: Element) -> None:
        work, labels = self.ms.work, self.ms.labels
        held = SubElement(root, "metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
        SubElement(held, "dc:identifier", {"id": "id"}).text = self.ms.identifier
        SubElement(held, "dc:title").text = self.ms.title + (f": {self.ms.subtitle}" if self.ms.subtitle else "")
        SubElement(held, "dc:language").text = self.ms.locale
        for number, name in enumerate(work.authors, 1):
            SubElement(held, "dc:creator", {"id": f"author-{number}"}).text = name
            _property(held, "role", "aut", refines=f"#author-{number}", scheme="marc:relators")
        for number, name in enumerate(self.ms.edition.translators, 1):
            SubElement(held, "dc:contributor", {"id": f"translator-{number}"}).text = name
            _property(held, "role", "trl", refines=f"#translator-{number}", scheme="marc:relators")
        for element, text in (
            ("dc:date", work.date),
            ("dc:publisher", work.publisher),
            ("dc:rights", work.rights),
            ("dc:description", self.ms.description),
        ):
            if text:
                SubElement(held, element).text = text
        _property(held, "dcterms:modified", self.modified)
        if self.breaks:
            _property(held, "pageBreakSource", f"{self.ms.identifier}#pdf")
        for name, value in self._accessibility():
            _property(held, name, value)
        _property(held, "schema:accessibilitySummary", labels(_SUMMARY))

    def _accessibility(self) -> Iterator[tuple[str, str]]:
        """What is true of the book (EPUB Accessibility 1.1, 2): images without a description are not claimed."""
        pictures = bool(self.ms.images)
        yield "schema:accessMode", "textual"
        if pictures:
            yield "schema:accessMode", "visual"
        yield "schema:accessModeSufficient", "textual,visual" if pictures else "textual"
        features = ["structuralNavigation", "tableOfContents", "displayTransformability"]
        for feature in [*features, *(["index"] if self.ms.index else []), *self._page_features()]:
            yield "schema:accessibilityFeature", feature
        yield "schema:accessibilityHazard", "none"

    def _page_features(self) -> list[str]:
        return ["pageBreakMarkers", "pageNavigation"] if self.breaks else []

    def ncx(self) -> Element:
        """The NCX that EPUB 2 readers navigate by, flat (EPUB 3.3, D.1)."""
        attributes = {
            "xmlns": "http://www.daisy.org/z3986/2005/ncx/",
            "version": "2005-1",
            "xml:lang": self.ms.locale,
        }
        root = Element("ncx", attributes)
        head = SubElement(root, "head")
        for name, content in (("dtb:uid", self.ms.identifier), ("dtb:depth", "1")):
            SubElement(head, "meta", {"name": name, "content": content})
        SubElement(SubElement(root, "docTitle"), "text").text = self.ms.title
        points = SubElement(root, "navMap")
        for number, (_, href, text) in enumerate(self._entries(), 1):
            point = SubElement(points, "navPoint", {"id": f"point-{number}", "playOrder": str(number)})
            SubElement(SubElement(point, "navLabel"), "text").text = text
            SubElement(point, "content", {"src": href})
        return root


_SUMMARY = (
    "Accessibility: structured headings, a table of contents, an index and a glossary; readable with a screen reader."
)


def _flow(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The ids of the leaves in reading order. Footnotes are not in the flow: one may run over to the next page,
    and that page does not begin with it."""
    for block in blocks:
        if block.is_leaf:
            yield block.id
        yield from _flow(block.blocks)


def _property(parent: Element, name: str, value: str, refines: str = "", scheme: str = "") -> None:
    attributes = {"property": name, "refines": refines, "scheme": scheme}
    SubElement(parent, "meta", {k: v for k, v in attributes.items() if v}).text = value


def _file_name(number: int, section: Section) -> str:
    """A file name in ASCII, which every zip tool keeps; its number keeps it unique."""
    name = re.sub(r"[^a-z0-9]+", "-", section.id.removeprefix("section-").lower()).strip("-")
    return f"{number:03d}-{name[:40].rstrip('-') or 'part'}.xhtml"


def _xml(root: Element) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"


def _zip(files: dict[str, bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        for name, data in files.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), data)
    return held.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # else Windows writes another byte
    return entry
