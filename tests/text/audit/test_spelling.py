"""Misspellings that no dictionary's neighbourhood shows at once, and what looks like one and is none."""

from __future__ import annotations

from audited import audited


def test_letters_in_another_order_and_words_run_together_or_parted() -> None:
    wrong = {"mecahinsm": "mechanism", "bounradies": "boundaries", "infact": "in fact", "eachother": "each other",
             "fore front": "forefront", "mean while": "meanwhile"}  # fmt: skip
    found = {f.words: f.proposal for f in audited("\n\n".join(f"It was the {word} that they saw." for word in wrong))}
    assert {word: found.get(word) for word in wrong} == wrong


def test_compounds_names_and_spaced_points_are_left_alone() -> None:
    fine = "On the Red Sea coast, health care . . . was a Perso-Arabic matter, a unanimous and onerous one."
    assert audited(fine) == []


def test_a_passage_with_two_words_of_another_language_stays_in_its_own() -> None:
    assert audited("In dieser Lage suchen sie Zuflucht in einer anderen Stadt, was zu Streit führt.", "de") == []


def test_a_space_before_a_mark_goes_behind_it() -> None:
    found = {f.words: f.proposal for f in audited("Zinoviev ,the chairman of the soviet , had left .")}
    assert found == {"Zinoviev ,the": "Zinoviev, the", "soviet ,": "soviet,", "left .": "left."}


def test_a_letter_three_times_in_a_name_or_an_abbreviation() -> None:
    text = "From WWWII on, Pope John XXIII and Louis XVIII were in Brittany; Churchilll was not. See www.example.org. Hmmm."
    assert {f.words: f.proposal for f in audited(text)} == {"WWWII": "WWII", "Churchilll": "Churchill"}
