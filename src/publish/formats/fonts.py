"""The fonts of one book: each character given to the typeface that sets it, each file cut down to its characters.

Which font sets a character is decided here and nowhere else: the families `Book`, `Book 1`, `Book 2`… have no letter
in common, so that neither a renderer nor a reading system has a choice. They have the line metrics of the text's own
typeface, for a foreign word must not move its line. No font of the system is ever asked for.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from ..languages import script
from .typefaces import MONO, Cut, Typeface, font_path, ordered, typeface_of

FAMILY = "Book"
CODE_FAMILY = "Book Mono"
_SHARED = frozenset({"Mn", "Zs", "Cf"})  # marks go with their letters, spaces with the words around them
_HAN = frozenset({"Hans", "Hant", "Jpan", "Kore"})


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font cut down to what a book needs. `name` is a file name; `weight` is CSS's, a range for a variable font."""

    name: str
    family: str
    style: str
    weight: str
    data: bytes
    typeface: Typeface

    @property
    def variable(self) -> bool:
        return " " in self.weight


@dataclass(frozen=True, slots=True)
class BookFonts:
    """The fonts of a book; `missing` are the characters that none has. `regional` are the languages of passages
    whose Han characters take the forms of another region than the book's, with the family that has them."""

    files: tuple[FontFile, ...]
    missing: frozenset[str]
    regional: tuple[tuple[str, str], ...] = ()

    @property
    def families(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(font.family for font in self.files))

    @property
    def stack(self) -> str:
        """The families of running text as CSS lists them."""
        special = {CODE_FAMILY, *(family for _, family in self.regional)}
        return ", ".join(f'"{family}"' for family in self.families if family not in special)


@lru_cache(maxsize=16)
def fonts_for(
    characters: frozenset[str],
    languages: tuple[str, ...],
    code: frozenset[str] = frozenset(),
    own: tuple[Typeface, ...] = (),
) -> BookFonts:
    """The fonts for these characters in a book in the first of these languages, with words of the others. `code` are
    the characters among them that computer code has, `own` the typefaces that the project declares. Refusal
    `font-missing`."""
    needed = {c for c in characters if unicodedata.category(c) not in ("Cc", "Cs")}
    faces = (*own, *ordered(languages))
    shares, missing = _shared_out(needed, faces)
    main = own[0] if own else typeface_of(languages[0])
    shared = frozenset(c for c in needed if unicodedata.category(c) in _SHARED)
    files: list[FontFile] = []
    for face in sorted(shares, key=lambda face: face is not main):
        family = f"{FAMILY} {len({f.family for f in files})}" if files else FAMILY
        files += _cut_files(face, shares[face] | shared, main, family)
    if code:
        files += _cut_files(MONO, code & face_characters(MONO), main, CODE_FAMILY)
    regional = []
    for language in languages[1:]:
        face = typeface_of(language)
        if script(language) in _HAN and face is not main:
            family = f"{FAMILY} {script(language)}"
            han = frozenset(c for c in needed if _script(c) == "Hani") & face_characters(face)
            if han:
                regional.append((language, family))
                files += _cut_files(face, han, main, family)
    return BookFonts(tuple(dict.fromkeys(files)), missing, tuple(regional))


def font_faces(fonts: BookFonts, folder: str, *, ranges: bool = False) -> str:
    """The @font-face rules of these fonts, whose addresses are `folder` and their name, and the families of passages
    in other languages. `ranges` says the weights of a variable font, which WeasyPrint finds out by itself and does
    not read here."""
    rules = []
    for font in fonts.files:
        weight = "" if font.variable and not ranges else f" font-weight: {font.weight};"
        rules.append(
            f'@font-face {{ font-family: "{font.family}"; src: url("{folder}{font.name}"); '
            f"font-style: {font.style};{weight} }}"
        )
    rules += [f':lang({lang}) {{ font-family: "{family}", {fonts.stack}; }}' for lang, family in fonts.regional]
    return "\n".join(rules) + "\n"


def _shared_out(needed: set[str], faces: tuple[Typeface, ...]) -> tuple[dict[Typeface, frozenset[str]], frozenset[str]]:
    """Each typeface with its characters, and those that none has. A face is opened only if something is left, and
    never for a space: where a font lacks one, HarfBuzz makes it of the font's own."""
    left = {c for c in needed if unicodedata.category(c) not in ("Zs", "Cf")}
    shares = dict[Typeface, frozenset[str]]()
    for strict in (True, False):
        for face in faces:
            mine = frozenset(c for c in left if not strict or _fits(c, face))
            mine &= face_characters(face) if mine else frozenset()
            if mine:
                shares[face] = shares.get(face, frozenset()) | mine
                left -= mine
    return shares, frozenset(left)


