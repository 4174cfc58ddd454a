"""A Manuscript as a typeset PDF.

The text is laid out once, and its pages are walked for the places that glossary and index name; these are laid out on
their own and joined. Last comes the front matter, which has folios of its own and whose contents name the pages of
both. Nothing is fetched: fonts and images are in memory, and any other address that a style or text asks for fails the
book.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import resources
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from weasyprint import CSS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ..book.back import Locate, glossary_section, index_section
from ..book.errata import errata_section
from ..book.front import closing, contents, half_title, opening
from ..book.index import Reference, number_range, numeral, one_by_one, page_locators
from ..book.manuscript import Image, Manuscript
from ..book.xhtml import Markup, Section, body_sections, headings
from ..diagnostics import Diagnostic, Place, Refusal, has_errors
from ..languages import script
from ..text.document import Locator, plain_text, walk
from .artefact import Artefact, Style, in_script
from .conformance import conform, tagging
from .coverage import book_fonts
from .fonts import BookFonts, font_faces, fonts_for
from .layout import PageMap, Pagination, families, map_pages
from .pages import paginate
from .stylesheet import generated_texts


@dataclass(frozen=True, slots=True)
class Printed:
    """A laid-out book: what becomes the PDF, where its text stands, the font families that it has, and how many
    pages the front matter has."""

    document: Document
    pagination: Pagination
    families: frozenset[str]
    front: int


def lay_out(manuscript: Manuscript, styles: tuple[Style, ...]) -> tuple[Printed | None, list[Diagnostic]]:
    """The laid-out book; None with the diagnostics that say why where a glyph, font or image is missing."""
    printer = _Printer(manuscript, styles)
    printed = None if has_errors(printer.found) else printer.book()
    return (None if has_errors(printer.found) else printed), printer.found


def write_pdf(manuscript: Manuscript, printed: Printed) -> tuple[Artefact | None, list[Diagnostic]]:
    """The PDF of a laid-out book; None where a link leads nowhere or a font got in that is not the book's."""
    found: list[Diagnostic] = []
    with _Listener(manuscript.work.path, found), _standing_clock(), tagging():
        data = printed.document.write_pdf(pdf_tags=True, pdf_version="1.7")
    drawn = {font.family for font in printed.document.fonts.values()}
    for name in sorted(drawn - printed.families):
        found.append(Diagnostic("font-substituted", f"the PDF uses the font “{name}”, which is none of the book's"))
    if has_errors(found):
        return None, found
    data = conform(data, manuscript, printed.front)
    return Artefact(f"{manuscript.name}.pdf", "application/pdf", data), found


def one_page(manuscript: Manuscript, page: Element, styles: tuple[Style, ...]) -> bytes:
    """A page of its own, such as a cover, as a PDF in the fonts of the book. Refusal where it cannot be made."""
    fonts, found = book_fonts(manuscript, [page], styles)
    if has_errors(found):
        raise Refusal(found)
    html = Element("html", {"lang": manuscript.locale, "dir": "rtl" if manuscript.labels.rtl else "ltr"})
    SubElement(html, "body").append(page)
    fetcher = _Fetcher(manuscript.images, fonts)
    with _Listener(styles[-1].path, found, fetcher.refused):
        data = _one_page(html, fonts, fetcher, [style.text for style in styles])
    if has_errors(found):
        raise Refusal(found)
    return data


def warm_up() -> None:
    """Sets a line that nobody sees. The first page of a process takes several times as long as the next, for all that
    is read then and never changes; processes forked off after it have that already."""
    html = Element("html", {"lang": "en"})
    SubElement(html, "body").text = "A line that nobody sees"
    fonts = fonts_for(frozenset("".join(html.itertext())), ("en",))
    _one_page(html, fonts, _Fetcher({}, fonts), ["body { hyphens: auto }"])


def _one_page(html: Element, fonts: BookFonts, fetcher: URLFetcher, styles: list[str]) -> bytes:
    with _no_system_fonts():
        configuration = FontConfiguration()
    source = HTML(string=tostring(html, "unicode", method="html"), url_fetcher=fetcher, base_url="book:text")
    with _standing_clock():
        sheets = [
            CSS(string=text, font_config=configuration, url_fetcher=fetcher)
            for text in (font_faces(fonts, "book-font:"), *styles)
        ]
        return bytes(source.render(stylesheets=sheets, font_config=configuration).write_pdf())


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """An environment variable for as long as a library reads it; one that is set already stays."""
    if name in os.environ:
        yield
        return
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]


def _standing_clock() -> AbstractContextManager[None]:
    """fontTools writes the time into each subset of a font, unless SOURCE_DATE_EPOCH says when it is: same inputs,
    same bytes."""
    return _environment("SOURCE_DATE_EPOCH", "315532800")  # 1980-01-01, as in our zips


