"""A check finds what is wrong with a translation, at its line, and leaves alone what is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from publish.diagnostics import Diagnostic
from publish.project import Work
from publish.text.house import House
from publish.translation.catalogue import update
from publish.translation.checks import check_catalogue, figures_apart
from publish.translation.po import read_catalogue, write_catalogue
from publish.translation.segments import Segment

Check = Callable[..., list[Diagnostic]]


@pytest.fixture
def check(work: Work, house: House) -> Check:
    """What is found in a catalogue of one text and its translation."""

    def run(msgid: str, msgstr: str, locale: str = "fr", comments: Sequence[str] = (), flags: Sequence[str] = ()):
        units = [Segment("text-1", "paragraph", msgid, path="sources/coup/text.md")]
        catalogue, _ = update(None, units, locale, work=work)
        message = replace(catalogue.messages[0], msgstr=msgstr, comments=tuple(comments), flags=tuple(flags))
        data = write_catalogue(replace(catalogue, messages=(message,)))
        read_back, _ = read_catalogue(catalogue.path, data)
        return check_catalogue(work, units, read_back, house, locale)

    return run


def codes(found: list[Diagnostic]) -> list[str]:
    return [d.code for d in found]


def test_a_right_translation_has_no_finding(check: Check) -> None:
    assert check("Zhukov had <em>1,000</em> tanks.", "Joukov avait <em>1 000</em> chars.") == []


def test_a_finding_names_the_line_of_its_entry(check: Check) -> None:
    (found,) = check("The <em>war</em> was long.", "La guerre fut longue.")
    # 12 lines of header and a blank one, then a reference, then the msgid
    assert (found.code, str(found.place)) == ("tags", "locale/fr/LC_MESSAGES/coup.po:15")


def test_broken_markup_is_found(check: Check) -> None:
    assert codes(check("The war.", "La <b>guerre</b>.")) == ["markup"]


def test_what_is_still_to_do_is_noted(check: Check) -> None:
    assert codes(check("The war.", "")) == ["untranslated"]
    assert codes(check("The war in 1941.", "Guerre", flags=["fuzzy"])) == ["fuzzy"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("1,000 men", "1 000 hommes"),
        ("1,000 men", "1\u202f000 hommes"),
        ("1,000 men", "1.000 Mann"),
        ("1,000 men", "1'000 Mann"),
        ("1,250,000 men", "1.250.000 Mann"),
        ("3.5 per cent", "3,5 %"),
        ("1,234.5 tons", "1.234,5 t"),
        ("October 25, 1917", "le 25 octobre 1917"),
        ("1917, 1918", "1917 et 1918"),
        ("in 1917 18 million", "en 1917, 18 millions"),
        ("the 20th century", "das 20. Jahrhundert"),
        ("the 20th century", "le XXe siècle"),
        ("the 20th century", "XX век"),
        ("the 19th and 20th centuries", "les XIXe et XXe siècles"),
        ("Nicholas II", "Nicolas II"),
        ("in 1917", "в ١٩١٧"),
        ("10:30", "10 h 30"),
        ("1990/91", "1990-91"),
        ("no figure", "aucun chiffre"),
    ],
)
def test_figures_may_be_written_as_the_language_writes_them(source: str, target: str) -> None:
    assert figures_apart(source, target) == ([], [])


@pytest.mark.parametrize(
    ("source", "target", "missing", "extra"),
    [
        ("in 1917", "en 1971", ["1917"], ["1971"]),
        ("1,000 men", "10 000 hommes", ["1000"], ["10000"]),
        ("3.5 per cent", "35 % et 1", ["3.5"], ["1", "35"]),
        ("in 1905 and 1917", "en 1917", ["1905"], []),
        ("long ago", "il y a 5 ans", [], ["5"]),
        ("the 20th century", "le XIXe siècle", ["20"], []),
    ],
)
def test_other_figures_are_found(source: str, target: str, missing: list[str], extra: list[str]) -> None:
    assert figures_apart(source, target) == (missing, extra)


def test_numbers_in_tags_and_entities_do_not_count(check: Check) -> None:
    assert check("A <a1>link</a1> &amp; more.", "Un <a1>lien</a1> &amp; plus.") == []
    assert codes(check("Since 1917.", "Depuis 1971.")) == ["numbers"]


def test_a_name_has_to_have_its_form_in_the_locale(check: Check) -> None:
    (found,) = check("Zhukov won.", "Zhukov gagna.")
    assert (found.code, found.before, found.after) == ("name-form", "Zhukov", "Joukov")


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("the USSR", "l’Union soviétique", "fr"),
        ("the Soviet Union", "l’URSS", "fr"),
        ("Zhukov’s army", "армия Жукова", "ru"),
        ("a soviet in the Soviet Union", "un soviet en Union soviétique", "fr"),
        ("the Duma", "la chambre", "fr"),
        ("the USSR", "die Union", "de"),
    ],
)
def test_any_accepted_form_will_do_inflected_too_and_where_nobody_ruled_none_is_asked(
    check: Check, source: str, target: str, locale: str
) -> None:
    assert check(source, target, locale) == []


def test_a_translator_can_silence_a_check_for_an_entry_but_not_an_error(check: Check) -> None:
    assert check("Zhukov won.", "Il gagna.", comments=["publish: allow name-form"]) == []
    assert check("Zhukov, 1941.", "Lui.", comments=["publish: allow name-form, numbers"]) == []
    assert codes(check("Zhukov, 1941.", "Lui.", comments=["publish: allow name-form"])) == ["numbers"]
    assert codes(check("The war.", "<b>", comments=["publish: allow markup"])) == ["markup"]


def test_a_catalogue_that_is_behind_its_text_is_said_once(work: Work, house: House) -> None:
    texts = ["The first text.", "The second text.", "The third text."]
    units = [Segment(f"text-{n}", "paragraph", text) for n, text in enumerate(texts)]
    catalogue, _ = update(None, units[:2], "fr", work=work)
    messages = tuple(replace(m, msgstr="Un texte.") for m in catalogue.messages)
    found = check_catalogue(work, units[1:], replace(catalogue, messages=messages), house, "fr")
    assert codes(found) == ["stale"]
    assert "1 of the text's entries are not in it, 1 of its entries are not in the text" in found[0].message


@pytest.mark.parametrize(("target", "locale", "source", "apart"), [
    ("جاء في العشرينيات.", "ar", "In the 1920s he came.", ([], [])),
    ("في العشرينيات", "ar", "In the 1930s", (["1930"], [])),
    ("القرن العشرين", "ar", "the 20th century", ([], [])),
    ("les années vingt", "fr", "the 1920s", ([], [])),
    ("в шестидесятые", "ru", "the 1960s", ([], [])),
    ("他6月离开。", "zh-Hans", "In June he left.", ([], [])),
    ("5月に", "ja", "in May", ([], [])),
    ("7月", "ja", "in June", ([], ["7"])),
])  # fmt: skip
def test_decades_in_words_and_months_in_figures_are_told(
    target: str, locale: str, source: str, apart: tuple[list[str], list[str]]
) -> None:
    assert figures_apart(source, target, "en", locale) == apart
