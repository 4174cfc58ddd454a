"""A line that is a date and nothing else, in any language: “Oct 1991”, “12 octobre 1991”, “1991年10月12日”.

Month and weekday names are CLDR's, by way of Babel. A date is taken as precise as the line gives it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LONGEST = 60
LOCALES = (
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sk", "ru", "uk", "be", "bg", "sr", "hr", "sl",
    "el",
    "sv", "da", "nb", "fi", "et", "lv", "lt", "hu", "ro", "tr", "ca", "ar", "he", "fa", "hi", "ja", "zh",
    "ko",
)  # fmt: skip
# Words that may stand about a date without saying more than that it is one.
_FILLER_WORDS = (
    "the of on in at de del d' le la el al il den der dem am vom den di do den en av af från r r. "
    "г г. год года році року р р. roku rok van op le dated date posted published publié publiée "
    "paru updated mis à jour stand datum veröffentlicht erschienen publicado publicada fecha data "
    "pubblicato publicação gepubliceerd opublikowano vydáno опубликовано дата от опубліковано "
    "since issue numéro"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_OFF_LIST = {"en": {"sept": 9}, "fr": {"fevrier": 2, "aout": 8, "decembre": 12}, "es": {"setiembre": 9}}
_NUMERIC = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?(?:t[\d:.]+(?:z|[+-][\d:]+)?)?"),
    re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?:(?P<m>\d{1,2})\s*[月월])?\s*(?:(?P<d>\d{1,2})\s*[日일])?"),
    re.compile(r"(?P<d>\d{1,2})\.\s*(?P<m>\d{1,2})\.\s*(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})"),
)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_TOKEN = re.compile(r"\d+|d'|[^\W\d_]+(?:[’'][^\W\d_]+)?\.?")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª|\.º|ème|-?го|:a|:e)\b|(?<=\d)[ºª]")


def read_date(line: str, language: str = "") -> str:
    """The line's date in ISO 8601 (1991, 1991-10, 1991-10-12); empty if it is not a date and nothing else."""
    text = unicodedata.normalize("NFKC", line).strip().strip("()[]*_|–—- ").casefold()
    if not text or len(text) > _LONGEST or not re.search(r"\d{4}", text):
        return ""
    numeric = _numeric(text.rstrip("."), language)
    return numeric if numeric is not None else _named(text, language)


def _numeric(text: str, language: str) -> str | None:
    text = re.sub(r"^[^\W\d]+\s*:\s*", "", text) if text.split(":")[0] in _FILLERS else text
    for pattern in _NUMERIC:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            return _iso(int(parts["y"]), int(parts.get("m") or 0), int(parts.get("d") or 0))
    if match := _SLASHED.fullmatch(text):
        first, second, year = (int(g) for g in match.groups())
        if second > 12:
            return _iso(year, first, second)
        # 10/12/1991 is October in America and December elsewhere: in English only the text's reader can tell.
        unclear = first <= 12 and first != second and language.split("-")[0] in ("en", "")
        return "" if unclear else _iso(year, second, first)
    return None


def _named(text: str, language: str) -> str:
    text = _ORDINAL.sub("", text)
    if re.sub(r"[\s,;:/–—()-]", "", _TOKEN.sub("", text)).strip("."):
        return ""
    years: list[int] = []
    days: list[int] = []
    months: list[int] = []
    for token in _TOKEN.findall(text):
        if token.isdigit():
            (years if len(token) == 4 else days).append(int(token))
        elif month := _month(token, language):
            months.append(month)
        elif token not in _FILLERS and token.rstrip(".") not in _FILLERS and token.rstrip(".") not in _weekdays():
            return ""
    if len(years) != 1 or len(days) > 1 or not months:
        return ""
    one = len(months) == 1 and months[0] > 0
    return _iso(years[0], months[0] if one else 0, days[0] if one and days else 0)


def _iso(year: int, month: int, day: int) -> str:
    if not 1000 <= year <= 2199 or month > 12 or day > 31:
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def _month(token: str, language: str) -> int:
    """1 to 12; 0 if it is no month; -1 where languages differ and the text's own does not say."""
    word = token.rstrip(".")
    for code in (language.split("-")[0], "en"):
        if month := _months(code).get(word):
            return month
    among = {month for code in LOCALES if (month := _months(code).get(word))}
    return among.pop() if len(among) == 1 else -1 if among else 0


@cache
def _months(code: str) -> dict[str, int]:
    if code not in LOCALES:
        return {}
    from babel import Locale

    names = dict(_OFF_LIST.get(code, {}))
    forms = Locale.parse(code).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in forms[context][width].items():
                names.setdefault(str(name).casefold().rstrip("."), int(month))
    return {name: month for name, month in names.items() if not name.isdigit()}


@cache
def _weekdays() -> frozenset[str]:
    from babel import Locale

    days = (Locale.parse(code).days["format"][w] for code in LOCALES for w in ("wide", "abbreviated"))
    return frozenset(str(name).casefold().rstrip(".") for row in days for name in row.values())