def _no_system_fonts() -> AbstractContextManager[None]:
    """fontconfig reads a configuration of ours that has no folder of fonts, so that no machine's font can get in."""
    return _environment("FONTCONFIG_FILE", str(resources.files("publish") / "formats" / "fonts.conf"))


def _digits(locale: str) -> str:
    """The counter style `digits`: numbers in the digits of a locale."""
    symbols = " ".join(f'"{numeral(n, locale)}"' for n in range(10))
    return f"@counter-style digits {{ system: numeric; symbols: {symbols}; }}\n"


class _Printer:
    def __init__(self, manuscript: Manuscript, styles: tuple[Style, ...]):
        self.ms = manuscript
        listed = contents(manuscript, self._contents())
        whole = [half_title(manuscript)] if manuscript.work.form == "book" else []
        self.front = _matter("front", [*whole, *opening(manuscript, listed)])
        self.back = _matter("back", closing(manuscript, listed))
        self.text = self._text()
        numerals = [(number_range(1234567890, 1234567891, manuscript.locale), "")]
        parts = [self.front, self.text, *self._apparatus(lambda _: numerals), self.back]
        self.book_fonts, self.found = book_fonts(manuscript, parts, styles)
        self.fetcher = _Fetcher(manuscript.images, self.book_fonts)
        with _no_system_fonts():
            self.fonts = FontConfiguration()
        self.counters = CounterStyle()
        with self._listening(""):
            self.styles = [self._css(font_faces(self.book_fonts, "book-font:") + _digits(manuscript.locale))]
        self.sheets = in_script(styles, script(manuscript.locale))
        for style in self.sheets:
            with self._listening(style.path):
                self.styles.append(self._css(style.text))

    def _css(self, text: str) -> CSS:
        return CSS(
            string=text,
            font_config=self.fonts,
            counter_style=self.counters,
            url_fetcher=self.fetcher,
            base_url="book:style",
        )

    def _listening(self, path: str) -> _Listener:
        return _Listener(path, self.found, self.fetcher.refused)

    def book(self) -> Printed:
        """The laid-out book: the text with arabic folios, glossary and index behind it, and before it the front matter,
        whose contents name the pages of both."""
        with self._listening(self.ms.work.path):
            document, tree = self._layout([self.text])
            places = map_pages(document.pages, tree, self._texts())
            pages = list(document.pages)
            apparatus = list(self._apparatus(self._locate(places, pages)))
            if apparatus:
                pages += self._follow(apparatus, pages)
            self._number(pages)
            front = self._front()
            if len(self.back):
                pages += self._follow([self.back], pages)
            document = document.copy([*front, *pages])
            self.found += self._foreign_fonts(document.pages)
            return Printed(document, places.pagination(), frozenset(self.book_fonts.families), len(front))

    def _foreign_fonts(self, pages: list[object]) -> Iterator[Diagnostic]:
        """What a style asks for and the book does not have; set in the book's own font it would go unnoticed."""
        for name in sorted(families(pages) - set(self.book_fonts.families)):
            asked = (place for style in self.sheets for place, text in generated_texts(style) if text == name)
            message = f"the style asks for the font “{name}”, which is none of the book's"
            yield Diagnostic("font-substituted", message, next(asked, Place("")))

    def _text(self) -> Element:
        markup = Markup(foot_notes=True, mark_mentions=False, src={p: f"book-image:{p}" for p in self.ms.images})
        body = Element("main", {"class": self.ms.work.form})
        body.extend(section.element for section in body_sections(self.ms, markup))
        return body

    def _contents(self) -> Iterator[tuple[int, str, str]]:
        for level, identifier, text in headings(self.ms):
            yield level, f"#{identifier}", text
        if self.ms.glossary:
            yield 1, "#glossary", self.ms.labels("Glossary")
        if self.ms.errata:
            yield 1, "#errata", self.ms.labels("Corrections")
        if self.ms.index:
            yield 1, "#index", self.ms.labels("Index")

    def _html(self, sections: list[Element]) -> Element:
        html = Element("html", {"lang": self.ms.locale, "dir": "rtl" if self.ms.labels.rtl else "ltr"})
        head = SubElement(html, "head")
        SubElement(head, "title").text = self.ms.title
        for name, content in (
            ("author", ", ".join(self.ms.authors)),
            ("description", self.ms.description),
            ("generator", "publish"),
        ):
            if content:
                SubElement(head, "meta", {"name": name, "content": content})
        SubElement(html, "body", {"data-work": self.ms.title}).extend(sections)
        return html

    def _number(self, pages: list[Any]) -> None:
        """Gives the contents, wherever they stand, the folios of these pages."""
        numbered = [(numeral(n, self.ms.locale), page) for n, page in enumerate(pages, 1)]
        folios = {name: folio for folio, page in reversed(numbered) for name in page.anchors}
        for link in (*self.front.iter("a"), *self.back.iter("a")):
            link.set("data-folio", folios[link.get("href", "")[1:]])

    def _front(self) -> list[Any]:
        """The pages before the text, a whole number of leaves."""
        text = Element("div", {"class": "text-begins"})
        return list(self._layout([self.front, text])[0].pages[:-1])

    def _follow(self, sections: list[Element], pages: list[Any]) -> list[Any]:
        """Sections laid out to follow these pages."""
        side = "recto" if len(pages) % 2 == 0 else "verso"
        extra = f"html {{ break-before: {side} }} @page :first {{ counter-reset: page {len(pages) + 1} }}"
        return list(self._layout(sections, extra)[0].pages)

    def _layout(self, sections: list[Element], extra: str = "") -> tuple[Document, Any]:
        """Pages of their own, and the element tree that they were laid out from."""
        source = HTML(
            string="<!DOCTYPE html>" + tostring(self._html(sections), "unicode", method="html"),
            url_fetcher=self.fetcher,
            base_url="book:text",
        )
        styles = [*self.styles, self._css(extra)] if extra else self.styles
        return paginate(source, styles, self.fonts, self.counters), source.etree_element

    def _texts(self) -> dict[str, str]:
        return {b.id: plain_text(b.inlines) for c in self.ms.chapters for b in walk(c.blocks) if b.is_leaf}

    def _apparatus(self, locate: Locate) -> Iterator[Element]:
        """Glossary, corrections and index."""
        if self.ms.glossary:
            yield glossary_section(self.ms, lambda references: one_by_one(references, locate)).element
        if self.ms.errata:
            yield errata_section(self.ms).element
        if self.ms.index:
            yield index_section(self.ms, locate).element

    def _locate(self, places: PageMap, pages: list[Any]) -> Locate:
        """References as numbers of these pages, with links that lead to points that are added to them."""

        def page_of(locator: Locator) -> int | None:
            spot = places.find(locator)
            if spot is None:
                self.found.append(Diagnostic("locator-dead", f"no page has “{locator.block}”"))
            return spot.page + 1 if spot else None

        def anchor_of(locator: Locator) -> str:
            name = f"at.{locator.block}.{locator.offset}"
            spot = places.find(locator)
            if spot:
                pages[spot.page].anchors[name] = (spot.x, spot.y, spot.x, spot.y)
            return f"#{name}"

        def locate(references: Iterable[Reference]) -> list[tuple[str, str]]:
            return page_locators(references, page_of, anchor_of, self.ms.locale)

        return locate


