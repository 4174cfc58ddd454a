"""A Manuscript as an EPUB 3.3 publication, with an NCX for older readers.

A file for each part of the book, links between them made to fit, and a zip whose bytes depend on nothing but the
book.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from ...book.manuscript import Image, Manuscript
from ...diagnostics import Diagnostic
from ..artefact import Artefact, Style
from ..layout import Pagination
from .container import CONTAINER, zipped
from .content import Content
from .fonts import embedded_fonts
from .navigation import navigation, ncx
from .package import package


def render_epub(
    manuscript: Manuscript, styles: tuple[Style, ...], modified: str, pagination: Pagination | None, cover: Image
) -> tuple[Artefact | None, list[Diagnostic]]:
    """The EPUB; None where no font of the book has a character. `modified` is an ISO 8601 instant in UTC, which the
    package states (EPUB 3.3, 5.5.4). With the `pagination` of the printed edition, index locators read as its page
    numbers and its pages are listed."""
    book = Content(manuscript, pagination, cover)
    contents = navigation(book)
    fonts, found = embedded_fonts(manuscript, [contents, *(section.element for section in book.sections)], styles)
    if found:
        return None, found
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": _xml(package(book, fonts, modified)),
        "EPUB/nav.xhtml": book.page(contents, manuscript.labels("Contents"), "frontmatter"),
        "EPUB/toc.ncx": _xml(ncx(book)),
        "EPUB/style.css": "\n".join([fonts.css, *(style.text for style in styles)]),
        **{f"EPUB/{book.files[s.id]}": book.page(s.element, book.title(s), book.division(s)) for s in book.sections},
    }
    data = {name: text.encode() for name, text in files.items()}
    data |= {f"EPUB/{name}": font for name, font in fonts.files.items()}
    data |= {f"EPUB/{book.src[path]}": image.data for path, image in manuscript.images.items()}
    data[f"EPUB/{book.cover}"] = cover.data
    return Artefact(f"{manuscript.name}.epub", "application/epub+zip", zipped(data)), []


def _xml(root: Element) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"
