"""One name in two ways, and what does not go with a name: found, explained, and for facts only asked."""

from __future__ import annotations

import pytest
from audited import audited

from publish.text.audit import queries, variants
from publish.text.house import Entry, House
from publish.text.periods import Period

_MOLDOVA = Entry(
    "moldova",
    "place",
    {},
    periods=(Period("", "1991-08", {"en": ("Moldavia",)}), Period("1991-08", "", {"en": ("Moldova",)})),
)


def _found(text: str, code: str, language: str = "en", house: House | None = None) -> dict[str, str]:
    return {f.words: f.proposal for f in audited(text, language, house or House(language)) if f.code == code}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Then Krushchev met Yeltsyn's men.", {"Krushchev": "Khrushchev", "Yeltsyn's": "Yeltsin's"}),
        ("en", "The Soviet union and the PolitBuro.", {"Soviet union": "Soviet Union", "PolitBuro": "Politburo"}),
        ("en", "The Soviet Union, the THE SOVIET UNION, the Politburo.", {}),
        ("fr", "L'union Soviétique et l'Armée Rouge.", {"union Soviétique": "Union soviétique", "Armée Rouge": "Armée rouge"}),
        ("de", "Gorbatschows Leute und die rote Armee.", {"rote Armee": "Rote Armee"}),
    ],
)  # fmt: skip
def test_a_known_name_that_is_misspelled(language: str, text: str, found: dict[str, str]) -> None:
    assert _found(text, variants.MISSPELLED, language) == found


def test_an_unknown_name_in_two_ways_is_a_question() -> None:
    text = "Then Boris Chertok spoke. Nobody answered Chertock, and Chertok left."
    assert _found(text, variants.TWO_WAYS) == {"Chertock": ""}


def test_two_right_forms_in_one_text() -> None:
    assert _found("A rouble is a ruble.", variants.TWO_WAYS) == {"ruble": "rouble"}
    assert _found("A ruble is a ruble.", variants.TWO_WAYS) == {}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Then Georgy Khrushchev spoke.", {"Georgy Khrushchev"}),
        ("Then Nikita Khrushchev spoke.", set()),
        ("Then Gorbachev Mikhail spoke.", {"Gorbachev Mikhail"}),
        ("In 1970 President Gorbachev spoke.", {"President Gorbachev"}),
        ("In 1990 President Gorbachev spoke.", set()),
        ("In 1970 Moldova was a republic. In 1995 Moldova was one.", {"Moldova"}),
    ],
)
def test_a_query_of_fact_has_no_proposal(text: str, asked: set[str]) -> None:
    house = House("en", entries={"moldova": _MOLDOVA})
    assert _found(text, queries.CODE, house=house) == dict.fromkeys(asked, "")
