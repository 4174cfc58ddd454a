"""One thing written in two ways, and what the declared house style would have otherwise.

Where `style.toml` rules, every other way is a finding with its proposal. Where nobody has ruled, both ways are shown
with their counts and the editor is asked: the majority is not the truth. Quoted speech and titles of works keep the
conventions of whoever wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..house import House
from ..quotations import outer
from ..style import usual
from ..ways import KINDS, Way, ways
from .corpus import Corpus, Passage, Word
from .dictionary import Dictionary, dictionary
from .finding import Finding, Sighting, gathered
from .spelling import unaccented


@dataclass(frozen=True, slots=True)
class Convention:
    """A key of the style, and how each of its values looks in a text of any language."""

    key: str
    ways: Mapping[str, re.Pattern[str]]


# Marks, which every language has. The mark itself comes first: a pattern that begins with a letter is found at once.
_MARKS = (
    Convention("dash", {
        "spaced hyphen": re.compile(r"-(?<=[^\s\d] -)-?(?= \S)"),
        "en": re.compile(r"–(?<=\S[ \u00a0]–)(?= \S)"),
        "spaced em": re.compile(r"—(?<=\S[ \u00a0]—)(?= \S)"),
        "em": re.compile(r"—(?<=\w—)(?=\w)"),
    }),
    Convention("ellipsis", {"…": re.compile("…"), "...": re.compile(r"\.\.\.(?<!\.\.\.\.)(?!\.)")}),
    Convention("apostrophe", {"’": re.compile(r"’(?<=\w’)(?=\w)"), "'": re.compile(r"'(?<=\w')(?=\w)")}),
)  # fmt: skip
# A word with a hyphen, from its hyphen on, and what stands before that; two words of which the first has a capital.
_HYPHENED = re.compile(r"-(?=([^\W\d_]{2,})(?![\w-]))")
_HEAD = re.compile(r"(?<![\w-])[^\W\d_]{2,}\Z")
_NAMED = re.compile(r"[^\W\d_a-zß-öø-ÿа-яё](?<![\w-].)(?=([^\W\d_]+) ([^\W\d_]{2,})(?![\w-]))")
_VERB = re.compile(r"(\w{3,})i([sz])(e|es|ed|er|ers|ing|ation|ations)")
# What British and American spelling differ in (The Oxford Guide to Style, 4.2).
_SPELLED = (
    ("our", "or"), ("re", "er"), ("ce", "se"), ("ll", "l"), ("l", "ll"), ("ogue", "og"), ("ys", "yz"), ("ae", "e"),
    ("oe", "e"), ("mme", "m"), ("ey", "ay"), ("ough", "ow"), ("tt", "t"), ("pp", "p"), ("eable", "able"),
)  # fmt: skip
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}")
_POINTS = re.compile(r"\.[^\W\d_]\.")  # a text without them is passed over at a look
_LONGEST = 60  # letters of a word


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """All that is against the declared style, and what is written in two ways where none is declared."""
    for language in corpus.languages:
        yield from _Judge(corpus, house, language).findings()


class _Judge:
    """Judges the texts of one language, but for what they quote."""

    def __init__(self, corpus: Corpus, house: House, language: str):
        self.language, self.code = language, language.split("-")[0]
        self.style = house.style(language)
        self.quotations = house.quotations
        self.passages = list(corpus.of(language))
        self.words = corpus.vocabulary[language]
        self.known = dictionary(language)

    def findings(self) -> Iterator[Finding]:
        for convention in _MARKS:
            yield from self.marks(convention)
        yield from self.quotes()
        for key, several in ways(self.code).items():
            yield from self.ways(key, several)
        yield from self.capitals()
        yield from self.hyphens()
        yield from self.diacritics()
        yield from self.abbreviations()
        if self.code == "en" and self.known:
            yield from self.spellings(self.known)

    def _undeclared(self, key: str) -> str:
        value = usual(self.language, key)
        return f"no `{key}` is declared in style.toml" + (f" (usual is “{value}”)" if value else "")

    def own(self, passage: Passage, start: int, end: int) -> bool:
        """Whether [start, end) is the text's own, and no quotation that keeps its conventions."""
        return not self.quotations.keeps(passage, start, end)

    def seen(self, word: str) -> list[Sighting]:
        """Where the text's own words have a word."""
        return [Sighting(*place) for place in self.words[word].places if self.own(*place)]

    def marks(self, convention: Convention) -> Iterator[Finding]:
        """A mark that is not the one declared, or that is not always the same."""
        seen = {
            way: [
                Sighting(passage, match.start(), match.end())
                for passage in self.passages
                for match in pattern.finditer(passage.text)
                if self.own(passage, match.start(), match.end())
            ]
            for way, pattern in convention.ways.items()
        }
        yield from self._marked(convention.key, seen)

    def quotes(self) -> Iterator[Finding]:
        """Quotation marks, those within others left out."""
        seen: dict[str, list[Sighting]] = {}
        for passage in self.passages:
            for start, end in outer(passage.text):
                if self.own(passage, start, start + 1):
                    pair = passage.text[start] + passage.text[end - 1]
                    seen.setdefault(pair, []).append(Sighting(passage, start, start + 1))
        yield from self._marked("quotes", seen)

    def _marked(self, key: str, seen: Mapping[str, list[Sighting]]) -> Iterator[Finding]:
        declared = self.style.get(key)
        if not declared:
            yield from _asked("punctuation", seen, self._undeclared(key))
            return
        for way, sightings in seen.items():
            if sightings and way != declared:
                yield _off(key, "punctuation", sightings, declared)

    def ways(self, key: str, several: tuple[Way, ...]) -> Iterator[Finding]:
        """What is written in another way than the one declared, as that has it; or in several, where none is."""
        declared = self.style.get(key)
        seen = {way.name: list(self._written(key, way)) for way in several if way.name != declared}
        if not declared:
            shown = {name: [sighting for sighting, _ in found] for name, found in seen.items()}
            yield from _asked(KINDS[key], shown, self._undeclared(key))
            return
        reason = f'the house style has `{key} = "{declared}"`'
        for found in seen.values():
            yield from gathered("off-style", KINDS[key], reason, (pair for pair in found if pair[1]))
            if unclear := [sighting for sighting, proposal in found if not proposal]:
                yield _off(key, KINDS[key], unclear, declared)

    def _written(self, key: str, way: Way) -> Iterator[tuple[Sighting, str]]:
        """Where the texts have a way, and what that is in the one declared."""
        for passage in self.passages:
            for match, fields in way.find(passage.text):
                if self.own(passage, *match.span()):
                    spaces = len(match.group()) - len(match.group().lstrip())
                    sighting = Sighting(passage, match.start() + spaces, match.end())
                    yield sighting, self.style.proposal(key, match, fields)

    def capitals(self) -> Iterator[Finding]:
        """“October Revolution” and “October revolution”: a name whose second word has a capital here and none there."""
        found: dict[str, dict[str, list[Sighting]]] = {}
        for passage in self.passages:
            if passage.kind in ("heading", "title"):
                continue
            for match in _NAMED.finditer(passage.text):
                start, end = match.start(), match.end(2)
                named = match.group().isupper() and match[1].islower() and match[2][1:].islower()
                if named and not passage.begins_sentence(start) and self.own(passage, start, end):
                    sighting = Sighting(passage, start, end)
                    found.setdefault(sighting.words.lower(), {}).setdefault(sighting.words, []).append(sighting)
        for written in found.values():
            yield from _asked("name-variant", written, "which has the capital?")

    def hyphens(self) -> Iterator[Finding]:
        """“counter-balance” and “counterbalance”; also where a dictionary has the word in one piece only."""
        found: dict[str, list[Sighting]] = {}
        for passage in self.passages:
            for match in _HYPHENED.finditer(passage.text):
                head = _HEAD.search(passage.text, max(match.start() - _LONGEST, 0), match.start())
                if head and match[1].islower() and self.own(passage, head.start(), match.end(1)):
                    sighting = Sighting(passage, head.start(), match.end(1))
                    found.setdefault(sighting.words.lower(), []).append(sighting)
        for written, sightings in found.items():
            closed, known = written.replace("-", ""), self.known
            if closed in self.words:
                ways = {written: sightings, closed: self.seen(closed)}
                yield from _asked("spelling-convention", ways, "with the hyphen, or in one word?")
            elif known and known.zipf(closed) >= 2.5 and known.knows(closed) and not known.hyphenates(written):
                reason = "dictionaries have it in one word"
                yield Finding("two-ways", "spelling-convention", written, closed, reason, tuple(sightings))

    def diacritics(self) -> Iterator[Finding]:
        """“perestroïka” and “perestroika”: the same letters, here with an accent and there without."""
        for text in self.words:
            bare = unaccented(text)
            if bare != text and bare in self.words and not self._are_two(text, bare):
                ways = {word: self.seen(word) for word in (text, bare)}
                yield from _asked("name-variant", ways, "with the accent, or without?")

    def _are_two(self, text: str, bare: str) -> bool:
        """Whether the accent makes another word."""
        return bool(self.known and self.known.knows(text) and self.known.knows(bare))

    def abbreviations(self) -> Iterator[Finding]:
        """“U.S.S.R.” and “USSR”."""
        found: dict[str, list[Sighting]] = {}
        for passage in self.passages:
            for match in _DOTTED.finditer(passage.text) if _POINTS.search(passage.text) else ():
                if self.own(passage, *match.span()):
                    found.setdefault(match.group(), []).append(Sighting(passage, *match.span()))
        for dotted, sightings in found.items():
            bare = dotted.replace(".", "")
            if bare in self.words and bare.isupper():
                ways = {dotted: sightings, bare: self.seen(bare)}
                yield from _asked("spelling-convention", ways, "with points, or without?")

    def spellings(self, known: Dictionary) -> Iterator[Finding]:
        """British and American words, and verbs in -ise and -ize, by the dictionaries of both."""
        sides: dict[tuple[str, str], list[Word]] = {}
        for text, word in self.words.items():
            side = _side(text, known) if text.islower() and len(text) > 4 else None
            if side:
                sides.setdefault(side, []).append(word)
        for key, (one, other) in {"spelling": ("GB", "US"), "verbs": ("ise", "ize")}.items():
            declared = self.style.get(key)
            ways = {way: sides.get((key, way), []) for way in (one, other)}
            if declared:
                for word in ways[other if declared == one else one]:
                    if sightings := self.seen(word.text):
                        yield _off(key, "spelling-convention", sightings, declared)
            elif all(ways.values()):
                shown = {f"{w[0].text}…": [s for word in w for s in self.seen(word.text)] for w in ways.values()}
                yield from _asked("spelling-convention", shown, self._undeclared(key))


