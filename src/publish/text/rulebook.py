"""Rules, and where they match in a text: what changes which words into which.

The rules stand in one tree of their tokens, along which the tokens of the text are walked, so that cost grows with
the text and not with text times rules. Where matches overlap the longest wins, and what it covers is applied inside
it; two that want different things of the same words are a diagnostic. Rules may come from anywhere (corrections,
stray forms, house style): a `Rule` is a plain record.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from ..diagnostics import Diagnostic, Place
from .patterns import SPACE, WORD_CLASSES, Reading, classes_of, filled, one_word, readings, spaced, spelled, tokens


@dataclass(frozen=True, slots=True)
class Rule:
    """Change `before` to `after`. `name` says where it stands, `rank` how special it is (a correction with a
    context beats one without, which beats what holds everywhere). `pattern`: braces mean what `patterns` says, and
    a small first letter stands for a capital too. `language` "" means any; `examples` are texts before and after.
    `timed` are the words that take the place of `after` in their time (first date, last date, words)."""

    name: str
    before: str
    after: str
    kind: str
    reason: str = ""
    by: str = ""
    context: str = ""
    rank: int = 0
    place: Place = field(default=Place())
    pattern: bool = False
    language: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    timed: tuple[tuple[str, str, str], ...] = ()

    @property
    def told(self) -> str:
        return f"“{self.before}” → “{self.after}”"


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matches `around` = [start, end) of a text, of which it changes [start, end) to `after`: the
    words that differ, so that two rules may share the words that both leave alone. `whole` is what the rule makes
    of `found`, the words that it matches."""

    rule: Rule
    around: tuple[int, int]
    start: int
    end: int
    after: str
    found: str
    whole: str

    def meets(self, other: Match) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Match) -> bool:
        return self.around[0] <= other.around[0] and other.around[1] <= self.around[1]

    def says_the_same(self, other: Match) -> bool:
        return (self.start, self.end, self.after) == (other.start, other.end, other.after)

    def with_words(self, after: str) -> Match:
        """The match that makes other words of all that it found."""
        return replace(self, start=self.around[0], end=self.around[1], after=after, whole=after)

    def narrowed(self) -> Match:
        """The match of no more than the characters that differ."""
        before = self.found[self.start - self.around[0] : self.end - self.around[0]]
        head = _common(before, self.after)
        tail = _common(before[head:][::-1], self.after[head:][::-1])
        after = self.after[head : len(self.after) - tail]
        return replace(self, start=self.start + head, end=self.end - tail, after=after)


class _Node:
    """What may follow in a rule, by token or class (`open`: a class is among them), and the rules that end here."""

    __slots__ = ("ends", "following", "open")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.open = False
        self.ends: list[tuple[Rule, Reading]] = []


