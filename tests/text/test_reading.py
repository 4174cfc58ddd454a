"""What the reader makes of Markdown that CommonMark itself has no word for: captions and figures."""

from __future__ import annotations

from publish.text.document import Block, plain_text
from publish.text.reading import read_document

TABLE = "| Year | Event |\n|:--|:--|\n| 1991 | The end |\n"


def read(text: str) -> tuple[Block, ...]:
    document, found = read_document("text.md", text)
    assert found == []
    return document.blocks


def test_a_paragraph_that_opens_with_a_colon_is_the_caption_of_the_table_before_it() -> None:
    text = TABLE + "\n: Two *things*\n\nAnd on.\n"
    table, after = read(text)
    (plain,) = table.blocks[2].blocks
    assert [b.kind for b in table.blocks] == ["head", "body", "caption"]
    assert plain_text(plain.inlines) == "Two things"
    assert text[plain.inlines[0].start :].startswith("Two"), "where the file has it"
    assert plain_text(after.inlines) == "And on."


def test_a_table_without_a_caption_is_left_alone() -> None:
    table, after = read(TABLE + "\nAnd on.\n")
    assert ([b.kind for b in table.blocks], after.kind) == (["head", "body"], "para")


def test_an_image_alone_that_is_described_is_a_figure_with_a_caption() -> None:
    (figure,) = read('![The *steps*](steps.svg){#steps alt="A line that climbs." note="Keep the figures."}\n')
    picture, caption = figure.blocks
    assert (figure.kind, figure.id, figure.attrs.get("note")) == ("figure", "steps", "Keep the figures.")
    assert picture.inlines[0].text == "A line that climbs."
    assert plain_text(caption.blocks[0].inlines) == "The steps"


def test_an_image_alone_that_only_has_its_text_is_described_by_that() -> None:
    (para,) = read("![A line that climbs](steps.svg)\n")
    assert (para.kind, para.inlines[0].text) == ("para", "A line that climbs")


def test_a_control_character_by_its_number_is_refused_where_it_stands() -> None:
    _, found = read_document("text.md", "One &#8217; and `&#2;`.\n\nTwo &#1; and &#x1B;.\n")
    assert [(d.code, d.place.line, d.place.column) for d in found] == [
        ("control-character", 3, 5),
        ("control-character", 3, 14),
    ]
