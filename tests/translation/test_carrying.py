"""`publish update` keeps translations in force over what the editor changed, and over nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import Make, Run

from publish.translation.messages import Catalogue
from publish.translation.po import read_catalogue, write_catalogue

PO = "locale/fr/LC_MESSAGES/essay.po"
HOUSE_PO = "locale/fr/LC_MESSAGES/house.po"
CORRECTIONS = "sources/house/corrections.toml"
TEXT = """# One

In 1937 Jukov was sent to the *worlwide* known front & back.

The the kulaks had developped “nothing” - and lost (see [the list](https://example.org)).

Nobody was ready for it.[^1]

[^1]: Jukov was not either.
"""
ZHUKOV = '[zhukov]\nkind = "person"\nforms.en = "Zhukov"\nforms.fr = "Joukov"\nstrays = ["Jukov"]\n'
Files = dict[str, str | bytes]


def correction(before: str, after: str, more: str = "") -> str:
    return f'[[correction]]\nbefore = "{before}"\nafter = "{after}"\n{more}\n'


class Desk:
    """A project with a French catalogue in which everything is translated."""

    def __init__(self, folder: Path, publish: Run):
        self.folder, self._publish = folder, publish

    def update(self) -> str:
        said = self._publish(self.folder, "update", "-l", "fr")
        assert said.status == 0, said.err
        return said.out

    def settled(self) -> bool:
        """Whether an update has nothing to do to any catalogue."""
        return all(line.endswith(" (unchanged)") for line in self.update().splitlines())

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, "utf-8")

    def change(self, path: str, before: str, after: str) -> None:
        text = (self.folder / path).read_text("utf-8")
        assert before in text
        self.write(path, text.replace(before, after))

    def catalogue(self, path: str = PO) -> Catalogue:
        catalogue, found = read_catalogue(path, (self.folder / path).read_bytes())
        assert catalogue is not None, found
        return catalogue

    def translate(self, path: str = PO) -> None:
        """Every entry as “fr: …”, as a translator's program would write it."""
        text = write_catalogue(self.catalogue(path)).decode()
        text = re.sub(r'msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "fr: \1"', text)
        self.write(path, text)

    def fuzzy(self, path: str = PO) -> list[str]:
        return [m.msgid for m in self.catalogue(path).active if m.is_fuzzy]

    def in_force(self, msgid: str, path: str = PO) -> str:
        (message,) = [m for m in self.catalogue(path).active if m.msgid == msgid]
        return message.msgstr if message.in_force else ""


@pytest.fixture
def desk(project: Make, publish: Run) -> Desk:
    desk = Desk(project({"sources/essay/one.md": TEXT}), publish)
    desk.update()
    desk.translate()
    return desk


def test_a_correction_that_is_added_keeps_the_translation(desk: Desk) -> None:
    desk.write(CORRECTIONS, correction("worlwide", "worldwide") + correction(" - ", " – "))
    said = desk.update()
    assert "2 kept over an editorial change" in said
    assert desk.fuzzy() == []
    assert desk.in_force("In 1937 Jukov was sent to the <em>worldwide</em> known front &amp; back.") == (
        "fr: In 1937 Jukov was sent to the <em>worlwide</em> known front &amp; back."
    )


def test_a_correction_that_is_changed_and_then_removed_keeps_the_translation(desk: Desk) -> None:
    desk.write("sources/house/names.toml", ZHUKOV)
    desk.update()
    desk.change("sources/house/names.toml", '"Zhukov"', '"Schukow"')
    assert "2 kept over an editorial change" in desk.update()
    desk.write("sources/house/names.toml", "")
    assert "2 kept over an editorial change" in desk.update()
    assert desk.fuzzy() == []
    assert desk.in_force("Jukov was not either.") == "fr: Jukov was not either."


def test_many_changes_at_once_some_made_some_unmade(desk: Desk) -> None:
    first = correction("worlwide", "world-wide") + correction("the kulaks", "kulaks")
    desk.write(CORRECTIONS, first)
    desk.update()
    second = (
        correction("worlwide", "worldwide")
        + correction("developped", "developed")
        + correction("“nothing”", "‘nothing’")
    )
    desk.write(CORRECTIONS, second)
    desk.write("sources/house/names.toml", ZHUKOV)
    assert "3 kept over an editorial change" in desk.update()
    assert desk.fuzzy() == []


def test_an_update_after_a_carry_changes_no_byte(desk: Desk) -> None:
    desk.write(CORRECTIONS, correction("worlwide", "worldwide"))
    desk.update()
    before = (desk.folder / PO).read_bytes()
    assert desk.settled()
    assert (desk.folder / PO).read_bytes() == before


def test_the_translator_is_told_of_a_correction(desk: Desk) -> None:
    desk.write(CORRECTIONS, correction("worlwide", "worldwide"))
    desk.update()
    (told,) = [m.extracted for m in desk.catalogue().active if "worldwide" in m.msgid]
    assert told == ("Paragraph in “One”", "Corrected: “worlwide” → “worldwide”")


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [("1937", "1938", 'class = "factual"'), ("Nobody", "Everybody", 'class = "factual"'), ("1937", "1973", "")],
)
def test_a_correction_of_fact_is_for_the_translator_to_look_at(desk: Desk, before: str, after: str, more: str) -> None:
    desk.write(CORRECTIONS, correction(before, after, more))
    desk.update()
    assert len(desk.fuzzy()) == 1
    desk.write(CORRECTIONS, "")
    desk.update()
    assert len(desk.fuzzy()) == 1


def test_the_title_is_carried_like_the_text(project: Make, publish: Run) -> None:
    desk = Desk(
        project({"sources/essay/work.toml": 'title = "Of Jukov"\nlanguage = "en"\nchapters = ["one.md"]\n'}), publish
    )
    desk.update()
    desk.translate()
    desk.write("sources/house/names.toml", ZHUKOV)
    desk.update()
    assert desk.in_force("Of Zhukov") == "fr: Of Jukov"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1937", "1938"),
        ("was sent", "was not sent"),
        ("not either", "there either"),
        ("Nobody", "Somebody"),
        ("ready for", "read for"),
        ("front", "frost"),
        ("kulaks", "kulak"),
        ("Jukov was sent", "Zhukov was sent"),
        ("worlwide* known", "global* famous"),
    ],
)
def test_a_change_of_meaning_by_hand_is_fuzzy(desk: Desk, before: str, after: str) -> None:
    old = desk.catalogue()
    desk.change("sources/essay/one.md", before, after)
    desk.update()
    (message,) = [m for m in desk.catalogue().active if m.is_fuzzy]
    assert message.previous_msgid in {m.msgid for m in old.messages}


