"""The printed page: its size and measures, and what a designer can change of them."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from running import Make, Run

# Width and height in millimetres: ISO 216 (A5, B6), 6 by 9 inches, and the usual livre de poche.
SIZES = {"A5": (148, 210), "B6": (125, 176), "US trade": (152.4, 228.6), "pocket": (110, 178)}
IN_PRINT = 'formats = ["pdf"]\n'


@pytest.mark.parametrize("trim", SIZES)
def test_a_page_has_the_trim_size_that_the_project_names(publish: Run, project: Make, trim: str) -> None:
    folder = project({"publish.toml": f'{IN_PRINT}[print]\ntrim = "{trim}"\n'})
    assert publish(folder, "build").status == 0
    box = PdfReader(folder / "dist" / "essay-en.pdf").pages[0].mediabox
    assert (float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4) == pytest.approx(SIZES[trim], abs=0.1)


def test_a_work_may_have_another_trim_size_than_the_project(publish: Run, project: Make) -> None:
    work = 'title = "An essay"\nlanguage = "en"\nchapters = ["one.md"]\n[print]\ntrim = "B6"\n'
    folder = project({"publish.toml": f'{IN_PRINT}[print]\ntrim = "A5"\n', "sources/essay/work.toml": work})
    assert publish(folder, "build").status == 0
    assert float(PdfReader(folder / "dist" / "essay-en.pdf").pages[0].mediabox.width) / 72 * 25.4 == pytest.approx(125)


def test_an_unknown_trim_size_is_refused_at_its_line(publish: Run, project: Make) -> None:
    folder = project({"publish.toml": f'{IN_PRINT}[print]\ntrim = "a5"\n'})
    said = publish(folder, "check", "--output-format", "json")
    assert [(d["code"], d["line"]) for d in said.found] == [("wrong-value", 3)]


def test_a_note_stands_on_the_page_of_its_call(publish: Run, project: Make) -> None:
    """Paragraphs of three lines, each with a note: whichever line a page ends with, its notes stay on it."""
    line = "a word or two of a plain text that goes on and on to fill the line "
    text = "\n\n".join(f"{line}call{n}.[^{n}] {line * 3}\n\n[^{n}]: The note{n}." for n in range(60))
    folder = project({"publish.toml": IN_PRINT, "sources/essay/one.md": f"# One\n\n{text}\n"})
    assert publish(folder, "build").status == 0
    pages = [page.extract_text() for page in PdfReader(folder / "dist" / "essay-en.pdf").pages]
    apart = [n for n in range(60) for page in pages if (f"call{n}." in page) != (f"note{n}." in page)]
    assert apart == []
