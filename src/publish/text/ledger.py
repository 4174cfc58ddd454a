"""The ledger: every change of the pass, with its place, so that all can be shown, published and undone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..diagnostics import Place
from .document import Inline
from .rulebook import Rule


@dataclass(frozen=True, slots=True)
class Change:
    """One edit of the pass: characters [start, end) of the received file `path`, before and after."""

    path: str
    start: int
    end: int
    before: str
    after: str
    rule: Rule = field(compare=False)
    place: Place = field(compare=False, default=Place())


@dataclass(frozen=True, slots=True)
class Ledger:
    """All changes of a work, by file and place. Applying them to the received text gives the corrected one,
    reverting them there gives the received one back."""

    changes: tuple[Change, ...] = ()

    def of(self, path: str) -> list[Change]:
        return sorted((c for c in self.changes if c.path == path), key=lambda c: c.start)

    def apply(self, path: str, received: str) -> str:
        return substitute(received, [(c.start, c.end, c.after) for c in self.of(path)])

    def revert(self, path: str, corrected: str) -> str:
        shift, edits = 0, []
        for change in self.of(path):
            start = change.start + shift
            edits.append((start, start + len(change.after), change.before))
            shift += len(change.after) - len(change.before)
        return substitute(corrected, edits)


class Pieces:
    """Corrected runs of text cut into what stands as received and what was changed. `changes` are those of one file,
    in its order."""

    def __init__(self, changes: list[Change]):
        self._changes = changes

    def of(self, run: Inline) -> Iterator[str | Change]:
        """The pieces of a run; one whose offset is not known has no changes."""
        end = grown = 0
        first = bisect_left(self._changes, run.start, key=lambda c: c.start) if run.start >= 0 else len(self._changes)
        for n in range(first, len(self._changes)):
            change = self._changes[n]
            start = change.start - run.start + grown
            if start > len(run.text):
                break
            if start > end:
                yield run.text[end:start]
            yield change
            end = start + len(change.after)
            grown += len(change.after) - len(change.before)
        if end < len(run.text):
            yield run.text[end:]


def substitute(text: str, edits: list[tuple[int, int, str]]) -> str:
    """A text with edits (start, end, new) made that are apart."""
    parts, at = [], 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])
