"""Which rules hold in a work: its corrections and the house's, the rules that hold everywhere, and stray forms."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ..inflection import cases
from ..project import Work
from .house import Entry, House
from .rulebook import Rule


def rules_for(work: Work, house: House, language: str, words: AbstractSet[str]) -> list[Rule]:
    """The rules that hold in what a work says in a language: its corrections and the house's, the rules for the
    language, and every stray form that the house knows the right form of there, in those of its cases that are among
    the work's `words`."""
    rules = [
        Rule(str(c.place), c.before, c.after, c.kind, c.reason, c.by, c.context, 2 if c.context else 1, c.place)
        for c in house.for_work(work)
    ]
    rules += (rule for rule in house.rules if rule.language in ("", language, language.split("-")[0]))
    strays = [rule for entry in house.entries.values() for rule in _strays(entry, work, language)]
    return [*rules, *strays, *_inflected(strays, house, language, words)] if words else [*rules, *strays]


def _inflected(strays: list[Rule], house: House, language: str, words: AbstractSet[str]) -> Iterator[Rule]:
    """The strays in their cases, but for what is a stray or a right form itself."""
    settled = {form for entry in house.entries.values() for form in entry.accepted(language)}
    settled |= {rule.before for rule in strays}
    yield from (rule for stray in strays for rule in _in_cases(stray, language, words) if rule.before not in settled)


def _strays(entry: Entry, work: Work, language: str) -> Iterator[Rule]:
    for stray, right in entry.strays.items():
        form = right or entry.form_at(language, work.date)
        if form and stray not in entry.accepted(language):
            reason = f"the house form is {form}"
            timed = () if right else entry.timed(language)
            yield Rule(entry.key, stray, form, "name-variant", reason, place=entry.place, timed=timed)


def _in_cases(rule: Rule, language: str, words: AbstractSet[str]) -> Iterator[Rule]:
    """The rule for a stray form in the other cases of its language; the ending stays."""
    made = cases(rule.before, rule.after, language, words)
    timed = [(first, last, cases(rule.before, form, language, words)) for first, last, form in rule.timed]
    for before, after in made.items():
        if before != rule.before and before not in made.values():
            in_time = tuple((first, last, forms[before]) for first, last, forms in timed if before in forms)
            yield replace(rule, before=before, after=after, timed=in_time)
