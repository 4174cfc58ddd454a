"""How a reader finds the way in an EPUB: contents, landmarks and the pages of the printed edition, as the navigation
document has them and as the NCX of older readers does. All in the language of the book."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from ...book.front import nested_list
from ...book.index import range_text
from ...book.xhtml import EPUB_TYPE, page_id
from ..reflow import BACK
from .content import Content


def navigation(book: Content) -> Element:
    """The navigation document's content (EPUB 3.3, 7)."""
    labels = book.ms.labels
    body = Element("div")
    toc = SubElement(body, "nav", {EPUB_TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "contents"})
    SubElement(toc, "h1", {"id": "contents"}).text = labels("Contents")
    toc.append(nested_list(book.entries()))
    marks = SubElement(body, "nav", {EPUB_TYPE: "landmarks", "hidden": "hidden", "aria-label": labels("Landmarks")})
    held = SubElement(marks, "ol")
    for kind, href, text in _landmarks(book):
        SubElement(SubElement(held, "li"), "a", {EPUB_TYPE: kind, "href": href}).text = text
    if book.breaks:
        body.append(_page_list(book))
    return body


def _landmarks(book: Content) -> Iterator[tuple[str, str, str]]:
    labels = book.ms.labels
    yield "cover", book.files["cover"], labels("Cover")
    yield "titlepage", book.files["titlepage"], labels("Title page")
    yield "toc", "nav.xhtml#toc", labels("Contents")
    yield "bodymatter", book.files[book.start.id], labels("Start of text")
    for section in book.sections:
        if section.kind in BACK:
            yield section.kind, book.files[section.id], section.title


def _pages(book: Content) -> Iterator[tuple[int, str]]:
    """The pages of the printed edition: folio and address."""
    for folio in book.breaks.values():
        yield folio, f"{book.home[page_id(folio)]}#{page_id(folio)}"


def page_span(book: Content) -> str:
    """Which pages there are, in words: “Page 5–64”."""
    folios = list(book.breaks.values())
    return book.ms.labels("Page %(page)s", page=range_text(folios[0], folios[-1], book.ms.locale))


def _page_list(book: Content) -> Element:
    """EPUB 3.3, 7.4.3."""
    pages = Element("nav", {EPUB_TYPE: "page-list", "role": "doc-pagelist", "hidden": "hidden"})
    pages.set("aria-label", page_span(book))
    held = SubElement(pages, "ol")
    for folio, href in _pages(book):
        SubElement(SubElement(held, "li"), "a", {"href": href}).text = str(folio)
    return pages


def ncx(book: Content) -> Element:
    """The NCX (EPUB 3.3, D.1; DAISY Z39.86-2005, 8): the same contents and pages."""
    entries, pages = list(book.entries()), list(_pages(book))
    attributes = {"xmlns": "http://www.daisy.org/z3986/2005/ncx/", "version": "2005-1", "xml:lang": book.ms.locale}
    root = Element("ncx", attributes)
    head = SubElement(root, "head")
    for name, content in (
        ("dtb:uid", book.ms.identifier),
        ("dtb:depth", str(max(level for level, *_ in entries))),
        ("dtb:totalPageCount", str(len(pages))),
        ("dtb:maxPageNumber", str(pages[-1][0] if pages else 0)),
    ):
        SubElement(head, "meta", {"name": name, "content": content})
    _text(SubElement(root, "docTitle"), book.ms.title)
    for author in book.ms.authors:
        _text(SubElement(root, "docAuthor"), author)
    _nav_map(SubElement(root, "navMap"), entries)
    if pages:
        _ncx_pages(SubElement(root, "pageList"), pages, book)
    return root


def _nav_map(parent: Element, entries: list[tuple[int, str, str]]) -> None:
    """Points in each other as their levels are. They have no playOrder: the standard leaves it away where the reading
    order tells (and a page may begin at a heading, which would need the heading's own)."""
    open_at: list[Element] = [parent]
    for number, (level, href, text) in enumerate(entries, 1):
        del open_at[level:]
        point = SubElement(open_at[-1], "navPoint", {"id": f"point-{number}"})
        _text(SubElement(point, "navLabel"), text)
        SubElement(point, "content", {"src": href})
        open_at.append(point)


def _ncx_pages(parent: Element, pages: list[tuple[int, str]], book: Content) -> None:
    _text(SubElement(parent, "navLabel"), page_span(book))
    for folio, href in pages:
        attributes = {"id": f"target-{page_id(folio)}", "type": "normal", "value": str(folio)}
        target = SubElement(parent, "pageTarget", attributes)
        _text(SubElement(target, "navLabel"), str(folio))
        SubElement(target, "content", {"src": href})


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
