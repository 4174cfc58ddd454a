"""What a language's readers know a name by: the right words and the strays of other systems, from the house's entities
and the reference authority, and the Russian names that a Latin spelling may stand for.

Names of several words are taken apart, since a text calls Georgy Zhukov Zhukov: words of two forms that stand in the
same place are the same name in two languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.distance import OSA

from ..authority import LOCALES, Known, authority
from ..house import Entry, House
from ..romanisation import given_names, plain, read_back, skeletons, systems
from .spelling import unaccented

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_AKIN = 0.6  # how alike (0 to 1) words of a place or body are that are one name in two languages
SHORTEST = 4  # letters; shorter spellings stand for too many names
# How family names end in Russian, Ukrainian, Georgian and Armenian, and those endings that no western names have.
_FAMILY = (
    "ов", "ев", "ёв", "ова", "ева", "ёва", "ин", "ын", "ина", "ына", "ский", "цкий", "ская", "цкая", "ко", "швили",
    "дзе", "ян", "вич", "чук", "щук", "люк", "нюк", "ок", "ек", "ик", "ак", "ей", "ер", "ир", "ыш",
)  # fmt: skip
EASTERN = re.compile(r"(?:[оеё]ва?|енко|швили|дзе|[сц]кая)$")


@dataclass(frozen=True, slots=True)
class Stray:
    """A spelling of another language or system, and what is right instead. `given` says that it is a given name,
    which other nations have too."""

    right: str
    native: str
    system: str
    entity: str = ""
    given: bool = False


@dataclass(frozen=True)
class Names:
    """What is known of names in one language."""

    locale: str
    house: House

    @cached_property
    def right(self) -> Mapping[str, str]:
        """Every word of a right form in lower case, with the key of the house's entity or ""."""
        words = {part.lower(): "" for known in authority() for form in known.forms(self.locale) for part in parts(form)}
        for known in authority():
            row = systems(known.language).get(self.locale)
            if row and row.also and known.kind == "person":
                words |= {part.lower(): "" for part in parts(row.also.romanise(known.native))}
        for forms in given_names().values():
            words |= {part.lower(): "" for part in parts(forms.get(self.locale, ""))}
        for entry in self.house.entries.values():
            words |= {part.lower(): entry.key for form in entry.accepted(self.locale) for part in parts(form)}
        return words

    @cached_property
    def strays(self) -> Mapping[str, Stray]:
        """Words of the forms that other languages have, in lower case, with what is right here instead."""
        found: dict[str, Stray] = {}
        for entry in self.house.entries.values():
            for word, stray in self._of_entry(entry):
                found.setdefault(word, stray)
        for known in authority():
            for word, stray in self._of_known(known):
                found.setdefault(word, stray)
        for word, stray in list(found.items()):
            found.setdefault(unaccented(word), stray)  # accents are left out (Zukov from Žukov)
        return {word: stray for word, stray in found.items() if word not in self.right and len(word) >= SHORTEST}

    def _of_entry(self, entry: Entry) -> Iterator[tuple[str, Stray]]:
        right = entry.form(self.locale)
        others = {tag: forms for tag, forms in entry.forms.items() if tag.split("-")[0] != self.locale}
        for tag, forms in others.items():
            for form in forms:
                yield from self._aligned(right, form, entry.native, _language_name(tag), entry.key, entry.kind)
        language = "ru" if entry.language == "und" else entry.language.split("-")[0]
        for system in systems(language).values() if entry.native else ():
            form = system.romanise(entry.native)
            yield from self._aligned(right, form, entry.native, system.name, entry.key, entry.kind)

    def _of_known(self, known: Known) -> Iterator[tuple[str, Stray]]:
        right = next(iter(known.forms(self.locale)), "")
        for tag in LOCALES:
            for form in known.forms(tag) if tag != self.locale else ():
                yield from self._aligned(right, form, known.native, _language_name(tag), "", known.kind)
        for system in systems(known.language).values() if known.kind == "person" else ():
            form = system.romanise(known.native)
            yield from self._aligned(right, form, known.native, system.name, "", known.kind)

    def _aligned(
        self, right: str, form: str, native: str, system: str, key: str, kind: str
    ) -> Iterator[tuple[str, Stray]]:
        """The words of a foreign form with those that stand in their place in the right one."""
        own, foreign, natives = parts(right), parts(form), parts(native)
        if len(own) != len(foreign):
            return
        if len(natives) != len(own):
            natives = [native] * len(own)
        for n, (good, stray) in enumerate(zip(own, foreign, strict=True)):
            if kind != "person" and len(own) > 1 and OSA.normalized_similarity(plain(good), plain(stray)) < _AKIN:
                continue  # “Partido” is no stray “Communist”
            if good.lower() != stray.lower() and good[0].isupper() == stray[0].isupper():
                given = kind == "person" and n < len(own) - 1
                yield stray.lower(), Stray(good, natives[n], system, key, given)


def parts(form: str) -> list[str]:
    """The words of a name, those that a hyphen joins apart."""
    return _PART.findall(form)


@cache
def _language_name(tag: str) -> str:
    from icu import Locale

    return str(Locale(tag.split("-")[0]).getDisplayName(Locale("en")))


# --- names that no list of ours has ---------------------------------------------------------------------------


@cache
def neutral() -> Mapping[str, tuple[str, ...]]:
    """Words that may be Russian family names, by their skeletons, the most common first: those that Russian texts of
    every kind have (wordfreq), ending as family names do."""
    from wordfreq import get_frequency_dict

    counts = get_frequency_dict("ru", "large")
    words = [w for w in counts if w.endswith(_FAMILY) and len(w) >= SHORTEST and w.isalpha()]
    words += [name.lower() for name in given_names()]
    found: dict[str, tuple[str, ...]] = {}
    for word, keys in zip(words, skeletons(words), strict=True):
        for key in keys:
            found[key] = (*found[key], word) if key in found else (word,)
    return found


def natives(word: str, key: str) -> Iterator[str]:
    """The Russian names that a system writes as this word, the most common first."""
    for read in read_back(word, "ru", key):
        for native in neutral().get(read, ()):
            if plain(word) in map(plain, systems("ru")[key].ways(native)):
                yield native


def same_name(one: str, other: str, key: str) -> bool:
    """Whether two spellings stand for one name in a system."""
    return bool(set(read_back(one, "ru", key)) & set(read_back(other, "ru", key)))
