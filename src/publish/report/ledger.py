"""The ledger for an editor's eyes: each change in its sentence, and what there is of each class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..diagnostics import Diagnostic
from ..text.normalise import Change, Ledger

AROUND = 36  # characters shown on each side of a change


def as_diagnostics(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each change as a note with its place, before and after."""
    for change in ledger.changes:
        rule = change.rule
        message = f"“{change.before}” → “{change.after}” ({rule.kind}{f': {rule.reason}' if rule.reason else ''})"
        yield Diagnostic("change", message, change.place, f"ruled in {rule.place}", change.before, change.after)


def diff(ledger: Ledger, texts: Mapping[str, str], *, colour: bool) -> Iterator[str]:
    """Each change in its context, a line each, as `git diff --word-diff` shows it."""
    for change in ledger.changes:
        text = texts[change.path]
        before = " ".join(text[max(change.start - AROUND, 0) : change.start].rsplit("\n", 1)[-1:])
        after = text[change.end : change.end + AROUND].split("\n", 1)[0]
        yield f"{change.place}  {before}{_marked(change, colour)}{after}"


def _marked(change: Change, colour: bool) -> str:
    if colour:
        removed, added = f"\x1b[31m{change.before}\x1b[0m", f"\x1b[32m{change.after}\x1b[0m"
        return (removed if change.before else "") + (added if change.after else "")
    return f"[-{change.before}-]{{+{change.after}+}}"


def summary(ledger: Ledger, work: str) -> Iterator[str]:
    """How many changes there are of each class, the most first."""
    counts = Counter(change.rule.kind for change in ledger.changes)
    yield f"{work}: {len(ledger.changes)} changes"
    for kind, count in counts.most_common():
        yield f"  {count:5d}  {kind}"
