"""The ledger for an editor's eyes: each change in its sentence, and what there is of each class."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..diagnostics import Diagnostic, Place
from ..text.ledger import Change, Ledger

_AROUND = 100  # characters of a long sentence that are shown on each side of its changes
# A sentence, a block, a row of a table.
_SENTENCE_ENDS = re.compile(
    r"(?:[.!?…]+[\"'”’»)\]*_]*(?:\[\^\w+\])*\s+|[。！？]+[」』”]?|\n[ \t>]*\n\s*|\n(?=[ \t]*\|))"
)
_MARKS = re.compile(r"[\s|]*(?::\s+)?")  # what stands before a definition or a row and is none of its words
_RED, _GREEN, _DIM, _PLAIN = "\x1b[9;31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the text as received, and its changes, each in the place of what it changes."""

    place: Place
    pieces: tuple[str | Change, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Change))


def passages(ledger: Ledger, texts: Mapping[str, str]) -> Iterator[Passage]:
    """The sentences that the pass changes, in the order of the text."""
    for path, changes in groupby(ledger.changes, key=lambda change: change.path):
        text = texts[path]
        changed = {at for change in ledger.of(path) for at in range(change.start, change.end)}
        # A mark that is corrected is no end: “St. Petersburg”.
        ends = [0, *(m.end() for m in _SENTENCE_ENDS.finditer(text) if m.start() not in changed), len(text)]
        for first, held in groupby(changes, key=lambda change: bisect_right(ends, change.start, hi=len(ends) - 1) - 1):
            inside = list(held)
            last = max(bisect_left(ends, max(change.end for change in inside)), first + 1)
            yield _passage(text, ends[first], ends[min(last, len(ends) - 1)], inside)


def _passage(text: str, start: int, end: int, changes: list[Change]) -> Passage:
    pieces: list[str | Change] = []
    at = start
    for change in changes:
        pieces += [text[at : change.start], change]
        at = change.end
    pieces.append(text[at:end])
    pieces[0], pieces[-1] = _end_of(str(pieces[0])), _start_of(str(pieces[-1]))
    flat = (re.sub(r"\s+", " ", piece) if isinstance(piece, str) else piece for piece in pieces)
    return Passage(changes[0].place, tuple(piece for piece in flat if piece))


def _end_of(text: str) -> str:
    text = _MARKS.sub("", text, count=1)
    return text if len(text) <= _AROUND else "…" + re.sub(r"^\S*\s", " ", text[-_AROUND:])


def _start_of(text: str) -> str:
    text = text.rstrip(" \t\n|")
    return text if len(text) <= _AROUND else re.sub(r"\s\S*$", " ", text[:_AROUND]) + "…"


def as_diagnostics(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each change as a note with its place, before and after."""
    for change in ledger.changes:
        rule = change.rule
        message = f"“{change.before}” → “{change.after}” ({rule.kind}{f': {rule.reason}' if rule.reason else ''})"
        yield Diagnostic("change", message, change.place, f"ruled in {rule.place}", change.before, change.after)


def diff(ledger: Ledger, texts: Mapping[str, str], *, colour: bool) -> Iterator[str]:
    """Each sentence with its changes marked in it, a line each, as `git diff --word-diff` shows them."""
    for passage in passages(ledger, texts):
        sentence = "".join(p if isinstance(p, str) else _marked(p, colour) for p in passage.pieces)
        kinds = ", ".join(dict.fromkeys(change.rule.kind for change in passage.changes))
        place, kinds = (_DIM + part + _PLAIN if colour else part for part in (str(passage.place), f"({kinds})"))
        yield f"{place}  {sentence}  {kinds}"


def _marked(change: Change, colour: bool) -> str:
    if colour:
        removed, added = f"{_RED}{change.before}{_PLAIN}", f"{_GREEN}{change.after}{_PLAIN}"
        return (removed if change.before else "") + (added if change.after else "")
    return f"[-{change.before}-]{{+{change.after}+}}"


def by_class(changes: Iterable[Change]) -> list[tuple[str, int]]:
    """How many changes there are of each class, the most first."""
    return Counter(change.rule.kind for change in changes).most_common()


def summary(ledger: Ledger, work: str) -> Iterator[str]:
    yield f"{work}: {len(ledger.changes)} changes"
    for kind, count in by_class(ledger.changes):
        yield f"  {count:5d}  {kind}"
