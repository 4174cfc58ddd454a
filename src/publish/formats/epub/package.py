"""The package document of an EPUB (EPUB 3.3, 5): what the book is, who made it, how it can be read, and its files in
order. Every statement comes from the project's files; none is made that the book does not bear out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from ...project import Work
from ..reflow import BACK
from .content import Content
from .fonts import MEDIA_TYPES, Embedded
from .navigation import page_span

_XHTML = "application/xhtml+xml"
COVER = "cover-image"


def package(book: Content, fonts: Embedded, modified: str) -> Element:
    """The package document; `modified` as in `render_epub`."""
    rtl = book.ms.labels.rtl
    attributes = {"xmlns": "http://www.idpf.org/2007/opf", "version": "3.0", "unique-identifier": "id"}
    root = Element("package", attributes | {"xml:lang": book.ms.locale} | ({"dir": "rtl"} if rtl else {}))
    root.append(_metadata(book, modified))
    manifest = SubElement(root, "manifest")
    for identifier, href, media_type, properties in _items(book, fonts):
        item = SubElement(manifest, "item", {"id": identifier, "href": href, "media-type": media_type})
        if properties:
            item.set("properties", properties)
    backwards = {"page-progression-direction": "rtl"} if rtl or book.vertical else {}
    spine = SubElement(root, "spine", {"toc": "ncx"} | backwards)
    order = [_id(book.files[section.id]) for section in book.sections]
    order.insert(book.front, "nav")
    for identifier in order:
        SubElement(spine, "itemref", {"idref": identifier})
    return root


def _items(book: Content, fonts: Embedded) -> Iterator[tuple[str, str, str, str]]:
    """The files: id, name, media type, properties."""
    yield "nav", "nav.xhtml", _XHTML, "nav"
    yield "ncx", "toc.ncx", "application/x-dtbncx+xml", ""
    yield "style", "style.css", "text/css", ""
    yield COVER, book.cover, f"image/{'png' if book.cover.endswith('png') else 'jpeg'}", "cover-image"
    for section in book.sections:
        yield _id(book.files[section.id]), book.files[section.id], _XHTML, ""
    for path, image in sorted(book.ms.images.items()):
        yield _id(book.src[path]), book.src[path], image.media_type, ""
    for name in fonts.files:
        yield _id(name), name, MEDIA_TYPES[name[-3:]], ""


def _id(name: str) -> str:
    return name.rpartition("/")[2].replace(".", "-")


def _metadata(book: Content, modified: str) -> Element:
    ms, work = book.ms, book.ms.work
    held = Element("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    _dc(held, "identifier", ms.identifier, id="id")
    _titles(held, book)
    for language in reversed(ms.languages):  # the first is that of the package (EPUB 3.3, 5.5.3.1.3)
        _dc(held, "language", language)
    _people(held, work, "creator", "aut", ms.authors)
    _people(held, work, "contributor", "trl", ms.edition.translators)
    _dc(held, "date", work.date)
    _dc(held, "publisher", work.publisher)
    _dc(held, "description", ms.description)
    # What nobody translated stands in the language of the work; subjects and sources always do.
    own = {} if ms.locale == work.language else {"xml:lang": work.language}
    _dc(held, "rights", ms.edition.rights, **(own if "rights" in ms.edition.fallback else {}))
    for text in work.subjects:
        _dc(held, "subject", text, **own)
    for text in _sources(work):
        _dc(held, "source", text, **own)
    _property(held, "dcterms:modified", modified)
    SubElement(held, "meta", {"name": "cover", "content": COVER})  # where readers of EPUB 2 look for it
    for name, value in _accessibility(book):
        _property(held, name, value)
    return held


def _titles(held: Element, book: Content) -> None:
    """Title and subtitle by their type (EPUB 3.3, D.3.8); the display order is that of the elements."""
    for kind, text in (("main", book.ms.title), ("subtitle", book.ms.subtitle)):
        if text:
            _dc(held, "title", text, id=f"title-{kind}")
            _property(held, "title-type", kind, refines=f"#title-{kind}")
            _file_as(held, book.ms.work, text, f"#title-{kind}")


def _people(held: Element, work: Work, element: str, role: str, people: tuple[str, ...]) -> None:
    """People with their role, a code of the MARC relators."""
    for number, person in enumerate(people, 1):
        identifier = f"{role}-{number}"
        _dc(held, element, person, id=identifier)
        _property(held, "role", role, refines=f"#{identifier}", scheme="marc:relators")
        _file_as(held, work, person, f"#{identifier}")


def _file_as(held: Element, work: Work, text: str, refines: str) -> None:
    """What a title or a name is sorted under, where work.toml says it."""
    sorted_as = dict(work.sort_as).get(text)
    if sorted_as:
        _property(held, "file-as", sorted_as, refines=refines)


def _sources(work: Work) -> tuple[str, ...]:
    """Where the text comes from, as work.toml says."""
    return tuple(text for name, text in work.provenance if name in ("origin", "source", "url"))


def _accessibility(book: Content) -> Iterator[tuple[str, str]]:
    """What is true of the book (EPUB Accessibility 1.1, 2; Schema.org Accessibility Properties). Conformance to a
    standard is not claimed: machines find out only part of it, and a claim needs somebody who makes it."""
    described = _pictures_described(book)
    yield "schema:accessMode", "textual"
    if described is not None:
        yield "schema:accessMode", "visual"
    yield "schema:accessModeSufficient", "textual,visual" if described is False else "textual"
    for feature in _features(book, bool(described)):
        yield "schema:accessibilityFeature", feature
    yield "schema:accessibilityHazard", "none"
    yield "schema:accessibilitySummary", _summary(book, described is False)
    if book.breaks:
        yield "pageBreakSource", f"{book.ms.identifier}#pdf"


def _features(book: Content, described: bool) -> Iterator[str]:
    yield from ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA")
    if described:
        yield "alternativeText"
    if book.ms.index:
        yield "index"
    if book.breaks:
        yield from ("pageBreakMarkers", "pageNavigation")


def _pictures_described(book: Content) -> bool | None:
    """Whether every image has a text that says what it shows; None in a book without images."""
    images = [image for section in book.sections for image in section.element.iter("img")]
    return all((image.get("alt") or "").strip() for image in images) if images else None


def _summary(book: Content, undescribed: bool) -> str:
    labels = book.ms.labels
    parts = [labels("Contents"), *(s.title for s in book.sections if s.kind in BACK)]
    parts += [page_span(book)] if book.breaks else []
    text = labels("Structured text, readable with a screen reader. Navigation: %(parts)s.", parts=", ".join(parts))
    return f"{text} {labels('Some images are not described in words.')}" if undescribed else text


def _dc(parent: Element, name: str, text: str, **attributes: str) -> None:
    if text:
        SubElement(parent, f"dc:{name}", attributes).text = text


def _property(parent: Element, name: str, value: str, refines: str = "", scheme: str = "") -> None:
    attributes = {"property": name, "refines": refines, "scheme": scheme}
    SubElement(parent, "meta", {k: v for k, v in attributes.items() if v}).text = value
