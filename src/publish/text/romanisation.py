"""A name in native script as a reader of another language writes it.

`romanisation.toml` has a row for each pair of a native language and a language of readers, with the systems of
libraries and standards; scripts that have no row go through the romanisations of ICU. `read_back` goes the other
way: from a Latin spelling to the skeletons of the Cyrillic names that it may stand for in a system.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from ..languages import script

_CLASSES = {"V": "аеёиоуыэюяіїєў", "H": "жшчщ", "C": "бвгґджзклмнпрстфхцчшщ"}
# The names of ICU's transforms by script: they serve all Latin readers alike.
_BY_ICU = {
    "Grek": ("Greek-Latin/UNGEGN", "UNGEGN"),
    "Geor": ("Georgian-Latin/BGN", "BGN/PCGN"),
    "Armn": ("Armenian-Latin/BGN", "BGN/PCGN"),
    "Arab": ("Arabic-Latin", "ICU"),
    "Hebr": ("Hebrew-Latin", "ICU"),
    "Hang": ("Hangul-Latin", "Revised Romanisation"),
    "Hans": ("Han-Latin/Names; Latin-ASCII", "pinyin"),
    "Hant": ("Han-Latin/Names; Latin-ASCII", "pinyin"),
    "Cyrl": ("Cyrillic-Latin", "ISO 9"),
}
# Cyrillic languages that have no row of their own, where ICU knows their letters.
_CYRILLIC_BY_ICU = {
    "az": "Azerbaijani", "kk": "Kazakh", "ky": "Kirghiz", "mn": "Mongolian", "tk": "Turkmen", "uz": "Uzbek",
}  # fmt: skip
_PUBLISHED = str.maketrans("", "", "’ʹʺ”‘\u0331")  # signs of soft and hard letters and of long vowels


@dataclass(frozen=True, slots=True)
class Derived:
    """A form that nobody ruled on, and the system that gave it ("" where the name is written as it is)."""

    form: str
    system: str = ""

    @property
    def origin(self) -> str:
        """Where it comes from, in half a sentence."""
        return f"derived ({self.system})" if self.system else "as its own language writes it"


@dataclass(frozen=True)
class System:
    """One way of writing one language's Cyrillic in Latin letters."""

    key: str
    name: str
    letters: Mapping[str, str]
    rules: tuple[tuple[str, str], ...]
    reads: tuple[tuple[str, str], ...]
    pattern: re.Pattern[str]
    also: System | None = None  # another way that its users have for some letters

    def ways(self, text: str) -> tuple[str, ...]:
        """All the ways in which its users write a text."""
        return (self.romanise(text), *(self.also.ways(text) if self.also else ()))

    def romanise(self, text: str) -> str:
        """A text in this system, each word with the capitals that it has."""
        return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda m: self._word(m.group()), text)

    def _word(self, word: str) -> str:
        given = given_names().get(word, {}).get(self.key)
        if given:
            return given
        latin = self.pattern.sub(self._letter, word.lower())
        if len(word) > 1 and word.isupper():
            return latin.upper()
        return latin[:1].upper() + latin[1:] if word[0].isupper() else latin

    def _letter(self, match: re.Match[str]) -> str:
        rule = (match.lastindex or 0) - 1
        return self.letters.get(match.group(), match.group()) if rule < 0 else self.rules[rule][1]


@cache
def systems(language: str) -> Mapping[str, System]:
    """The rows of a native language by their keys (`en`, `fr`, `iso9`…), none for most languages."""
    return {key: _system(language, key) for key in _rows().get(language, {})}


def romanise(text: str, language: str, system: str) -> str:
    """A text of a native language in one of its systems. KeyError where there is no such row."""
    return systems(language)[system].romanise(text)


@cache
def derive(native: str, language: str, locale: str) -> Derived | None:
    """The form that a locale gets by its rules, from a name in native script and its language (`und`: the likeliest
    of its script). None where no rule is to be had: Latin into Cyrillic, Chinese characters read in Japanese."""
    language = language.split("-")[0]
    written, wanted = _script_of(native), script(locale)
    if language == "und":
        language = _likely(written)
    if written == wanted or {written, wanted} <= {"Hans", "Hant", "Hani"}:
        return Derived(native)
    if wanted != "Latn":
        return None
    if written == "Cyrl":
        return _from_cyrillic(native, language, locale.split("-")[0])
    return _by_icu(native, language, written)


