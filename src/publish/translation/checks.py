"""What is wrong, or still to do, in a catalogue: each finding at its line of the PO file.

A check is one function from a segment and its entry to findings. A translator silences one for an entry
with a comment, `# publish: allow name-form`; errors cannot be silenced, because a build does not use such
an entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from ..diagnostics import Diagnostic, Place, Severity
from ..project import Work
from ..text.house import House
from ..text.mentions import Finder
from .localise import tag_diagnostic
from .messages import Catalogue, Message
from .segments import Segment
from .tags import TagError, check_tags, plain

_SPACE = " \u00a0\u2009\u202f'’"
# A figure: with its thousands set apart in one of the world's ways; with a decimal mark; plain. A date such
# as 25.10.1917 is three figures.
_FIGURE = re.compile(
    rf"(?<![\d])\d{{1,3}}(?:(?:[{_SPACE}]\d{{3}})+|(?:,\d{{3}})+|(?:\.\d{{3}})+)(?:[.,]\d+)?(?![\d])"
    r"|(?<![\d.,])\d+[.,]\d+(?![.,]?\d)|\d+"
)
_ROMAN = re.compile(r"(?<![^\W_])[IVXLC]+(?=$|\W|_|e|er|re|º|ª|th|st|nd|rd)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_Find = Callable[[Segment, Message], Iterator[Diagnostic]]


def check_catalogue(
    work: Work | None, segments: Sequence[Segment], catalogue: Catalogue, house: House, locale: str
) -> list[Diagnostic]:
    """Everything that is to be said of the catalogue of a work (the house for None) in a locale, in the order of
    its lines: `tags`, `markup`, `numbers`, `name-form`, `fuzzy`, `untranslated`, `stale`."""
    messages = {m.key: m for m in catalogue.active}
    language = work.language if work else house.language
    finders = (_progress(catalogue.path), _tags(catalogue.path), _numbers(catalogue.path),
               _names(catalogue.path, house, language, locale))  # fmt: skip
    found = list(_stale(segments, catalogue))
    for segment in segments:
        message = messages.get(segment.key)
        if message:
            reported = (d for find in finders for d in find(segment, message))
            found += (d for d in reported if d.severity is Severity.ERROR or not message.allows(d.code))
    return sorted(found, key=lambda d: d.place.line)


def _stale(segments: Sequence[Segment], catalogue: Catalogue) -> Iterator[Diagnostic]:
    wanted = {s.key for s in segments}
    there = {m.key for m in catalogue.active}
    gone = [m for m in catalogue.active if m.key not in wanted]
    missing = len(wanted - there)
    if gone or missing:
        said = f"{missing} of the text's entries are not in it, {len(gone)} of its entries are not in the text"
        line = gone[0].line if gone else 0
        yield Diagnostic("stale", f"“{catalogue.path}” is behind: {said}", Place(catalogue.path, line))


def _progress(path: str) -> _Find:
    def find(_: Segment, message: Message) -> Iterator[Diagnostic]:
        if message.is_empty:
            yield Diagnostic("untranslated", f"“{_excerpt(message)}” is not translated", Place(path, message.line))
        elif message.is_fuzzy:
            yield Diagnostic("fuzzy", f"“{_excerpt(message)}” is marked as fuzzy", Place(path, message.line))

    return find


def _tags(path: str) -> _Find:
    def find(segment: Segment, message: Message) -> Iterator[Diagnostic]:
        if message.in_force:
            try:
                check_tags(segment.msgid, message.msgstr)
            except TagError as error:
                yield tag_diagnostic(error, path, message)

    return find


def _numbers(path: str) -> _Find:
    def find(segment: Segment, message: Message) -> Iterator[Diagnostic]:
        missing, extra = figures_apart(plain(segment.msgid), plain(message.msgstr))
        if message.in_force and (missing or extra):
            said = [f"lacks {', '.join(missing)}"] * bool(missing) + [f"has {', '.join(extra)}"] * bool(extra)
            text = f"the translation of “{_excerpt(message)}” " + " and ".join(said)
            yield Diagnostic("numbers", text, Place(path, message.line))

    return find


def figures_apart(source: str, target: str) -> tuple[list[str], list[str]]:
    """The figures that only the source has, and those that only the translation has. 1,000 is 1 000 and
    1.000; 3.5 is 3,5; the 20th century may be the XXe."""
    source, target = _ascii_digits(source), _ascii_digits(target)
    if re.sub(r"\D", "", source) == re.sub(r"\D", "", target):
        return [], []  # the same digits in the same order, however they are grouped
    ours, theirs = _figures(source), _figures(target)
    missing, extra = ours - theirs, theirs - ours
    return sorted((missing - _romans(target)).elements()), sorted((extra - _romans(source)).elements())


def _figures(text: str) -> Counter[str]:
    return Counter(_canonical(match.group()) for match in _FIGURE.finditer(text))


def _canonical(figure: str) -> str:
    """Thousands joined, the decimal mark a point."""
    joined = re.sub(rf"[{_SPACE}]", "", figure)
    whole = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)(?:[.,](\d+))?", joined)
    if whole:
        thousands = re.sub(r"\D", "", whole.group(1))
        return f"{thousands}.{whole.group(2)}" if whole.group(2) else thousands
    return joined.replace(",", ".")


def _romans(text: str) -> Counter[str]:
    return Counter(str(_roman(match.group())) for match in _ROMAN.finditer(text))


def _roman(numeral: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and c.isdecimal() else c for c in text)


def _names(path: str, house: House, language: str, locale: str) -> _Find:
    sources = Finder(house, language)

    @cache
    def finder(key: str) -> Finder:
        """One for each entry, since in the translation a longer form may cover a shorter one."""
        return Finder(replace(house, entries=MappingProxyType({key: house.entries[key]})), locale)

    def find(segment: Segment, message: Message) -> Iterator[Diagnostic]:
        if not message.in_force:
            return
        source, target = plain(segment.msgid), plain(message.msgstr)
        for mention in {m.key: m for m in sources.find(source)}.values():
            entry = house.entries[mention.key]
            if entry.form(locale) and not any(finder(mention.key).find(target)):
                name = source[mention.start : mention.end]
                text = f"“{name}” is “{entry.form(locale)}” in {locale}, which the translation does not have"
                yield Diagnostic("name-form", text, Place(path, message.line), before=name, after=entry.form(locale))

    return find


def _excerpt(message: Message) -> str:
    return f"{message.msgid[:50]}…" if len(message.msgid) > 50 else message.msgid
