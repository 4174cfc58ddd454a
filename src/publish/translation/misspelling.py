"""Whether one word was a misspelling of another, beyond doubt and without a dictionary.

Likeness proves nothing: “marital” and “martial”, “contact” and “contract” are words, and an author who
changes one to the other has changed what he says. So only slips of the fingers in long words count, and only
where the texts themselves say that the one is a word and the other is none.
"""

from __future__ import annotations

from collections.abc import Mapping

SHORTEST = 8  # letters; “perfect” and “prefect”, “scared” and “sacred” are shorter
SHORTEST_DOUBLED = 9  # “stripe” and “strip”: “striping” and “stripping” are words
_ENOUGH = 500  # different words, so that a sequence of letters that none of them has means something


def is_certain_misspelling(old: str, new: str, words: Mapping[str, int]) -> bool:
    """Whether `old` can only have been meant for `new`. `words` counts those of the texts as they are now: the
    new word has to be known from another place, the old one from none. Names, figures and short words are never
    certain."""
    if not (old.isalpha() and new.isalpha() and old.islower() and new.islower()):
        return False
    if min(len(old), len(new)) < SHORTEST or words.get(old, 0) or words.get(new, 0) < 2:
        return False
    if old[0] != new[0] or old[-1] != new[-1]:
        return False  # “legal” and “illegal”; the endings of grammar
    return _swapped(old, new) or _doubled(old, new) or (_left_out(old, new) and _is_strange(old, words))


def _swapped(old: str, new: str) -> bool:
    """“recieved”: two neighbouring letters in each other's place."""
    if len(old) != len(new):
        return False
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b), len(old))
    return old != new and old[:at] + old[at : at + 2][::-1] + old[at + 2 :] == new


def _doubled(old: str, new: str) -> bool:
    """“developped”, “neccessary”, “accomodate”: a letter twice where it belongs once, or once where twice."""
    short, long = sorted((old, new), key=len)
    at = _extra(short, long)
    return len(short) >= SHORTEST_DOUBLED and at > 0 and long[at] in (long[at - 1], long[at + 1 : at + 2])


def _left_out(old: str, new: str) -> bool:
    """“worlwide”: a letter too few, or one too many."""
    return _extra(*sorted((old, new), key=len)) > 0


def _extra(short: str, long: str) -> int:
    """The place of the one letter that the longer word has more, 0 where that is not the difference."""
    if len(long) != len(short) + 1:
        return 0
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return at if long[at + 1 :] == short[at:] else 0


def _is_strange(word: str, words: Mapping[str, int]) -> bool:
    """Whether it has three letters in a row that no word of the texts has: a sign that it is none."""
    if len(words) < _ENOUGH:
        return False
    triples = {word[n : n + 3] for n in range(len(word) - 2)}
    return any(not any(triple in known.lower() for known in words) for triple in triples)
