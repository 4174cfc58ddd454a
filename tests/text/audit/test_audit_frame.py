"""The audit as a whole: what a finding carries, where it says that it stands, and what it does not look at."""

from __future__ import annotations

from audited import PATH, audited

from publish.diagnostics import Place
from publish.text.audit.finding import as_diagnostic
from publish.text.house import Correction, House


def test_a_finding_is_shown_once_with_its_count_and_its_first_places() -> None:
    (finding,) = audited("A goverment.\n\nThe goverment, a\ngoverment.\n")
    assert (finding.words, finding.proposal, finding.count) == ("goverment", "government", 3)
    said = as_diagnostic(finding)
    assert said.place == Place(PATH, 1, 3, 1, 12)
    assert "3 times; also line 3, line 4" in said.message


def test_a_place_is_that_of_the_text_as_received() -> None:
    house = House("en", (Correction("WWI", "the First World War"), Correction("long gone", "")))
    (finding,) = audited("After WWI and *WWI*, long gone WWI goverment.", house=house)
    place = finding.sightings[0].place
    assert (place.column, place.end_column) == (36, 45)


def test_what_the_pass_has_corrected_is_not_found_again() -> None:
    assert audited("The goverment.", house=House("en", (Correction("goverment", "government"),))) == []


def test_code_addresses_and_what_is_not_to_be_translated_are_no_prose() -> None:
    assert audited("`goverment` https://goverment.org/goverment a@goverment.org [goverment]{.notranslate}") == []


def test_a_span_in_another_language_is_left_to_that_language() -> None:
    assert audited("They said [le gouvernement de demain]{lang=fr} and went.") == []
    (finding,) = audited("They said [le gouvernment de demain]{lang=fr} and went.")
    assert (finding.words, finding.proposal) == ("gouvernment", "gouvernement")


def test_footnotes_are_read_too() -> None:
    (finding,) = audited("A word.[^1]\n\n[^1]: The goverment.\n")
    assert finding.sightings[0].place.line == 3


def test_curly_apostrophes_and_letters_of_other_languages_are_no_obstacle() -> None:
    assert audited("It isn’t Dvořák’s œuvre, nor Łódź’s, and they’re not Жуков’s either; the bœuf isn’t 東京’s.") == []
