"""The fonts of an ebook: cut to its characters, with the licence of each, and the style sheet that names them. A
reading system may have no font for a word's script, so that a character that ours lack, too, fails the build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ...book.manuscript import Manuscript
from ...diagnostics import Diagnostic
from ..artefact import Style
from ..coverage import book_fonts
from ..fonts import CODE_FAMILY, font_faces

MEDIA_TYPES = {"ttf": "font/ttf", "otf": "font/otf", "txt": "text/plain"}  # EPUB 3.3, 3.2
_FOLDER = "fonts/"


@dataclass(frozen=True, slots=True)
class Embedded:
    """`files` by their names in the ebook; `css` goes before every other rule."""

    files: Mapping[str, bytes]
    css: str


def embedded_fonts(
    manuscript: Manuscript, elements: Iterable[Element], styles: tuple[Style, ...]
) -> tuple[Embedded, list[Diagnostic]]:
    """The fonts of these elements; `missing-glyph` for each character that none has. Refusal `font-missing`."""
    fonts, found = book_fonts(manuscript, elements, styles)
    files = {_FOLDER + font.name: font.data for font in fonts.files}
    for typeface in dict.fromkeys(font.typeface for font in fonts.files):
        files[f"{_FOLDER}{typeface.name.replace(' ', '')}-licence.txt"] = typeface.licence.encode()
    css = font_faces(fonts, _FOLDER, ranges=True) + f"body {{ font-family: {fonts.stack}, serif; }}\n"
    if CODE_FAMILY in fonts.families:
        css += f'code {{ font-family: "{CODE_FAMILY}", {fonts.stack}, monospace; }}\n'
    return Embedded(files, css), found
