"""How one thing is written in several ways: percentages, dates, decades, centuries and numbers, by language.

`ways.toml` has the ways of a language as templates. A template is read (a pattern made of it finds the way in a text)
and written (with what was read of another way), so that a language that gets a table needs no code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..calendars import month_names, months
from ..languages import NBSP, conventions

# The keys of style.toml that the table has, each with the class of its findings; what is made by the pass where both
# ways are in figures, and what waits for an editor.
KINDS = {
    "percent": "spelling-convention", "dates": "spelling-convention", "decades": "punctuation",
    "centuries": "spelling-convention", "numbers": "punctuation",
}  # fmt: skip
MADE = ("percent", "decades", "centuries")
Fields = Mapping[str, str]

_PIECE = re.compile(r"\{(\w+)\}|(\[[^\]]*\])|([^{\[]+)")
_SPACES = f" {NBSP}\u202f"
_ROMAN = (
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX", "XXI",
)  # fmt: skip
_SPECIMEN = {"n": "", "d": "19", "m": "8", "cc": "19", "t": "2", "c": "20", "gap": " "}
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er|[º°])?"
_ANY = {
    "n": r"(?<=\d)", "s": f"[{_SPACES}]?", "d": f"(?P<d>{_DAY})", "dd": r"(?P<d>\d\d?)", "mm": r"(?P<m>\d\d?)",
    "y": r"(?P<y>\d{4})", "cc": r"(?P<cc>1[0-9]|20)?", "t": "(?P<t>[1-9])", "c": "(?P<c>1[0-9]|2[01]|[1-9])",
    "roman": "(?P<roman>[IVX]+)", "gap": f"(?P<gap>[{_SPACES}-])", "e": r"(?P<e>[^\W\d_]{0,3})",
    "f": r"(?P<f>[^\W\d_]{1,2})", "g": r"(?P<g>[^\W\d_]{2,5}|[^\W\d_]?\.)", "x": r"[^\W\d_]{0,3}",
    "h": r"[^\W\d_]{1,3}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """One way of writing. `sign` is in every text that has it; `in_words`: it says a figure in words, which may be
    another thing too (a man in his thirties); `read` gives what a match holds, None where it is no such thing after
    all, and `write` a text of it, "" where it does not tell enough."""

    name: str
    pattern: re.Pattern[str]
    sign: str
    in_words: bool
    read: Callable[[re.Match[str]], Fields | None]
    write: Callable[[Fields], str]

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Fields]]:
        """The places of a text that have this way, with what they hold."""
        for match in self.pattern.finditer(text) if self.sign in text else ():
            fields = self.read(match)
            if fields is not None:
                yield match, fields

    def rewritten(self, match: re.Match[str], fields: Fields) -> str:
        """What a match of another way is in this one, "" where that cannot be told."""
        after = self.write(fields)
        return after[:1].upper() + after[1:] if match.group()[:1].isupper() and after[1:2].islower() else after


@cache
def ways(language: str) -> Mapping[str, tuple[Way, ...]]:
    """The ways of each key in a language, none for one that the table lacks."""
    row = _table().get(language.split("-")[0])
    return _Language(language.split("-")[0], row).ways() if row else {}


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("ways.toml").read_text("utf-8"))


class _Language:
    """Makes the ways of one language out of its table."""

    def __init__(self, language: str, row: Mapping[str, Any]):
        self.language = language
        self.row = row
        self.tens = row["tens"].split()
        self.ordinals = row.get("ordinals", "").split()
        self.months = month_names(language)

    def ways(self) -> Mapping[str, tuple[Way, ...]]:
        made = {key: tuple(self._way(template) for template in self.row[key]) for key in KINDS if key != "numbers"}
        return {**made, "numbers": tuple(self._grouped(name) for name in self.row["numbers"])}

    def _way(self, template: str) -> Way:
        specimen = {**_SPECIMEN, **self.row.get("specimen", {})}
        blank = {name: "" for name in "efgl" if name not in specimen}
        name = self._written(template, {**specimen, **blank, "s": "", "x": ""})
        name = name or self._written(template, {**specimen, "y": "1991"})
        first = template[0].islower()
        sign = max(re.findall(r"[^{}\[\] ']+", re.sub(r"\{\w+\}|\[[^\]]*\]", " ", template[first:])) or [""], key=len)
        pattern = re.compile(_start(template) + self._pattern(template, first) + _end(template))
        in_words = any(f"{{{name}}}" in template for name in ("tens", "Tens", "ordinal"))
        return Way(name.strip(), pattern, sign, in_words, self._read, lambda fields: self._written(template, fields))

    def _pattern(self, template: str, first: bool = False) -> str:
        parts = []
        for field, optional, literal in _PIECE.findall(template):
            if optional:
                parts.append(f"(?:{self._pattern(optional[1:-1])})?")
            elif field:
                parts.append(self._field(field))
            else:
                spelled = "".join(_letter(letter) for letter in literal)
                parts.append(f"[{literal[0]}{literal[0].upper()}]{spelled[1:]}" if first and not parts else spelled)
        return "".join(parts)

    def _field(self, name: str) -> str:
        words = {
            "tens": self.tens[1:], "Tens": [word.capitalize() for word in self.tens[1:]], "ordinal": self.ordinals,
            "month": self.months, "th": self.row.get("th", {}).values(), "l": self.row.get("ends", {}),
            "end": self.row.get("ends", {}).values(),
        }.get(name)  # fmt: skip
        if words is None:
            return _ANY[name]
        either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        return f"(?:{either})" if name in ("th", "end") else f"(?P<{name}>{either})"

    def _read(self, match: re.Match[str]) -> Fields | None:
        """The fields that a match holds, those in words and in Roman figures as figures."""
        found = {name: text for name, text in match.groupdict().items() if text is not None}
        for name, figure, words in (
            ("tens", "t", self.tens), ("Tens", "t", [word.capitalize() for word in self.tens]),
            ("ordinal", "c", ["", *self.ordinals]), ("roman", "c", _ROMAN),
        ):  # fmt: skip
            if name in found:
                if found[name] not in words:
                    return None
                found[figure] = str(words.index(found.pop(name)) + (figure == "t"))
        if "month" in found:
            found["m"] = str(self.months[found.pop("month")])
        if "d" in found:
            found["d"] = str(int(re.match(r"\d+", found["d"])[0]))  # type: ignore[index]
        return None if not 1 <= int(found.get("m", 1)) <= 12 or not 1 <= int(found.get("d", 1)) <= 31 else found

    def _written(self, template: str, fields: Fields) -> str:
        """The template filled, "" where the fields do not tell all of it."""
        parts = []
        for field, optional, literal in _PIECE.findall(template):
            if optional:
                parts.append(self._written(optional[1:-1], fields))
                continue
            value = self._value(field, fields) if field else literal
            if value is None:
                return ""
            parts.append(value)
        return "".join(parts)

    def _value(self, name: str, fields: Fields) -> str | None:
        """What a field is written as; None where it cannot be told."""
        if name in ("tens", "Tens", "ordinal", "roman"):
            return self._in_words(name, fields)
        if name == "s":
            return fields.get("s", conventions(self.language).percent)
        if name == "end":
            return self.row["ends"].get(fields.get("l")) if "l" in fields else None
        if name == "th":
            return str(self.row["th"].get(fields.get("c"), self.row["th"]["else"]))
        if name == "d" and "d" in fields:
            return str(self.row.get("days", {}).get(fields["d"], fields["d"]))
        if name in ("dd", "mm"):
            return f"{int(fields[name[0]]):02}" if name[0] in fields else None
        if name == "month":
            return months(self.language)[int(fields["m"])] if "m" in fields else None
        return "" if name == "n" else fields.get(name, self.row.get("written", {}).get(name))

    def _in_words(self, name: str, fields: Fields) -> str | None:
        if name in ("tens", "Tens"):
            ten = int(fields.get("t", 1))
            word = self.tens[ten - 1] if ten > 1 else None
            return word.capitalize() if word and name == "Tens" else word
        words = _ROMAN if name == "roman" else ["", *self.ordinals]
        return words[int(fields["c"])] if "c" in fields else None

    def _grouped(self, name: str) -> Way:
        """Numbers in groups of three figures, which a mark or a space parts."""
        mark = name[2:-3]
        between = f"[{_SPACES}]" if mark == " " else re.escape(mark)
        pattern = re.compile(rf"(?<![\d.,])(?<!\d{between})\d{{1,3}}(?:{between}\d{{3}})+(?!\d|[.,]\d|{between}\d)")
        space = conventions(self.language).percent or NBSP
        return Way(
            name, pattern, "" if mark == " " else mark, False,
            lambda match: {"groups": " ".join(re.findall(r"\d+", match.group()))},
            lambda fields: fields["groups"].replace(" ", space if mark == " " else mark),
        )  # fmt: skip


def _letter(letter: str) -> str:
    return {" ": f"[{_SPACES}]", "'": "['’]"}.get(letter, re.escape(letter))


def _start(template: str) -> str:
    """What may not stand before a way: of a date, no other day that it shares its month with."""
    if template.startswith("{n}"):
        return ""
    return r"(?<![\w’'.,/–—-])" if template.startswith(("{d}", "{dd}")) else r"(?<![\w’'.,/])"


def _end(template: str) -> str:
    """What may not stand behind a way: more of the word or the figure, or another day."""
    if template.endswith((".", "%")):
        return ""
    another = rf"|[.,/–—-]\d|[{_SPACES}][^\W\d_]{{1,4}}[{_SPACES}]\d\d?(?!\d)"
    return rf"(?![^\W_]{another if '{month}' in template or '{mm}' in template else ''})"
