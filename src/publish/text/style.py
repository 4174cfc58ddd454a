"""House style for the texts themselves, as `style.toml` declares it for each source language.

What is declared and can be done without judgement (marks and what is written in figures) the pass makes so, each change
in the ledger under its key; the rest is what the audit judges by. A key that is not there is nobody's ruling: the pass
does not touch it, and the audit asks. Marks are the same in all languages, the rest is in the table of `ways`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..diagnostics import Place
from ..languages import NBSP, conventions, quotation_marks
from ..tables import Table
from .quotations import outer
from .rulebook import Match, Rule
from .ways import KINDS, MADE, Fields, Way, ways

Edit = tuple[int, int, str]

DASHES = {"en": " – ", "em": "—", "spaced em": " — "}
MARKS: dict[str, tuple[str, ...]] = {
    "dash": tuple(DASHES),
    "ellipsis": ("…", "..."),
    "quotes": ("“”", "‘’", "„“", "„”", "«»", "»«", '""'),
    "apostrophe": ("’", "'"),
    "ranges": ("–", "-", "—"),
}
SPELLINGS = {"en": {"spelling": ("GB", "US"), "verbs": ("ise", "ize")}}


@dataclass(frozen=True, slots=True)
class Style:
    """What is declared for one language: the value of each key of `choices`, and where it stands. `century` is that of
    decades written without one (“the 20's”), 0 where none is to be supposed."""

    values: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    century: int = 0
    language: str = "en"

    def get(self, key: str) -> str:
        """The declared value, "" where nobody has ruled."""
        return self.values.get(key, "")

    def matches(self, text: str) -> Iterator[Match]:
        """What the pass is to change in a text of the language, in no order."""
        for key, find in _MECHANICAL.items():
            if value := self.get(key):
                yield from self._made(key, value, "punctuation", find(text, value, self), text)
        for key in MADE:
            if value := self.get(key):
                yield from self._made(key, value, KINDS[key], self._rewritten(key, text), text)

    def _made(self, key: str, value: str, kind: str, edits: Iterable[Edit], text: str) -> Iterator[Match]:
        for start, end, after in edits:
            if text[start:end] != after:
                rule = Rule(f"style.{key}", key, value, kind, f"house style: {key}", place=self.places[key])
                yield Match(rule, (start, end), start, end, after, text[start:end], after)

    def _rewritten(self, key: str, text: str) -> Iterator[Edit]:
        """What is in figures as the way that is declared has it, if that is in figures too."""
        declared = self.way(key)
        for way in ways(self.language).get(key, ()) if declared and not declared.in_words else ():
            for match, fields in way.find(text) if not way.in_words else ():
                if after := self.proposal(key, match, fields):
                    yield *match.span(), after

    def way(self, key: str) -> Way | None:
        """The way of writing that is declared under a key."""
        return next((way for way in ways(self.language).get(key, ()) if way.name == self.get(key)), None)

    def proposal(self, key: str, match: re.Match[str], fields: Fields) -> str:
        """What a match of another way is in the one declared, "" where that cannot be told."""
        declared = self.way(key)
        century = {"cc": str(self.century - 1)} if self.century > 1 else {}
        return declared.rewritten(match, {**century, **fields}) if declared else ""


def choices(language: str) -> Mapping[str, tuple[str, ...]]:
    """The keys of a language, and the values that each can have."""
    table = {key: tuple(way.name for way in found) for key, found in ways(language).items()}
    return {**MARKS, **table, **SPELLINGS.get(language.split("-")[0], {})}


def usual(language: str, key: str) -> str:
    """The value of a key that is usual in a language, by its authority, by CLDR and by the table of languages; "" where
    usage is divided."""
    if key in ways(language):
        return ways(language)[key][0].name
    row = conventions(language)
    dash = next((name for name, dash in DASHES.items() if dash == row.dash.replace(NBSP, " ")), "")
    quotes = "".join(quotation_marks(language)[:2])
    known = {"dash": dash, "quotes": quotes, "ellipsis": row.ellipsis, "apostrophe": "’", "ranges": row.between or "–"}
    value = known.get(key, "")
    return value if value in MARKS.get(key, ()) else ""


def read_styles(table: Table) -> Mapping[str, Style]:
    """The Style of each language under `[text]` in style.toml."""
    return {tag: _style(tag, inner) for tag, inner in table.table("text").named()}


def _style(tag: str, table: Table) -> Style:
    values = {key: table.choice(key, ("", *among), "") for key, among in choices(tag).items()}
    declared = {key: value for key, value in values.items() if value}
    style = Style(declared, {key: table.place(key) for key in declared}, table.number("century", 0), tag)
    table.finish()
    return style


# Each pattern begins with its mark, so that a text without one is passed over at a look.
_DASH = re.compile(r"-(?:--?)?|–|—")
_SPACED = re.compile(rf"(?<=[^\s\d])[ \u00a0]+(?:{_DASH.pattern})[ \u00a0]+(?=\S)")
_CLOSE = re.compile(r"(?<=[\w,.!?”’)])(?:---?|—)(?=[\w“‘(])")
_DOTS = re.compile(r"\.\.\.(?<!\....)(?!\.)|…")
_APOSTROPHE = re.compile(r"['’](?<=[^\W\d_]['’])(?=[^\W\d_])")
_RANGE = re.compile(r"(\d(?<![\w.,/–—-]\d)\d{0,3})[-–—](\d{1,4})(?![\w/–—-]|[.,]\d)")
_OPENS, _CLOSES = re.compile(r'"(?<![^\s(\[—–-]")(?=\S)'), re.compile(r'"(?<=\S")(?![^\W_])')


def _dashes(text: str, value: str, _: Style) -> Iterator[Edit]:
    for mark in _DASH.finditer(text):
        at = mark.start()
        while at and text[at - 1] in " \u00a0":
            at -= 1
        match = _SPACED.match(text, at) if at < mark.start() else _CLOSE.match(text, at)
        if match:
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


def _quotes(text: str, value: str, style: Style) -> Iterator[Edit]:
    """Pairs of double marks that stand in no others, with the space that the language has inside them. A text whose
    straight marks do not come in pairs keeps them, and a pair those that hold the marks that it would get."""
    row = conventions(style.language)
    space = row.inside_quotes if row.quotes and "".join(row.quotes[:2]) == value else ""
    straight = _are_paired(text)
    for start, end in outer(text):
        inside = text[start + 1 : end - 1]
        if (
            text[start] + text[end - 1] == value
            or not (straight or text[start] != '"')
            or not set(value).isdisjoint(inside)
        ):
            continue
        left, right = (len(inside) - len(inside.lstrip()), len(inside.rstrip()))
        yield start, start + 1 + left, value[0] + space
        yield start + 1 + right, end, space + value[1]


def _are_paired(text: str) -> bool:
    marks = sorted([(m.start(), 0) for m in _OPENS.finditer(text)] + [(m.start(), 1) for m in _CLOSES.finditer(text)])
    return len(marks) == text.count('"') and [side for _, side in marks] == [0, 1] * (len(marks) // 2)


_MECHANICAL: dict[str, Callable[[str, str, Style], Iterator[Edit]]] = {
    "dash": _dashes,
    "ellipsis": _ellipses,
    "quotes": _quotes,
    "apostrophe": _apostrophes,
    "ranges": _ranges,
}
