"""`numbers`: the figures of a translation are those of its source, however its language writes them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ...diagnostics import Diagnostic
from ...languages import borders, conventions
from .conventions import DECADES, ENGLISH_BILLION, SCALES
from .dates import months_mentioned, months_named
from .pair import Context, Pair

_SPACE = " \u00a0\u2009\u202f'’"
# A figure: with its thousands set apart in one of the world's ways; with a decimal mark; plain. A date such
# as 25.10.1917 is three figures.
_FIGURE = re.compile(
    rf"(?<![\d])\d{{1,3}}(?:(?:[{_SPACE}]\d{{3}})+|(?:,\d{{3}})+|(?:\.\d{{3}})+)(?:[.,]\d+)?(?![\d])"
    r"|(?<![\d.,])\d+[.,]\d+(?![.,]?\d)|\d+"
)
_ROMAN = re.compile(r"(?<![^\W_])[IVXLC]+(?=$|\W|_|e|er|re|º|ª|th|st|nd|rd)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_RANGE = re.compile(r"(?<!\d)(\d{2})(\d{2})\s?[–—/-]\s?(\d{2})(?!\d)")
_AFTERNOON = re.compile(r"(?<!\d)(\d{1,2})(?=(?:[:.]\d\d)?\s?[Pp]\.?\s?[Mm]\b)")
_NUMERIC_MONTH = re.compile(r"(?<![\d.])\d{1,2}[./](\d{1,2})[./]\d{2,4}(?![\d/])|(?<!\d)(\d{1,2}) ?[月월]")
_LARGEST = 1_000_000  # a greater number is not spelled out


def numbers(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    if pair.message.key in context.homes:
        return
    missing, extra = figures_apart(pair.source, pair.target, context.language, context.locale)
    if missing or extra:
        said = [f"lacks {', '.join(missing)}"] * bool(missing) + [f"has {', '.join(extra)}"] * bool(extra)
        yield pair.finding("numbers", " and ".join(said))


def figures_apart(source: str, target: str, language: str = "", locale: str = "") -> tuple[list[str], list[str]]:
    """The figures that only the source has, and those that only the translation has. 1,000 is 1 000 and
    1.000; 3.5 is 3,5; the 20th century may be the XXe; and with the languages known, a number may be spelled out
    on either side."""
    source, target = _ascii_digits(source), _ascii_digits(target)
    whole = not any("." in _canonical(m.group()) for text in (source, target) for m in _FIGURE.finditer(text))
    if whole and re.sub(r"\D", "", source) == re.sub(r"\D", "", target):
        return [], []  # the same digits in the same order, however they are grouped
    missing = _without(source, target, language, locale)
    extra = _without(target, source, locale, language)
    return sorted(missing.elements()), sorted(extra.elements())


def _without(text: str, other: str, language: str, locale: str) -> Counter[str]:
    """The figures of a text that another, in `locale`, has in no way."""
    theirs = figures(other, locale)
    left = figures(text, language) - theirs - _romans(other)
    if not left:
        return left
    months = _months(text, other, locale)
    ours, others = _other_ways(text), _other_ways(other)
    return Counter(
        {
            figure: number
            for figure, number in left.items()
            if not ours.get(figure, set()) & theirs.keys()
            and not any(figure in ways for ways in others.values())
            and not _is_time(figure, theirs)
            and figure not in months
            and not _spelled_out(figure, other, locale)
        }
    )


def _is_time(figure: str, theirs: Counter[str]) -> bool:
    """Whether a figure is a time of day, or the hour or the minutes of one, that is pointed in another way: 8.30 is
    8:30."""
    hour, point, minutes = figure.partition(".")
    if point:
        return hour in theirs and minutes in theirs
    return any(figure in (other.partition(".")[0], other.partition(".")[2]) for other in theirs if "." in other)


def _months(text: str, other: str, locale: str) -> set[str]:
    """The months of numeric dates that the other text has by name: 10.11.1982 is 10 November 1982."""
    given = {match[1] or match[2] for match in _NUMERIC_MONTH.finditer(text)}
    named = months_named(other, locale) if given and locale else set()
    # A month that a language calls by its number (6月) is “June” with no figure beside it, too.
    named |= months_mentioned(other, locale) if locale and any(m[2] for m in _NUMERIC_MONTH.finditer(text)) else set()
    return {month for month in given if int(month) in named}


def figures(text: str, language: str = "") -> Counter[str]:
    """The figures of a text in their plainest spelling: 1000, 3.5, 2000000 for “2 million”."""
    return Counter(_scaled(_canonical(m.group()), text[m.end() :], language) for m in _FIGURE.finditer(text))


def _canonical(figure: str) -> str:
    """Thousands joined, the decimal mark a point."""
    joined = re.sub(rf"[{_SPACE}]", "", figure)
    whole = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)(?:[.,](\d+))?", joined)
    if whole:
        thousands = re.sub(r"\D", "", whole.group(1))
        return f"{thousands}.{whole.group(2)}" if whole.group(2) else thousands
    return joined.replace(",", ".")


def _scaled(figure: str, after: str, language: str) -> str:
    """A figure times the number word that follows it."""
    for words, factor in (*SCALES, *[ENGLISH_BILLION] * language.startswith("en")):
        if re.match(rf"[\s\u00a0-]?(?:{words})", after, re.IGNORECASE):
            return f"{round(float(figure) * factor):d}" if figure.count(".") < 2 else figure
    return figure


def _other_ways(text: str) -> dict[str, set[str]]:
    """For figures of a text, other ways to tell them: the second year of 1990–91 in full, a year without its
    century, the hour counted to 24."""
    ways = {f: {f[2:]} for f in figures(text) if len(f) == 4 and f.isdigit()}
    for century, _, last in _RANGE.findall(text):
        ways.setdefault(last, set()).add(century + last)
    for hour in _AFTERNOON.findall(text):
        ways.setdefault(hour, set()).add(str(int(hour) % 12 + 12))
    return ways


def _romans(text: str) -> Counter[str]:
    return Counter(str(_roman(match.group())) for match in _ROMAN.finditer(text))


def _roman(numeral: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and c.isdecimal() else c for c in text)


def _spelled_out(figure: str, text: str, locale: str) -> bool:
    """Whether a text has a whole number in words, in any inflection."""
    if not locale or not figure.isdigit() or int(figure) > _LARGEST:
        return False
    words, before = text.lower(), _before_word(locale)
    if any(re.search(before + decade, words) for decade in _decade(figure, locale)):
        return True
    return any(all(re.search(before + stem, words) for stem in stems) for stems in _stems(figure, locale))


def _before_word(locale: str) -> str:
    """Where a word may begin, with the particles that are written in one with it."""
    row = conventions(locale)
    either = "|".join(filter(None, (row.joined, row.prefixes)))
    return ("(?<![^\\W\\d_])" if borders(locale)[0] else "") + (f"(?:{either})" if either else "")


def _decade(figure: str, locale: str) -> list[str]:
    """The beginning of the word for a decade: 1920 or 20, the twenties."""
    words = DECADES.get(re.split("[-_]", locale)[0].lower(), "").split()
    number = int(figure[-2:]) // 10 - 2 if len(figure) in (2, 4) and figure.endswith("0") else -1
    return [re.escape(words[number].replace("_", " "))] if 0 <= number < len(words) else []


@cache
def _stems(figure: str, locale: str) -> frozenset[tuple[str, ...]]:
    """The beginnings of the words of a number, cardinal and ordinal, by the rules of CLDR."""
    from icu import Locale, RuleBasedNumberFormat, URBNFRuleSetTag

    rules = RuleBasedNumberFormat(URBNFRuleSetTag.SPELLOUT, Locale(locale.replace("-", "_")))
    names = [rules.getRuleSetName(n) for n in range(rules.getNumberOfRuleSetNames())]
    spelled = {rules.format(int(figure), n) for n in names if "cardinal" in n or "ordinal" in n or "numbering" in n}
    return frozenset(
        tuple(re.escape(w[: max(3, len(w) - 2)]) for w in re.findall(r"[^\W\d_]+", s.replace("\u00ad", "").lower()))
        for s in spelled
    ) - {()}
