"""A finding as an editor reviews it on a terminal: the words in their sentence, and what can be done."""

from __future__ import annotations

import re
from textwrap import wrap

from ..text.audit.finding import Finding, Sighting

WIDTH = 78
AROUND = 160  # characters of the sentence on each side
SENTENCES = 2  # places that are shown in their sentence


def card(finding: Finding, nth: int, total: int, *, colour: bool) -> str:
    """All that is said of a finding, and the keys."""
    bold, marked, dim, off = ("\x1b[1m", "\x1b[1;33m", "\x1b[2m", "\x1b[0m") if colour else ("", "[", "", "")
    offered = f" → {bold}{finding.proposal}{off}" if finding.proposal else ""
    times = f", {finding.count} times" if finding.count > 1 else ""
    lines = ["", f"{dim}{nth} of {total}  {finding.code}{times}{off}", f"{bold}{finding.words}{off}{offered}"]
    lines.append(f"  {finding.reason}")
    for sighting in finding.sightings[:SENTENCES]:
        place = sighting.place
        lines.append(f"  {dim}{place.path.removeprefix('sources/')}:{place.line}{off}")
        sentence = _sentence(sighting, marked, off if colour else "]")
        lines += [f"    {line}" for line in wrap(sentence, WIDTH)]
    lines += [f"  {n} {other}" for n, other in enumerate(finding.others, start=2)]
    return "\n".join([*lines, f"{dim}{keys(finding)}{off}"])


def keys(finding: Finding) -> str:
    accept = ["a accept"] if finding.proposal else []
    others = [f"2–{len(finding.others) + 1} another"] if finding.others else []
    return "  ".join([*accept, *others, "e edit", "i ignore here", "I ignore always", "s skip", "q quit"])


def _sentence(sighting: Sighting, opening: str, closing: str) -> str:
    """The sentence around the words, no longer than it has to be."""
    text, start, end = sighting.passage.text, sighting.start, sighting.end
    before = re.split(r"(?<=[.!?…])\s", text[max(start - AROUND, 0) : start])[-1]
    after = re.split(r"(?<=[.!?…])\s", text[end : end + AROUND])[0]
    words = text[start:end]
    return " ".join(f"{before}{opening}{words}{closing}{after}".split())
