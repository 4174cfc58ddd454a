"""The pass: what it changes, what it leaves alone, and that it can be undone."""

from __future__ import annotations

import pytest
from audited import PATH, prepared

from publish.project import Work
from publish.text.house import Correction, Entry, House
from publish.text.normalise import Normalised, normalise
from publish.text.reading import read_documents

WORK = Work("w", "A title", "en", (PATH,))


def run(text: str, *corrections: Correction, entries: tuple[Entry, ...] = ()) -> tuple[str, Normalised, list[str]]:
    """The corrected text, the result, and the codes of what was found."""
    documents, found = read_documents({PATH: text})
    house = House("en", corrections, {e.key: e for e in entries})
    result, more = normalise(WORK, {PATH: text, WORK.path: ""}, documents, house)
    return result.ledger.apply(PATH, text), result, [d.code for d in [*found, *more]]


def fix(before: str, after: str, **more: object) -> Correction:
    return Correction(before, after, **more)  # type: ignore[arg-type]


ZHUKOV = Entry("zhukov", "person", {"en": ("Zhukov",)}, {"Jukov": ""})


def test_a_stray_form_becomes_the_house_form_whole_words_only() -> None:
    text, _, found = run("Jukov's army, *Jukov* and Jukovsky.", entries=(ZHUKOV,))
    assert text == "Zhukov's army, *Zhukov* and Jukovsky."
    assert found == []


# The cases after Zaliznyak (Russian), Swan (Polish) and Duden 4.
@pytest.mark.parametrize(
    ("language", "stray", "form", "received", "wanted"),
    [
        ("ru", "Жюков", "Жуков", "Жюков, Жюкова, Жюкову, Жюковым, о Жюкове", "Жуков, Жукова, Жукову, Жуковым, о Жукове"),
        ("ru", "Горбачов", "Горбачев", "Горбачова видели, Горбачовым", "Горбачева видели, Горбачевым"),
        ("ru", "Георгий Жюков", "Георгий Жуков", "Георгия Жюкова, Петра Жюкова", "Георгия Жукова, Петра Жюкова"),
        ("ru", "Троцкой", "Троцкий", "Троцкой, Троцкого", "Троцкий, Троцкого"),
        ("ru", "Мольдова", "Молдова", "в Мольдове и Мольдовой, Мольдовский", "в Молдове и Молдовой, Мольдовский"),
        ("pl", "Jukov", "Żukow", "Jukov, Jukova, Jukovowi, Jukovem", "Żukow, Żukowa, Żukowowi, Żukowem"),
        ("pl", "Chruszczew", "Chruszczow", "Chruszczewa i Chruszczewowi", "Chruszczowa i Chruszczowowi"),
        ("de", "Shukow", "Schukow", "Shukows Armee, Shukow", "Schukows Armee, Schukow"),
    ],
)  # fmt: skip
def test_a_stray_form_is_found_in_its_cases_and_keeps_its_ending(
    language: str, stray: str, form: str, received: str, wanted: str
) -> None:
    house = House(language, entries={"e": Entry("e", "person", {language: (form,)}, {stray: ""})})
    made = prepared(received, house, language).normalised
    assert made.ledger.apply(PATH, received) == wanted
    assert made.ledger.revert(PATH, wanted) == received


def test_a_case_that_is_a_right_form_itself_is_left_alone() -> None:
    lists = Entry("l", "person", {"ru": ("Листова",)})
    house = House("ru", entries={"e": Entry("e", "person", {"ru": ("Лестов",)}, {"Листов": ""}), "l": lists})
    assert (
        prepared("Листов и Листова.", house, "ru").normalised.ledger.apply(PATH, "Листов и Листова.")
        == "Лестов и Листова."
    )


def test_undoing_the_ledger_gives_the_received_text_byte_for_byte() -> None:
    received = "Jukov – “é”\r\n\r\nand  Jukov\r\nagain   Jukov\n"
    text, result, _ = run(received, entries=(ZHUKOV,))
    assert text.count("Zhukov") == 3
    assert result.ledger.revert(PATH, text) == received


def test_code_links_and_attributes_stay() -> None:
    received = '`Jukov` [Jukov](http://x.org/Jukov "t") [a]{.Jukov}'
    text, _, found = run(received, entries=(ZHUKOV,))
    assert text == '`Jukov` [Zhukov](http://x.org/Jukov "t") [a]{.Jukov}'
    assert found == []


def test_the_longest_rule_wins_and_what_it_covers_is_done_inside_it() -> None:
    text, result, found = run(
        "in the late 30's, could", fix("30's", "1930s"), fix("late 30's, could", "late 1930s could")
    )
    assert text == "in the late 1930s could"
    assert found == []
    assert sum(result.tally.values()) == 2


def test_rules_may_share_words_that_both_leave_alone() -> None:
    text, _, found = run(
        "involved - have been shaped", fix("involved - have", "involved – have"), fix("have been", "has been")
    )
    assert text == "involved – has been shaped"
    assert found == []


def test_rules_that_want_different_things_of_the_same_words_are_refused() -> None:
    _, _, found = run("the old red house", fix("old red", "ancient red"), fix("the old", "the aged"))
    assert found == ["correction-overlap"]


def test_a_text_that_reads_as_wanted_is_left_alone() -> None:
    text, _, found = run("However, it ends. However it goes on.", fix("However", "However,"))
    assert text == "However, it ends. However, it goes on."
    assert found == []


def test_a_rule_that_another_feeds_is_refused() -> None:
    _, _, found = run("one", fix("one", "two"), fix("two", "three"))
    assert found == ["correction-feeds"]


def test_a_context_says_where_a_correction_holds() -> None:
    text, _, _ = run("to build up a force\n\nthe build up began", fix("build up", "build-up", context="the build up"))
    assert text == "to build up a force\n\nthe build-up began"


def test_words_across_markup_are_changed_where_each_piece_can_be() -> None:
    text, _, found = run("a *sad* mistke", fix("sad mistke", "sad mistake"))
    assert text == "a *sad* mistake"
    assert found == []


def test_what_is_taken_out_may_be_all_that_stands_before_markup() -> None:
    text, _, found = run(
        "# Names [edit]\n\nPrint | *Which* form. ↑ Top", fix("Print | ", ""), fix(" [edit]", ""), fix(" ↑ Top", "")
    )
    assert text == "# Names\n\n*Which* form."
    assert found == []


@pytest.mark.parametrize("after", ["*two*", "[two](x)", "`two`", "# two"])
def test_a_correction_that_would_make_markup_is_refused(after: str) -> None:
    _, _, found = run("one", fix("one", after))
    assert set(found) <= {"correction-breaks", "correction-feeds"}
    assert "correction-breaks" in found


def test_title_is_corrected_like_the_text() -> None:
    source = 'title = "A developped title"\n'
    work = Work("w", "A developped title", "en", (PATH,))
    documents, _ = read_documents({PATH: "x"})
    house = House("en", (fix("developped", "developed"),))
    result, _ = normalise(work, {PATH: "x", work.path: source}, documents, house)
    assert result.work.title == "A developed title"
    assert result.ledger.apply(work.path, source) == 'title = "A developed title"\n'
