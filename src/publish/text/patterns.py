"""The words that a rule looks for, and how they are written: `build up`, `{the|a|this} build up`, `{number}'s`.

Braces hold one of several words, or a class of words. A pattern is spelled out into its readings, each a row of
tokens, so that looking for thousands of patterns is one walk along the tokens of the text: nothing is tried twice,
and nothing can run for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

# Scripts that set no spaces between words (Thai, Lao, Myanmar, Khmer, kana, Han): each letter is a token.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f"  # accents that follow their letter
_TOKEN = re.compile(rf"\s+|[{_UNSPACED}]|(?:[^\W\d_{_UNSPACED}][{_MARKS}]*)+|\d+|[^\w\s]|[\w]")
_LETTER_ALONE = re.compile(rf"[{_UNSPACED}]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_MAX_READINGS = 1000
SPACE = " "

WORD_CLASSES: dict[str, Callable[[str], bool]] = {
    "{word}": str.isalpha,
    "{capital}": lambda token: token[0].isupper() and token.isalpha(),
    "{lower}": lambda token: token[0].islower() and token.isalpha(),
    "{number}": str.isdecimal,
}
Group = str | int  # the words that a brace stands for, or the token of the reading that it is


class PatternError(ValueError):
    """A pattern that cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which a pattern can stand in a text. `groups` are what its braces stand for; `raised`: with a
    capital where the pattern has a small letter, as at the beginning of a sentence."""

    tokens: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    raised: bool = False


def tokens(text: str) -> list[str]:
    """A text as words, figures, marks and spaces; put together they are the text again."""
    return _TOKEN.findall(text)


def spaced(row: list[str]) -> list[str]:
    """The tokens with any white space as one space: in a rule it is all the same."""
    return [SPACE if token.isspace() else token for token in row]


@lru_cache(maxsize=100_000)
def classes_of(token: str) -> tuple[str, ...]:
    """The classes that a token belongs to."""
    return tuple(name for name, holds in WORD_CLASSES.items() if holds(token))


def one_word(before: str, after: str) -> bool:
    """Whether two tokens that follow each other are parts of one word, so that no match may end between them."""
    if not (before[-1:].isalnum() and after[:1].isalnum()):
        return False
    return not (_LETTER_ALONE.match(before) or _LETTER_ALONE.match(after))


def spelled(text: str) -> Reading:
    """The one reading of words that are meant as they stand."""
    return Reading(tuple(spaced(tokens(text))))


def readings(pattern: str) -> list[Reading]:
    """Every reading of a pattern, with a small and with a capital letter at its beginning where it has a small
    one. PatternError."""
    parts = _BRACES.split(pattern)  # words, the inside of a brace, words, …
    if any(set("{}") & set(words) for words in parts[::2]):
        raise PatternError("a brace is not closed, or stands within another")
    choices = [_choices(part) if n % 2 else (part,) for n, part in enumerate(parts)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > _MAX_READINGS:
        raise PatternError(f"its alternatives make {count} patterns; at most {_MAX_READINGS} are looked for")
    if all(words in WORD_CLASSES or not words.strip() for choice in choices for words in choice):
        raise PatternError("it has only classes of words, and would change any text")
    return [reading for chosen in product(*choices) for reading in _in_either_case(chosen)]


def filled(after: str, reading: Reading, found: list[str]) -> str:
    """The words that take the place of a reading that was found; `{1}` in them is its first brace."""
    text = _BRACES.sub(lambda match: _group(reading.groups[int(match[1]) - 1], found), after)
    return text[:1].upper() + text[1:] if reading.raised else text


def check_filling(after: str, pattern: str) -> None:
    """PatternError where the words that take a pattern's place name a brace that it does not have."""
    count = len(_BRACES.findall(pattern))
    rest = _BRACES.sub("", after)
    if set("{}") & set(rest):
        raise PatternError("a brace of `after` is not closed")
    for name in _BRACES.findall(after):
        if not (name.isdecimal() and 1 <= int(name) <= count):
            raise PatternError(f"`after` has “{{{name}}}”, but the braces of `before` are numbered from 1 to {count}")


def _choices(inside: str) -> tuple[str, ...]:
    """What a brace can stand for: a class as its name in braces, or words."""
    if f"{{{inside}}}" in WORD_CLASSES:
        return (f"{{{inside}}}",)
    words = tuple(word.strip() for word in inside.split("|"))
    if len(words) < 2 or not all(words):
        known = ", ".join(WORD_CLASSES)
        raise PatternError(f"“{{{inside}}}” is neither a choice like {{the|a}} nor one of {known}")
    return words


def _in_either_case(chosen: tuple[str, ...]) -> Iterator[Reading]:
    yield _reading(chosen, raised=False)
    first = next((n for n, words in enumerate(chosen) if words), 0)
    word = chosen[first]
    if word[:1].islower():
        yield _reading((*chosen[:first], word[:1].upper() + word[1:], *chosen[first + 1 :]), raised=True)


def _reading(chosen: tuple[str, ...], *, raised: bool) -> Reading:
    # A class stands as one private character, so that the words around it are cut into tokens as in a text.
    names: list[str] = []
    text = ""
    for words in chosen:
        if words in WORD_CLASSES:
            names.append(words)
            text += "\ufdd0"
        else:
            text += words
    row = spaced(tokens(text))
    places = [n for n, token in enumerate(row) if token == "\ufdd0"]
    for place, name in zip(places, names, strict=True):
        row[place] = name
    left = iter(places)
    groups = tuple(next(left) if words in WORD_CLASSES else words for words in chosen[1::2])
    return Reading(tuple(row), groups, raised)


def _group(group: Group, found: list[str]) -> str:
    return group if isinstance(group, str) else found[group]
