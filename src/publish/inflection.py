"""How names and terms decline in languages where a list of endings will not do: one table, a row a pattern.

A row leads from the end of a word in its dictionary form to a pattern for that end in all cases and numbers; the
first row that fits is taken. Adjectives made of names (сталинский, Moskauer) are other words and not among them.
After the tables of declension in A. A. Zaliznyak's Grammatical Dictionary (Russian), Swan's Grammar of Contemporary
Polish, Naughton's Czech grammar and Duden 4; where a stem changes in a way that no ending shows (zjazd, zjeździe),
the house gives the other form too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache

Rows = tuple[tuple[str, str], ...]

_RU_NOUN = "(?:а|у|ом|ем|ём|ым|е|и|ы|ов|ев|ам|ами|ах|я|ю)?"
_RU_SOFT = "(?:я|ю|ем|ём|е|и|ей|ев|ям|ями|ях|ью)"
_RU_ADJECTIVE = "(?:[ыи]й|ой|[ое]го|[ое]му|[ыи]м|[ое]м|ая|яя|[ое]й|ую|юю|[ое]е|[ыи]е|[ыи]х|[ыи]ми)"
_RU: Rows = (
    ("ий", f"(?:{_RU_ADJECTIVE}|ия|ию|ием|ии|иев|иям|иями|иях)"),
    ("ие", f"(?:{_RU_ADJECTIVE}|ия|ию|ием|ии|иям|иями|иях)"),
    ("ой", f"(?:{_RU_ADJECTIVE}|о{_RU_SOFT})"),  # Толстой, but герой
    *((end, _RU_ADJECTIVE) for end in ("ый", "ая", "яя", "ое", "ее", "ые")),
    ("лец", f"(?:лец|льц{_RU_NOUN})"),
    ("аец", f"(?:аец|айц{_RU_NOUN})"),
    ("ец", f"(?:ец|е?ц{_RU_NOUN})"),
    ("ёк", f"(?:ёк|ьк{_RU_NOUN})"),
    ("ок", f"(?:ок|о?к{_RU_NOUN})"),
    ("авел", f"(?:авел|авл{_RU_NOUN})"),
    ("ев", f"(?:ев{_RU_NOUN}|ьва|ьву|ьвом|ьве)"),
    ("ень", f"(?:ень|е?н{_RU_SOFT})"),
    ("ия", "(?:ия|ии|ию|ией|иею|ий|иям|иями|иях)"),
    ("а", "(?:а|ы|и|е|у|ой|ою|ей|ею|ам|ами|ах|)"),
    ("я", "(?:я|и|е|ю|ей|ёй|ею|ям|ями|ях|й|ь)"),
    ("ь", f"(?:ь|{_RU_SOFT})"),
    ("й", f"(?:й|{_RU_SOFT})"),
    ("о", "(?:о|а|у|ом|е|ам|ами|ах|)"),
    ("е", "(?:е|я|ю|ем|и|ей|ям|ями|ях)"),
    *((end, end) for end in ("и", "у", "ю", "э", "ы")),
    ("", _RU_NOUN),
)
_UK_NOUN = "(?:а|у|ові|ом|ем|им|і|и|ів|ам|ами|ах|е|я|ю|єві|еві)?"
_UK_SOFT = "(?:я|ю|єві|еві|ем|єм|і|ї|їв|ів|ей|ям|ями|ях|ю|е|є)"
_UK_ADJECTIVE = "(?:[иі]й|ого|ому|[иі]м|ім|а|ої|ій|у|ою|е|і|их|ими)"
_UK: Rows = (
    *((end, _UK_ADJECTIVE) for end in ("ий", "ій")),
    ("ець", f"(?:ець|ц{_UK_SOFT})"),
    ("ок", f"(?:ок|к{_UK_NOUN})"),
    ("ів", f"(?:[иі]в|[иієо]в{_UK_NOUN})"),
    ("їв", f"(?:їв|[єї]в{_UK_NOUN})"),
    ("ія", "(?:ія|ії|ію|ією|ій|іям|іями|іях)"),
    ("ка", "(?:к(?:а|и|у|ою|ам|ами|ах)|ці|ок)"),
    ("га", "(?:г(?:а|и|у|ою|ам|ами|ах)|зі)"),
    ("а", "(?:а|и|і|у|ою|ею|ам|ами|ах|)"),
    ("я", "(?:я|і|ї|ю|ею|єю|ям|ями|ях|ь|й)"),
    ("ь", f"(?:ь|{_UK_SOFT})"),
    ("й", f"(?:й|{_UK_SOFT})"),
    ("о", "(?:о|а|у|ом|і|ові|ам|ами|ах|)"),
    *((end, end) for end in ("и", "і", "у", "ю", "е")),
    ("", _UK_NOUN),
)
_BE: Rows = (
    *((end, "(?:[ыі]|ога|аму|ым|ім|ая|ай|ую|ою|ае|ыя|ія|ых|іх|ымі|імі)") for end in ("ы", "і")),
    ("а", "(?:а|ы|і|е|у|ай|аю|ам|амі|ах|)"),
    ("я", "(?:я|і|ю|яй|яю|ям|ямі|ях|й|ь)"),
    ("ь", "(?:ь|я|ю|ем|і|яў|ям|ямі|ях)"),
    ("ў", "(?:ў|в(?:а|у|ым|ам|е|ы))"),
    ("", "(?:а|у|ам|ем|ым|е|ы|і|аў|амі|ах)?"),
)

_PL_ADJECTIVE = "(?:y|i|ego|iego|emu|iemu|ym|im|a|ą|ej|iej|e|ie|ych|ich|ymi|imi)"
_PL_NOUN = "(?:a|u|owi|em|iem|ie|e|y|i|ów|om|ami|ach|owie|ę|ą)?"
_PL_SOFT = "(?:a|u|owi|em|e|y|i|ów|om|ami|ach)?"
_PL: Rows = (
    ("y", _PL_ADJECTIVE),
    ("i", _PL_ADJECTIVE),
    ("iec", f"(?:iec|i?e?c{_PL_NOUN}|ńc{_PL_NOUN})"),
    ("ec", f"(?:ec|c{_PL_NOUN})"),
    ("iek", f"(?:iek|k{_PL_NOUN}|iek{_PL_NOUN})"),
    ("ek", f"(?:ek|e?k{_PL_NOUN})"),
    ("eł", f"(?:eł|ł{_PL_NOUN}|le)"),
    ("eń", f"(?:eń|ni{_PL_SOFT})"),
    ("ów", f"(?:ów|ow{_PL_NOUN})"),
    ("ój", f"(?:ój|oj{_PL_NOUN})"),
    ("ór", f"(?:ór|or{_PL_NOUN}|orze)"),
    *((f"ó{hard}", f"(?:ó{hard}|o{hard}{_PL_NOUN}|o{soft})") for hard, soft in (
        ("d", "dzie"), ("t", "cie"), ("ł", "le"), ("z", "zie"), ("b", "bie"),
    )),
    ("azd", f"(?:azd{_PL_NOUN}|eździe)"),
    ("ąd", f"(?:ąd|ęd{_PL_NOUN}|ędzie)"),
    ("ąz", f"(?:ąz|ęz{_PL_NOUN})"),
    *((end, f"(?:{end[0]}(?:a|i|iej|ę|ą|o|om|ami|ach)|{soft})") for end, soft in (("ga", "dze"), ("ka", "ce"))),
    *((end, f"(?:{end[:-1]}(?:a|y|ę|ą|o|om|ami|ach)?|{soft})") for end, soft in (
        ("cha", "sze"), ("ra", "rze"), ("sta", "ście"), ("ta", "cie"), ("da", "dzie"), ("ła", "le"),
    )),
    ("ja", "(?:ja|ji|ję|ją|jo|je|jom|jami|jach|i)"),
    ("ia", "(?:ia|i|ii|ij|ię|ią|io|ie|iom|iami|iach)"),
    ("a", "(?:a|y|i|ie|ej|ę|ą|o|e|om|ami|ach|)"),
    ("o", "(?:o|a|u|em|ie|ze|om|ami|ach|)"),
    ("um", "(?:um|a|ów|om|ami|ach)"),
    ("e", "(?:e|a|u|em|iem|ego|emu|ym|y|i|ych|ymi)"),
    *((hard, f"(?:{hard}|{soft}{_PL_SOFT}|{soft[0]}{_PL_SOFT})") for hard, soft in (
        ("ść", "ści"), ("ń", "ni"), ("ć", "ci"), ("ś", "si"), ("ź", "zi"),
    )),
    *((hard, f"(?:{hard}{_PL_NOUN}|{soft})") for hard, soft in (
        ("st", "ście"), ("t", "cie"), ("d", "dzie"), ("r", "rze"), ("ł", "le"),
    )),
    ("", _PL_NOUN),
)  # fmt: skip

_CS_ADJECTIVE = "(?:ý|í|á|é|ého|ího|ému|ímu|ým|ím|ém|ou|ých|ích|ými|ími)"
_CS_NOUN = "(?:a|u|ovi|ův|em|ě|e|i|y|ů|ům|ech|ích|é|ové)?"
_CS: Rows = (
    *((end, _CS_ADJECTIVE) for end in ("ý", "í", "á", "é")),
    ("ec", f"(?:ec|c{_CS_NOUN})"),
    ("ek", f"(?:ek|k{_CS_NOUN}|ci|cích)"),
    ("el", f"(?:el|e?l{_CS_NOUN})"),
    ("en", f"(?:en|e?n{_CS_NOUN})"),
    ("ka", "(?:k(?:a|y|u|o|ou|ám|ami|ách)|ce|ek)"),
    ("ha", "(?:h(?:a|y|u|o|ou|ám|ami|ách)|ze)"),
    ("ra", "(?:r(?:a|y|u|o|ou|ám|ami|ách)|ře)"),
    ("a", "(?:a|y|ě|e|u|o|ou|ovi|ám|ami|ách|)"),
    ("o", "(?:o|a|u|em|ě|e|ům|y|ech|)"),
    ("e", "(?:e|i|í|ím|ích|emi|ím)"),
    ("um", "(?:um|a|u|em|ům|y|ech)"),
    ("", _CS_NOUN),
)

_DE: Rows = (
    # An adjective of a name of several words (Oberster Sowjet, Weißes Haus) or a noun that ends like one.
    ("er", "(?:er(?:s|n|es|e)?|es|en|em|e)"),
    ("es", "(?:es|er|en|em|e)"),
    ("e", "(?:e(?:n|s|r|m|ns)?)"),
    ("us", "(?:us(?:es|se|sen|ses|e|[’'])?|en)"),
    ("s", "(?:s(?:es|en|e|[’']|se|ses|sen)?)"),
    *((end, f"{end}(?:[’']|es|en|e)?") for end in ("x", "z", "ß", "tz")),
    ("um", "(?:ums?|en|a)"),
    ("", "(?:e?s|e?n|e|ens|[’']s)?"),
)

# Dictionary end to pattern, by language; a word of a language that is not here takes the endings of `languages`.
DECLENSIONS: dict[str, Rows] = {"ru": _RU, "uk": _UK, "be": _BE, "pl": _PL, "cs": _CS, "sk": _CS, "de": _DE}


def declines(locale: str) -> bool:
    """Whether words of a language change in ways that its table tells."""
    return re.split("[-_]", locale)[0].lower() in DECLENSIONS


def declined(word: str, rows: Rows) -> tuple[str, str]:
    """The unchanging beginning of a word, and a pattern for the rest of it."""
    end, pattern = next((end, pattern) for end, pattern in rows if word.endswith(end) and len(word) - len(end) > 0)
    return word[: len(word) - len(end)], pattern


def cases(word: str, other: str, locale: str, known: AbstractSet[str]) -> Mapping[str, str]:
    """A name of one word or several in those of its cases and numbers of which all words are known, each with another
    name in the same one, as far as the table tells the endings of both alike; the two as they stand come first."""
    rows = DECLENSIONS.get(re.split("[-_]", locale)[0].lower())
    words, others = word.split(), other.split()
    if rows is None or len(words) != len(others):
        return {word: other}
    found = {"": ""}
    for one, two in zip(words, others, strict=True):
        pairs = [(a, b) for a, b in _alike(one, two, rows).items() if known >= set(_LETTERS.findall(a))]
        found = {f"{a} {b}".strip(): f"{c} {d}".strip() for a, c in found.items() for b, d in pairs}
    return {word: other, **found}


def _alike(word: str, other: str, rows: Rows) -> Mapping[str, str]:
    """A word in its cases, each with another word in the same one: by their common row, or else by what both add."""
    (stem, ends), (head, tails) = declined(word, rows), declined(other, rows)
    if ends == tails:
        return {word: other} | {stem + end: head + end for end in _strings(ends)}
    added = {(stem + end).removeprefix(word) for end in _strings(ends) if (stem + end).startswith(word)}
    others = {(head + end).removeprefix(other) for end in _strings(tails) if (head + end).startswith(other)}
    return {word: other} | {word + end: other + end for end in sorted(added & others)}


_LETTERS = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"\(\?:|\)\??|\||\[[^\]]*\]\??|.\??")


@cache
def _strings(pattern: str) -> tuple[str, ...]:
    """All that a pattern of the table stands for."""
    return tuple(dict.fromkeys(_alternatives(iter(_PARTS.findall(pattern)))))


def _alternatives(parts: Iterator[str]) -> list[str]:
    """What stands before the end of a group, the parts up to which it takes."""
    found: list[str] = []
    row = [""]
    for part in parts:
        if part.startswith(")"):
            return [*found, *row, *([""] if part == ")?" else [])]
        if part == "|":
            found, row = found + row, [""]
        else:
            options = _alternatives(parts) if part == "(?:" else _letters(part)
            row = [head + tail for head in row for tail in options]
    return found + row


def _letters(part: str) -> list[str]:
    letters = part.removesuffix("?").strip("[]")
    return [*letters, *([""] if part.endswith("?") else [])]


# What makes an adjective of a name: its beginning and an ending. An adjective is another word than the name, but a
# translation may well have it in the name's place (“Stalin’s policy”, сталинская политика; “Moscow radio”).
ADJECTIVES: dict[str, str] = {
    "ru": "(?:(?:[оеёи][вн])?[сц]к|н)[а-яё]{2,3}",
    "uk": "(?:[оеиі][вн])?(?:с|ц|з)ьк[а-яіїє]{1,3}",
    "be": "(?:[оаеы][вн])?(?:с|ц)к[а-яіёў]{1,3}",
    "pl": "(?:[oe]w|i?ń|y[jń])?(?:s|c|dz)k[a-ząęó]{1,4}",
    "cs": "(?:ov|i?n)?(?:s|c)k[a-zýíáéů]{1,3}",
    "de": "(?:er|isch[a-z]{0,2}|sche[a-z]?)",
}


# How an adjective of a place says where it lies (подмосковный, закавказский).
PLACED = {"ru": "(?:под|за|при)?", "uk": "(?:під|за|при)?", "pl": "(?:pod|za|przy)?"}

# The endings of an abbreviation that is read as a word (ГУЛАГа, ZSRR-u).
ABBREVIATED = {"ru": "(?:а|у|ом|е)?", "uk": "(?:а|у|ом|і)?", "be": "(?:а|у|ам|е)?", "pl": "(?:-?(?:u|owi|em|ie))?"}


def adjective(name: str, language: str) -> str:
    """A pattern for the adjectives made of a name of one word, "" where its language has no table; a vowel may come
    between the last two letters (Москва, московский)."""
    ending = ADJECTIVES.get(language)
    stem = name.rstrip("аеийоуыьэюяёіїaeioyąęóáéíý") if ending else ""
    if not ending or len(stem) < 3 or " " in name:
        return ""
    stem = re.sub("[сцs][кk]$", "", stem)  # Свердловск, свердловский
    either = f"{PLACED.get(language, '')}[{re.escape(stem[0] + stem[0].lower())}]"
    return f"{either}{re.escape(stem[1:-1])}(?:ie|[оеёиeoє])?{re.escape(stem[-1])}?[ьй]?{ending}"
