"""The fonts that a manuscript needs, and every character that none of them has, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from ..book.index import IndexEntry, numeral
from ..book.manuscript import Manuscript
from ..diagnostics import Diagnostic, Place
from ..text.document import plain_text, walk
from .artefact import Style
from .fonts import BookFonts, fonts_for
from .stylesheet import generated_texts
from .typefaces import Typeface

# What renderers write themselves: folios in either figures and numbers of notes, marks of lists, hyphens, leaders.
_GENERATED = "0123456789ivxlcdm .,;:-‐–•\N{NO-BREAK SPACE}\N{EN SPACE}"


def book_fonts(
    manuscript: Manuscript, elements: Iterable[Element], styles: Iterable[Style], own: tuple[Typeface, ...] = ()
) -> tuple[BookFonts, list[Diagnostic]]:
    """The fonts for these elements of the book and for what the style sheets add; `missing-glyph` for each character
    that none has, at the first place that has it. Refusal `font-missing`."""
    elements, styles = list(elements), list(styles)
    characters = set(_GENERATED) | set(numeral(1234567890, manuscript.locale))
    code = set[str]()
    languages = [manuscript.locale, manuscript.work.language]
    for element in elements:
        characters.update(*element.itertext())
        code.update(*(text for part in element.iter("code") for text in part.itertext()))
        languages += [lang for part in element.iter() if (lang := part.get("lang"))]
    for style in styles:
        characters.update(*(text for _, text in generated_texts(style)))
    fonts = fonts_for(frozenset(characters), tuple(dict.fromkeys(languages)), frozenset(code), own)
    return fonts, list(_missing(manuscript, styles, set(fonts.missing)))


def _missing(manuscript: Manuscript, styles: Iterable[Style], left: set[str]) -> Iterator[Diagnostic]:
    texts = _texts(manuscript, styles) if left else iter(())
    for place, text in texts:
        for char in sorted(left.intersection(text)):
            left.remove(char)
            yield _lacking(manuscript, char, place)
    for char in sorted(left):
        yield _lacking(manuscript, char, Place(manuscript.work.path))


def _lacking(manuscript: Manuscript, char: str, place: Place) -> Diagnostic:
    message = f"the fonts of the book lack “{char}” (U+{ord(char):04X}), in the {manuscript.locale} edition"
    return Diagnostic("missing-glyph", message, place)


def _texts(manuscript: Manuscript, styles: Iterable[Style]) -> Iterator[tuple[Place, str]]:
    """Every text that a user wrote, with its place."""
    for chapter in manuscript.chapters:
        for block in walk(chapter.blocks):
            yield block.place, block.text + plain_text(block.inlines)
    for entry in manuscript.glossary:
        yield Place("sources/house"), entry.term + entry.native + entry.gloss.text
    for group in manuscript.index:
        yield from _headings(group.entries)
        yield Place("sources/house"), group.label
    for style in styles:
        yield from generated_texts(style)


def _headings(entries: Iterable[IndexEntry]) -> Iterator[tuple[Place, str]]:
    for entry in entries:
        yield entry.place, entry.heading
        yield from _headings(entry.entries)