def test_a_change_by_hand_is_carried_where_the_editor_declares_it(desk: Desk) -> None:
    desk.change("sources/essay/one.md", "was ready for it", "stood ready")
    desk.write(CORRECTIONS, '[[editorial]]\nbefore = "was ready for it"\nafter = "stood ready"\n')
    assert "1 kept over an editorial change" in desk.update()
    assert desk.fuzzy() == []


def test_what_the_house_rules_on_may_be_done_by_hand_as_well(desk: Desk) -> None:
    desk.write("sources/house/names.toml", ZHUKOV)
    desk.change("sources/essay/one.md", "Jukov", "Zhukov")
    desk.update()
    assert desk.fuzzy() == []


def test_a_definition_is_carried_like_the_text(project: Make, publish: Run) -> None:
    terms = '[kulak]\nforms.en = "kulak"\ndefinition = "A peasant who is helt to be well-to-do."\n'
    desk = Desk(project({"sources/house/terms.toml": terms}), publish)
    desk.update()
    desk.translate(HOUSE_PO)
    desk.change("sources/house/terms.toml", "helt", "held")
    desk.write(CORRECTIONS, '[[editorial]]\nbefore = "helt"\nafter = "held"\n')
    desk.update()
    assert desk.fuzzy(HOUSE_PO) == []
    desk.change("sources/house/terms.toml", "well-to-do", "poor")
    desk.update()
    assert desk.fuzzy(HOUSE_PO) == ["A peasant who is held to be poor."]
