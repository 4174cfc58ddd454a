"""The pass: a Work as received and the House, to the corrected Work and the Ledger of every change.

The received files are never written. The pass looks at prose only, leaf by leaf, and refuses its own result when
the corrected file, parsed anew, differs from the received one in anything that the ledger does not list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from typing import Any

from ..diagnostics import Diagnostic, Lines, Place
from ..inflection import declines
from ..project import Work
from .document import Block, Document, Inline, map_notes
from .guard import guard
from .house import House
from .ledger import Change, Ledger, substitute
from .periods import Period, spoken_of
from .rulebook import Match, Rule, Rulebook, contradictions
from .rules import rules_for
from .style import Style

Edit = tuple[int, int, str]
_CONVENTIONS = ("spelling-convention", "style")
_WORD = re.compile(r"[^\W\d_]+")
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


@dataclass(frozen=True, slots=True, eq=False)
class _Prose:
    """The text of a leaf. `runs` are (start in the leaf, text, offset in the file), `marks` [start, end) of what is
    emphasised; `tongues` has the language of each run, () where all are in that of the leaf."""

    path: str
    text: str
    language: str
    quoted: bool
    runs: tuple[tuple[int, str, int], ...]
    marks: tuple[tuple[int, int], ...] = ()
    tongues: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.language, *self.tongues))) if self.tongues else (self.language,)

    def language_at(self, start: int, end: int) -> str:
        """The language of [start, end); that of the leaf where it is not all in another one."""
        if not self.tongues:
            return self.language
        first, last = (bisect_right(self.runs, at, key=lambda r: r[0]) - 1 for at in (start, max(end - 1, start)))
        return self.tongues[first] if self.tongues[first] == self.tongues[last] else self.language

    def edited(self, edits: list[Edit]) -> _Prose:
        """The prose with edits made that stand in its order."""
        ends = [end for _, end, _ in edits]
        grown = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]

        def moved(at: int) -> int:
            return at + grown[bisect_right(ends, at)]

        runs = tuple((moved(at), run, offset) for at, run, offset in self.runs) if self.tongues else self.runs
        marks = tuple((moved(a), moved(b)) for a, b in self.marks)
        text = substitute(self.text, edits)
        return _Prose(self.path, text, self.language, self.quoted, runs, marks, self.tongues)


@dataclass(frozen=True, slots=True)
class _Voice:
    """What is ruled for one language."""

    book: Rulebook
    style: Style


class _Pass:
    def __init__(self, work: Work, texts: Mapping[str, str], house: House):
        self.work, self.texts, self.house = work, texts, house
        self.voices: dict[str, _Voice] = {}
        contradicting = list(contradictions(self._voice(work.language).book))
        self.found = [diagnostic for _, diagnostic in contradicting]
        self.restless = {rule for rules, _ in contradicting for rule in rules}
        self.changes: list[Change] = []
        self.lines: dict[str, Lines] = {}
        self.tally: Counter[Rule] = Counter()

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the received texts."""
        return frozenset(word for text in self.texts.values() for word in _WORD.findall(text))

    def _voice(self, language: str) -> _Voice:
        if language not in self.voices:
            words = self.words if declines(language) else frozenset[str]()
            book = Rulebook(rules_for(self.work, self.house, language, words))
            self.voices[language] = _Voice(book, self.house.style(language))
        return self.voices[language]

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
                prose = _Prose(self.work.path, text, self.work.language, False, ((0, text, start),))
                values[key] = self._run(prose)[0]
        return replace(self.work, **values)

    def _document(self, document: Document) -> Document:
        within = _Prose(document.path, "", self.work.language, False, ())
        return replace(document, blocks=self._blocks(document.blocks, within))

    def _blocks(self, blocks: tuple[Block, ...], within: _Prose) -> tuple[Block, ...]:
        return tuple(self._block(block, within) for block in blocks)

    def _block(self, block: Block, within: _Prose) -> Block:
        """A block corrected; the language and the quotation that it stands in are those of what holds it."""
        language = block.attrs.get("lang") or within.language
        if block.kind == "quote" or language != within.language:
            within = replace(within, language=language, quoted=within.quoted or block.kind == "quote")
        if not block.is_leaf:
            return replace(block, blocks=self._blocks(block.blocks, within))
        inlines = map_notes(block.inlines, lambda blocks: self._blocks(blocks, within))
        prose = _Leaf(within).read(inlines)
        # One result a run, in the same order as the runs were collected.
        return replace(block, inlines=_with_runs(inlines, iter(self._run(prose))) if prose.text else inlines)

    def _run(self, prose: _Prose) -> list[str]:
        """The text of each run as corrected."""
        chosen, covered, conflicts = self._matches(prose)
        chosen.sort(key=lambda m: m.start)
        chosen = sorted([*chosen, *self._styled(prose, chosen)], key=lambda m: m.start)
        for match in (*chosen, *covered):
            self.tally[match.rule] += 1
        for first, second in conflicts:
            self.tally[second.rule] += 1
            self._conflict(first, second)
        edits_of = [(match, self._edits(match, prose)) for match in chosen]
        edits = [edit for _, found in edits_of for edit in found]
        unmade = {match.rule for match, found in edits_of if not found}
        made = [match for match, found in edits_of if found]
        if made:
            self._check_rest(prose.edited(edits), made, unmade)
        by_run: defaultdict[int, list[Edit]] = defaultdict(list)
        for start, end, new in edits:
            at = _run_of(start, end, prose.runs)[0]
            by_run[at].append((start - at, end - at, new))
        return [substitute(run, by_run.get(at, [])) for at, run, _ in prose.runs]

    def _matches(self, prose: _Prose) -> tuple[list[Match], list[Match], list[tuple[Match, Match]]]:
        """What is to be made, what that covers and what contradicts it, each piece of the text by the rules of its
        language."""
        chosen: list[Match] = []
        covered: list[Match] = []
        conflicts: list[tuple[Match, Match]] = []
        for language in prose.languages:
            found = self._voice(language).book.matches(prose.text, self._allowed(prose, language))
            chosen += (self._timely(match, prose) if match.rule.timed else match for match in found[0])
            covered += found[1]
            conflicts += found[2]
        return chosen, covered, conflicts

    def _timely(self, match: Match, prose: _Prose) -> Match:
        """The match with the form of the time that the text speaks of, if it speaks of any."""
        when = spoken_of(prose.text, match.start)
        held = (form for first, last, form in match.rule.timed if when and Period(first, last).holds(when))
        form = next(held, match.whole)
        return match if form == match.whole else match.with_words(form)

    def _allowed(self, prose: _Prose, language: str) -> Callable[[Match], bool]:
        """Whether a match stands in a language, and is no convention in what is quoted."""

        def allowed(match: Match) -> bool:
            if prose.tongues and prose.language_at(match.start, match.end) != language:
                return False
            return not (_is_convention(match.rule) and self._kept(prose, match.start, match.end))

        return allowed

    def _conflict(self, first: Match, second: Match) -> None:
        message = f"“{first.rule.before}” ({first.rule.name}) and “{second.rule.before}” overlap in the text"
        self.found.append(Diagnostic("correction-overlap", message, second.rule.place))

    def _edits(self, match: Match, prose: _Prose) -> list[Edit]:
        """A match as edits of the leaf, each within one run that the file spells as it is; none, and a diagnostic,
        where that cannot be."""
        text, runs = prose.text, prose.runs
        before = text[match.start : match.end]
        for smallest in (False, True):
            edits = _hunks(match.start, before, match.after) if smallest else [(match.start, match.end, match.after)]
            places = [_in_file(a, b, runs) for a, b, _ in edits]
            if None not in places:
                for (a, b, after), start in zip(edits, places, strict=True):
                    self._note(prose.path, start or 0, text[a:b], after, match.rule)
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

    def _styled(self, prose: _Prose, chosen: list[Match]) -> Iterator[Match]:
        """What the house style asks for, where no ruling is about the same words, they are not quoted, and the file
        spells them so."""
        starts = [match.start for match in chosen]
        for language in prose.languages:
            for match in self._voice(language).style.matches(prose.text):
                start, end = match.start, match.end
                n = bisect_right(starts, start)
                spelled = _in_file(start, end, prose.runs) is not None
                free = spelled and not any(match.meets(other) for other in chosen[max(n - 1, 0) : n + 1])
                if free and prose.language_at(start, end) == language and not self._kept(prose, start, end):
                    yield match

    def _kept(self, prose: _Prose, start: int, end: int) -> bool:
        return self.house.quotations.keeps(prose, start, end)

    def _check_rest(self, corrected: _Prose, made: list[Match], unmade: set[Rule]) -> None:
        """What the pass made must not be changed by the pass: it would never come to rest. The rules in `unmade`
        match still, since markup stood in their way."""
        for match in self._matches(corrected)[0]:
            if match.rule not in unmade and not any(m.rule == match.rule and m.rule.context for m in made):
                self.tally[match.rule] += 1
                if match.rule in self.restless:
                    continue  # told already
                message = f"{match.rule.told} would change what another rule made"
                self.found.append(Diagnostic("correction-feeds", message, match.rule.place))


