"""Which rules hold in a work: its corrections and the house's, the rules that hold everywhere, and stray forms."""

from __future__ import annotations

from dataclasses import replace

from ..project import Work
from .house import House
from .rulebook import Rule


def rules_for(work: Work, house: House, language: str) -> list[Rule]:
    """The rules that hold in what a work says in a language: its corrections and the house's, the rules for the
    language, and every stray form that the house knows the right form of there."""
    rules = [
        Rule(str(c.place), c.before, c.after, c.kind, c.reason, c.by, c.context, 2 if c.context else 1, c.place)
        for c in house.for_work(work)
    ]
    rules += (rule for rule in house.rules if rule.language in ("", language, language.split("-")[0]))
    for entry in house.entries.values():
        for stray, right in entry.strays.items():
            form = right or entry.form_at(language, work.date)
            if form and stray not in entry.accepted(language):
                reason = f"the house form is {form}"
                rule = Rule(entry.key, stray, form, "name-variant", reason, place=entry.place)
                rules.append(rule if right else replace(rule, timed=entry.timed(language)))
    return rules
