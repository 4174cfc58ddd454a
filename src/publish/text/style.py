"""House style for the texts themselves, as `style.toml` declares it for each source language.

What is declared and can be done without judgement (dashes, ellipses, quotation marks, apostrophes, ranges, decades)
the pass makes so, each change in the ledger under its key; the rest is what the audit judges by. A key that is not
there is nobody's ruling: the pass does not touch it, and the audit asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ..diagnostics import Place
from ..tables import Table
from .rulebook import Match, Rule

DASHES = {"en": " – ", "em": "—", "spaced em": " — "}
CHOICES: dict[str, tuple[str, ...]] = {
    "spelling": ("GB", "US"),
    "verbs": ("ise", "ize"),
    "dash": tuple(DASHES),
    "ellipsis": ("…", "..."),
    "quotes": ("“”", "‘’", "„“", "„”", "«»", "»«", '""'),
    "apostrophe": ("’", "'"),
    "ranges": ("–", "-"),
    "decades": ("1920s", "1920's", "twenties"),
    "percent": ("per cent", "percent", "%"),
    "dates": ("19 August", "August 19"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """What is declared for one language: the value of each key of `CHOICES`, and where it stands. `century` is that of
    decades written without one (“the 20's”), 0 where none is to be supposed."""

    values: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    century: int = 0

    def get(self, key: str) -> str:
        """The declared value, "" where nobody has ruled."""
        return self.values.get(key, "")

    def matches(self, text: str) -> Iterator[Match]:
        """What the pass is to change in a text of the language, in no order."""
        for key, find in _MECHANICAL.items():
            value = self.get(key)
            if value:
                rule = Rule(f"style.{key}", key, value, "punctuation", f"house style: {key}", place=self.places[key])
                for start, end, after in find(text, value, self):
                    if text[start:end] != after:
                        yield Match(rule, (start, end), start, end, after, text[start:end], after)


def read_styles(table: Table) -> Mapping[str, Style]:
    """The Style of each language under `[text]` in style.toml."""
    return {tag: _style(inner) for tag, inner in table.table("text").named()}


def _style(table: Table) -> Style:
    values = {key: table.choice(key, ("", *among), "") for key, among in CHOICES.items()}
    declared = {key: value for key, value in values.items() if value}
    style = Style(declared, {key: table.place(key) for key in declared}, table.number("century", 0))
    table.finish()
    return style


Edit = tuple[int, int, str]
_DASH = re.compile(r"(?<=[^\s\d])[ \u00a0]+(?:--?|–|—)[ \u00a0]+(?=\S)|(?<=[\w,.!?”’)])(?:---?|—)(?=[\w“‘(])")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)|…")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_RANGE = re.compile(r"(?<![\w.,/–-])(\d{1,4})[-–](\d{1,4})(?![\w/–-]|[.,]\d)")
_DECADE = re.compile(r"(?<![\w’'])((?:1[0-9]|20)?)([1-9]0)['’]?s(?!\w)")
_OPENS, _CLOSES = re.compile(r'(?<![^\s(\[—–-])"(?=\S)'), re.compile(r'(?<=\S)"(?![^\W_])')


def _dashes(text: str, value: str, _: Style) -> Iterator[Edit]:
    for match in _DASH.finditer(text):
        yield *match.span(), DASHES[value]


def _ellipses(text: str, value: str, _: Style) -> Iterator[Edit]:
    for match in _DOTS.finditer(text):
        yield *match.span(), value


def _apostrophes(text: str, value: str, _: Style) -> Iterator[Edit]:
    for match in _APOSTROPHE.finditer(text):
        yield *match.span(), value


def _ranges(text: str, value: str, _: Style) -> Iterator[Edit]:
    for match in _RANGE.finditer(text):
        first, last = match.groups()
        whole = first[: max(len(first) - len(last), 0)] + last  # “1914–18” is up to 1918
        if int(whole) > int(first) and not (last[0] == "0" and whole == last):
            yield match.start(), match.end(), f"{first}{value}{last}"


def _decades(text: str, value: str, style: Style) -> Iterator[Edit]:
    century = str(style.century - 1) if style.century > 1 else ""
    for match in _DECADE.finditer(text):
        before = match[1] or century
        if before and value != "twenties":
            yield match.start(), match.end(), f"{before}{match[2]}{value[4:]}"


def _quotes(text: str, value: str, _: Style) -> Iterator[Edit]:
    """Straight marks in pairs; a text in which they do not come in pairs is left alone."""
    marks = sorted([(m.start(), 0) for m in _OPENS.finditer(text)] + [(m.start(), 1) for m in _CLOSES.finditer(text)])
    if len(marks) == text.count('"') and [side for _, side in marks] == [0, 1] * (len(marks) // 2):
        yield from ((at, at + 1, value[side]) for at, side in marks)


_MECHANICAL: dict[str, Callable[[str, str, Style], Iterator[Edit]]] = {
    "dash": _dashes,
    "ellipsis": _ellipses,
    "quotes": _quotes,
    "apostrophe": _apostrophes,
    "ranges": _ranges,
    "decades": _decades,
}