def _is_convention(rule: Rule) -> bool:
    """Whether a rule says how things are written, and not what is wrong at a place that an editor has seen."""
    return not rule.context and (rule.kind in _CONVENTIONS or (rule.pattern and rule.kind == "punctuation"))


class _Leaf:
    """Collects the prose of a leaf. Code, breaks and the like stand as one space: no rule reaches into or across
    them unseen."""

    def __init__(self, within: _Prose):
        self.within = within
        self.runs: list[tuple[int, str, int]] = []
        self.marks: list[tuple[int, int]] = []
        self.tongues: list[str] = []
        self.length = 0

    def read(self, inlines: tuple[Inline, ...]) -> _Prose:
        self._add(inlines, self.within.language)
        text = "".join(run for _, run, _ in self.runs)
        within, marks = self.within, tuple(self.marks)
        tongues = tuple(self.tongues) if set(self.tongues) - {within.language} else ()
        return _Prose(within.path, text, within.language, within.quoted, tuple(self.runs), marks, tongues)

    def _add(self, inlines: tuple[Inline, ...], within: str) -> None:
        for inline in inlines:
            start, language = self.length, inline.attrs.get("lang") or within
            if inline.kind == "text":
                self._put(inline.text, inline.start, language)
            elif inline.kind == "code":
                self._put("\ufffc" * len(inline.text), -1, language)
            elif inline.kind in ("break", "image"):
                self._put("\n", -1, language)
            else:
                self._add(inline.children, language)
            if inline.kind == "em":
                self.marks.append((start, self.length))

    def _put(self, text: str, offset: int, language: str) -> None:
        self.runs.append((self.length, text, offset))
        self.tongues.append(language)
        self.length += len(text)


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


def _in_file(start: int, end: int, runs: tuple[tuple[int, str, int], ...]) -> int | None:
    """The offset in the file of [start, end) of a leaf, if one run has it all and the file spells it so."""
    at, run, offset = _run_of(start, end, runs)
    return offset + start - at if end <= at + len(run) and offset >= 0 else None


def _run_of(start: int, end: int, runs: tuple[tuple[int, str, int], ...]) -> tuple[int, str, int]:
    """The run in which [start, end) begins; what is only put in goes to the end of a run before the start of one."""
    n = bisect_right(runs, start, key=lambda r: r[0]) - 1
    return runs[n - 1 if start == end == runs[n][0] and n else n]


def _hunks(start: int, before: str, after: str) -> list[Edit]:
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
