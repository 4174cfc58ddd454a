"""What is wrong, or still to do, in a catalogue: each finding at its line of the PO file.

A check is one function from a Pair (an entry and its texts) and its Context to findings, in a module of its own. A
translator silences one for an entry with a comment, `# publish: allow name-form`; errors cannot be silenced, because
a build does not use such an entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...diagnostics import Diagnostic, Severity
from ...project import Work
from ...text.house import House
from ..messages import Catalogue, Key
from ..segments import Segment
from .brackets import brackets
from .controls import controls
from .copied import copied
from .dates import dates
from .doubled import doubled
from .length import length
from .markup import markup
from .misplaced import homes, misplaced
from .names import names
from .numbers import figures_apart, numbers
from .pair import Check, Context, Pair, pair
from .placeholders import placeholders
from .progress import stale, still_to_do
from .scripts import mixed_script, wrong_script
from .spaces import spaces

# These need no more than the catalogue and a moment: `publish stats` counts what they find.
QUICK: tuple[Check, ...] = (
    markup, placeholders, numbers, copied, doubled, spaces, mixed_script, brackets, controls,
)  # fmt: skip
CHECKS: tuple[Check, ...] = (*QUICK, dates, names, wrong_script, length, misplaced)


def check_catalogue(
    work: Work | None, segments: Sequence[Segment], catalogue: Catalogue, house: House, locale: str
) -> list[Diagnostic]:
    """Everything that is to be said of the catalogue of a work (the house for None) in a locale, in the order of
    its lines; errors, warnings and what is still to do."""
    wanted = {s.key for s in segments}
    pairs = [pair(m, catalogue.path) for m in catalogue.active if m.key in wanted]
    context = Context(work.language if work else house.language, locale, house)
    in_force = [p for p in pairs if p.message.in_force]
    context = replace(context, homes=homes(in_force, context))
    found = [*stale(segments, catalogue), *(d for p in pairs for d in still_to_do(p))]
    for each in in_force:
        found += findings(each, context, CHECKS)
    return sorted(found, key=lambda d: d.place.line)


def findings(each: Pair, context: Context, checks: Sequence[Check]) -> Iterator[Diagnostic]:
    """What some checks find in an entry and nobody has allowed."""
    for check in checks:
        for found in check(each, context):
            if found.severity is Severity.ERROR or not each.message.allows(found.code):
                yield found


def failed(catalogue: Catalogue, language: str, locale: str) -> set[Key]:
    """The keys of the entries in force in which a quick check finds something; `language` is the source's."""
    context = Context(language, locale)
    entries = (m for m in catalogue.active if m.in_force)
    return {m.key for m in entries if any(findings(pair(m, catalogue.path), context, QUICK))}


def misfits(catalogue: Catalogue, language: str, locale: str) -> dict[Key, list[Diagnostic]]:
    """The words of the tool's own in a house catalogue into which nothing can be filled, and what is wrong."""
    context = Context(language, locale)
    entries = (m for m in catalogue.active if m.in_force)
    return {m.key: found for m in entries if (found := [*placeholders(pair(m, catalogue.path), context)])}


__all__ = ["check_catalogue", "failed", "figures_apart", "misfits"]
