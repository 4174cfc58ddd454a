"""Locale typography: quotation marks, dashes, the marks of a script and the spaces around them, as a language has them.

Quotation marks come from CLDR (through ICU), the rest from the table of languages. It is done when an edition is
composed, never to a msgid; addresses, code and figures stay as they are, and doing it twice changes nothing. A passage
that is marked with its language is set as that language has it, apart from the text around it. What the translator set
in the manner of the language already is left alone; straight marks, and pairs that are not the language's own, become
its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from ..languages import NBSP, NNBSP, Conventions, conventions, quotation_marks, romanised
from ..text.document import Attrs, Block, Inline, map_notes, plain_text

Edit = tuple[int, int, str]

APOSTROPHE = "’"
_CLOSING = {
    '"': '"”“»', "'": "'", "“": '”“"', "„": '”“"', "«": '»"', "»": '«"', "”": '”“"', "「": "」", "『": "』",
    "‘": "’", "‚": "‘’", "‹": "›",
}  # fmt: skip
_SINGLE = "'‘‚‹"
_ROUNDS = 8  # a text is at rest after the first, unless its marks are in such disorder that each look finds other pairs
_DEEPEST = 8  # marks open at a time; more are no quotations
_QUOTES = re.compile(f"[{''.join(dict.fromkeys([*_CLOSING, *''.join(_CLOSING.values())]))}]")
_OPENS_AFTER = "([{«“„‚‘‹「『¿¡—–-\"'"
_ADDRESS = re.compile(r"(?:\b\w++://|\bwww\.)[^\s\"'<>«»“”„)]+|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+")
_JOINER = "\u2060"  # where it stands no line ends
_SPACE = f"[ {NBSP}{NNBSP}\u2009]"
_DASH = re.compile(rf"(?<=\S)(?<!\d){_SPACE}(?:[-–—]|--){_SPACE}(?=\S)|(?<=\d){_SPACE}(?:[-–—]|--){_SPACE}(?=[^\s\d])")
_SPEECH = re.compile(rf"^(?:[-–—]|--){_SPACE}+(?=\S)|^[–—](?=\S)")
_SENTENCE_ENDS = re.compile(r"[.!?…。！？؟]")
_AFTER_MARK = '\\s»”“’")\\]\ufffc'


def typeset(blocks: tuple[Block, ...], locale: str) -> tuple[Block, ...]:
    """The blocks of a text with every leaf set in the manner of its language, notes in that of the text."""

    def one(block: Block, around: str) -> Block:
        lang = block.lang or _language(block.attrs, around)
        notes = map_notes(block.inlines, lambda held: typeset(held, locale))
        held = tuple(one(b, lang) for b in block.blocks)
        return replace(block, inlines=typeset_inlines(notes, lang), blocks=held)

    return tuple(one(block, locale) for block in blocks)


def _language(attrs: Attrs, around: str) -> str:
    """The language whose manner a passage is set in. What is romanised is set as the text around it is."""
    lang = attrs.get("lang")
    return around if not lang or romanised(lang) else lang


def _foreign(inline: Inline, locale: str) -> bool:
    return conventions(_language(inline.attrs, locale)) is not conventions(locale)


def typeset_text(text: str, locale: str) -> str:
    """One plain text, set in the manner of a language."""
    return typeset_inlines((Inline("text", text=text),), locale)[0].text if text else text


def typeset_inlines(inlines: tuple[Inline, ...], locale: str) -> tuple[Inline, ...]:
    """The inlines of a leaf. What is found across markup is set in the run of text in which it begins."""
    marks = conventions(locale).titles
    inlines = _upright(inlines, *marks[:2]) if marks else inlines
    inlines = tuple(_passages(inline, locale) for inline in inlines)
    runs = list(_runs(inlines, locale))
    for _ in range(_ROUNDS):
        made = _set_once(runs, locale)
        if made == runs:
            break
        runs = made
    return _with_runs(inlines, iter(runs), locale)


def _passages(inline: Inline, locale: str) -> Inline:
    """An inline with the passages in other languages within it set as those have it."""
    if _foreign(inline, locale):
        return replace(inline, children=typeset_inlines(inline.children, _language(inline.attrs, locale)))
    return replace(inline, children=tuple(_passages(child, locale) for child in inline.children))


def _set_once(runs: list[str], locale: str) -> list[str]:
    row = conventions(locale)
    for step in (_quotes, _marks, _ellipses, _dashes, _spaces):
        text = "".join(runs)
        addresses = [m.span() for m in _ADDRESS.finditer(text)]
        edits = (e for e in step(text, row, locale) if not any(a < e[1] and e[0] < b for a, b in addresses))
        runs = _edited(runs, sorted(edits))
    return runs


def between(mark: str, locale: str) -> str:
    """A comma, semicolon or colon between words as a language writes it, with its spaces."""
    row = conventions(locale)
    return dict(row.space_before).get(mark, "") + dict(row.marks).get(mark, mark) + ("" if row.wide else " ")


def parentheses(locale: str) -> tuple[str, str]:
    """What opens and closes an addition to words of a language, with the space before it."""
    return ("（", "）") if conventions(locale).wide else (" (", ")")


def as_title(text: str, locale: str) -> str | None:
    """A title of a work in its marks, the marks within it changed to those that stand inside them; None where the
    language has titles in italics."""
    marks = conventions(locale).titles
    if marks is None:
        return None
    opening, closing, *inner = marks or quotation_marks(locale)
    text = typeset_text(text, locale)
    if text.startswith(opening) and text.endswith(closing):
        return text
    return opening + text.translate(str.maketrans(opening + closing, "".join(inner))) + closing


def _upright(inlines: tuple[Inline, ...], opening: str, closing: str) -> tuple[Inline, ...]:
    """A title that stands in the marks of titles is not emphasised as well."""
    return tuple(replace(i, kind="span") if i.kind == "em" and _stands_in(i, opening, closing) else i for i in inlines)


def _stands_in(inline: Inline, opening: str, closing: str) -> bool:
    text = plain_text(inline.children)
    return text.startswith(opening) and text.endswith(closing)


# A leaf as runs of text


def _runs(inlines: tuple[Inline, ...], locale: str) -> Iterator[str]:
    for inline in inlines:
        if inline.kind == "text":
            yield inline.text
        elif inline.children and not _foreign(inline, locale):
            yield from _runs(inline.children, locale)
        else:
            yield "\ufffc"  # code, an image, a note, other languages: not a space, so that a quote after it closes


def _with_runs(inlines: tuple[Inline, ...], runs: Iterator[str], locale: str) -> tuple[Inline, ...]:
    out = []
    for inline in inlines:
        if inline.kind == "text":
            out.append(replace(inline, text=next(runs)))
        elif inline.children and not _foreign(inline, locale):
            out.append(replace(inline, children=_with_runs(inline.children, runs, locale)))
        else:
            next(runs)
            out.append(inline)
    return tuple(out)


def _edited(runs: list[str], edits: list[Edit]) -> list[str]:
    """The runs with edits made that are counted in all of them together, apart and in order."""
    starts = [0, *accumulate(map(len, runs))]
    cuts: list[list[Edit]] = [[] for _ in runs]
    for start, end, new in edits:
        n = bisect_right(starts, start, hi=len(runs)) - 1
        n -= n > 0 and start == end and runs[n] == "\ufffc"  # nothing is put into code
        for k in range(n, len(runs)):
            if k > n and starts[k] >= end:
                break
            cuts[k].append((max(start - starts[k], 0), min(end - starts[k], len(runs[k])), new if k == n else ""))
    return [_spliced(run, cut) for run, cut in zip(runs, cuts, strict=True)]


def _spliced(text: str, edits: list[Edit]) -> str:
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


# Quotation marks


def _quotes(text: str, row: Conventions, locale: str) -> Iterator[Edit]:
    """Straight marks, and pairs that are not the language's own, as its own: the inner ones inside others."""
    if not _QUOTES.search(text):
        return
    marks = quotation_marks(locale)
    own = {marks[:2], marks[2:]}
    pairs = _pairs(text, row)
    for start, end, depth in pairs:
        opening, closing = (text[n] if n is not None else "" for n in (start, end))
        if (opening or closing) in "\"'" or (opening and closing and (opening, closing) not in own):
            inner = depth == 1 if (opening or closing) not in _SINGLE else depth < 2
            first, last = marks[2:] if inner else marks[:2]
            yield from ((n, n + 1, mark) for n, mark in ((start, first), (end, last)) if n is not None)
    in_pairs = {n for start, end, _ in pairs for n in (start, end)}
    for n in (m.start() for m in re.finditer("'", text) if m.start() not in in_pairs):
        yield n, n + 1, dict(row.in_word).get("'", APOSTROPHE) if _between_letters(text, n) else APOSTROPHE
    for mark, letter in row.in_word:
        yield from ((n.start(), n.end(), letter) for n in re.finditer(rf"(?<=[^\W\d_]){mark}(?=[^\W\d_])", text))