def _off(key: str, kind: str, sightings: list[Sighting], declared: str) -> Finding:
    reason = f'the house style has `{key} = "{declared}"`'
    return Finding("off-style", kind, sightings[0].words.strip(), "", reason, tuple(sightings))


def _asked(kind: str, ways: Mapping[str, list[Sighting]], why: str) -> Iterator[Finding]:
    """A question about several ways, at the places of all but the most frequent one; none where there are not
    several."""
    used = {way: sightings for way, sightings in ways.items() if sightings}
    if len(used) < 2 and "spaced hyphen" not in used:
        return
    most = max(used, key=lambda way: len(used[way]))
    counts = ", ".join(f"“{way}” {len(sightings)}" for way, sightings in used.items())
    rest = [s for way, sightings in used.items() if way != most or len(used) == 1 for s in sightings]
    yield Finding("two-ways", kind, rest[0].words.strip(), "", f"written in two ways ({counts}); {why}", tuple(rest))


def _side(text: str, known: Dictionary) -> tuple[str, str] | None:
    """The key of the style that a word says something about, and the side that it is on."""
    british, american = known.of("en_GB", text), known.of("en_US", text)
    verb = _VERB.fullmatch(text)
    if verb and british:
        other = f"{verb[1]}i{'z' if verb[2] == 's' else 's'}{verb[3]}"
        if known.of("en_GB", other):
            return "verbs", f"i{verb[2]}e"
    if british == american:
        return None
    for gb, us in _SPELLED:
        here, there = (gb, us) if british else (us, gb)
        if any(known.of("en_US" if british else "en_GB", other) for other in _replaced(text, here, there)):
            return "spelling", "GB" if british else "US"
    return None  # a word that one of the dictionaries happens to lack


def _replaced(text: str, here: str, there: str) -> Iterator[str]:
    for match in re.finditer(here, text):
        yield text[: match.start()] + there + text[match.end() :]
