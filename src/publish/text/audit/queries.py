"""Queries of fact about persons: a name that looks inverted, a given name that does not go with the family name, an
office out of its time, a name of another period. They go to the editor and are never changed.

What is known of persons is what the house's entities and the reference authority say; two given names with one rare
family name are asked about from the text alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..authority import authority
from ..house import House
from ..periods import Period, sentence_of, spoken_of
from ..romanisation import derive, given_names, plain, systems
from .corpus import WORD, Corpus, Passage, Word
from .finding import Finding, Sighting, declined
from .romanised import stems

CODE, KIND = "fact-query", "factual"
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
# The titles of the authority as the languages have them, in lower case.
_TITLES = {
    "President": ("president", "président", "präsident", "presidente", "prezydent"),
    "Marshal": ("marshal", "maréchal", "marschall", "mariscal", "maresciallo", "marszałek"),
    "Prime Minister": ("premier", "premierminister"),
}
_HEADS = ("President", "General Secretary", "First Secretary", "Prime Minister")


@dataclass(frozen=True, slots=True)
class Person:
    """A bearer of a family name: the given names, and the offices with their periods."""

    given: tuple[str, ...]
    roles: tuple[Period, ...]

    @property
    def heads_a_state(self) -> bool:
        """Whether the person is so well known that another bearer of the name would be introduced."""
        return any(role.title in _HEADS for role in self.roles)


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """The queries of every language that is written in Latin letters."""
    for language, words in corpus.vocabulary.items():
        if language.split("-")[0] in systems("ru"):
            asker = _Asker(language.split("-")[0], house, words)
            yield from asker.given_names()
            yield from asker.offices()
    yield from _untimely(corpus, house)


class _Asker:
    """Asks about the persons of one language."""

    def __init__(self, locale: str, house: House, words: Mapping[str, Word]):
        self.locale = locale
        self.house = house
        self.words = {text: word for text, word in words.items() if text[0].isupper()}

    def given_names(self) -> Iterator[Finding]:
        """Given names that no bearer of a family name has, and names whose parts have changed places."""
        for word in self.words.values():
            family = next(iter(stems(word.text, self.locale)))
            found: dict[str, list[Sighting]] = defaultdict(list)
            for passage, start, end in word.places:
                before, after = _neighbours(passage, start, end)
                if before.lower() in self._given and before[0].isupper():
                    found[before].append(Sighting(passage, start - len(before) - 1, end))
                elif self._stands_first(family, after, passage, end):
                    yield self._query(Sighting(passage, start, end + 1 + len(after)), "the family name stands first")
            yield from self._unfitting(family, found)

    def _stands_first(self, family: str, after: str, passage: Passage, end: int) -> bool:
        """Whether a family name stands before a given name that belongs to no other name."""
        if family not in self._persons or after.lower() not in self._given or not after[0].isupper():
            return False
        following = _neighbours(passage, end + 1, end + 1 + len(after))[1]
        return not following[:1].isupper() and any(after in person.given for person in self._persons[family])

    def _unfitting(self, family: str, found: Mapping[str, list[Sighting]]) -> Iterator[Finding]:
        persons = self._persons.get(family, ())
        known = {_alike(name) for person in persons for name in person.given}
        for given, sightings in found.items():
            others = [name for name in found if _alike(name) != _alike(given)]
            if known and _alike(given) not in known and any(p.heads_a_state for p in persons):
                bearers = ", ".join(" ".join(person.given) for person in persons)
                yield self._query(sightings[0], f"the {family} of the reference works is {bearers}", sightings)
            elif not persons and len(others) == 1 and _is_second(sightings, found[others[0]], found):
                yield self._query(sightings[0], f"the text also has {others[0]} {family}", sightings)

    def offices(self) -> Iterator[Finding]:
        """Titles with a name in a sentence that gives a year at which the person did not have the office."""
        for word in self.words.values():
            family = next(iter(stems(word.text, self.locale)))
            persons = self._persons.get(family, ())
            for passage, start, end in word.places if len(persons) == 1 and persons[0].roles else ():
                title = _neighbours(passage, start, end)[0]
                held = [role for role in persons[0].roles if title.lower() in _titles(role.title)]
                years = _years(passage, start)
                if held and len(years) == 1 and all(role.holds(years[0]) is False for role in held):
                    terms = ", ".join(f"{role.first}–{role.last}" for role in held)
                    said = Sighting(passage, start - len(title) - 1, end)
                    yield self._query(said, f"the sentence speaks of {years[0]}, the office was held {terms}")

    def _query(self, first: Sighting, reason: str, sightings: list[Sighting] | None = None) -> Finding:
        return Finding(CODE, KIND, first.words, "", reason, tuple(sightings or [first]))

    @cached_property
    def _persons(self) -> Mapping[str, tuple[Person, ...]]:
        """The bearers of each family name, those of the house before those of the authority."""
        found: dict[str, list[Person]] = defaultdict(list)
        for entry in self.house.entries.values():
            for form in entry.accepted(self.locale) if entry.kind == "person" else ():
                *given, family = form.split()
                found[family].append(Person(tuple(given), entry.roles))
        for known in authority():
            names = known.forms(self.locale)[0].split() if known.kind == "person" else []
            if len(names) == 2:
                roles = tuple(Period(str(r.first), str(r.last), title=r.title) for r in known.roles)
                found[names[1]].append(Person((names[0],), roles))
        return {family: tuple(persons) for family, persons in found.items()}

    @cached_property
    def _given(self) -> frozenset[str]:
        """Given names of the language's own form, in lower case."""
        names = {given.lower() for persons in self._persons.values() for p in persons for given in p.given}
        for native, forms in given_names().items():
            derived = derive(native, "ru", self.locale)
            names |= {forms.get(self.locale, "").lower(), derived.form.lower() if derived else ""}
        return frozenset(names - {""})