class Rulebook:
    """Rules made ready for matching."""

    def __init__(self, rules: Iterable[Rule]):
        self.rules = tuple(rules)
        self._root = _Node()
        for rule in self.rules:
            for reading in readings(rule.before) if rule.pattern else [spelled(rule.before)]:
                node = self._root
                for token in reading.tokens:
                    node.open |= token in WORD_CLASSES
                    node = node.following.setdefault(token, _Node())
                node.ends.append((rule, reading))

    def matches(
        self, text: str, allowed: Callable[[Match], bool] | None = None
    ) -> tuple[list[Match], list[Match], list[tuple[Match, Match]]]:
        """The matches to be made in a text, of those that are `allowed`, in order and apart from one another; those
        that a longer one covers; and the pairs that contradict each other."""
        chosen = _Apart()
        covered: list[Match] = []
        conflicts: list[tuple[Match, Match]] = []
        for match in sorted(filter(allowed, self.candidates(text)), key=_precedence):
            other = chosen.meeting(match)
            if other is None:
                chosen.add(match)
            elif other.says_the_same(match) or (
                other.holds(match) and _precedence(other)[:2] != _precedence(match)[:2]
            ):
                covered.append(match)
            elif not chosen.add_beside(other, match):
                conflicts.append((other, match))
        return [_with_covered(m, covered) for m in chosen.matches] if covered else chosen.matches, covered, conflicts

    def rewrite(self, text: str) -> str:
        """A text with the matches made."""
        parts, at = [], 0
        for match in self.matches(text)[0]:
            parts += [text[at : match.start], match.after]
            at = match.end
        return "".join([*parts, text[at:]])

    def candidates(self, text: str) -> Iterator[Match]:
        """Every place of a text where a rule matches and has not been followed already."""
        if not self.rules:
            return
        row, first = tokens(text), self._root.following
        # Words that begin no rule are passed over at one look; where a rule begins with a class, all are looked at.
        if not self._root.open and SPACE not in first and first.keys().isdisjoint(row):
            return
        starts = [0, *accumulate(map(len, row))]
        for n, token in enumerate(row):
            if self._root.open or token in first or (token.isspace() and SPACE in first):
                for rule, reading, end in self._walk(row, n):
                    found = text[starts[n] : starts[end]]
                    whole = filled(rule.after, reading, row[n:end]) if rule.pattern else rule.after
                    if not _done(found, whole, text, starts[n]) and _in_context(rule, row, n, end):
                        yield _match(rule, starts[n], found, whole)

    def _walk(self, row: list[str], start: int) -> Iterator[tuple[Rule, Reading, int]]:
        """The rules that match from a token on, and the token before which each ends. A path goes down at most as
        deep as the longest rule."""
        if start and one_word(row[start - 1], row[start]):
            return
        waiting = [(self._root, start)]
        while waiting:
            node, n = waiting.pop()
            if node.ends and not (n < len(row) and one_word(row[n - 1], row[n])):
                yield from ((rule, reading, n) for rule, reading in node.ends)
            if n < len(row) and node.following:
                token = SPACE if row[n].isspace() else row[n]
                for key in (token, *classes_of(token)) if node.open else (token,):
                    if key in node.following:
                        waiting.append((node.following[key], n + 1))


def contradictions(book: Rulebook) -> Iterator[tuple[tuple[Rule, ...], Diagnostic]]:
    """Rules that change what another makes, and what there is to say of them: the pass would not come to rest. Those
    that lead back to where they began are `correction-cycle`, told once."""
    fed = {rule: tuple(dict.fromkeys(_fed(book, rule))) for rule in book.rules}
    circles = {rule: circle for rule, following in fed.items() if following and (circle := _circle(rule, fed))}
    told: set[Rule] = set()
    for rule, circle in circles.items():
        if rule not in told:
            told.update(circle)
            way = " → ".join(f"“{r.before}”" for r in (*circle, circle[0]))
            message = f"{way}: these rulings go round in a circle"
            yield circle, Diagnostic("correction-cycle", message, circle[-1].place)
    for rule, following in fed.items():
        for other in following:
            if rule not in circles or other not in circles:
                message = f"{other.told} would change what {rule.told} made"
                yield (other,), Diagnostic("correction-feeds", message, other.place)


def _fed(book: Rulebook, rule: Rule) -> Iterator[Rule]:
    """The rules that match in what a rule makes, and did not match there before."""
    for before, after in _specimens(rule):
        again = [m.rule for m in book.candidates(after) if not (m.rule == rule and rule.context)]
        if again:
            already = {m.rule for m in book.candidates(before)}
            yield from (other for other in again if other == rule or other not in already)


def _specimens(rule: Rule) -> Iterator[tuple[str, str]]:
    """Texts that a rule changes, before and after."""
    yield from rule.examples
    if rule.context:
        yield rule.context, rule.context.replace(rule.before, rule.after)
    elif not rule.pattern:
        yield rule.before, rule.after


def _circle(start: Rule, fed: dict[Rule, tuple[Rule, ...]]) -> tuple[Rule, ...]:
    """The shortest way from a rule over those that it feeds back to itself; () where there is none."""
    ways: dict[Rule, tuple[Rule, ...]] = dict.fromkeys(fed[start], (start,))
    waiting = list(ways)
    for rule in waiting:  # grows as it goes
        if rule == start:
            return ways[rule]
        for other in fed[rule]:
            if other not in ways:
                ways[other] = (*ways[rule], rule)
                waiting.append(other)
    return ()


