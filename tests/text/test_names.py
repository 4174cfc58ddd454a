"""Names as the house has them: derived forms, periods, and how an index enters a person."""

from __future__ import annotations

import pytest

from publish.text.authority import authority, established
from publish.text.house import Entry
from publish.text.inversion import inverted
from publish.text.periods import Period, is_date, overlapping


@pytest.mark.parametrize(
    ("name", "language", "heading"),
    [
        ("Georgy Zhukov", "ru", "Zhukov, Georgy"),
        ("Mikhail Sergeyevich Gorbachev", "ru", "Gorbachev, Mikhail Sergeyevich"),
        ("Nagy Imre", "hu", "Nagy Imre"),  # Hungarian, Chinese, Korean, Vietnamese: AACR2 22.4B
        ("Deng Xiaoping", "zh", "Deng Xiaoping"),
        ("Ho Chi Minh", "vi", "Ho Chi Minh"),
        ("Johann Wolfgang von Goethe", "de", "Goethe, Johann Wolfgang von"),  # AACR2 22.5D1
        ("Walter vom Brocke", "de", "vom Brocke, Walter"),
        ("Charles de Gaulle", "fr", "Gaulle, Charles de"),
        ("Jean de La Fontaine", "fr", "La Fontaine, Jean de"),
        ("Daphne du Maurier", "en", "du Maurier, Daphne"),
        ("Luigi da Porto", "it", "da Porto, Luigi"),
        ("Vincent van Gogh", "nl", "Gogh, Vincent van"),
        ("Martin Luther King Jr.", "en", "King, Martin Luther, Jr."),
        ("Nicholas II", "ru", "Nicholas II"),
        ("Ivan the Terrible", "ru", "Ivan the Terrible"),
        ("Lenin", "ru", "Lenin"),
    ],
)  # fmt: skip
def test_an_index_enters_a_person_by_the_custom_of_the_language(name: str, language: str, heading: str) -> None:
    assert inverted(name, language) == heading


def test_a_stated_heading_comes_first() -> None:
    entry = Entry("marquez", "person", {"es": ("Gabriel García Márquez",)}, index={"es": "García Márquez, Gabriel"})
    assert entry.heading("es") == "García Márquez, Gabriel"


def test_a_form_that_nobody_ruled_on_is_derived_and_known_to_be() -> None:
    entry = Entry("titov", "person", {"en": ("Titov",)}, native="Герман Титов", language="ru")
    assert entry.form("en") == "Titov"
    assert entry.derived("en") is None
    derived = entry.derived("pl")
    assert derived
    assert (derived.form, derived.system) == ("Gierman Titow", "Polish")
    assert entry.form("ru") == "Герман Титов"
    assert entry.derived("ru") is None


def test_what_a_reference_work_has_comes_before_the_rule_and_the_house_before_both() -> None:
    gogol = {"native": "Николай Гоголь", "language": "ru"}
    assert Entry("gogol", "person", {}, **gogol).form("fr") == "Nicolas Gogol"
    assert Entry("gogol", "person", {"fr": ("Nikolaï Gogol",)}, **gogol).form("fr") == "Nikolaï Gogol"
    assert Entry("gogol", "person", {}, native="Гоголь", language="ru").form("de") == "Gogol"


_MOLDOVA = Entry(
    "moldova",
    "place",
    {},
    periods=(
        Period("", "1991-08-27", {"en": ("Moldavia",)}),
        Period("1991-08-27", "", {"en": ("Moldova",)}),
    ),
)


@pytest.mark.parametrize(
    ("when", "untimely"),
    [
        ("1985", {"Moldova"}),
        ("1991", set()),
        ("1991-07", {"Moldova"}),
        ("1991-08", set()),
        ("1992-01-01", {"Moldavia"}),
    ],
)
def test_a_form_is_untimely_only_where_the_date_tells(when: str, untimely: set[str]) -> None:
    assert {form for form in ("Moldavia", "Moldova") if _MOLDOVA.untimely(form, "en", when)} == untimely
    assert _MOLDOVA.accepted("en") == ("Moldavia", "Moldova")


@pytest.mark.parametrize(
    ("ends", "overlap"),
    [
        ((("", "1991"), ("1991", "")), False),
        ((("", "1991-08-27"), ("1991-08", "")), False),
        ((("", "1992"), ("1991", "")), True),
        ((("1900", ""), ("1991", "")), True),
        ((("1991", "1999"), ("", "1991")), False),
    ],
)
def test_periods_may_meet_but_not_overlap(ends: tuple[tuple[str, str], ...], overlap: bool) -> None:
    assert (overlapping([Period(*pair) for pair in ends]) is not None) == overlap


@pytest.mark.parametrize(("text", "right"), [("1991", True), ("1991-08", True), ("1991-13", False), ("91", False)])
def test_dates_are_as_precise_as_they_are_known(text: str, right: bool) -> None:
    assert is_date(text) == right


def test_the_authority_is_whole() -> None:
    rows = authority()
    assert len(rows) >= 400
    assert len({(known.kind, known.native) for known in rows}) == len(rows)
    assert all(known.forms(locale) for known in rows for locale in ("en", "fr", "de", "es", "it", "pl"))
    form = established("Москва", "ru", "de")
    assert form
    assert form.form == "Moskau"