def _from_cyrillic(native: str, language: str, reader: str) -> Derived:
    rows = systems(language)
    row = rows.get(reader) or (next(iter(rows.values())) if language in ("sr", "mk") else None)
    if row:
        return Derived(row.romanise(native), row.name)
    if language in _CYRILLIC_BY_ICU:
        return Derived(_transform(f"{_CYRILLIC_BY_ICU[language]}-Latin/BGN", native), "BGN/PCGN")
    if "iso9" in rows:
        return Derived(rows["iso9"].romanise(native), "ISO 9")
    return Derived(_transform("Cyrillic-Latin", native), "ISO 9")


def _by_icu(native: str, language: str, written: str) -> Derived | None:
    if written not in _BY_ICU or (language == "ja" and written == "Hans"):
        return None  # ICU reads every Chinese character as Mandarin
    if written in ("Arab", "Hebr") and not any(unicodedata.category(c) == "Mn" for c in native):
        return None  # written without its vowels, a name cannot be read by rule
    transform, system = _BY_ICU[written]
    if written in ("Hans", "Hang") and len(native) > 1 and " " not in native:
        native = f"{native[0]} {native[1:]}"  # the family name, nearly always one character, stands first
    latin = (_transform(transform, word) for word in native.split())
    return Derived(" ".join(_capitalised(word.replace(" ", "")) for word in latin), system)


def _transform(name: str, text: str) -> str:
    from icu import Transliterator

    latin: str = Transliterator.createInstance(name).transliterate(text)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", latin).translate(_PUBLISHED))


def _capitalised(word: str) -> str:
    """A word of a name from a script without capitals."""
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


@cache
def _script_of(text: str) -> str:
    """The ISO 15924 code of the script of a text's first letter."""
    from icu import Script

    for letter in text:
        if letter.isalpha():
            code: str = Script.getScript(letter).getShortName()
            return "Hans" if code == "Hani" else code
    return "Zyyy"


def _likely(written: str) -> str:
    """The likeliest language of a script, by CLDR's likely subtags."""
    from icu import Locale

    return str(Locale(f"und_{written}").addLikelySubtags().getLanguage())


# --- reading back ---------------------------------------------------------------------------------------------

_FOLD = str.maketrans(
    {"ё": "е", "э": "е", "є": "е", "й": "и", "ы": "и", "і": "и", "ї": "и", "ґ": "г", "щ": "шч", "ю": "иу", "я": "иа",
     "ь": "", "ъ": "", "’": "", "'": "", "ў": "у", "\u0301": ""}
)  # fmt: skip
_MAXIMUM = 24  # readings of a word; what is more ambiguous than that is not a name that a rule could tell
_VOWELS = {"a": "а", "e": "е", "i": "и", "o": "о", "u": "у", "y": "и"}


def skeleton(native: str) -> str:
    """What all romanisations keep of a Cyrillic word: й, ы, и are one letter, soft and hard signs none, ё is е,
    a letter is never doubled."""
    return _single(native.lower().translate(_FOLD))


def _single(folded: str) -> str:
    """No letter doubled and no и before е, however many there were."""
    return re.sub(r"(.)\1+", r"\1", re.sub("и+е", "е", folded))