def _is_second(sightings: list[Sighting], others: list[Sighting], found: Mapping[str, list[Sighting]]) -> bool:
    """Whether a given name stands less often than another, or as often and after it."""
    order = list(found.values())
    return len(sightings) < len(others) or (
        len(sightings) == len(others) and order.index(sightings) > order.index(others)
    )


def _titles(title: str) -> tuple[str, ...]:
    return (*_TITLES.get(title, ()), title.lower())


def _alike(given: str) -> str:
    """A given name without what its spellings differ in (Alexei, Aleksey)."""
    return re.sub(r"[iyj]+", "i", plain(given).replace("ks", "x").replace("ye", "e"))


def _neighbours(passage: Passage, start: int, end: int) -> tuple[str, str]:
    """The words right before and after a place, "" where anything but one space lies between."""
    before = re.search(r"([^\W\d_]+) $", passage.text[max(start - 40, 0) : start])
    after = WORD.match(passage.text, end + 1) if passage.text[end : end + 1] == " " else None
    return before.group(1) if before else "", after.group() if after else ""


def _years(passage: Passage, at: int) -> list[str]:
    """The years that the sentence at a place names."""
    return list(dict.fromkeys(_YEAR.findall(passage.text, *sentence_of(passage.text, at))))


def _untimely(corpus: Corpus, house: House) -> Iterator[Finding]:
    """Forms of another time than the one that is spoken of, or else than the work's own."""
    for entry in house.entries.values():
        for language in corpus.languages if entry.periods else ():
            for form in entry.ruled(language):
                seen: dict[str, list[Sighting]] = defaultdict(list)
                for sighting in declined(form, corpus.vocabulary[language], language):
                    spoken = spoken_of(sighting.passage.text, sighting.start)
                    when = spoken or sighting.passage.date
                    if when and entry.untimely(form, language, when):
                        who = "the text speaks" if spoken else "the work is"
                        right = entry.form_at(language, when)
                        seen[f"{who} of {when}, when the name was {right}"].append(sighting)
                for reason, sightings in seen.items():
                    yield Finding(CODE, KIND, form, "", reason, tuple(sightings), entry.key)
