"""The fonts of the printed book, by file, and the characters that they lack.

EB Garamond comes as a pinned package with its licence (SIL OFL 1.1). No font of the system is asked for: one that
is not found would be replaced in silence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..diagnostics import Diagnostic, Refusal

FAMILY = "Book"
_PACKAGE = "fontpkg_eb_garamond"
_FILES = (("EBGaramond[wght].ttf", "normal"), ("EBGaramond-Italic[wght].ttf", "italic"))


@dataclass(frozen=True, slots=True)
class FontFile:
    name: str
    style: str
    data: bytes


@cache
def book_fonts() -> tuple[FontFile, ...]:
    """The font files of the family `Book`; Refusal `font-missing`."""
    try:
        folder = resources.files(_PACKAGE) / "files"
        return tuple(FontFile(f"{FAMILY}-{style}", style, (folder / name).read_bytes()) for name, style in _FILES)
    except (ModuleNotFoundError, OSError):
        raise Refusal(
            [Diagnostic("font-missing", f"the package of the book's font, {_PACKAGE}, is not there")]
        ) from None


@cache
def _characters() -> frozenset[int]:
    from io import BytesIO

    from fontTools.ttLib import TTFont

    maps = [TTFont(BytesIO(font.data), lazy=True).getBestCmap() for font in book_fonts()]
    return frozenset(set(maps[0]).intersection(*maps[1:]))


def missing_characters(text: str) -> Iterator[str]:
    """The characters of a text that the fonts have no glyph for. Spaces and format characters need none: the
    shaper makes a space of any width itself (HarfBuzz, hb-ot-shape-fallback)."""
    for char in sorted(set(text)):
        if ord(char) not in _characters() and unicodedata.category(char) not in ("Zs", "Cf", "Cc"):
            yield char


def font_faces() -> str:
    """The @font-face rules; the addresses are those that the renderer's fetcher knows. The files are variable in
    weight, which WeasyPrint finds out by itself; it does not read a range of weights here."""
    return "".join(
        f'@font-face {{ font-family: "{FAMILY}"; src: url("book-font:{font.name}"); font-style: {font.style}; }}\n'
        for font in book_fonts()
    )
