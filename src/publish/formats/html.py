"""The web edition: a page that needs no other file, no network and no script.

It holds every language that is made of a work, and the address says which is shown: `#fr`, or any place within, such as
`#fr.monday`. What is not the target, or holds it, is not displayed, so that it is neither printed nor read aloud, and
any place of any language has an address that can be passed on. A file of each language opens in that language.
Definitions and notes are shown at the foot of the window in the same way, by being the target of a link.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from ..book.front import contents
from ..book.manuscript import Manuscript
from ..book.xhtml import EPUB_TYPE, Section, headings
from ..diagnostics import Diagnostic
from .artefact import SHARE, Artefact, Style
from .coverage import book_fonts
from .fonts import CODE_FAMILY, BookFonts, font_faces
from .reflow import BACK, Reflow

if TYPE_CHECKING:
    from .layout import Pagination

LARGEST = 1024**2  # bytes of fonts that a page takes for one language
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_POLICY = "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; form-action 'none';"
_POINTING = ("id", "aria-labelledby", "aria-describedby")


@dataclass(frozen=True, slots=True)
class Share:
    """A work in one language, ready to be put into a page with the others. `name` is what the language calls itself,
    `languages` its word for the list of them, `direction` ltr or rtl, `fonts` the rules that bring its fonts. `parts`
    are the sections by id, as HTML; an id without the language's prefix names the same chapter in every language."""

    locale: str
    name: str
    languages: str
    direction: str
    title: str
    authors: str
    description: str
    fonts: str
    css: str
    parts: dict[str, str]


def render_share(
    manuscript: Manuscript, styles: tuple[Style, ...], pagination: Pagination | None
) -> tuple[Artefact | None, list[Diagnostic]]:
    """An edition's share of the pages of its work; None where no font of the book has a character. With a `pagination`
    its index shows the printed pages' numbers."""
    src = {path: _data_address(image.media_type, image.data) for path, image in manuscript.images.items()}
    sections = list(Reflow(manuscript, pagination, src).sections())
    title, *others = sections
    # On a page the imprint is a colophon: the text comes first.
    last = [s for s in others if s.kind == "imprint"]
    listed = contents(manuscript, _entries(manuscript, sections))
    ordered = [title, listed, *(s for s in others if s not in last), *last]
    labels, locale = manuscript.labels, manuscript.locale
    for section in ordered:
        _adapt(section, locale, labels("Close"))
    own_name = Element("span")  # it stands in the other languages' articles too, in this one's font
    own_name.text = _own_name(locale)
    fonts, found = book_fonts(manuscript, [own_name, *(section.element for section in ordered)], styles)
    if found:
        return None, found
    share = Share(
        locale=locale,
        name=own_name.text,
        languages=labels("Languages"),
        direction="rtl" if labels.rtl else "ltr",
        title=manuscript.title,
        authors=labels.names(manuscript.authors),
        description=manuscript.description,
        fonts=_fonts(fonts, locale),
        css="\n".join(style.text for style in styles),
        parts={s.id: tostring(s.element, "unicode", method="html") for s in ordered},
    )
    return Artefact(f"{manuscript.name}.html", SHARE, json.dumps(asdict(share)).encode()), []


def bind(artefacts: Sequence[bytes]) -> list[bytes]:
    """The pages of a work, of all its shares: one that opens in the language of each."""
    shares = [Share(**json.loads(data)) for data in artefacts]
    articles = {share.locale: _article(share, shares) for share in shares}
    return [_page(opening, shares, articles).encode() for opening in shares]


def _data_address(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(data).decode()}"


def _entries(manuscript: Manuscript, sections: list[Section]) -> Iterator[tuple[int, str, str]]:
    for level, identifier, text in headings(manuscript):
        yield level, f"#{identifier}", text
    for section in sections:
        if section.kind in BACK:
            yield 1, f"#{section.kind}", section.title


def _adapt(section: Section, locale: str, close: str) -> None:
    """Makes a section a part of a page that has other languages and one title: ids with the language before them,
    headings a level below the title's."""
    if section.kind == "glossary":
        _make_sheets(section.element, close)
    for element in section.element.iter():
        if section.kind != "titlepage" and element.tag in _HEADINGS:
            element.tag = f"h{int(element.tag[1]) + 1}"
        for name in (EPUB_TYPE, "xml:lang", "data-title"):
            element.attrib.pop(name, None)
        for name in _POINTING:
            if name in element.attrib:
                element.set(name, f"{locale}.{element.attrib[name]}")
        if element.get("href", "").startswith("#"):
            element.set("href", f"#{locale}.{element.attrib['href'][1:]}")