def _pairs(text: str, row: Conventions) -> list[tuple[int | None, int | None, int]]:
    """Opening and closing marks that belong together, None for one that lacks the other, and within how many pairs of
    double marks each stands. A single straight mark without the other is an apostrophe, and none of them."""
    found: list[tuple[int | None, int | None, int]] = []
    open_: list[tuple[int, int]] = []  # place and depth
    last_single = max((m.start() for m in re.finditer(r"'(?![^\W_])", text)), default=-1)
    for match in _QUOTES.finditer(text):
        n, char = match.start(), match.group()
        if char in "\"'" and _between_letters(text, n) and not row.wide:
            continue
        opens = _opens(text, n, row, any(text[k] == char for k, _ in open_))
        at = next((k for k in reversed(range(len(open_))) if char in _CLOSING[text[open_[k][0]]]), None)
        if at is not None and _closes(text, n, opens):
            start, depth = open_[at]
            found += ((k, None, d) for k, d in open_[at + 1 :] if text[k] == '"')
            found.append((start, n, depth))
            del open_[at:]
        elif char in _CLOSING and opens and (char != "'" or (n < last_single and not text[n + 1].isdigit())):
            open_.append((n, sum(text[k] not in _SINGLE for k, _ in open_)))
            found += ((k, None, d) for k, d in open_[:-_DEEPEST] if text[k] == '"')
            del open_[:-_DEEPEST]
        elif char == '"' and not text[n - 1 : n].isdigit():
            found.append((None, n, 0))
    return found + [(k, None, d) for k, d in open_ if text[k] == '"']