def _matter(kind: str, parts: list[Section]) -> Element:
    """The front matter or the back matter."""
    held = Element("div", {"class": kind})
    held.extend(part.element for part in parts)
    return held


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives the book's fonts and images from memory, and refuses every other address."""

    def __init__(self, images: Mapping[str, Image], fonts: BookFonts):
        super().__init__()
        self.images = images
        self.fonts = {font.name: font for font in fonts.files}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme == "book-font" and name in self.fonts:
            return URLFetcherResponse(url, self.fonts[name].data, {"Content-Type": "font/ttf"})
        if scheme == "book-image" and name in self.images:
            image = self.images[name]
            return URLFetcherResponse(url, image.data, {"Content-Type": image.media_type})
        self.refused.append(url)
        raise ValueError(f"not a file of the book: {url}")


class _Listener(logging.Handler):
    """Turns what WeasyPrint logs into diagnostics: a log that nobody reads would be a silent fallback."""

    def __init__(self, path: str, found: list[Diagnostic], refused: list[str] | None = None):
        super().__init__(logging.WARNING)
        self.path, self.found, self.refused = path, found, refused if refused is not None else []

    def __enter__(self) -> _Listener:
        logger = logging.getLogger("weasyprint")
        self._before = logger.propagate, list(logger.handlers)
        logger.propagate, logger.handlers = False, [self]
        return self

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("weasyprint")
        logger.propagate, logger.handlers = self._before
        for url in self.refused:
            message = f"“{url[:80]}” is not a file of the book"
            self.found.append(Diagnostic("resource-refused", message, Place(self.path)))
        self.refused.clear()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if "not a file of the book" in message:
            return
        match = re.search(r" at (\d+):(\d+)", message)
        if match:
            place = Place(self.path, int(match[1]), int(match[2]))
            self.found.append(Diagnostic("style", message, place))
        else:
            self.found.append(Diagnostic("render-failed", message, Place(self.path)))
