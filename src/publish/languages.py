"""What differs from language to language and is ours to know: one row a language, no language named elsewhere.

Collation, quotation marks, month and language names come from ICU and CLDR where they are used; this table holds
what these do not say: how words end when they are inflected, and which spaces belong before which marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from .inflection import DECLENSIONS, declined

NNBSP = "\u202f"  # narrow no-break space
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Conventions:
    """`dropped`: letters that a word may lose at its end when it takes one of the `endings` (a pattern);
    `space_before`: the space that belongs before a mark, `percent` the one between a figure and its sign, where one
    stands; `inside_quotes`: the space inside quotation marks;
    `quotes`: the four marks where usage is not as CLDR has it; `in_word`: straight quotes between letters;
    `dash`: how a dash between words is set, `dashes` how a pair around an insertion, `speech` how one that opens
    speech; `bound`: words of one letter that do not end a line; `letters`: the range of letters after which the
    `marks` of the script stand for those of the Latin one, without a space after them where they are `wide`;
    `rtl`: written from right to left."""

    dropped: str = ""
    endings: str = ""
    space_before: tuple[tuple[str, str], ...] = ()
    percent: str = ""
    inside_quotes: str = ""
    quotes: tuple[str, str, str, str] | None = None
    in_word: tuple[tuple[str, str], ...] = ()
    dash: str = " – "
    dashes: tuple[str, str] | None = None
    speech: str = ""
    bound: str = ""
    letters: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    wide: bool = False
    ellipsis: str = "…"
    rtl: bool = False


_ARABIC = Conventions(letters="\u0600-\u06ff\u0750-\u077f", marks=((",", "،"), (";", "؛"), ("?", "؟")), rtl=True)
_HAN = Conventions(
    letters="\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff",
    marks=((",", "，"), (";", "；"), (":", "："), ("?", "？"), ("!", "！"), (".", "。")),
    wide=True,
    dash="——",
    ellipsis="……",
)
# Spanish, Italian… plurals and genitives; German and Slavic cases are in `inflection`.
# Marks and spaces: French by the Lexique des règles typographiques en usage à l'Imprimerie nationale, of Canada by the
# OQLF; German by Duden and DIN 5008, of Switzerland by the Federal Chancellery; Spanish by the Ortografía of the RAE;
# Polish by PWN; Czech by ČSN 01 6910; Russian by Мильчин and Чельцова; Chinese by GB/T 15834; Japanese by JLReq.
LANGUAGES: dict[str, Conventions] = {
    "en": Conventions(endings="(?:e?s)?"),
    "fr": Conventions(
        endings="(?:e?s|x)?",
        space_before=((";", NNBSP), ("?", NNBSP), ("!", NNBSP), (":", NBSP)),
        percent=NNBSP,
        inside_quotes=NNBSP,
        quotes=("«", "»", "“", "”"),
        dashes=(f" –{NBSP}", f"{NBSP}– "),
        speech=f"—{NBSP}",
    ),
    "de": Conventions(percent=NNBSP),
    "es": Conventions(endings="(?:e?s)?", percent=NNBSP, dash=" — ", dashes=(" —", "— "), speech="—"),
    "it": Conventions(dropped="aeio", endings="[aeio]?"),
    "pt": Conventions(endings="(?:e?s)?", speech=f"—{NBSP}"),
    "nl": Conventions(endings="(?:e?n|s)?", quotes=("“", "”", "‘", "’")),
    "ru": Conventions(dash=f"{NBSP}— ", speech=f"—{NBSP}", bound="авиксоуя", percent=NBSP),
    "uk": Conventions(dash=f"{NBSP}— ", speech=f"—{NBSP}", bound="авзійоуя", percent=NBSP),
    "be": Conventions(dash=f"{NBSP}— ", speech=f"—{NBSP}", bound="азійоуўя", percent=NBSP),
    "pl": Conventions(speech=f"–{NBSP}", bound="aiouwz"),
    "cs": Conventions(bound="aikosuvz", percent=NBSP),
    "sk": Conventions(bound="aikosuvz", percent=NBSP),
    "ar": _ARABIC,
    "fa": _ARABIC,
    "ur": replace(_ARABIC, marks=(*_ARABIC.marks, (".", "۔"))),
    "he": Conventions(in_word=(('"', "״"), ("'", "׳")), rtl=True),
    "zh": _HAN,
    "ja": replace(_HAN, marks=((",", "、"), *_HAN.marks[1:])),
}
LANGUAGES |= {
    "fr-ca": replace(LANGUAGES["fr"], space_before=((":", NBSP),), inside_quotes=NBSP),
    "de-ch": replace(LANGUAGES["de"], quotes=("«", "»", "‹", "›")),
}
_PLAIN = Conventions()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that rightly stand twice in a row: “nous nous souvenons”, “als die die Stadt verließ”, “had had”.
DOUBLES: dict[str, frozenset[str]] = {
    "en": _words("had that is her do so very no long many"),
    "fr": _words("nous vous très en si bien non"),
    "de": _words("die der das den dem sie ihr ihnen sich es was wer dass da sehr so nein nie"),
    "es": _words("que muy no ya poco casi luego"),
    "it": _words("piano via così man mano molto quasi poco appena or no che lento passo"),
    "pt": _words("que muito não já quase logo"),
    "nl": _words("die dat zij ze het er heel zo nee haar u"),
    "ru": _words("что то и чем очень много долго да нет никогда ну так едва еле чуть всё он они"),
    "uk": _words("що то і дуже довго так ні ну ледве він вони"),
    "be": _words("што то і вельмі доўга так не ну"),
    "pl": _words("to bardzo co nie no dalej długo już tak coraz"),
    "cs": _words("to že velmi ne tak dlouho se si už"),
    "sv": _words("det den de mycket så är att som nej"),
    "da": _words("det den de meget så er at der nej"),
    "nb": _words("det den de meget så er at som nei"),
    "ro": _words("foarte nu încet"),
    "hu": _words("az nagyon csak nem"),
    "eo": _words("tre plu"),
}
# Languages in which a word said twice is grammar: many, each, slowly.
REPEATING = _words("tr az uz kk ky tk id ms tl vi th lo km my hi ur bn mr ta te kn ml si ne fa ar he hy ka mn sw")


def conventions(locale: str) -> Conventions:
    """The row of a BCP 47 tag, or else of its language; a plain one for a language that the table lacks."""
    tag = locale.replace("_", "-").lower()
    return LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-")[0], _PLAIN)


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
