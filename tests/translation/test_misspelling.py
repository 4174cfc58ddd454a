"""A misspelling is certain, or it is none."""

from __future__ import annotations

from collections import Counter

import pytest

from publish.translation.misspelling import is_certain_misspelling

WORDS = Counter(
    ["government", "developed", "received", "worldwide", "contracted", "morality", "martial", "striping", "prescribe"]
    * 3
)


@pytest.mark.parametrize(("old", "new"), [("developped", "developed"), ("recieved", "received")])
def test_slips_of_the_fingers_in_long_words(old: str, new: str) -> None:
    assert is_certain_misspelling(old, new, WORDS)


def test_a_missing_letter_counts_where_no_word_has_that_sequence() -> None:
    many = Counter({f"{a}{b}{c}ation": 1 for a in "bcdfghklm" for b in "aeiou" for c in "bdglmnprstvz"} | dict(WORDS))
    assert is_certain_misspelling("worlwide", "worldwide", many)
    assert not is_certain_misspelling("worlwide", "worldwide", WORDS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("contacted", "contracted"),
        ("mortality", "morality"),
        ("marital", "martial"),
        ("stripping", "striping"),
        ("proscribe", "prescribe"),
        ("Developped", "Developed"),
        ("1934", "1937"),
        ("not", "now"),
        ("developed", "received"),
        ("neccessary", "necessary"),
    ],
)
def test_words_that_may_have_been_meant(old: str, new: str) -> None:
    assert not is_certain_misspelling(old, new, WORDS)
