"""A cover made from what the book says of itself, as a picture: bookshelves show a JPEG, and an EPUB without one is a
grey box there. It is a page like others, set by the printer in the book's own fonts, and made into pixels by PDFium.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element, SubElement

import pypdfium2

from ..book.manuscript import Image, Manuscript
from ..book.xhtml import paragraph
from .artefact import Style
from .pdf import one_page

WIDTH, HEIGHT = 1600, 2400  # pixels; shops ask for 1400 at least, and for two to three
_LARGEST, _LINE = 44.0, 300.0  # points: a title's size, and the room that its longest word has


def draw_cover(manuscript: Manuscript, styles: tuple[Style, ...]) -> Image:
    """The cover of an edition; Refusal where a glyph is missing or the style is wrong."""
    page = pypdfium2.PdfDocument(one_page(manuscript, _page(manuscript), styles))[0]
    picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB").resize((WIDTH, HEIGHT))
    held = BytesIO()
    picture.save(held, "JPEG", quality=88, subsampling=0, optimize=True)
    return Image("cover.jpg", "image/jpeg", held.getvalue())


def _page(manuscript: Manuscript) -> Element:
    """All editions of a work have one colour. A title is as large as its longest word lets it be."""
    work = manuscript.work
    hue = int(sha256(work.id.encode()).hexdigest(), 16) % 360
    page = Element("section", {"class": "cover", "style": f"--hue: {hue}"})
    if manuscript.authors:
        paragraph(page, manuscript.labels.names(manuscript.authors), "author")
    size = min(_LARGEST, _LINE / max(map(_ems, manuscript.title.split()), default=1))
    title = SubElement(page, "h1", {"class": "title", "style": f"font-size: {size:.1f}pt"})
    title.text = manuscript.title
    if manuscript.subtitle:
        paragraph(page, manuscript.subtitle, "subtitle")
    if work.publisher:
        paragraph(page, work.publisher, "publisher")
    return page


def _ems(word: str) -> float:
    """About how wide a word is; full-width letters may be divided anywhere, but eight of them look well in a line."""
    wide = sum(east_asian_width(char) in "WF" for char in word)
    return min(wide, 8) + 0.47 * (len(word) - wide)
