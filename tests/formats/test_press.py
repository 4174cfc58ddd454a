"""The PDF for the printing house: boxes, marks and inks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from running import Make, Run

MM = 72 / 25.4
FILES = {
    "publish.toml": 'formats = ["pdf"]\n[print]\ntrim = "A5"\npress = true\n',
    "sources/essay/one.md": "# One\n\nThe words of [the text](https://example.org).[^1]\n\n[^1]: A note.\n",
}


@pytest.fixture
def dist(project: Make, publish: Run) -> Path:
    folder = project(FILES)
    assert publish(folder, "build").status == 0
    return folder / "dist"


def sizes(page: Any, name: str) -> list[int]:
    """Width and height in tenths of a millimetre, for a box of a page."""
    left, bottom, right, top = (float(side) for side in page.obj[name])
    return [round((right - left) / MM * 10), round((top - bottom) / MM * 10)]


def test_the_sheet_has_room_for_bleed_and_marks_around_the_trim(dist: Path) -> None:
    pdf = pikepdf.open(dist / "essay-en-press.pdf")
    assert pdf.check_pdf_syntax() == []
    for page in pdf.pages:
        assert sizes(page, "/TrimBox") == [1480, 2100]  # A5
        assert sizes(page, "/BleedBox") == [1540, 2160]  # 3 mm around
        assert sizes(page, "/MediaBox") == [1680, 2300]  # 10 mm around


def test_its_pages_are_those_of_the_pdf_for_readers_without_links(dist: Path) -> None:
    pdf, press = pikepdf.open(dist / "essay-en.pdf"), pikepdf.open(dist / "essay-en-press.pdf")
    assert len(pdf.pages) == len(press.pages)
    assert any("/Annots" in page for page in pdf.pages)
    assert not any("/Annots" in page for page in press.pages)


def test_black_is_one_ink_and_every_page_has_eight_marks(dist: Path) -> None:
    press = pikepdf.open(dist / "essay-en-press.pdf")
    for page in press.pages:
        operators = [str(operator) for _, operator in pikepdf.parse_content_stream(page)]
        assert not {"rg", "RG", "k", "K"} & set(operators)
        assert operators[-25:].count("S") == 8


def test_the_output_intent_is_named_and_no_conformance_claimed(dist: Path) -> None:
    press = pikepdf.open(dist / "essay-en-press.pdf")
    root: Any = press.Root
    assert str(root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA52"
    assert "/Metadata" not in root


def test_without_the_key_there_is_none(project: Make, publish: Run) -> None:
    folder = project(FILES | {"publish.toml": 'formats = ["pdf"]\n'})
    assert publish(folder, "build").status == 0
    assert [path.name for path in (folder / "dist").glob("*.pdf")] == ["essay-en.pdf"]
