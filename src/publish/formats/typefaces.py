"""Which typeface sets which script: one table.

Every face comes as a pinned package with its licence (SIL OFL 1.1), is resolved by its file and is TrueType where
there is a TrueType one. What a project declares itself stands before all of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from ..diagnostics import Diagnostic, Refusal
from ..languages import script

VARIABLE = "400 800"


@dataclass(frozen=True, slots=True)
class Cut:
    """A font file: its slope, and its weight or range of weights as CSS writes them. `data` is what a project's own
    file holds; the others are read where they are needed."""

    file: str
    style: str = "normal"
    weight: str = VARIABLE
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family of font files. `scripts` are the ISO 15924 codes of the letters that it is for, none for all; `size`
    is how large it is to be beside EB Garamond at 1; `wide`: it sets full-width signs, and no narrow ones."""

    name: str
    package: str
    cuts: tuple[Cut, ...]
    scripts: frozenset[str]
    size: float = 1.0
    wide: bool = False

    @property
    def licence(self) -> str:
        """The text of the licence that the package ships."""
        files = metadata.files(self.package) or []
        return next(file for file in files if file.name == "LICENSE").read_text()


def _east_asian(name: str, package: str, region: str, *scripts: str) -> Typeface:
    """A Noto serif of one region. Its Gothic companion is its bold and its italic: East Asian type stresses by a
    change of face. These are CFF: no package has TrueType ones."""
    cuts = (
        Cut(f"NotoSerif{region}-Regular.otf", weight="400"),
        Cut(f"NotoSans{region}-Regular.otf", weight="700"),
        Cut(f"NotoSans{region}-Regular.otf", "italic", "400"),
    )
    return Typeface(name, package, cuts, frozenset({"Hani", *scripts}), size=0.88, wide=True)


GARAMOND = Typeface(
    "EB Garamond",
    "fontpkg_eb_garamond",
    (Cut("files/EBGaramond[wght].ttf"), Cut("files/EBGaramond-Italic[wght].ttf", "italic")),
    frozenset({"Latn", "Cyrl", "Grek"}),
)
ARABIC = Typeface(
    "Amiri",
    "fontpkg_amiri",
    (Cut("files/Amiri-Regular.ttf", weight="400"), Cut("files/Amiri-Bold.ttf", weight="700")),
    frozenset({"Arab"}),
    size=0.96,
)
HEBREW = Typeface(
    "Frank Ruhl Libre",
    "fontpkg_frank_ruhl_libre",
    (Cut("files/FrankRuhlLibre[wght].ttf"),),
    frozenset({"Hebr"}),
    size=0.9,
)
SIMPLIFIED = _east_asian("Noto Serif SC", "pylopdf_fonts_zh_cn", "SC", "Bopo")
TRADITIONAL = _east_asian("Noto Serif TC", "pylopdf_fonts_zh_tw", "TC", "Bopo")
JAPANESE = _east_asian("Noto Serif JP", "pylopdf_fonts_jp", "JP", "Hira", "Kana")
KOREAN = _east_asian("Noto Serif KR", "pylopdf_fonts_ko", "KR", "Hang")
# What the others lack: phonetic letters in italics, rare marks and signs.
RESERVE = Typeface(
    "Noto Serif",
    "fontpkg_noto_serif",
    (Cut("files/NotoSerif[wdth,wght].ttf"), Cut("files/NotoSerif-Italic[wdth,wght].ttf", "italic")),
    frozenset({"Latn", "Cyrl", "Grek"}),
    size=0.76,
)
MONO = Typeface(
    "Source Code Pro",
    "fontpkg_source_code_pro",
    (Cut("files/SourceCodePro[wght].ttf"), Cut("files/SourceCodePro-Italic[wght].ttf", "italic")),
    frozenset(),
)
TYPEFACES = (GARAMOND, ARABIC, HEBREW, SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN, RESERVE)

BY_SCRIPT = {
    "Arab": ARABIC,
    "Hebr": HEBREW,
    "Hans": SIMPLIFIED,
    "Hant": TRADITIONAL,
    "Jpan": JAPANESE,
    "Kore": KOREAN,
}


def typeface_of(locale: str) -> Typeface:
    """The typeface of the text of a BCP 47 tag's books."""
    return BY_SCRIPT.get(script(locale), GARAMOND)


def ordered(locales: tuple[str, ...]) -> tuple[Typeface, ...]:
    """The typefaces of a book, those of its languages first."""
    return tuple(dict.fromkeys([*map(typeface_of, locales), *TYPEFACES]))


@cache
def font_path(typeface: Typeface, cut: Cut) -> Path:
    """The file of a cut; Refusal `font-missing`."""
    try:
        path = Path(str(resources.files(typeface.package) / cut.file))
    except ModuleNotFoundError:
        path = Path()
    if not path.is_file():
        raise Refusal(
            [
                Diagnostic(
                    "font-missing", f"the package of the book's font {typeface.name}, {typeface.package}, is not there"
                )
            ]
        )
    return path