def _opens(text: str, n: int, row: Conventions, is_open: bool) -> bool:
    """Whether a mark stands where one opens: after a space or an opening mark, before a word."""
    before, after = text[n - 1 : n], text[n + 1 : n + 2]
    if row.wide and text[n] in "\"'":
        return not is_open
    if text[n] == "«":
        return bool(after)
    return (not before or before.isspace() or before in _OPENS_AFTER) and bool(after.strip())


def _closes(text: str, n: int, opens: bool) -> bool:
    after = text[n + 1 : n + 2]
    if text[n] == "'" and after.isalnum():
        return False
    return text[n] == "»" or not opens


def _between_letters(text: str, n: int) -> bool:
    return n > 0 and text[n - 1].isalpha() and text[n + 1 : n + 2].isalpha()


# Marks, dashes and spaces


def _marks(text: str, row: Conventions, locale: str) -> Iterator[Edit]:
    """The marks of the script for those of the Latin one."""
    if not row.marks:
        return
    before = rf"(?<=[{row.letters}»”’」』\)）…\ufffc])" if row.wide else rf"(?<=[{row.letters}»”“’\d\)\]\ufffc])"
    after = r"(?![\d.])\s*" if row.wide else rf"(?=[{_AFTER_MARK}]|$)"
    for mark, own in row.marks:
        for match in re.finditer(before + re.escape(mark) + after, text):
            yield match.start(), match.end(), own
    if row.wide:
        han = f"[{row.letters}]"
        for match in re.finditer(rf"(?:(?<={han})|(?=\([^()]*{han}))\(([^()]*)\)", text):
            yield match.start(), match.start() + 1, "（"
            yield match.end() - 1, match.end(), "）"


def _ellipses(text: str, row: Conventions, locale: str) -> Iterator[Edit]:
    for match in re.finditer(r"(?<![./…])\.\.\.(?![./…])", text):
        yield match.start(), match.end(), row.ellipsis
    if len(row.ellipsis) > 1:
        for match in re.finditer("(?<!…)…(?!…)", text):
            yield match.start(), match.end(), row.ellipsis


def _dashes(text: str, row: Conventions, locale: str) -> Iterator[Edit]:
    """Dashes between words, around insertions and before speech."""
    speech = _SPEECH.match(text) if row.speech else None
    if speech:
        yield speech.start(), speech.end(), row.speech
    found = [m for m in _DASH.finditer(text) if not speech or m.start() >= speech.end()]
    following: list[re.Match[str] | None] = [*found[1:], None]
    pairs = zip(found, following[: len(found)], strict=True)
    for first, second in pairs:
        if row.dashes and second and not _SENTENCE_ENDS.search(text, first.end(), second.start()):
            next(pairs)
            yield first.start(), first.end(), row.dashes[0]
            yield second.start(), second.end(), row.dashes[1]
        else:
            yield first.start(), first.end(), row.dash


def _spaces(text: str, row: Conventions, locale: str) -> Iterator[Edit]:
    """The spaces before marks, inside quotation marks, before a percent sign and after words of one letter; what keeps
    a figure with its counter, and a span of figures together."""
    for mark, space in row.space_before:
        # A colon without a space may stand in a time, a ratio or an address.
        none = "" if mark == ":" else rf"|(?=[{re.escape(mark)}](?:[\s»”).…!?]|$))"
        for match in re.finditer(rf"(?<=[^\W_]|[)»”’%\ufffc…])(?:{_SPACE}+(?={re.escape(mark)}){none})", text):
            yield match.start(), match.end(), space
    if row.inside_quotes:
        opening, closing = quotation_marks(locale)[:2]
        yield from _set(text, rf"(?<={opening}){_SPACE}*(?=\S)", row.inside_quotes)
        yield from _set(text, rf"(?<=[^\s]){_SPACE}*(?={closing})", row.inside_quotes)
    if row.percent:
        yield from _set(text, rf"(?<=\d){_SPACE}(?=[%‰])", row.percent)
    if row.counters:
        yield from ((m.end(), m.end(), _JOINER) for m in re.finditer(rf"\d(?=[{row.counters}])", text))
    # Unicode Standard Annex 14 breaks a line after any of these, and before those that are as wide as a letter.
    for span in re.finditer(rf"(?<=[\d{row.counters}])[–—～](?=\d)", text):
        yield from ((n, n, _JOINER) for n in {span.end() if span[0] == "–" else span.start(), span.end()})
    if row.bound:
        yield from _set(text, rf"(?<=\b[{row.bound}{row.bound.upper()}])[ \n](?=[^\s–—-])", NBSP)


def _set(text: str, pattern: str, space: str) -> Iterable[Edit]:
    return ((m.start(), m.end(), space) for m in re.finditer(pattern, text))