def skeletons(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The skeletons of many Cyrillic words in lower case, those with ё read as е and as о."""
    folded = _single("\n".join(words).translate(_FOLD)).split("\n")
    for word, one in zip(words, folded, strict=True):
        yield (one, skeleton(word.replace("ё", "о"))) if "ё" in word else (one,)


def read_back(word: str, language: str, key: str) -> tuple[str, ...]:
    """The skeletons that a Latin word may stand for in a system; none where it has letters that the system never
    writes."""
    pattern, units = _units(language, key)
    folded = plain(word)
    pieces = pattern.findall(folded)
    if sum(map(len, pieces)) != len(folded):
        return ()
    ways = 1
    for piece in pieces:
        ways *= len(units[piece])
    if ways > _MAXIMUM:
        return ()
    found = ("".join(way) for way in product(*(units[piece] for piece in pieces)))
    tail = "не" if key == "fr" and folded.endswith("ne") else ""
    return tuple(dict.fromkeys(_single(way.removesuffix("е") if tail else way) for way in found))


@cache
def plain(word: str) -> str:
    """A Latin word in lower case without accents that only mark stress or hiatus; háčeks and strokes stay."""
    decomposed = unicodedata.normalize("NFD", word.lower().translate(_PUBLISHED).replace("'", ""))
    bare = re.sub("(?<=[aeiouyg])[\u0300-\u0303\u0306-\u0308\u030a]+", "", decomposed)
    return unicodedata.normalize("NFC", bare)


@cache
def _units(language: str, key: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """What each group of Latin letters may stand for in a system, and a pattern that finds the longest first."""
    system = systems(language)[key]
    units: dict[str, dict[str, None]] = {}
    for native, latin in system.letters.items():
        if native not in _CLASSES["V"] or latin not in _VOWELS:
            units.setdefault(plain(latin), {})[native.translate(_FOLD)] = None
    for latin, native in system.reads:
        units.setdefault(latin, {})[native] = None
    for latin, native in _VOWELS.items():
        units.setdefault(latin, {})[native] = None
    units.setdefault("j", {"и": None})
    units.pop("", None)
    pattern = "|".join(sorted(map(re.escape, units), key=lambda unit: (-len(unit), unit)))
    return re.compile(pattern), {unit: tuple(natives) for unit, natives in units.items()}


# --- the tables -----------------------------------------------------------------------------------------------


@cache
def _rows() -> Mapping[str, Mapping[str, dict[str, Any]]]:
    return tomllib.loads(files(__package__).joinpath("romanisation.toml").read_text("utf-8"))


@cache
def given_names() -> Mapping[str, Mapping[str, str]]:
    """Given names with the form that each language has of old (Александр: Alexander, Alexandre), where the rule
    would give another."""
    lines = files(__package__).joinpath("given_names.tsv").read_text("utf-8").splitlines()
    heads = lines[0].split("\t")[1:]
    rows = (line.split("\t") for line in lines[1:] if line)
    return {row[0]: {head: form for head, form in zip(heads, row[1:], strict=False) if form} for row in rows}


def _system(language: str, key: str) -> System:
    row = _rows()[language][key]
    letters, rules, reads = _spelled(language, key)
    also = tuple(map(tuple, row.get("also", ())))
    other = System(key, row["name"], letters, (*also, *rules), reads, _pattern((*also, *rules))) if also else None
    return System(key, row["name"], letters, rules, reads, _pattern(rules), other)


def _pattern(rules: Sequence[tuple[str, str]]) -> re.Pattern[str]:
    """A letter, or what a rule is about, the first rule first."""
    return re.compile("|".join([*(f"({_expanded(pattern)})" for pattern, _ in rules), "."]), re.DOTALL)


def _expanded(pattern: str) -> str:
    """A rule's pattern with the names of its classes written out."""
    pattern = re.sub(r"\[([^\]]*)V", rf"[\1{_CLASSES['V']}", pattern)
    pattern = re.sub(r"\[([^\]]*)H", rf"[\1{_CLASSES['H']}", pattern)
    return re.sub("[VHC]", lambda m: f"[{_CLASSES[m.group()]}]", pattern)


def _spelled(
    language: str, key: str
) -> tuple[dict[str, str], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Letters, rules and readings of a row, with those of the row that it is like."""
    row = _rows()[language][key]
    letters: dict[str, str] = {}
    rules: tuple[tuple[str, str], ...] = ()
    reads: tuple[tuple[str, str], ...] = ()
    if "like" in row:
        model = row["like"] if "." in row["like"] else f"{language}.{row['like']}"
        letters, rules, reads = _spelled(*model.split("."))
    letters = letters | {n: "" if latin == "-" else latin for n, latin in _pairs(row["letters"])}
    return letters, (*map(tuple, row.get("rules", ())), *rules), (*_pairs(row.get("reads", "")), *reads)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    words = text.split()
    return tuple(zip(words[::2], words[1::2], strict=True))