def _fits(char: str, face: Typeface) -> bool:
    """Whether a typeface is the one to set a character: by its script, and where it has none by its width (Unicode
    Standard Annexes 24 and 11)."""
    code = _script(char)
    if code not in ("Zyyy", "Zinh"):
        return not face.scripts or code in face.scripts
    width = unicodedata.east_asian_width(char)
    return width in "WFA" if face.wide else width not in "WF"


@cache
def _script(char: str) -> str:
    from icu import Script

    return str(Script.getScript(char).getShortName())


@cache
def _open(typeface: Typeface, cut: Cut) -> Any:
    import uharfbuzz

    blob = uharfbuzz.Blob(cut.data) if cut.data else uharfbuzz.Blob.from_file_path(str(font_path(typeface, cut)))
    return uharfbuzz.Face(blob)


@cache
def face_characters(typeface: Typeface) -> frozenset[str]:
    """The characters that the upright of a typeface has."""
    return frozenset(map(chr, _open(typeface, typeface.cuts[0]).unicodes))


def _cut_files(typeface: Typeface, characters: frozenset[str], main: Typeface, family: str) -> list[FontFile]:
    """The cuts of a typeface that have some of these characters. A file that serves as two cuts has one name."""
    files = []
    for cut in typeface.cuts:
        if not characters.isdisjoint(map(chr, _open(typeface, cut).unicodes)):
            data = _cut(typeface, cut, characters, main)
            number = [c.file for c in typeface.cuts].index(cut.file)
            name = f"{family}-{typeface.name}-{number}.{'otf' if data[:4] == b'OTTO' else 'ttf'}".replace(" ", "")
            files.append(FontFile(name, family, cut.style, cut.weight, data, typeface))
    return files


def _cut(typeface: Typeface, cut: Cut, characters: frozenset[str], main: Typeface) -> bytes:
    """The bytes of a font with these characters alone and all that its features make of them, in the size and with
    the line metrics that suit the main typeface."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    for tags in (wanted.layout_feature_tag_set, wanted.layout_script_tag_set):  # all: a style sheet may ask for any
        tags.clear()
        tags.invert()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    face = _open(typeface, cut)
    for axis in face.axis_infos:
        if axis.tag == "wght":
            wanted.set_axis_range(face, "wght", *map(float, cut.weight.split()))
        else:
            wanted.pin_axis_to_default(face, axis.tag)
    return _fitted(uharfbuzz.subset(face, wanted).blob.data, typeface.size / main.size, *_metrics(main))


@cache
def _metrics(typeface: Typeface) -> tuple[float, float]:
    """Ascender and descender in ems, of the typeface as it comes."""
    import uharfbuzz

    face = _open(typeface, typeface.cuts[0])
    extents = uharfbuzz.Font(face).get_font_extents("ltr")
    return extents.ascender / face.upem, extents.descender / face.upem


def _fitted(data: bytes, scale: float, ascender: float, descender: float) -> bytes:
    """A font in another size and with other line metrics: what CSS calls size-adjust and ascent-override, written
    into the file, for WeasyPrint and many reading systems know neither (OpenType 1.9: head, hhea, OS/2). A CFF font
    keeps its size, which it states in several places."""
    from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

    reader = SFNTReader(BytesIO(data))
    tables = {tag: bytearray(reader[tag]) for tag in reader.tables}
    (upem,) = struct.unpack_from(">H", tables["head"], 18)
    if "CFF " in tables:
        _number_glyphs(tables["CFF "], int.from_bytes(tables["maxp"][4:6], "big"))
    else:
        upem = round(upem / scale)
        struct.pack_into(">H", tables["head"], 18, upem)
    above, below = round(ascender * upem), round(descender * upem)
    struct.pack_into(">hhh", tables["hhea"], 4, above, below, 0)
    struct.pack_into(">hhhHH", tables["OS/2"], 68, above, below, 0, above, -below)
    out = BytesIO()
    writer = SFNTWriter(out, len(tables), reader.sfntVersion)
    for tag, table in tables.items():
        writer[tag] = bytes(table)
    writer.close()
    return out.getvalue()


def _number_glyphs(cff: bytearray, glyphs: int) -> None:
    """Makes the character identifiers of a CID-keyed CFF font the same as its glyphs' numbers, in place: WeasyPrint
    writes glyph numbers, and a PDF reader takes them for identifiers (ISO 32000-1, 9.7.4.2). The new charset is
    never longer than the old (Adobe Technical Note 5176, 13)."""
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(cff), None)
    top = fonts.topDictIndex[0].rawDict
    if "ROS" not in top or glyphs < 2:
        return
    ranges = b"\0\0\1" if glyphs == 2 else struct.pack(*((">BHB", 1) if glyphs <= 257 else (">BHH", 2)), 1, glyphs - 2)
    cff[top["charset"] : top["charset"] + len(ranges)] = ranges
