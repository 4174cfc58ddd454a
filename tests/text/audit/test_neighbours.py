"""Words of a set of mistakable ones (their, there) are told by their neighbours: sentences as a usage guide has them."""

from __future__ import annotations

import pytest
from audited import audited

from publish.text.audit.confusions import sets
from publish.text.audit.dictionary import dictionary, languages

WRONG = {
    "No one was aloud to leave the camp.": ("aloud", "allowed"),
    "They managed too save the manuscripts.": ("too", "to"),
    "He was afraid that they would loose the war.": ("loose", "lose"),
    "We do not no how many there were.": ("no", "know"),
    "They had to weight until the morning.": ("weight", "wait"),
    "The new rules led to a brake in relations.": ("brake", "break"),
}
RIGHT = (
    "They read aloud to the children.",
    "The loose ends were tied up by the editor.",
    "She had no right to the house, and he knew it.",
    "Their sons were there too, and theirs was the last word.",
)


def test_the_neighbours_tell_which_word_is_meant() -> None:
    found = [f for f in audited("\n\n".join((*WRONG, *RIGHT))) if f.code == "confused"]
    said = {f.sightings[0].passage.text: f for f in found}
    assert [text for text in WRONG if text not in said] == []
    for text, (wrong, right) in WRONG.items():
        words, proposal = said[text].words.split(), said[text].proposal.split()
        assert [right if word == wrong else word for word in words] == proposal, text
    assert [text for text in RIGHT if text in said] == []


@pytest.mark.parametrize("language", sorted(tag for tag in languages() if sets(tag)))
def test_every_word_of_a_set_is_a_word(language: str) -> None:
    known = dictionary(language)
    assert known
    assert [word for word in sets(language) if not known.knows(word)] == []
