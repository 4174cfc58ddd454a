"""Queries of fact about dates: a day that no calendar has, a day of the week that was another, a span that runs
backwards, a century or a decade that is not that of the year beside it, a year outside of a life.

Months, days of the week and eras are those of CLDR, so that this holds in every language; spans in words, centuries and
lives are read where a language has its words in `dates.toml` and `ways.toml`. A date before 1924 may be one of the
Julian calendar, which was in force in Russia until 1918 and in Greece until 1923.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from ...calendars import before_our_era, month_first, month_names, weekday_names
from ...languages import inflected
from ..authority import authority
from ..house import House
from ..periods import sentence_of
from ..ways import ways
from .corpus import Corpus, Passage, Word
from .finding import Finding, Sighting, named

CODE, KIND = "fact-query", "factual"
GREGORIAN = 1924  # the first year without a Julian calendar in civil use
_S = "[ \u00a0\u202f]"
_DAY = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th|er|[.º°ª]|-?(?:го|е))?"
_OF = r"(?:of |de |di |do |d[’'])?"
_DAY_BEFORE = re.compile(rf"(?<![\w.,/:]){_DAY}{_S}{_OF}\Z")
_DAY_AFTER = re.compile(rf"\.?{_S}(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])(?:,?{_S}(?P<y>\d{{4}})(?!\w))?")
_YEAR_AFTER = re.compile(rf"\.?,?{_S}(?:de |del |do )?(?P<y>\d{{4}})(?!\w)")
_YEAR_FIRST = re.compile(rf"(?<!\d)(?P<y>\d{{4}})\.?{_S}\Z")
_NUMERIC = re.compile(r"(?<![\w./-])(\d\d?)([./])(\d\d?)\2(\d{4})(?![\w/]|\.\d)")
_ISO = re.compile(
    r"(?:(?<![\w./-])(1\d{3}|20\d\d)-(\d\d)-(\d\d)(?![\w/-])|(?<!\d)(\d{4})[年년]\s?(\d\d?)[月월]\s?(\d\d?)[日일])"
)
_SPAN = re.compile(r"(?<![\w.,/–—-])(1\d{3}|20\d\d)\s?([–—-])\s?(1\d{3}|20\d\d|\d\d)(?![\w/–—-]|[.,]\d)")
_ROLLED = 50  # years; a span of more that ends in two figures (1991–85) does not go on into the next century
_BRACKETED = re.compile(r"\s?\(\s?(?:[^\W\d_]{1,3}\.?\s)?(1\d{3}|20\d\d)\s?(?=[),;])")
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d\d)(?!\d)")
_LIFE = re.compile(r"\s?\([^()\d]{0,20}(\d{4})[^()\d]{0,3}[–—-][^()\d]{0,20}(\d{4})\)")


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """The queries of every language, those of lives last."""
    for language in corpus.languages:
        reader = _Reader(language, house)
        for passage in corpus.of(language):
            if _FIGURE.search(passage.text):
                yield from reader.read(passage)
        yield from _Lives(language, house, corpus.vocabulary[language]).read()


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("dates.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as [start, end) of a text; `year` 0 where it has none."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def is_possible(self) -> bool:
        return is_possible(self.year, self.month, self.day)


def is_possible(year: int, month: int, day: int) -> bool:
    """Whether a date is one of either calendar; any year, where it is 0, may be a leap year."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return False
    julian_leap = not year or (year < GREGORIAN and year % 4 == 0)
    return day <= (29 if month == 2 and julian_leap else monthrange(year or 2000, month)[1])


