"""What a translator gets to see of a work, and what she is told of it."""

from __future__ import annotations

from collections.abc import Callable

from publish.project import Work
from publish.text.document import Document
from publish.text.house import House
from publish.translation.segments import house_segments, segments

Read = Callable[[str], Document]

EVERYTHING = """
# A heading

A paragraph with a note[^1] and ![a map](map.png).

[^1]: The note.

- an item

Word
:   Its meaning.

| Head | Two |
|------|-----|
| left | right |

> A quotation.

```
code is not translated
```

***

![only an image](only.png)
"""


def test_every_kind_of_text_is_a_segment_in_reading_order(work: Work, house: House, read: Read) -> None:
    found = [(s.kind, s.msgid) for s in segments(work, [read(EVERYTHING)], house)]
    assert found == [
        ("title", "After the coup"),
        ("description", "What happened."),
        ("heading", "A heading"),
        ("paragraph", "A paragraph with a note<fn1/> and <img1/>."),
        ("image text", "a map"),
        ("footnote", "The note."),
        ("list item", "an item"),
        ("term", "Word"),
        ("definition", "Its meaning."),
        ("table cell", "Head"),
        ("table cell", "Two"),
        ("table cell", "left"),
        ("table cell", "right"),
        ("quotation", "A quotation."),
        ("image text", "only an image"),
    ]


def test_a_segment_has_the_id_of_its_block_and_knows_its_place(work: Work, house: House, read: Read) -> None:
    document = read("# One\n\nFirst text of it.\n\nAn ![alt text](a.png) and ![more](b.png).\n")
    found = segments(work, [document], house)[2:]
    assert [s.id for s in found] == ["one", "one-1", "one-2", "one-2/alt1", "one-2/alt2"]
    assert [s.place.line for s in found] == [1, 3, 5, 5, 5]
    assert {s.path for s in found} == {"sources/coup/text.md"}


def test_a_long_text_that_occurs_once_needs_no_context(work: Work, house: House, read: Read) -> None:
    (segment,) = segments(work, [read("This is a text of many words.\n")], house)[2:]
    assert segment.msgctxt == ""


def test_a_short_text_has_its_section_and_kind_as_context(work: Work, house: House, read: Read) -> None:
    document = read("# Power\n\n## Tables\n\nMay\n")
    assert [s.msgctxt for s in segments(work, [document], house)[2:]] == [
        "heading",
        "Power / heading",
        "Power / Tables / paragraph",
    ]


def test_a_text_that_occurs_twice_is_told_apart(work: Work, house: House, read: Read) -> None:
    same = "The same text of many words.\n\n"
    document = read(f"# One\n\n{same}# Two\n\n{same}{same}")
    contexts = [s.msgctxt for s in segments(work, [document], house) if s.msgid.startswith("The same")]
    assert contexts == ["One / paragraph", "Two / paragraph", "Two / paragraph (2)"]


def test_a_context_does_not_change_when_lines_are_added_above(work: Work, house: House, read: Read) -> None:
    before = segments(work, [read("# One\n\nYes\n")], house)
    after = segments(work, [read("# Zero\n\nA text of some length.\n\n# One\n\nYes\n")], house)
    assert {s.key for s in before} <= {s.key for s in after}


def test_a_translator_is_told_kind_section_addresses_and_names(work: Work, house: House, read: Read) -> None:
    document = read("# War\n\nZhukov left the [USSR](https://example.org) and the Duma `now`.\n")
    segment = segments(work, [document], house, "fr")[-1]
    assert segment.notes == (
        "Paragraph in “War”",
        "<a1>: https://example.org",
        "<code1/>: now",
        "Zhukov → Joukov; Soviet Union → Union soviétique",
    )


def test_the_template_says_nothing_of_one_locale(work: Work, house: House, read: Read) -> None:
    segment = segments(work, [read("Zhukov left the army for good.\n")], house)[-1]
    assert segment.notes == ("Paragraph",)


def test_a_passage_marked_so_is_not_translated(work: Work, house: House, read: Read) -> None:
    document = read("::: {translate=no}\nOriginal words.\n:::\n\n::: notranslate\nOthers.\n:::\n\nTranslated words.\n")
    assert [s.msgid for s in segments(work, [document], house)[2:]] == ["Translated words."]


def test_text_without_a_word_is_not_translated(work: Work, house: House, read: Read) -> None:
    document = read("\\* \\* \\*\n\n`code`\n\n1917\n")
    assert [s.msgid for s in segments(work, [document], house)[2:]] == ["1917"]


def test_the_house_has_segments_of_its_own(house: House) -> None:
    assert [(s.id, s.kind, s.msgid, s.notes) for s in house_segments(house)] == [
        ("zhukov/gloss", "gloss", "Soviet marshal.", ("Gloss of “Zhukov”",)),
        ("soviet/gloss", "definition", "A council of workers.", ("Definition of “soviet”",)),
    ]


def test_authors_tell_translators_something_that_no_book_prints(work: Work, house: House, read: Read) -> None:
    document = read(
        '# Power {note="The verb."}\n\n{note="Ironic."}\nA paragraph of words.\n\n::: {note="A letter."}\nOne line of it.\n:::\n\n'
        'The [Russian word]{note="As he wrote it."} of old.\n'
    )
    found = {s.msgid: s.notes for s in segments(work, [document], house)[2:]}
    assert found["Power"] == ("Heading", "Author’s note: The verb.")
    assert found["A paragraph of words."] == ("Paragraph in “Power”", "Author’s note: Ironic.")
    assert found["One line of it."] == ("Paragraph in “Power”", "Author’s note: A letter.")
    assert found["The <s1>Russian word</s1> of old."][1] == "<s1>: Author’s note: As he wrote it."


def test_a_span_that_is_not_translated_is_one_tag(work: Work, house: House, read: Read) -> None:
    document = read(
        "He said [Тише, тише]{translate=no} and [left]{.notranslate}.\n\n{translate=no}\nOriginal words here.\n"
    )
    (segment,) = segments(work, [document], house)[2:]
    assert segment.msgid == "He said <keep1/> and <keep2/>."
    assert segment.notes[1] == "<keep1/>: Тише, тише, the same in every language"


def test_a_heading_that_is_not_translated_still_opens_its_section(work: Work, house: House, read: Read) -> None:
    document = read("# Tao {translate=no}\n\nA text of many words.\n")
    (segment,) = segments(work, [document], house)[2:]
    assert segment.section == ("Tao",)
