"""Stray romanisations: names written as another language or system writes them, each with the name that is meant and
the system that the spelling came from (“Tchernenko: French for Черненко”).

What is known comes first: the house's entities, then the reference authority. Any other capitalised word that no
dictionary has is read back, system by system, into the Russian names that it may stand for; it is a stray one if a
known name comes out that the system writes exactly so and the text's language writes otherwise, and if that other
spelling is the commoner one, or the text has it, or the name can hardly be a native one of the other language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property

from ..house import House
from ..romanisation import plain, read_back, skeleton, skeletons, systems
from .corpus import Corpus, Word
from .dictionary import Dictionary, dictionary
from .finding import Finding, Sighting
from .named import EASTERN, SHORTEST, Names, Stray, natives, neutral
from .origins import LIKELY, traced

CODE, KIND = "stray-romanisation", "name-variant"
_FOREIGN = 0.5  # powers of ten by which a name is more common in Russian than its spelling is where that comes from
_GENITIVES = {"en": ("'s", "’s", "s", "'", "’"), "de": ("s", "’", "'")}


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """The strays of every language that is written in Latin letters."""
    for language, words in corpus.vocabulary.items():
        tag = language.split("-")[0]
        if tag not in systems("ru"):
            continue
        seeker = _Seeker(Names(tag, house), words, dictionary(tag))
        found = [(word, *judged) for word in words.values() if (judged := seeker.judged(word))]
        systematic = traced(((stem, stray) for _, stem, stray in found), tag)
        for (word, stem, _), stray in zip(found, systematic, strict=True):
            yield _finding(word, stem, stray)


class _Seeker:
    """Judges the words of one language."""

    def __init__(self, names: Names, words: Mapping[str, Word], known: Dictionary | None):
        self.names = names
        self.words = words
        self.known = known
        self.locale = names.locale

    def judged(self, word: Word) -> tuple[str, Stray] | None:
        """What a word is a stray form of, if it is one, and the word without the ending of a genitive."""
        low = word.text.lower()
        if low in self.names.right or (self.known and self.known.knows(low)):
            return None  # Congress and heroes are no genitives of Congrès and Héroe
        for stem in stems(word.text, self.locale):
            if stem.lower() in self.names.right:
                return None
            stray = self._known(stem, word) or self._read(stem, word)
            if stray:
                return stem, stray
        return None

    def _known(self, stem: str, word: Word) -> Stray | None:
        stray = self.names.strays.get(stem.lower()) or self._accented(stem)
        if stray is None or stem[0].isupper() < stray.right[0].isupper() or self._is_common(stem, stray.right):
            return None
        if stray.given and (self._reads_alike(stem, stray.native) or not self._goes_with_a_family(word)):
            return None
        return stray

    def _reads_alike(self, stem: str, native: str) -> bool:
        """Whether a spelling is no more than another way of the text's own language (Georgi, Georgy)."""
        own = set(stem.lower()) <= letters(self.locale)
        return own and skeleton(native) in read_back(stem, "ru", self.locale)

    def _accented(self, stem: str) -> Stray | None:
        """A name with accents that the language does not write."""
        bare = plain(stem)
        if set(stem.lower()) <= letters(self.locale) or not stem[0].isupper():
            return None
        if bare in self.names.right and stem.isalpha() and len(stem) > SHORTEST:
            return Stray(bare.capitalize(), bare.capitalize(), "accents of another language")
        return self.names.strays.get(bare)

    def _is_common(self, stem: str, right: str) -> bool:
        """Whether a spelling is a word of the language, or better known in it than the right one."""
        if self.known is None:
            return False
        if self.known.knows(stem.lower()):
            return True
        return self.known.knows(stem) and self.known.zipf(stem) >= self.known.zipf(right)

    def _goes_with_a_family(self, word: Word) -> bool:
        """Whether a given name stands before a family name that is known, or a stray one."""
        for passage, _, end in word.places:
            following = passage.text[end:].split(None, 1)[:1]
            family = following[0].strip(".,;:!?»”’'\"()") if following else ""
            low = family.lower()
            stray = self.names.strays.get(low)
            if low and ((low in self.names.right and not stray) or (stray and not stray.given)):
                return True
        return False

    def _read(self, stem: str, word: Word) -> Stray | None:
        """What an unknown name may be by the rules of another system."""
        if len(stem) <= SHORTEST or not stem[0].isupper() or stem.isupper() or not stem.isalpha():
            return None
        if self.known and (self.known.knows(stem.lower()) or self.known.knows(stem)):
            return None
        found = [self._as_written(s, stem) for s in readings(stem, self.locale)]
        return next((s for s in found if s.right != stem and self._is_likelier(stem, s)), None)

    def _as_written(self, stray: Stray, stem: str) -> Stray:
        """A stray one with the spelling that the text itself has elsewhere by the rules of its own language."""
        for key in next(skeletons([stray.native.lower()])):
            if self._own.get(key, stem) != stem:
                return replace(stray, right=self._own[key])
        return stray

    @cached_property
    def _own(self) -> Mapping[str, str]:
        """The names of the text that its own language's rules can read, by their skeletons, the right ones first."""
        ranked = sorted(self.words.values(), key=lambda w: (w.text.lower() not in self.names.right, -w.count))
        found: dict[str, str] = {}
        for word in ranked:
            if word.text[0].isupper() and word.text.isalpha() and len(word.text) > SHORTEST:
                for key in read_back(word.text, "ru", self.locale):
                    if key in neutral():
                        found.setdefault(key, word.text)
        return found

    def _is_likelier(self, stem: str, stray: Stray) -> bool:
        """Whether the spelling of the text's language is the commoner one, or the name is unmistakably an eastern one
        that is not known by the other spelling."""
        if stray.right in self.words:
            return True
        if any(natives(stem, self.locale)):
            return False
        own, other = (self.known.zipf(w) if self.known else 0.0 for w in (stem, stray.right))
        return other > own or (own == 0 and (bool(EASTERN.search(stray.native)) or _is_rarer_at_home(stem, stray)))


