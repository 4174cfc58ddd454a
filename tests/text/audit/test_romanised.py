"""Stray romanisations in texts of several languages: the spelling, what is right instead, and the system named."""

from __future__ import annotations

import pytest
from audited import audited

from publish.text.audit import romanised
from publish.text.house import Entry, House


def _strays(text: str, language: str = "en", house: House | None = None) -> dict[str, str]:
    found = audited(text, house=house or House(language), language=language)
    return {f.words: f.proposal for f in found if f.code == romanised.CODE}


@pytest.mark.parametrize(
    ("language", "text", "strays"),
    [
        ("en", "Then Tchernenko came.", {"Tchernenko": "Chernenko"}),
        ("en", "Under Chruschtschow and Breżniew, Jelzin and El'cin.",
         {"Chruschtschow": "Khrushchev", "Breżniew": "Brezhnev", "Jelzin": "Yeltsin", "El'cin": "Yeltsin"}),
        ("en", "The Jrushchov years.", {"Jrushchov": "Khrushchev"}),
        ("en", "Mikhaïl Gorbachev spoke.", {"Mikhaïl": "Mikhail"}),
        ("en", "Tchernenko's friends went to the Goulag.", {"Tchernenko's": "Chernenko's", "Goulag": "Gulag"}),
        ("fr", "Le maréchal Zhukov et Chruschtschow.", {"Zhukov": "Joukov", "Chruschtschow": "Khrouchtchev"}),
        ("de", "Marschall Zhukov und Khrouchtchev.", {"Zhukov": "Schukow", "Khrouchtchev": "Chruschtschow"}),
        ("pl", "Generał Zhukov.", {"Zhukov": "Żukow"}),
        # No list of ours has these; the readers of the rules do.
        ("en", "Then Afanassiev met Kouznetsov.", {"Afanassiev": "Afanasyev", "Kouznetsov": "Kuznetsov"}),
    ],
)  # fmt: skip
def test_a_stray_romanisation_is_found_without_the_right_one_in_the_text(
    language: str, text: str, strays: dict[str, str]
) -> None:
    assert _strays(text, language) == strays


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Zhukov, Gorbachev and Yeltsin, Dostoevsky and Tchaikovsky, Rachmaninoff and Eisenstein."),
        ("en", "Racine, Lamartine, Virchow, Bismarck, Lewandowski, Jaruzelski, Picasso and Schumann came to Gori."),
        ("en", "Georgi Dimitrov and Piotr Wandycz wrote to Sergey and Dmitri."),
        ("fr", "Joukov, Eltsine, Poutine et Khrouchtchev ; Martine et Delphine, Roussel et Tchekhov."),
        ("de", "Schukow, Jelzin und Chruschtschow; Bülow, Virchow und Treitschke."),
    ],
)
def test_right_forms_and_names_of_other_nations_are_left_alone(language: str, text: str) -> None:
    assert _strays(text, language) == {}


def test_the_house_comes_before_the_authority_and_says_which_entity() -> None:
    entry = Entry("khrushchev", "person", {"en": ("Khrushchyov",)}, native="Хрущёв", language="ru")
    (finding,) = audited("Then Chruschtschow spoke.", house=House("en", entries={"khrushchev": entry}))
    assert (finding.proposal, finding.entity) == ("Khrushchyov", "khrushchev")


def test_the_reason_names_the_system_and_the_name() -> None:
    (finding,) = audited("Then Tchernenko came.")
    assert finding.reason == "French for Черненко, the form here is Chernenko"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Marshal Jukov came.", "half French"),  # j is French for ж, u English for у
        ("Then came Tchernenko and Kroutchev and Gorbatchev.", "French"),
        ("Kosygin and Lenin met Kamenew and Sinowjew.", "German"),
    ],
)
def test_a_form_is_traced_to_the_system_that_it_most_likely_came_from(text: str, origin: str) -> None:
    reasons = [f.reason for f in audited(text) if f.code == romanised.CODE]
    assert {reason.split(" for ")[0] for reason in reasons} == {origin}


def test_what_several_systems_write_alike_is_traced_to_that_of_the_other_strays() -> None:
    alone = "Then Brejnev came."
    among = "Then Brejnev came, with Hruşçov and Çernenko and Juçenko."
    said = [next(f.reason for f in audited(text) if f.words == "Brejnev") for text in (alone, among)]
    assert [reason.split(" for")[0] for reason in said] == ["French", "Turkish"]