def _make_sheets(glossary: Element, close: str) -> None:
    """Puts each term with its definition into a box, which is the link's target in the place of the definition."""
    for held in glossary.iter("dl"):
        box = held
        for child in list(held):
            held.remove(child)
            if child.tag == "dt":
                box = SubElement(held, "div")
            else:
                box.set("id", child.attrib.pop("id", ""))
            box.append(child)
        for box in held:
            SubElement(box[-1], "a", {"class": "close", "href": "#closed", "aria-label": close}).text = "×"


def _fonts(fonts: BookFonts, locale: str) -> str:
    """The fonts within the style, for the text of one language; none where they would outweigh the page: East Asian
    books have thousands of characters, and their readers the fonts."""
    packed = {font.name: _woff(font.data) for font in fonts.files}
    if sum(map(len, packed.values())) > LARGEST:
        return ""
    css = font_faces(fonts, "", ranges=True)
    for name, data in packed.items():
        css = css.replace(f'url("{name}")', f'url("{_data_address("font/woff", data)}")')
    css += f"#{locale}, [hreflang='{locale}'] {{ --text: {fonts.stack}, serif; --code: \"{CODE_FAMILY}\", monospace; }}"
    return css.replace('"Book', f'"{locale} Book')  # the fonts of each language have names of their own


def _woff(data: bytes) -> bytes:
    """A font as WOFF 1.0, which takes half the room. WOFF 2.0 takes a little less, and seconds to write."""
    from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

    reader = SFNTReader(BytesIO(data))
    held = BytesIO()
    writer = SFNTWriter(held, len(reader.tables), reader.sfntVersion, flavor="woff")
    for tag in reader.tables:
        writer[tag] = reader[tag]
    writer.close()
    return held.getvalue()


def _own_name(tag: str) -> str:
    """What a language calls itself, from CLDR, as it stands in a list (with a capital, where there are any)."""
    from babel import Locale

    name = Locale.parse(tag, sep="-").get_display_name() or tag
    return name[:1].upper() + name[1:]


def _article(share: Share, shares: Sequence[Share]) -> str:
    """The content of a language's article: each chapter with links to the same chapter in the others."""
    others = [other for other in shares if other is not share]
    lines = [_switch(share, shares)] if others else []
    for identifier, html in share.parts.items():
        chapter = identifier.removeprefix("section-")
        there = [other for other in others if chapter != identifier and identifier in other.parts]
        links = " ".join(_link(other, f"{other.locale}.{chapter}") for other in there)
        lines += [f'<p class="elsewhere">{links}</p>'] if links else []
        lines.append(html)
    # To go there closes what is shown at the foot, and moves nothing.
    lines.append(f'<span class="closed" id="{share.locale}.closed"></span>')
    return "\n".join(lines)


def _switch(share: Share, shares: Sequence[Share]) -> str:
    current = f'<span aria-current="true">{escape(share.name)}</span>'
    items = "".join(f"<li>{current if other is share else _link(other, other.locale)}</li>" for other in shares)
    return f'<nav class="languages" aria-label="{escape(share.languages)}"><ul>{items}</ul></nav>'


def _link(to: Share, target: str) -> str:
    return f'<a href="#{escape(target)}" lang="{to.locale}" hreflang="{to.locale}">{escape(to.name)}</a>'


def _page(opening: Share, shares: Sequence[Share], articles: dict[str, str]) -> str:
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{opening.locale}" dir="{opening.direction}">',
        *("<head>", *_head(opening, shares), "</head>"),
        *("<body>", "<main>"),
    ]
    for share in shares:
        opens = ' class="opening"' if share is opening else ""
        lines.append(f'<article id="{share.locale}" lang="{share.locale}" dir="{share.direction}"{opens}>')
        lines += [articles[share.locale], "</article>"]
    return "\n".join([*lines, "</main>", "</body>", "</html>"]) + "\n"


def _head(opening: Share, shares: Sequence[Share]) -> Iterator[str]:
    css = "\n".join([*(share.fonts for share in shares), opening.css])
    css = css.replace("</", "<\\/")  # CSS reads it in a string as before; HTML would end the style there
    hashed = b64encode(sha256(css.encode()).digest()).decode()
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY} style-src \'sha256-{hashed}\'">'
    for name, content in (
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
        ("author", opening.authors),
        ("description", opening.description),
        ("generator", "publish"),
    ):
        if content:
            yield f'<meta name="{name}" content="{escape(content)}">'
    yield f"<title>{escape(opening.title)}</title>"
    yield '<link rel="icon" href="data:,">'  # else a browser asks the site for one
    yield f"<style>{css}</style>"
