"""The pass: a Work as received and the House, to the corrected Work and the Ledger of every change.

The received files are never written. The pass looks at prose only, leaf by leaf, and refuses its own result when
the corrected file, parsed anew, differs from the received one in anything that the ledger does not list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from ..diagnostics import Diagnostic, Lines, Place
from ..project import Work
from .document import Block, Document, Inline, map_leaves
from .guard import guard
from .house import House
from .ledger import Change, Ledger, substitute
from .rulebook import Match, Rule, Rulebook, contradictions
from .rules import rules_for

METADATA = ("title", "subtitle", "description")


@dataclass(frozen=True, slots=True)
class Normalised:
    """The corrected Work and Documents, the Ledger, and how often each rule matched, by its name."""

    work: Work
    documents: tuple[Document, ...]
    ledger: Ledger
    tally: Counter[Rule]


def normalise(
    work: Work, texts: Mapping[str, str], documents: Iterable[Document], house: House
) -> tuple[Normalised, list[Diagnostic]]:
    """The pass over a work. `texts` holds the received text of every chapter and of work.toml by path."""
    return _Pass(work, texts, house).run(documents)


class _Pass:
    def __init__(self, work: Work, texts: Mapping[str, str], house: House):
        self.work, self.texts = work, texts
        self.book = Rulebook(rules_for(work, house))
        self.style = house.style(work.language)
        contradicting = list(contradictions(self.book))
        self.found = [diagnostic for _, diagnostic in contradicting]
        self.restless = {rule for rules, _ in contradicting for rule in rules}
        self.changes: list[Change] = []
        self.lines: dict[str, Lines] = {}
        self.tally: Counter[Rule] = Counter()

    def run(self, documents: Iterable[Document]) -> tuple[Normalised, list[Diagnostic]]:
        work = self._metadata()
        corrected = tuple(self._document(d) for d in documents)
        ledger = Ledger(tuple(sorted(self.changes, key=lambda c: (c.path, c.start))))
        for before, after in zip(documents, corrected, strict=True):
            self.found += guard(before, after, self.texts[before.path], ledger)
        return Normalised(work, corrected, ledger, self.tally), self.found

    def _metadata(self) -> Work:
        """The work with its title, subtitle and description corrected; their places are in work.toml."""
        source = self.texts.get(self.work.path, "")
        values: dict[str, Any] = {}
        for key in METADATA:
            text = getattr(self.work, key)
            # Where TOML spells the text with escapes its offsets are not known, and it is left alone.
            start = source.find(text) if text else -1
            if start >= 0:
                values[key] = self._run(text, [(0, text, start)], self.work.path)[0]
        return replace(self.work, **values)

    def _document(self, document: Document) -> Document:
        return replace(document, blocks=map_leaves(document.blocks, lambda b: self._leaf(b, document.path)))

    def _leaf(self, block: Block, path: str) -> Block:
        runs = list(_runs(block.inlines, 0))
        text = "".join(run for _, run, _ in runs)
        new = iter(self._run(text, runs, path))
        # One result a run, in the same order as the runs were collected.
        return replace(block, inlines=_with_runs(block.inlines, new)) if text else block

    def _run(self, text: str, runs: list[tuple[int, str, int]], path: str) -> list[str]:
        """The text of each run (its start in the leaf, its text, its offset in the file) as corrected."""
        chosen, covered, conflicts = self.book.matches(text)
        chosen = sorted([*chosen, *self._styled(text, runs, chosen)], key=lambda m: m.start)
        for match in (*chosen, *covered):
            self.tally[match.rule] += 1
        for first, second in conflicts:
            self.tally[second.rule] += 1
            self._conflict(first, second)
        edits_of = [(match, self._edits(match, text, runs, path)) for match in chosen]
        edits = [edit for _, found in edits_of for edit in found]
        unmade = {match.rule for match, found in edits_of if not found}
        self._check_rest(substitute(text, edits), [match for match, found in edits_of if found], unmade)
        by_run: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for start, end, new in edits:
            at = _run_of(start, end, runs)[0]
            by_run[at].append((start - at, end - at, new))
        return [substitute(run, by_run.get(at, [])) for at, run, _ in runs]

    def _conflict(self, first: Match, second: Match) -> None:
        message = f"“{first.rule.before}” ({first.rule.name}) and “{second.rule.before}” overlap in the text"
        self.found.append(Diagnostic("correction-overlap", message, second.rule.place))

    def _edits(
        self, match: Match, text: str, runs: list[tuple[int, str, int]], path: str
    ) -> list[tuple[int, int, str]]:
        """A match as edits (start, end, text) of the leaf, each within one run that the file spells as it is;
        none, and a diagnostic, where that cannot be."""
        before = text[match.start : match.end]
        for smallest in (False, True):
            edits = _hunks(match.start, before, match.after) if smallest else [(match.start, match.end, match.after)]
            places = [_in_file(a, b, runs) for a, b, _ in edits]
            if None not in places:
                for (a, b, after), start in zip(edits, places, strict=True):
                    self._note(path, start or 0, text[a:b], after, match.rule)
                return edits
        message = f"“{before}” is not changed to “{match.after}”: markup stands between the words"
        self.found.append(Diagnostic("correction-markup", message, match.rule.place))
        return []

    def _note(self, path: str, start: int, before: str, after: str, rule: Rule) -> None:
        end = start + len(before)
        place = self._lines(path).place(start, end)
        self.changes.append(Change(path, start, end, before, after, rule, place))

    def _lines(self, path: str) -> Lines:
        if path not in self.lines:
            self.lines[path] = Lines(path, self.texts[path])
        return self.lines[path]

    def _styled(self, text: str, runs: list[tuple[int, str, int]], chosen: list[Match]) -> Iterator[Match]:
        """What the house style asks for, where no ruling is about the same words and the file spells them so."""
        for match in self.style.matches(text):
            spelled = any(at <= match.start and match.end <= at + len(r) and offset >= 0 for at, r, offset in runs)
            if spelled and not any(match.meets(other) for other in chosen):
                yield match

    def _check_rest(self, corrected: str, made: list[Match], unmade: set[Rule]) -> None:
        """What the pass made must not be changed by the pass: it would never come to rest. The rules in `unmade`
        match still, since markup stood in their way."""
        again = self.book.matches(corrected)[0] if made else []
        for match in again:
            if match.rule not in unmade and not any(m.rule == match.rule and m.rule.context for m in made):
                self.tally[match.rule] += 1
                if match.rule in self.restless:
                    continue  # told already
                message = f"{match.rule.told} would change what another rule made"
                self.found.append(Diagnostic("correction-feeds", message, match.rule.place))


def _runs(inlines: tuple[Inline, ...], at: int) -> list[tuple[int, str, int]]:
    """The text runs of a leaf as (start in the leaf, text, offset in the file). Code, breaks and the like stand
    as one space: no rule reaches into or across them unseen."""
    runs: list[tuple[int, str, int]] = []
    for inline in inlines:
        if inline.kind == "text":
            runs.append((at, inline.text, inline.start))
        elif inline.kind == "code":
            runs.append((at, "\ufffc" * len(inline.text), -1))
        elif inline.kind in ("break", "image"):
            runs.append((at, "\n", -1))
        else:
            runs += _runs(inline.children, at)
        at = runs[-1][0] + len(runs[-1][1]) if runs else at
    return runs


def _with_runs(inlines: tuple[Inline, ...], texts: Any) -> tuple[Inline, ...]:
    """The inlines with the texts of their runs, in the order of `_runs`."""
    out = []
    for inline in inlines:
        if inline.kind == "text":
            out.append(replace(inline, text=next(texts)))
        elif inline.kind in ("code", "break", "image"):
            next(texts)
            out.append(inline)
        else:
            out.append(replace(inline, children=_with_runs(inline.children, texts)))
    return tuple(out)


def _in_file(start: int, end: int, runs: list[tuple[int, str, int]]) -> int | None:
    """The offset in the file of [start, end) of a leaf, if one run has it all and the file spells it so."""
    at, run, offset = _run_of(start, end, runs)
    return offset + start - at if end <= at + len(run) and offset >= 0 else None


def _run_of(start: int, end: int, runs: list[tuple[int, str, int]]) -> tuple[int, str, int]:
    """The run in which [start, end) begins; what is only put in goes to the end of a run before the start of one."""
    n = bisect_right(runs, start, key=lambda r: r[0]) - 1
    return runs[n - 1 if start == end == runs[n][0] and n else n]


def _hunks(start: int, before: str, after: str) -> list[tuple[int, int, str]]:
    """The smallest edits that lead from before to after."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(start + a, start + b, after[c:d]) for tag, a, b, c, d in blocks if tag != "equal"]


def check_counts(house: House, normalised: Iterable[Normalised], all_works: bool) -> list[Diagnostic]:
    """Corrections that match nowhere, or not as often as they say. Those for every work are only judged when
    every work was read."""
    runs = list(normalised)
    seen = {run.work.id for run in runs}
    by_place: Counter[Place] = Counter()
    for run in runs:
        for rule, count in run.tally.items():
            by_place[rule.place] += count
    found = []
    for correction in house.corrections:
        times = by_place[correction.place]
        if correction.work not in seen and not (all_works and not correction.work):
            continue
        if not times:
            message = f"“{correction.before}” is nowhere in the text"
            found.append(Diagnostic("correction-unmatched", message, correction.place))
        elif correction.count and times != correction.count:
            message = f"“{correction.before}” is there {times} time{'s' * (times > 1)}, not {correction.count}"
            found.append(Diagnostic("correction-count", message, correction.place))
    return found
