"""Locale typography: straight quotes, hyphens for dashes and spaces before marks set as the language has them.

Quotation marks come from CLDR (through ICU), spaces and dashes from the table of languages. It is done when an
edition is composed, never to a msgid, and doing it twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..languages import NBSP, conventions
from ..text.document import Block, Inline, map_leaves

OPENERS = "([{«“„‚‘‹「『"
APOSTROPHE = "’"


def typeset(blocks: tuple[Block, ...], locale: str) -> tuple[Block, ...]:
    """The blocks with every leaf set in the manner of its language."""
    return map_leaves(blocks, lambda b: replace(b, inlines=typeset_inlines(b.inlines, b.lang or locale)))


def typeset_text(text: str, locale: str) -> str:
    """One plain text, set in the manner of a language."""
    return typeset_inlines((Inline("text", text=text),), locale)[0].text if text else text


def typeset_inlines(inlines: tuple[Inline, ...], locale: str) -> tuple[Inline, ...]:
    runs = list(_runs(inlines))
    whole = "".join(runs)
    quoted = iter(_split(_quotes(whole, locale), [len(r) for r in runs]))
    return _replace(inlines, quoted, locale)


def _runs(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        if inline.kind == "text":
            yield inline.text
        elif inline.children:
            yield from _runs(inline.children)
        else:
            yield "\ufffc"  # code, an image, a note: not a space, so that a quote after it closes


def _replace(inlines: tuple[Inline, ...], runs: Iterator[str], locale: str) -> tuple[Inline, ...]:
    out = []
    for inline in inlines:
        if inline.kind == "text":
            out.append(replace(inline, text=_spaces(next(runs), locale)))
        elif inline.children:
            out.append(replace(inline, children=_replace(inline.children, runs, locale)))
        else:
            next(runs)
            out.append(inline)
    return tuple(out)


def _split(text: str, lengths: list[int]) -> Iterator[str]:
    at = 0
    for length in lengths:
        yield text[at : at + length]
        at += length


def _quotes(text: str, locale: str) -> str:
    """Straight quotes made into the language's, one character for one, so that runs keep their lengths."""
    if '"' not in text and "'" not in text:
        return text
    marks = quotation_marks(locale)
    out = list(text)
    open_single = False
    for n, char in enumerate(text):
        before, after = text[n - 1 : n], text[n + 1 : n + 2]
        opens = (not before or before.isspace() or before in OPENERS + "—–-\"'") and bool(after.strip())
        if char == '"':
            out[n] = marks[0] if opens else marks[1]
        elif char == "'":
            if opens and not after.isdigit() and _closes_later(text, n):
                out[n], open_single = marks[2], True
            elif open_single and not after.isalnum():
                out[n], open_single = marks[3], False
            else:
                out[n] = APOSTROPHE
    return "".join(out)


def _closes_later(text: str, start: int) -> bool:
    """Whether a single quote that opens here is closed: 'so' is quoted, 'tis is not."""
    return re.search(r"'(?![^\W_])", text[start + 1 :]) is not None


@lru_cache(maxsize=64)
def quotation_marks(locale: str) -> tuple[str, str, str, str]:
    """Opening and closing marks, then those inside them (CLDR, delimiters)."""
    from icu import LocaleData
    from icu import ULocaleDataDelimiterType as Kind

    data = LocaleData(locale.replace("-", "_"))
    kinds = (Kind.QUOTATION_START, Kind.QUOTATION_END, Kind.ALT_QUOTATION_START, Kind.ALT_QUOTATION_END)
    a, b, c, d = (str(data.getDelimiter(kind)) for kind in kinds)
    return a, b, c, d


def _spaces(text: str, locale: str) -> str:
    """Dashes between words, and the spaces before marks and inside quotation marks."""
    row = conventions(locale)
    # A run may begin or end at markup: “ – ” then stands at its edge.
    text = re.sub(r"(?:(?<=\S)|^)[ \u00a0\u2009][-–—] (?=\S|$)", row.dash, text)
    for mark, space in row.space_before:
        text = re.sub(rf"(?:(?<=[^\W_]|[)»”’%])|^)[ \u00a0\u202f]{re.escape(mark)}", space + mark, text)
        if mark != ":":  # a colon without a space may stand in a time, a ratio or a URL
            text = re.sub(rf"(?<=[^\W_]|[)»”’%]){re.escape(mark)}(?=[\s»”)]|$)", space + mark, text)
    if row.inside_quotes:
        opening, closing = quotation_marks(locale)[:2]
        text = re.sub(rf"{opening}[ {NBSP}\u202f]?(?=\S)", opening + row.inside_quotes, text)
        text = re.sub(rf"(?<=\S)[ {NBSP}\u202f]?{closing}", row.inside_quotes + closing, text)
    return text
