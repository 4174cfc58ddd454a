"""Real words in the wrong place, told by the words beside them: “was aloud to”, since *allowed* is common there.

Looked at are only words that are mistaken for one another (`sets` of the tables of confusions), in languages in which
somebody has counted how often two words stand together. A word is in the wrong place if its neighbours are often seen
with another one of its set and not with itself (Golding 1995; Golding and Roth 1999 choose among such sets by the words
around). What the neighbours say is summed up in powers of ten; how much is asked for rests on how many of them speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..house import House
from .confusions import sets
from .corpus import Corpus, Passage
from .dictionary import Dictionary, dictionary
from .finding import Finding, Sighting, gathered

_BEFORE = re.compile(r"([^\W\d_]++) \Z")
_AFTER = re.compile(r" ([^\W\d_]++)")
_FAR = 24  # characters in which a neighbour begins
# What too rare a pair is taken to be at most: the counts begin above it.
_UNCOUNTED = 3.2
# Powers of ten that are asked for: where both neighbours are often seen with the other word, and none with the word as
# written; where one is seen with that, too; where only one neighbour speaks.
BOTH, AGAINST, ALONE = 2.0, 3.5, 4.5


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """The words in the wrong place, of each language that counts pairs."""
    for language, vocabulary in corpus.vocabulary.items():
        known = dictionary(language)
        if known is None or not known.counts_pairs:
            continue
        for word, others in sets(language).items():
            spelled = (vocabulary[text] for text in (word, word.capitalize()) if text in vocabulary)
            seen = (_at(*place, others, known) for each in spelled for place in each.places)
            reason = "the words beside it ask for another one"
            yield from gathered("confused", "typo", reason, (found for found in seen if found))


def _at(
    passage: Passage, start: int, end: int, others: frozenset[str], known: Dictionary
) -> tuple[Sighting, str] | None:
    """A word at its place with its neighbours, and with the word that they ask for instead."""
    text = passage.text
    before, after = _BEFORE.search(text, max(start - _FAR, 0), start), _AFTER.match(text, end)
    head, tail = before[1] if before else "", after[1] if after else ""
    word = text[start:end]
    met = _met(head, word, tail, known)
    if not all(met):
        right = max(others, key=lambda other: _common(head, other, tail, known))
        gain = _common(head, right, tail, known) - _common(head, word, tail, known)
        if gain >= _asked(met, _met(head, right, tail, known)):
            place = before.start() if before else start, after.end() if after else end
            cased = right.capitalize() if word[0].isupper() else right
            return Sighting(passage, *place), f"{head} {cased} {tail}".strip()
    return None


def _met(head: str, word: str, tail: str, known: Dictionary) -> list[bool]:
    """Whether each neighbour is often seen with a word."""
    pairs = ((head, word), (word, tail))
    return [bool(known.together(*pair)) for pair in pairs if all(pair)]


def _common(head: str, word: str, tail: str, known: Dictionary) -> float:
    """How common a word is beside its neighbours (Zipf), as by chance where nobody counted."""
    pairs = [pair for pair in ((head, word), (word, tail)) if all(pair)]
    return sum(known.together(*pair) or min(_UNCOUNTED, sum(map(known.zipf, pair)) - 9) for pair in pairs)


def _asked(written: list[bool], other: list[bool]) -> float:
    """The powers of ten that are enough, by how many neighbours are seen with each."""
    if all(other) and len(other) > 1:
        return AGAINST if any(written) else BOTH
    return ALONE if any(other) and not any(written) else float("inf")