class _Apart:
    """Matches that do not meet, in the order of the text."""

    def __init__(self) -> None:
        self.matches: list[Match] = []

    def meeting(self, match: Match) -> Match | None:
        at = bisect_right(self.matches, match.start, key=lambda m: m.start)
        near = self.matches[max(at - 1, 0) : at + 1]
        return next((m for m in near if m.meets(match)), None)

    def add(self, match: Match) -> None:
        self.matches.insert(bisect_right(self.matches, match.start, key=lambda m: m.start), match)

    def add_beside(self, other: Match, match: Match) -> bool:
        """Whether both can be made, each changing no more than the characters that it must."""
        first, second = other.narrowed(), match.narrowed()
        if first.meets(second) or not (first.start < first.end and second.start < second.end):
            return False
        self.matches.remove(other)
        fits = self.meeting(second) is None
        self.add(first if fits else other)
        if fits:
            self.add(second)
        return fits


def _precedence(match: Match) -> tuple[int, int, int]:
    """The longest first; among equals the most special, then the first."""
    return match.around[0] - match.around[1], -match.rule.rank, match.start


def _match(rule: Rule, at: int, found: str, whole: str) -> Match:
    """The match of a rule at a place, trimmed to the words that differ."""
    before, after = _words(found), _words(whole)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    if head + tail == len(before):  # only an insertion: show the word that it follows, or else precedes
        while head and not before[head - 1].strip():
            head -= 1
        head, tail = (head - 1, tail) if head else (head, tail - 1)
    start = at + len("".join(before[:head]))
    end = at + len(found) - len("".join(before[len(before) - tail :]))
    new = "".join(after[head : len(after) - tail])
    return Match(rule, (at, at + len(found)), start, end, new, found, whole)


def _words(text: str) -> list[str]:
    """Words with the marks on them, and the spaces between."""
    words: list[str] = []
    for token in tokens(text):
        if words and words[-1].isspace() == token.isspace():
            words[-1] += token
        else:
            words.append(token)
    return words


def _common(first: str | list[str], second: str | list[str]) -> int:
    """How many pieces two texts have in common at their start, any white space being the same."""
    count = 0
    for a, b in zip(first, second, strict=False):
        if a != b and (a.strip() or b.strip()):
            break
        count += 1
    return count


def _with_covered(match: Match, covered: list[Match]) -> Match:
    """The match with what it covers applied to its own result, where that still has the words."""
    after = match.after
    for inner in covered:
        if match.start <= inner.start and inner.end <= match.end and inner.rule != match.rule:
            after = _replaced(after, inner.found, inner.whole)
    return replace(match, after=after)


def _replaced(text: str, before: str, after: str) -> str:
    """A text with one row of words in the place of another."""
    return Rulebook([Rule("", before, after, "")]).rewrite(text)


def _in_context(rule: Rule, row: list[str], start: int, end: int) -> bool:
    """Whether the words around tokens [start, end) are those of the rule's context; its first and last word may be
    parts of words, as they were copied."""
    if not rule.context:
        return True
    context, words = spelled(rule.context.strip()).tokens, spelled(rule.before).tokens
    for lead in range(len(context) - len(words) + 1):
        first, last = start - lead, start - lead + len(context)
        if context[lead : lead + len(words)] != words or first < 0 or last > len(row):
            continue
        around = spaced(row[first:last])
        if around[1:-1] == list(context[1:-1]) and _edges(around, context):
            return True
    return False


def _edges(around: list[str], context: tuple[str, ...]) -> bool:
    if len(context) == 1:
        return context[0] in around[0]
    return around[0].endswith(context[0]) and around[-1].startswith(context[-1])


def _done(found: str, whole: str, text: str, start: int) -> bool:
    """Whether the text reads as the rule wants it already (“However,” for However → However,)."""
    at = whole.find(found)
    while at >= 0:
        if start >= at and text.startswith(whole, start - at):
            return True
        at = whole.find(found, at + 1)
    return False