def weekdays(year: int, month: int, day: int) -> tuple[int, ...]:
    """The day of the week of a date, from Monday as 0; a second one by the Julian calendar while that was in use."""
    old = (day + (153 * ((month + 9) % 12) + 2) // 5 + 365 * (y := year + 4800 - (month < 3)) + y // 4 - 32083) % 7
    try:
        new = date(year, month, day).weekday()
    except ValueError:  # 29 February of a Julian leap year
        return (old,)
    return (new, old) if year < GREGORIAN else (new,)


class _Reader:
    """Reads the dates of one language."""

    def __init__(self, language: str, house: House):
        self.language = language
        self.quotations = house.quotations
        self.code = language.split("-")[0]
        self.row = _words().get(self.code, {})
        names = [re.escape(name) if name[0].isupper() else f"[{name[0]}{name[0].upper()}]{re.escape(name[1:])}"
                 for name in sorted(self._months, key=len, reverse=True)]  # fmt: skip
        self.month = re.compile(rf"(?<![^\W_])(?:{'|'.join(names)})(?![^\W_])") if names else None

    def read(self, passage: Passage) -> Iterator[Finding]:
        for found in self._dates(passage.text):
            if not found.is_possible:
                yield _query(passage, found.start, found.end, "no calendar has this day")
            elif found.year:
                yield from self._weekday(passage, found)
        yield from self._spans(passage)
        yield from self._eras(passage)

    @cached_property
    def _months(self) -> Mapping[str, int]:
        return month_names(self.language, abbreviated=True)

    def _dates(self, text: str) -> Iterator[_Date]:
        for match in self.month.finditer(text) if self.month else ():
            if found := self._around(text, match):
                yield found
        for match in _ISO.finditer(text):
            year, month, day = (int(part) for part in match.groups() if part)
            yield _Date(*match.span(), year, month, day)
        for match in _NUMERIC.finditer(text):
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            day, month = (second, first) if is_possible(year, first, second) else (first, second)
            if max(first, second) <= 31 and min(first, second) <= 12:
                yield _Date(*match.span(), year, month, day)

    def _around(self, text: str, name: re.Match[str]) -> _Date | None:
        """The date that a month is of: with the day before it, or behind it where the language has it there."""
        month = self._months.get(name.group(), self._months.get(name.group().lower(), 0))
        before = _DAY_BEFORE.search(text, max(name.start() - 12, 0), name.start())
        if before:
            year = _YEAR_AFTER.match(text, name.end())
            end = year.end() if year else name.end()
            return _Date(before.start(), end, int(year["y"]) if year else 0, month, int(before["d"]))
        after = _DAY_AFTER.match(text, name.end()) if month_first(self.code) else None
        if after is None:
            return None
        year = _YEAR_FIRST.search(text, max(name.start() - 8, 0), name.start())
        start, number = (year.start(), year["y"]) if year else (name.start(), after["y"])
        return _Date(start, after.end(), int(number or 0), month, int(after["d"]))

    @cached_property
    def _weekdays(self) -> list[tuple[int, re.Pattern[str], re.Pattern[str]]]:
        """Each day of the week, as it stands before a date and behind one."""
        names = [(n, inflected(name, self.language)) for name, n in weekday_names(self.language).items()]
        return [
            (
                n,
                re.compile(rf"(?<![^\W_]){name}[,.]?\s(?:[^\W\d_]{{2,4}}\s)?\Z"),
                re.compile(
                    rf"\.?(?:{_S}[^\W\d_]{{1,4}}\.?)?(?:,{_S}(?:[^\W\d_]{{1,2}}{_S})?|{_S}\(){name}(?=[,.;:)]|\Z)"
                ),
            )
            for n, name in names
        ]

    def _weekday(self, passage: Passage, found: _Date) -> Iterator[Finding]:
        real = weekdays(found.year, found.month, found.day)
        for n, before, behind in self._weekdays:
            first = before.search(passage.text, max(found.start - 25, 0), found.start)
            last = behind.match(passage.text, found.end)
            if (first or last) and n not in real:
                names = {n: name for name, n in weekday_names("en").items()}
                said = " or ".join(dict.fromkeys(names[day] for day in real))
                start, end = first.start() if first else found.start, last.end() if last else found.end
                yield _query(passage, start, end, f"the day was a {said}")
                return

    def _spans(self, passage: Passage) -> Iterator[Finding]:
        for match in _SPAN.finditer(passage.text):
            if _runs_back(match) and not before_our_era(passage.text[match.end() : match.end() + 16], self.language):
                yield _query(passage, *match.span(), "the span runs backwards")
        for pattern in self._in_words:
            for match in pattern.finditer(passage.text):
                if int(match[2]) < int(match[1]):
                    yield _query(passage, *match.span(), "the span runs backwards")

    @cached_property
    def _in_words(self) -> list[re.Pattern[str]]:
        year, word = r"(1[4-9]\d\d|20\d\d)", r"(?:[^\W\d_]{1,5}\.?\s)?"
        return [
            re.compile(rf"(?<![^\W_]){one}\s{year}\s{word}{two}\s{year}(?=\s?[,.;:)]|\s?\Z|\s[^\W\d_]{{1,4}}[\s.,])")
            for one, two in self.row.get("spans", ())
        ]

    def _eras(self, passage: Passage) -> Iterator[Finding]:
        """Centuries and decades with a year that they do not have, in brackets or right beside."""
        for key in ("centuries", "decades"):
            for way in ways(self.code).get(key, ()):
                for match, fields in way.find(passage.text):
                    beside = self._beside(passage.text, match)
                    if beside and not _has(fields, int(beside[1])):
                        start, end = min(match.start(), beside.start(1)), max(match.end(), beside.end(1))
                        yield _query(passage, start, end, f"{beside[1]} lies outside of it")

    def _beside(self, text: str, match: re.Match[str]) -> re.Match[str] | None:
        """The year that is said beside a century or a decade."""
        found = _BRACKETED.match(text, match.end())
        for before, behind in self._framed if not found else ():
            found = (
                found
                or before.search(text, max(match.start() - 24, 0), match.start())
                or behind.match(text, match.end())
            )
        return found

    @cached_property
    def _framed(self) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
        """What leads from a year to the century or decade behind it, and from that to a year."""
        return [
            (
                re.compile(rf"(?<![^\W_]){year}\s(\d{{4}}),\s{age}\s\Z", re.IGNORECASE),
                re.compile(rf",\s{year}\s(\d{{4}})(?=[,.;)]|\Z)"),
            )
            for age, year in self.row.get("within", ())
        ]


def _runs_back(span: re.Match[str]) -> bool:
    first, last = int(span[1]), int(span[3])
    if len(span[3]) == 4:
        return last < first
    short = first % 100
    return last > 12 and last < short and 100 - short + last > _ROLLED  # not 1913-05, a month


def _has(fields: Mapping[str, str], year: int) -> bool:
    """Whether a century or a decade has a year; a century may be counted from its round year."""
    if "t" in fields:
        return year // 10 % 10 == int(fields["t"]) and fields.get("cc", str(year // 100)) == str(year // 100)
    century = int(fields["c"])
    return year // 100 == century - 1 or year == century * 100


def _query(passage: Passage, start: int, end: int, reason: str) -> Finding:
    sighting = Sighting(passage, start, end)
    return Finding(CODE, KIND, sighting.words, "", reason, (sighting,))


# Lives


@dataclass(frozen=True, slots=True)
class _Life:
    """The forms that name a person, and the years of birth and death, 0 where they are not known."""

    forms: tuple[str, ...]
    born: int
    died: int

    @property
    def told(self) -> str:
        return f"{self.born or '?'}–{self.died or ''}"


def years_of(dates: str) -> tuple[int, int]:
    """The years of birth and death in an entity's dates, 0 for one that is not there or not sure."""
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", dates)]
    if not years or len(years) > 2 or re.search(r"\bc(?:a|irca)?\.|[?~]|\bor\b|/", dates):
        return 0, 0
    if len(years) == 2:
        return years[0], years[1]
    return (0, years[0]) if re.match(r"\s*(?:[–—†-]|d\.|died)", dates) else (years[0], 0)


class _Lives:
    """Holds what the texts of a language say of persons against the dates of their lives."""

    def __init__(self, language: str, house: House, words: Mapping[str, Word]):
        self.row = _words().get(language.split("-")[0], {})
        self.lives = list(_lives(language, house)) if self.row else []
        self.words = words

    def read(self) -> Iterator[Finding]:
        for life in self.lives:
            for form in life.forms:
                for sighting in named(form, self.words):
                    yield from self._said(life, sighting.passage, sighting.start, sighting.end)

    def _said(self, life: _Life, passage: Passage, start: int, end: int) -> Iterator[Finding]:
        dates = _LIFE.match(passage.text, end)
        if dates and life.born and life.died and (int(dates[1]), int(dates[2])) != (life.born, life.died):
            yield _query(passage, start, dates.end(), f"the house has the dates {life.told}")
            return
        for year, pattern in zip((life.born, life.died), self._events, strict=True):
            said = pattern.match(passage.text, end)
            if said:
                if year and int(said[1] or said[2]) != year:
                    yield _query(passage, start, said.end(), f"the house has the dates {life.told}")
                return
        yield from self._acts(life, passage, start, end)

    @cached_property
    def _events(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        return self._event("born"), self._event("died")

    def _event(self, key: str) -> re.Pattern[str]:
        """What follows a name to say when a person was born, or has died; where the verb stands last, before it."""
        words = f"{self.row[key]}|{'[*]' if key == 'born' else '†'}"
        day = r"(?:\d\d?\.?\s)?(?:[^\W\d_]+\s)?"
        pattern = rf"[\s,(]{{1,3}}(?:[^\W\d_]+\s){{0,2}}(?:{words})(?!\w)[^.;!?()\d]{{0,40}}{day}(\d{{4}})(?!\w)"
        before = self.row.get("before_verb", "(?!)")
        last = rf"\s(?:{before})\s(?:[^\W\d_]+\s){{0,2}}{day}(\d{{4}})\s(?:[^\W\d_]+\s){{0,2}}(?:{self.row[key]})(?!\w)"
        return re.compile(f"{pattern}|{last}")

    def _acts(self, life: _Life, passage: Passage, start: int, end: int) -> Iterator[Finding]:
        """What a person does in the one year of a sentence that begins with the name, or with that year."""
        begin, stop = sentence_of(passage.text, start)
        years = {int(year) for year in _YEAR.findall(passage.text[begin:stop])}
        if len(years) != 1 or not self._acting.match(passage.text, end):
            return
        (year,) = years
        outside = (life.born and year < life.born) or (life.died and year > life.died)
        if (
            outside
            and self._leading.fullmatch(passage.text[begin:start])
            and f"({year}" not in passage.text[begin:stop]
        ):
            yield _query(passage, start, end, f"the sentence speaks of {year}, the house has the dates {life.told}")

    @cached_property
    def _acting(self) -> re.Pattern[str]:
        return re.compile(rf"\s(?!(?:{self.row['passive']})(?!\w))[^\W\d_A-ZА-Я]")

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        """What may stand between the beginning of a sentence and the person who acts."""
        day, after = r"(?:\d\d?\.?\s)?(?:[^\W\d_]+\s)?", r"(?:\s[^\W\d_]{1,4}\.?)?,?\s"
        year = rf"(?:[^\W\d_]{{1,2}}(?:\s[^\W\d_]{{1,6}})?\s{day}\d{{4}}{after})?"
        return re.compile(rf"[\s“«„\"]*{year}(?:[A-ZÀ-ÞŁŚŻА-Я][^\W\d_]*\s){{0,2}}")


def _lives(language: str, house: House) -> Iterator[_Life]:
    """The persons with dates: those of the house by all their names, those of the authority by their full ones. What
    names two of them names none."""
    persons = [(entry.accepted(language), entry.dates) for entry in house.entries.values() if entry.kind == "person"]
    known = {form for forms, _ in persons for form in forms}
    persons += [
        (tuple(form for form in row.forms(language) if " " in form and form not in known), row.dates)
        for row in authority()
        if row.kind == "person"
    ]
    bearers: dict[str, int] = {}
    for forms, _ in persons:
        for form in forms:
            bearers[form] = bearers.get(form, 0) + 1
    for forms, dates in persons:
        life = _Life(tuple(form for form in forms if bearers[form] == 1), *years_of(dates))
        if life.forms and (life.born or life.died):
            yield life
