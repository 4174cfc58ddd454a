"""Each check finds the faults that it is for, and nothing in translations that are right."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from publish.diagnostics import Diagnostic
from publish.project import Work
from publish.text.house import Entry, House
from publish.translation.checks import check_catalogue
from publish.translation.messages import Catalogue, Message
from publish.translation.segments import Segment

SPECIMEN: dict[str, Any] = tomllib.loads((Path(__file__).parent / "specimen.toml").read_text("utf-8"))
WORK = Work("work", "Work", "en", ("sources/work/text.md",))
HOUSE = House(
    "en",
    entries=MappingProxyType(
        {
            key: Entry(key, "place", {tag: tuple(names) for tag, names in forms.items()})
            for key, forms in SPECIMEN["names"].items()
        }
    ),
)


def check(locale: str, *pairs: tuple[str, str], comments: Sequence[str] = ()) -> list[Diagnostic]:
    """What is found in a catalogue of these texts and their translations."""
    units = [Segment(f"text-{n}", "paragraph", msgid) for n, (msgid, _) in enumerate(pairs)]
    messages = (Message(*texts, comments=tuple(comments), line=n + 1) for n, texts in enumerate(pairs))
    return check_catalogue(WORK, units, Catalogue("x.po", messages=tuple(messages)), HOUSE, locale)


def codes(found: Sequence[Diagnostic]) -> list[str]:
    return [d.code for d in found]


@pytest.mark.parametrize("locale", ["de", "ru", "pl"])
def test_nothing_is_found_in_a_right_translation(locale: str) -> None:
    pairs = [(entry["en"], entry[locale]) for entry in SPECIMEN["entry"]]
    assert len(pairs) > 20
    assert [f"{d.place.line} {d.code}: {d.message}" for d in check(locale, *pairs)] == []


@pytest.mark.parametrize("source", ["de", "ru", "pl"])
@pytest.mark.parametrize("locale", ["en", "de", "ru", "pl"])
def test_nothing_is_found_whatever_the_language_of_the_source(source: str, locale: str) -> None:
    pairs = [(entry[source], entry[locale]) for entry in SPECIMEN["entry"]]
    units = [Segment(f"text-{n}", "paragraph", msgid) for n, (msgid, _) in enumerate(pairs)]
    catalogue = Catalogue("x.po", messages=tuple(Message(*texts, line=n + 1) for n, texts in enumerate(pairs)))
    work = Work("work", "Work", source, ("sources/work/text.md",))
    if source != locale:
        found = check_catalogue(work, units, catalogue, HOUSE, locale)
        assert [f"{d.place.line} {d.code}: {d.message}" for d in found] == []


FAULTS: dict[str, list[dict[str, tuple[str, str]]]] = tomllib.loads(
    (Path(__file__).parent / "faults.toml").read_text("utf-8")
)


@pytest.mark.parametrize(
    ("code", "locale", "source", "target"),
    [(code, tag, *texts) for code, rows in FAULTS.items() for row in rows for tag, texts in row.items()],
)
def test_a_fault_is_found_for_what_it_is(code: str, locale: str, source: str, target: str) -> None:
    found = check(locale, (source, target))
    assert set(codes(found)) == {code}
    assert check(locale, (source, target), comments=[f"publish: allow {code}"]) == [], "silenced for this entry"


def test_a_fault_in_a_long_right_translation_is_found_alone_at_its_line() -> None:
    pairs = [(entry["en"], entry["de"]) for entry in SPECIMEN["entry"]]
    pairs[3] = (pairs[3][0], pairs[3][1].replace("Schukows", "Shukows"))
    pairs[6] = (pairs[6][0], pairs[6][1].replace("255", "225"))
    assert [(d.place.line, d.code) for d in check("de", *pairs)] == [(4, "name-form"), (7, "numbers")]


def test_two_translations_that_changed_places_are_found() -> None:
    pairs = [(entry["en"], entry["ru"]) for entry in SPECIMEN["entry"]]
    (first, one), (second, two) = pairs[6], pairs[9]
    pairs[6], pairs[9] = (first, two.replace("<em>", "").replace("</em>", "")), (second, f"<em>{one}</em>")
    found = check("ru", *pairs)
    assert [(d.place.line, d.code) for d in found] == [(7, "misplaced"), (10, "misplaced")]
    assert "line 10" in found[0].message


def test_a_translation_that_stands_under_another_text_too_is_found() -> None:
    pairs = [
        ("Nobody came to the funeral of the old man.", "Niemand kam zur Beerdigung des alten Mannes."),
        ("The war had begun without a declaration.", "Niemand kam zur Beerdigung des alten Mannes."),
        ("Nobody came to the funeral of that old man.", "Niemand kam zur Beerdigung des alten Mannes."),
        ("Monday", "Montag"),
        ("On Monday", "Montag"),
    ]
    # The first and the third text are all but the same, so that one translation is right for both.
    assert {(d.place.line, d.code) for d in check("de", *pairs)} >= {(2, "misplaced")}
    assert check("de", pairs[0], *pairs[2:]) == []


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("fr", "Introduction", "Introduction"),
        ("de", "<em>The Origin of the Species</em>", "<em>The Origin of the Species</em>"),
        ("fr", "Alexis de Tocqueville, 1856", "Alexis de Tocqueville, 1856"),
        ("de", "https://example.org/the/end/of/it", "https://example.org/the/end/of/it"),
        ("fr", "We remember.", "Nous nous souvenons : quand vous vous levez ?"),
        ("fr", "He said: “No!”", "Il dit: «Non!»"),
        ("fr", "He said: “No!”", "Il dit : « Non ! »"),
        ("es", "He thinks that that is so.", "Piensa que que así sea."),
        ("ar", "in 1917", "في عام ١٩١٧"),
        ("ar", "the file x.po", "الملف \u2066x.po\u2069"),
        ("ja", "He died on 5 March 1953.", "彼は1953年3月5日に死んだ。"),
        ("hu", "He died on 5 March 1953.", "1953. március 5-én halt meg."),
        ("en-US", "He died on 5 March 1953.", "He died on March 5, 1953."),
        ("fr", "He may have had 5 men.", "Il avait peut-être 5 hommes."),
        ("de", "“So it goes on", "„So geht es weiter"),
        ("ru", "the value x", "значение x"),
        ("ru", "PDF files", "PDF-файлы"),
        ("de", "a 5\" nail", "ein 5\" langer Nagel"),
        ("fr", "the 1920s", "les années 20"),
        ("fr", "seventy thousand", "70 000"),
        ("de", "$2 billion", "2 Milliarden Dollar"),
        ("ru", "2,000,000 people", "2 миллиона человек"),
        ("de", "the Kremlin leaders", "die Kremlführung"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fault_is_none(locale: str, source: str, target: str) -> None:
    assert [f"{d.code}: {d.message}" for d in check(locale, (source, target))] == []
