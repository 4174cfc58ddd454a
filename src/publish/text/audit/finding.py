"""What the audit finds: words of the texts that nobody has ruled on, with a proposal where there is one.

A Finding is one thing to be decided, however often it stands in the texts; its sightings say where. It knows
nothing of the finder that made it, so that the report, the review and the measurements treat all alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ...diagnostics import Diagnostic, Place
from ...inflection import declines
from ...languages import inflected
from ..house import House, Ignored
from .corpus import Passage, Word

SHOWN = 3  # places that a report names besides the first


@dataclass(frozen=True, slots=True)
class Sighting:
    """Characters [start, end) of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def place(self) -> Place:
        """Where the words stand in the file as received."""
        return self.passage.place(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is registered in `codes.py`; `kind` is the class that a correction of it has in the ledger
    (`house.CLASSES`); `words` are as written, `proposal` is what they should be or "" for a question; `reason` is
    half a sentence that an editor can judge. `entity` is the key of the house's name that is meant, if one is.
    `others` are other readings that come to mind, the best first."""

    code: str
    kind: str
    words: str
    proposal: str
    reason: str
    sightings: tuple[Sighting, ...]
    entity: str = ""
    others: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.sightings)


def named(form: str, words: Mapping[str, Word]) -> Iterator[Sighting]:
    """Where a text has a form as it stands."""
    last = words.get(form.split()[-1])
    for passage, _, end in last.places if last else ():
        start = end - len(form)
        if start >= 0 and passage.text[start:end] == form and not passage.text[start - 1 : start].isalnum():
            yield Sighting(passage, start, end)


def declined(form: str, words: Mapping[str, Word], language: str) -> Iterator[Sighting]:
    """Where a text has a form, in the cases that its language has."""
    if not declines(language):
        yield from named(form, words)
        return
    ending = re.compile(inflected(form.split()[-1], language))
    whole = re.compile(rf"(?<![^\W_]){inflected(form, language)}\Z")
    for word in [word for text, word in words.items() if ending.fullmatch(text)]:
        for passage, _, end in word.places:
            if found := whole.search(passage.text, max(end - 2 * len(form), 0), end):
                yield Sighting(passage, found.start(), end)


def gathered(
    code: str, kind: str, reason: str, seen: Iterable[tuple[Sighting, str]], *, others: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """One finding for each way of writing and its proposal, with all its sightings."""
    together: dict[tuple[str, str], list[Sighting]] = {}
    for sighting, proposal in seen:
        together.setdefault((" ".join(sighting.words.split()), " ".join(proposal.split())), []).append(sighting)
    for (words, proposal), sightings in together.items():
        yield Finding(code, kind, words, proposal, reason, tuple(sightings), others=others)


def as_diagnostic(finding: Finding) -> Diagnostic:
    """A finding at its first place; the message has the count and the next places."""
    first = finding.sightings[0].place
    places = [f" ({finding.count} times; also {_also(finding, first)})"] if finding.count > 1 else []
    offered = f" → “{finding.proposal}”" if finding.proposal else ""
    message = f"“{finding.words}”{offered}: {finding.reason}{''.join(places)}"
    return Diagnostic(finding.code, message, first, before=finding.words, after=finding.proposal)


def _also(finding: Finding, first: Place) -> str:
    """The lines of the next places, with their file where it is another one."""
    places = [s.place for s in finding.sightings[1 : SHOWN + 1]]
    named = [f"line {p.line}" if p.path == first.path else f"{p.path}:{p.line}" for p in places]
    return ", ".join(dict.fromkeys(named)) + ("…" if finding.count > SHOWN + 1 else "")


def unsettled(findings: Iterable[Finding], house: House) -> Iterator[Finding]:
    """The findings without what an editor has found right, and what stands in quotations that are left alone."""
    known: dict[tuple[str, str], list[Ignored]] = {}
    quotations = house.quotations
    for row in house.ignored:
        known.setdefault((row.code, row.words), []).append(row)
    for finding in findings:
        rows = known.get((finding.code, finding.words), [])
        left = tuple(s for s in finding.sightings if not any(_covers(row, s) for row in rows))
        if quotations.closes:
            left = tuple(s for s in left if not quotations.closed(s.passage, s.start, s.end))
        if left:
            yield finding if len(left) == finding.count else replace(finding, sightings=left)


def _covers(row: Ignored, sighting: Sighting) -> bool:
    """Whether a sighting is at the place that was ruled on, or whether every place was."""
    passage = sighting.passage
    if row.work not in ("", passage.work):
        return False
    near = " ".join(passage.text[max(sighting.start - 80, 0) : sighting.end + 80].split())
    return not row.context or row.context in near


def unclaimed(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without the sightings whose words an earlier one would change: one question a place."""
    claimed: dict[Passage, list[tuple[int, int]]] = {}
    for finding in findings:
        head, tail = _kept(finding.words, finding.proposal)
        free = tuple(
            s for s in finding.sightings if not any(a < s.end and s.start < b for a, b in claimed.get(s.passage, ()))
        )
        for sighting in free:
            claimed.setdefault(sighting.passage, []).append((sighting.start + head, sighting.end - tail))
        if free:
            yield finding if len(free) == finding.count else replace(finding, sightings=free)


def _kept(words: str, proposal: str) -> tuple[int, int]:
    """How many characters at the start and the end of the words a proposal leaves as they are."""
    if not proposal:
        return 0, 0
    head = _common(words, proposal)
    return head, min(_common(words[::-1], proposal[::-1]), len(words) - head)


def _common(first: str, second: str) -> int:
    """How many characters two texts have in common at their start."""
    return next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
