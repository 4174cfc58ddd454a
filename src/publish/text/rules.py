"""Which words the house changes: corrections and stray forms as rules, and where they match in a text.

Rules are looked up by their first word, so the cost grows with the text and not with text times rules. Where
matches overlap the longest wins, and what it covers is applied inside it; two that want different things of the
same words are a diagnostic.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..diagnostics import Place
from ..project import Work
from .house import House

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Rule:
    """Change `before` to `after`. `name` says where it stands, `rank` how special it is (a correction with a
    context beats one without, which beats a stray form)."""

    name: str
    before: str
    after: str
    kind: str
    reason: str = ""
    by: str = ""
    context: str = ""
    rank: int = 0
    place: Place = field(default=Place())


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matches `around` = [start, end) of a text, of which it changes [start, end) to `after`: the
    words that differ, so that two rules may share the words that both leave alone."""

    rule: Rule
    around: tuple[int, int]
    start: int
    end: int
    after: str

    def meets(self, other: Match) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Match) -> bool:
        return self.around[0] <= other.around[0] and other.around[1] <= self.around[1]


def rules_for(work: Work, house: House) -> list[Rule]:
    """The rules that hold in a work: its corrections and the house's, and every stray form that the house knows
    the right form of in the work's language."""
    rules = [
        Rule(str(c.place), c.before, c.after, c.kind, c.reason, c.by, c.context, 2 if c.context else 1, c.place)
        for c in house.for_work(work)
    ]
    for entry in house.entries.values():
        for stray, right in entry.strays.items():
            form = right or entry.form(work.language)
            if form and stray not in entry.accepted(work.language):
                reason = f"the house form is {form}"
                rules.append(Rule(entry.key, stray, form, "name-variant", reason, place=entry.place))
    return rules


class Rulebook:
    """Rules made ready for matching."""

    def __init__(self, rules: Iterable[Rule]):
        self._by_word: dict[str, list[tuple[Rule, re.Pattern[str]]]] = defaultdict(list)
        for rule in rules:
            first = _TOKEN.search(rule.before)
            if first:
                self._by_word[first.group()].append((rule, _pattern(rule.before)))

    def matches(self, text: str) -> tuple[list[Match], list[Match], list[tuple[Match, Match]]]:
        """The matches to be made in a text, in order and apart from one another; those that a longer one covers;
        and the pairs that contradict each other."""
        chosen: list[Match] = []
        covered: list[Match] = []
        conflicts: list[tuple[Match, Match]] = []
        for match in sorted(self._candidates(text), key=_precedence):
            other = next((c for c in chosen if c.meets(match)), None)
            if other is None:
                chosen.append(match)
            elif (other.start, other.end, other.after) == (match.start, match.end, match.after) or (
                other.holds(match) and _precedence(other)[:2] != _precedence(match)[:2]
            ):
                covered.append(match)
            else:
                conflicts.append((other, match))
        made = sorted((self._within(m, covered) for m in chosen), key=lambda m: m.start)
        return made, covered, conflicts

    def _within(self, match: Match, covered: list[Match]) -> Match:
        """The match with what it covers applied to its own result, where that still has the words."""
        after = match.after
        for inner in covered:
            if match.start <= inner.start and inner.end <= match.end:
                pieces = _pattern(inner.rule.before).split(after)
                after = inner.rule.after.join(pieces)
        return replace(match, after=after)

    def _candidates(self, text: str) -> Iterator[Match]:
        for token in _TOKEN.finditer(text):
            for rule, pattern in self._by_word.get(token.group(), ()):
                lead = len(rule.before) - len(rule.before.lstrip())
                found = pattern.match(text, max(token.start() - lead, 0))
                if found and _in_context(rule, text, found) and not _done(rule, text, found.start()):
                    yield _match(rule, found.start(), found.group())


def _precedence(match: Match) -> tuple[int, int, int]:
    """The longest first; among equals the most special, then the first."""
    return match.around[0] - match.around[1], -match.rule.rank, match.start


def _match(rule: Rule, at: int, found: str) -> Match:
    """The match of a rule at a place, trimmed to the words that differ."""
    before, after = _words(found), _words(rule.after)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    if head + tail == len(before):  # only an insertion: show the word that it follows, or else precedes
        while head and not before[head - 1 : head][0].strip():
            head -= 1
        head, tail = (head - 1, tail) if head else (head, tail - 1)
    start = at + len("".join(before[:head]))
    end = at + len(found) - len("".join(before[len(before) - tail :]))
    return Match(rule, (at, at + len(found)), start, end, "".join(after[head : len(after) - tail]))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def _common(first: list[str], second: list[str]) -> int:
    """How many words two lists have in common at their start, any white space being the same."""
    count = 0
    for a, b in zip(first, second, strict=False):
        if a != b and (a.strip() or b.strip()):
            break
        count += 1
    return count


def _pattern(before: str) -> re.Pattern[str]:
    """The words of a rule, any white space between them, ending where words end."""
    body = r"\s+".join(re.escape(part) for part in re.split(r"\s+", before))
    left = r"(?<![^\W_])" if before[0].isalnum() else ""
    right = r"(?![^\W_])" if before[-1].isalnum() else ""
    return re.compile(left + body + right)


def _in_context(rule: Rule, text: str, found: re.Match[str]) -> bool:
    if not rule.context:
        return True
    around = re.compile(r"\s+".join(re.escape(part) for part in rule.context.split()))
    return any(m.start() <= found.start() and found.end() <= m.end() for m in around.finditer(text))


def _done(rule: Rule, text: str, start: int) -> bool:
    """Whether the text reads as the rule wants it already (“However,” for However → However,)."""
    at = rule.after.find(rule.before)
    while at >= 0:
        if start >= at and text.startswith(rule.after, start - at):
            return True
        at = rule.after.find(rule.before, at + 1)
    return False
