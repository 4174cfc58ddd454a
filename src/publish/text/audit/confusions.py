"""Real words in the wrong place, where the words around them leave no doubt.

One table a language (`confusions/<language>.toml`): phrases that are never right, and words with what is meant and
patterns of what must stand before and after them. Each of these rows carries sentences in which it must speak up, and
others in which it must not; the tests run them. A row is looked at only where its word stands, a phrase only where
its words stand beside each other, so the cost grows with the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from ..house import House
from .corpus import Corpus, Passage, Word
from .finding import Finding, Sighting, gathered

AROUND = 60  # characters before and after the word that a pattern can see


@dataclass(frozen=True, slots=True)
class Confusion:
    """`word` is written for `right` where `before` ends just in front of it and `after` begins just behind it; `*`
    is the beginning of any word. `whole`: `right` takes the place of the matched context, too; `exact`: the word is
    meant only as it is spelled, not with a capital."""

    word: str
    right: str
    reason: str
    kind: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    whole: bool
    exact: bool
    wrong: tuple[str, ...]
    fine: tuple[str, ...]

    def spelled(self, vocabulary: Mapping[str, Word]) -> Iterator[Word]:
        """The words of a text that are in question."""
        if self.word.startswith("*"):
            yield from (word for text, word in vocabulary.items() if text.endswith(self.word[1:]))
            return
        curly = self.word.replace("'", "’")
        capital = () if self.exact else (self.word[0].upper() + self.word[1:], curly[0].upper() + curly[1:])
        yield from (vocabulary[text] for text in dict.fromkeys((self.word, curly, *capital)) if text in vocabulary)

    def at(self, passage: Passage, start: int, end: int) -> tuple[Sighting, str] | None:
        """The words in question, those of the context among them, and what they should be."""
        text = passage.text
        before = self.before.search(text, max(start - AROUND, 0), start)
        after = self.after.match(text, end, end + AROUND)
        if not (before and after):
            return None
        head, word, tail = text[before.start() : start], text[start:end], text[end : after.end()]
        right = word[: 1 - len(self.word)] + self.right[1:] if self.word.startswith("*") else self.right
        proposal = right if self.whole else head + _cased(right, word) + tail
        return Sighting(passage, before.start(), after.end()), _cased(proposal, head + word)


@cache
def _table(language: str) -> dict[str, Any]:
    """The file of a language, empty for one that has none."""
    file = files(__package__) / "confusions" / f"{language.split('-')[0]}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def phrases(language: str) -> Mapping[str, str]:
    """What is never right in a language, in lower case, with what is."""
    found: Mapping[str, str] = _table(language).get("phrases", {})
    return found


@cache
def sets(language: str) -> Mapping[str, frozenset[str]]:
    """Words that are mistaken for one another, each with the others of its sets."""
    found: dict[str, frozenset[str]] = {}
    for words in (row.split() for row in _table(language).get("sets", ())):
        for word in words:
            found[word] = found.get(word, frozenset()) | (frozenset(words) - {word})
    return found


@cache
def confusions(language: str) -> tuple[Confusion, ...]:
    """The rows of a language that look at the words around."""
    table = _table(language)
    classes = {name: f"(?:{'|'.join(words.split())})" for name, words in table.get("classes", {}).items()}
    return tuple(confusion for row in table.get("confusion", ()) for confusion in _confusions(row, classes))


def _confusions(row: dict[str, Any], classes: dict[str, str]) -> Iterator[Confusion]:
    """A row, which may be of several words with what is right for each of them, or for all."""

    def pattern(text: str, edge: str) -> re.Pattern[str]:
        for name, words in classes.items():
            text = text.replace(f"<{name}>", words)
        text = re.sub(r"\(\?<!(?=\w)", r"(?<!\\b", text)  # what must not stand before is a whole word
        return re.compile(edge % text.replace(" ", "[ \u00a0]"), re.IGNORECASE)

    before, after = (
        pattern(row.get("before", ""), r"(?:(?<!\w)|(?=\W))(?:%s)\Z"),
        pattern(row.get("after", ""), r"(?:%s)(?:(?<=\W)|(?!\w))"),
    )
    reason, kind = row.get("reason", "the words around it ask for another one"), row.get("class", "typo")
    words = _listed(row["word"])
    rights = _listed(row["right"])
    for n, word in enumerate(words):
        right = rights[n] if len(rights) == len(words) else rights[0]
        examples = tuple(row["wrong"]), tuple(row["fine"])
        yield Confusion(
            word, right, reason, kind, before, after, row.get("whole", False), row.get("exact", False), *examples
        )


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """The words in the wrong place, by the table of each language."""
    for language, vocabulary in corpus.vocabulary.items():
        for confusion in confusions(language):
            seen = (confusion.at(*place) for word in confusion.spelled(vocabulary) for place in word.places)
            yield from gathered("confused", confusion.kind, confusion.reason, (found for found in seen if found))
        yield from _phrases(corpus, language)


def _phrases(corpus: Corpus, language: str) -> Iterator[Finding]:
    pairs = {(head.lower(), tail.lower()) for head, tail in corpus.pairs[language]}
    for wrong, right in phrases(language).items():
        words = wrong.split()
        if all(pair in pairs for pair in pairwise(words)):
            pattern = re.compile(rf"(?<![\w-]){re.escape(wrong)}(?![\w-])".replace("\\ ", r"\s"), re.IGNORECASE)
            seen = (Sighting(p, *m.span()) for p in corpus.of(language) for m in pattern.finditer(p.text))
            found = ((sighting, _cased(right, sighting.words)) for sighting in seen)
            yield from gathered("confused", "typo", "the phrase is another one", found)


def _cased(text: str, like: str) -> str:
    return text[0].upper() + text[1:] if like[0].isupper() else text