def _is_rarer_at_home(stem: str, stray: Stray) -> bool:
    """Whether a spelling is less common where it comes from than the name is in Russian: Troukhine is in French what
    Трухин is there, but Martine is a French name."""
    home = next(key for key, system in systems("ru").items() if system.name == stray.system)
    russian, other = dictionary("ru"), dictionary(home)
    return russian is not None and russian.zipf(stray.native) > (other.zipf(stem) if other else 0.0) + _FOREIGN


@cache
def readings(word: str, locale: str) -> tuple[Stray, ...]:
    """The names that a spelling of another system may stand for, those left out that the locale's own writes so."""
    own = systems("ru")[locale]
    mine = set(natives(word, locale))
    found: dict[str, Stray] = {}
    for key in LIKELY:
        for native in natives(word, key) if key != locale else ():
            right = own.romanise(native.capitalize())
            if native not in mine and right != word:
                found.setdefault(right, Stray(right, native.capitalize(), systems("ru")[key].name))
    return tuple(found.values())


@cache
def letters(locale: str) -> frozenset[str]:
    """The letters that a language writes (CLDR's exemplars)."""
    from icu import LocaleData

    return frozenset(c for c in LocaleData(locale).getExemplarSet() if len(c) == 1)


def stems(word: str, locale: str) -> Iterator[str]:
    """A word as it stands, and without the endings that a genitive may have put there; without them alone where an
    apostrophe parts them."""
    for ending in _GENITIVES.get(locale, ()):
        if word.endswith(ending) and len(word) - len(ending) > SHORTEST:
            yield word[: -len(ending)]
            if not ending[0].isalpha():
                return
    yield word


def _finding(word: Word, stem: str, stray: Stray) -> Finding:
    right = stray.right.upper() if stem.isupper() else stray.right
    reason = f"{stray.system} for {stray.native}, the form here is {stray.right}"
    sightings = tuple(Sighting(*place) for place in word.places)
    return Finding(CODE, KIND, word.text, right + word.text[len(stem) :], reason, sightings, stray.entity)
