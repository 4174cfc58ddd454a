"""`untranslated`, `fuzzy` and `stale`: what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...diagnostics import Diagnostic, Place
from ..messages import Catalogue
from ..segments import Segment
from .pair import Pair


def still_to_do(pair: Pair) -> Iterator[Diagnostic]:
    place = Place(pair.path, pair.message.line)
    if pair.message.is_empty:
        yield Diagnostic("untranslated", f"“{pair.excerpt}” is not translated", place)
    elif pair.message.is_fuzzy:
        yield Diagnostic("fuzzy", f"“{pair.excerpt}” is marked as fuzzy", place)


def stale(segments: Sequence[Segment], catalogue: Catalogue) -> Iterator[Diagnostic]:
    """One finding for a catalogue that is behind its text, at the first entry that the text no longer has."""
    wanted = {s.key for s in segments}
    there = {m.key for m in catalogue.active}
    gone = [m for m in catalogue.active if m.key not in wanted]
    missing = len(wanted - there)
    if gone or missing:
        said = f"{missing} of the text's entries are not in it, {len(gone)} of its entries are not in the text"
        line = gone[0].line if gone else 0
        yield Diagnostic("stale", f"“{catalogue.path}” is behind: {said}", Place(catalogue.path, line))
