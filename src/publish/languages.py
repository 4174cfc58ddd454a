"""What differs from language to language and is ours to know: one row a language, no language named elsewhere.

Collation, quotation marks, month and language names come from ICU and CLDR where they are used; this table holds
what these do not say: how words end when they are inflected, and which spaces belong before which marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .inflection import DECLENSIONS, declined

NNBSP = "\u202f"  # narrow no-break space
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Conventions:
    """`dropped`: letters that a word may lose at its end when it takes one of the `endings` (a pattern);
    `space_before`: the space that belongs before a mark; `inside_quotes`: the space inside quotation marks;
    `dash`: how a dash between words is set; `rtl`: written from right to left."""

    dropped: str = ""
    endings: str = ""
    space_before: tuple[tuple[str, str], ...] = ()
    inside_quotes: str = ""
    dash: str = " – "
    rtl: bool = False


# French: Lexique des règles typographiques en usage à l'Imprimerie nationale, “Ponctuation”.
# Spanish, Italian… plurals and genitives; German and Slavic cases are in `inflection`.
LANGUAGES: dict[str, Conventions] = {
    "en": Conventions(endings="(?:e?s)?"),
    "fr": Conventions(
        endings="(?:e?s|x)?",
        space_before=((";", NNBSP), ("?", NNBSP), ("!", NNBSP), (":", NBSP)),
        inside_quotes=NNBSP,
    ),
    "de": Conventions(),
    "es": Conventions(endings="(?:e?s)?", dash="\u2009— "),
    "it": Conventions(dropped="aeio", endings="[aeio]?"),
    "pt": Conventions(endings="(?:e?s)?"),
    "nl": Conventions(endings="(?:e?n|s)?"),
    "ru": Conventions(dash=f"{NBSP}— "),
    "uk": Conventions(dash=f"{NBSP}— "),
    "be": Conventions(dash=f"{NBSP}— "),
    "pl": Conventions(),
    "cs": Conventions(),
    "ar": Conventions(rtl=True),
    "he": Conventions(rtl=True),
    "fa": Conventions(rtl=True),
}
_PLAIN = Conventions()


def conventions(locale: str) -> Conventions:
    """The row of a BCP 47 tag, by its language; a plain one for a language that the table lacks."""
    return LANGUAGES.get(re.split("[-_]", locale)[0].lower(), _PLAIN)


@cache
def script(locale: str) -> str:
    """The ISO 15924 code of the script that a language is written in (CLDR, likely subtags)."""
    from icu import Locale

    return str(Locale(locale.replace("-", "_")).addLikelySubtags().getScript())


def inflected(form: str, locale: str) -> str:
    """A pattern for a form in all its inflections, the first letter of a lower-case form in either case.
    Abbreviations (no lower-case letter) and words of one or two letters are taken as they are."""
    return r"\s+".join(_word(word, locale, first=not n) for n, word in enumerate(form.split()))


def _word(word: str, locale: str, *, first: bool) -> str:
    stem, endings = word, ""
    if len(word) > 2 and word[-1].islower():
        stem, endings = _stem(word, locale)
    head = f"[{re.escape(word[0] + word[0].upper())}]" if first and word[0].islower() else _spelled(word[0])
    return head + _spelled(stem[1:]) + endings


def _stem(word: str, locale: str) -> tuple[str, str]:
    """The unchanging part of a word, and a pattern for its endings."""
    rows = DECLENSIONS.get(re.split("[-_]", locale)[0].lower())
    if rows:
        return declined(word, rows)
    row = conventions(locale)
    return word[:-1] if word[-1] in row.dropped else word, row.endings


def _spelled(letters: str) -> str:
    """Letters as they may be typed: either apostrophe, the Russian ё with its dots or without."""
    return re.sub("['’]", "['’]", re.sub("[её]", "[её]", re.escape(letters)))
