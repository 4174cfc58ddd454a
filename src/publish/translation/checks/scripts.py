"""`mixed-script` and `wrong-script`: letters of another script in a word, or a whole text in another script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ...languages import script
from .pair import Context, Pair

_WORD = re.compile(r"[^\W\d_]+")
_LATIN, _CYRILLIC, _GREEK = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ", "Ѐ-ԯ", "Ͱ-Ͽἀ-῿"
_MIXED = re.compile(rf"[{_LATIN}][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}][{_LATIN}{_GREEK}]|[{_GREEK}][{_LATIN}{_CYRILLIC}]")
# Words of Latin letters that look like Cyrillic ones, Roman numerals left out, between Cyrillic words.
_LOOKS_CYRILLIC = re.compile(rf"(?<=[{_CYRILLIC}] )[aceopyxABEHKOPTyx]{{1,3}}(?= [{_CYRILLIC}])")
_LETTERS = {
    "Latn": _LATIN, "Cyrl": _CYRILLIC, "Grek": _GREEK, "Arab": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff",
    "Hebr": "\u0590-\u05ff", "Hans": "\u3400-\u9fff", "Hant": "\u3400-\u9fff", "Jpan": "\u3040-\u30ff\u3400-\u9fff",
    "Kore": "\uac00-\ud7af\u3400-\u9fff", "Armn": "\u0530-\u058f", "Geor": "\u10a0-\u10ff", "Deva": "\u0900-\u097f",
    "Thai": "\u0e00-\u0e7f", "Beng": "\u0980-\u09ff", "Taml": "\u0b80-\u0bff", "Ethi": "\u1200-\u137f",
}  # fmt: skip
_FEW = 0.2  # the part of letters in the locale's script below which a text is in another


def mixed_script(pair: Pair, _: Context) -> Iterator[Diagnostic]:
    known = set(_WORD.findall(pair.source))
    for word in dict.fromkeys(_WORD.findall(pair.target)):
        if _MIXED.search(word) and word not in known:
            yield pair.finding("mixed-script", f"has letters of two scripts in “{word}”", before=word)
    for match in _LOOKS_CYRILLIC.finditer(pair.target):
        if match.group() not in known:
            yield pair.finding("mixed-script", f"has a Latin “{match.group()}” among Cyrillic words")


def wrong_script(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    letters = _LETTERS.get(script(context.locale))
    if not letters:
        return
    words = _WORD.findall(pair.target)
    own = sum(len(re.findall(f"[{letters}]", word)) for word in words)
    total = sum(map(len, words))
    known = {word.lower() for word in _WORD.findall(pair.source)}
    # A name, a title or an abbreviation of the source may stay as it is.
    foreign = [w for w in words if not re.search(f"[{letters}]", w) and w.lower() not in known and not w.isupper()]
    if foreign and own < _FEW * total:
        yield pair.finding("wrong-script", f"is not in the script of {context.locale}: “{foreign[0]}”")
