"""Quotation marks from CLDR's delimiters; French spaces after the Imprimerie nationale."""

import pytest

from publish.book.typography import typeset_inlines, typeset_text
from publish.text.document import Inline, plain_text


@pytest.mark.parametrize(("locale", "text", "wanted"), [
    ("en", '"So", he said', "“So”, he said"),
    ("en", "it's the '90s", "it’s the ’90s"),
    ("en", "she said 'no' twice", "she said ‘no’ twice"),
    ("en", "today - the state - is", "today – the state – is"),
    ("fr", '"Non" ; dit-il', "«\u202fNon\u202f»\u202f; dit-il"),
    ("fr", "Qui ? Lui ! Ainsi : rien", "Qui\u202f? Lui\u202f! Ainsi\u00a0: rien"),
    ("fr", "à 19:30, sur https://a.org?b", "à 19:30, sur https://a.org?b"),
    ("fr", "l'URSS", "l’URSS"),
    ("de", '"Nein", sagte er', "„Nein“, sagte er"),
    ("pl", '"Nie", powiedział', "„Nie”, powiedział"),
    ("ru", 'Он - "друг"', "Он\u00a0— «друг»"),
    ("ja", '"はい"', "「はい」"),
])  # fmt: skip
def test_a_text_is_set_as_its_language_has_it(locale: str, text: str, wanted: str) -> None:
    assert typeset_text(text, locale) == wanted


@pytest.mark.parametrize("locale", ["en", "fr", "de", "pl", "ru", "ja", "es", "it", "ar"])
def test_setting_a_text_twice_changes_nothing(locale: str) -> None:
    once = typeset_text('"So", it\'s \'quoted\' - in 1991; ok? "Yes: ok!" ("x")', locale)
    assert typeset_text(once, locale) == once


def test_a_dash_at_the_edge_of_markup_is_set_too() -> None:
    inlines = (
        Inline("em", children=(Inline("text", "a"),)),
        Inline("text", " - "),
        Inline("link", children=(Inline("text", "b"),)),
    )
    assert plain_text(typeset_inlines(inlines, "en")) == "a – b"
