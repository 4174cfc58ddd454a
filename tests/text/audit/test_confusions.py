"""Every row of the tables of confusions speaks up in its own wrong sentences and nowhere in its right ones."""

from __future__ import annotations

import pytest
from audited import prepared

from publish.text.audit import confusions
from publish.text.audit.corpus import read_corpus
from publish.text.audit.dictionary import languages
from publish.text.house import House

ROWS = [(tag, row) for tag in sorted(languages()) for row in confusions.confusions(tag)]
EXAMPLES = [(tag, row, text, True) for tag, row in ROWS for text in row.wrong]
EXAMPLES += [(tag, row, text, False) for tag, row in ROWS for text in row.fine]


@pytest.mark.parametrize("language", sorted(languages()))
def test_examples(language: str) -> None:
    """All of a language at once: pandoc is started for each text."""
    wrong = [(row, text) for tag, row, text, bad in EXAMPLES if tag == language and bad]
    fine = [(row, text) for tag, row, text, bad in EXAMPLES if tag == language and not bad]
    house = House(language)
    for rows, said in ((wrong, True), (fine, False)):
        corpus = read_corpus([prepared("\n\n".join(text for _, text in rows), house, language)])
        lines = {
            (finding.reason, sighting.passage.text)
            for finding in confusions.find(corpus, house)
            for sighting in finding.sightings
        }
        wanted = {(row.reason, text) for row, text in rows}
        assert (wanted - lines if said else wanted & lines) == set()


@pytest.mark.parametrize("language", [tag for tag in sorted(languages()) if confusions.phrases(tag)])
def test_every_phrase_is_found_and_what_it_should_be_is_not(language: str) -> None:
    table, house = confusions.phrases(language), House(language)
    wrong = read_corpus([prepared("\n\n".join(f"x {phrase}, x" for phrase in table), house, language)])
    found = {" ".join(f.words.split()).lower() for f in confusions.find(wrong, house)}
    assert {phrase for phrase in table if not any(words in phrase or phrase in words for words in found)} == set()
    right = read_corpus([prepared("\n\n".join(f"x {phrase}, x" for phrase in table.values()), house, language)])
    assert [f.words for f in confusions.find(right, house)] == []
