"""The printed page: its size and measures, and what a designer can change of them."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument
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


def test_another_trim_size_in_the_project_is_another_book(publish: Run, project: Make) -> None:
    folder = project({"publish.toml": f'{IN_PRINT}[print]\ntrim = "A5"\n'})
    for trim in ("A5", "B6"):
        (folder / "publish.toml").write_text(f'{IN_PRINT}[print]\ntrim = "{trim}"\n')
        assert publish(folder, "build").status == 0
        width = float(PdfReader(folder / "dist" / "essay-en.pdf").pages[0].mediabox.width)
        assert width / 72 * 25.4 == pytest.approx(SIZES[trim][0], abs=0.1)


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


BOOK = """\
title = "An essay"
author = "Ada Byron"
language = "en"
chapters = ["one.md"]
edition = 2
version = "1.3"
dedication = "To those who waited"
epigraph = "Nothing is lost."
epigraph_source = "A proverb"
colophon = "Set by hand."
translators.fr = ["Jeanne Martin", "Paul Roux"]
[isbn]
en.pdf = "978-0-306-40615-7"
[provenance]
source = "A journal of 1843"
"""
PARTS = ["To those who waited", "Nothing is lost.", "Contents", "The words", "Set by hand."]


def test_a_book_has_the_parts_that_its_work_wants_in_their_order(publish: Run, project: Make) -> None:
    """Half title, title page, imprint, dedication, epigraph, contents, text, colophon (Chicago Manual, 1.4)."""
    folder = project({"publish.toml": IN_PRINT, "sources/essay/work.toml": BOOK})
    assert publish(folder, "build").status == 0
    pages = [page.extract_text() for page in PdfReader(folder / "dist" / "essay-en.pdf").pages]
    assert "An essay" in pages[0]
    assert "Ada Byron" not in pages[0], "a half title is the title alone"
    assert "Ada Byron" in pages[2]
    for line in (
        "2nd edition",
        "Version of the text: 1.3",
        "Source: A journal of 1843",
        "ISBN 978-0-306-40615-7 (PDF)",
    ):
        assert line in pages[3]
    at = [next(n for n, page in enumerate(pages) if part in page) for part in PARTS]
    assert at == sorted(at)
    assert [n % 2 for n in at[:4]] == [0, 0, 0, 0], "each opens a leaf"


def test_contents_and_imprint_stand_where_readers_of_the_language_look_for_them(publish: Run, project: Make) -> None:
    """In French the table des matières stands at the end, in Japanese the imprint (奥付) does."""
    folder = project({"publish.toml": 'formats = ["pdf"]\nlocales = ["fr", "ja"]\n', "sources/essay/work.toml": BOOK})
    assert publish(folder, "update").status == 0
    assert publish(folder, "build").status == 0
    french, japanese = (
        [page.extract_text() for page in PdfReader(folder / "dist" / f"essay-{locale}.pdf").pages]
        for locale in ("fr", "ja")
    )
    assert "Table des matières" in french[-2]
    assert "2e édition" in french[3].replace("\u00a0", " ")
    assert "Jeanne Martin et Paul Roux" in french[3]
    assert "第2版" in japanese[-1]


def test_the_texts_of_the_front_matter_are_translated(publish: Run, project: Make) -> None:
    folder = project({"publish.toml": IN_PRINT, "sources/essay/work.toml": BOOK})
    assert publish(folder, "extract").status == 0
    template = (folder / "locale" / "essay.pot").read_text()
    for name in ("dedication", "epigraph", "epigraph_source", "colophon"):
        assert f'msgctxt "{name}"' in template


@pytest.mark.parametrize("number", ["978-0-306-40615-8", "0-306-40615-2", "978"])
def test_an_isbn_with_a_wrong_check_digit_is_refused_at_its_line(publish: Run, project: Make, number: str) -> None:
    folder = project({"sources/essay/work.toml": BOOK.replace("978-0-306-40615-7", number)})
    said = publish(folder, "check", "--output-format", "json")
    assert [(d["code"], d["line"]) for d in said.found] == [("wrong-value", 13)]


STYLES = Path(__file__).parents[2] / "src" / "publish" / "styles"


def documented(heading: str) -> dict[str, list[str]]:
    """The properties of a table of docs/styles.md with the values that it gives them."""
    page = (STYLES.parents[2] / "docs" / "styles.md").read_text()
    section = page.split(f"## {heading}")[1].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| `--")]
    values = {row[0].strip(" `"): [cell.strip(" `|") for cell in row[2:]] for row in rows}
    assert values
    return values


def declared(path: Path) -> dict[str, str]:
    root = re.search(r":root \{(.*?)\n\}", path.read_text(), re.DOTALL)
    assert root
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", root[1]))


def test_every_property_is_documented_with_its_default_and_every_documented_one_is_there() -> None:
    assert documented("Everything else") == {name: [value] for name, value in declared(STYLES / "print.css").items()}
    trims = [declared(STYLES / "trim" / f"{name}.css") for name in ("a5", "b6", "us-trade", "pocket")]
    assert documented("The page") == {name: [trim[name] for trim in trims] for name in trims[0]}


def test_every_property_is_used() -> None:
    text = "".join(path.read_text() for path in (STYLES / "print.css", *STYLES.glob("script/*.css")))
    names = [*documented("Everything else"), *documented("The page")]
    assert [name for name in names if f"var({name})" not in text] == []


def test_a_projects_style_changes_the_page_without_copying_ours(publish: Run, project: Make) -> None:
    """A page of 100 mm by 150 mm with a text of 60 mm: two fifths of the 40 mm that are left stand at the spine."""
    style = ":root { --page-width: 100mm; --page-height: 150mm; --measure: 60mm; --sink: 0; --title-size: 20pt; }\n"
    folder = project({"publish.toml": IN_PRINT, "styles/print.css": style})
    assert publish(folder, "build").status == 0
    page = next(p for p in PdfReader(folder / "dist" / "essay-en.pdf").pages if "The words" in p.extract_text())
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(100, abs=0.1)
    found: list[float] = []

    def see(text: str, _: object, matrix: list[float], *__: object) -> None:
        if text.strip():
            found.append(matrix[4] * 0.75 / 72 * 25.4)  # WeasyPrint counts in CSS pixels

    page.extract_text(visitor_text=see)
    assert min(found) == pytest.approx(16, abs=0.5)


def test_the_words_before_an_emphasis_may_fill_the_line(publish: Run, project: Make) -> None:
    """One sentence in two hundred measures: there is always room for more than its first word, or for a half of it."""
    widths = [f"p:nth-of-type({n}) {{ width: {150 + n}px; text-indent: 0; }}" for n in range(1, 201)]
    sentence = "Extraordinary words stand before an *emphasis* and behind it.\n\n"
    folder = project({
        "publish.toml": IN_PRINT, "styles/print.css": "\n".join(widths),
        "sources/essay/one.md": "# One\n\n" + sentence * 200,
    })  # fmt: skip
    assert publish(folder, "build").status == 0
    pages = "\n".join(page.extract_text() for page in PdfReader(folder / "dist" / "essay-en.pdf").pages)
    first = [line for line in pages.splitlines() if line.startswith("Extra")]
    assert len(first) == 200
    assert [line for line in first if " " not in line.strip()] == []


def test_a_table_stands_on_one_page_with_its_caption(publish: Run, project: Make) -> None:
    """Thirty tables, each a line further down its page than the one before."""
    rows = [
        f"| row{n}x | one |\n|---|---|\n" + "| two | 1953–1964 |\n" * 6 + f"| end{n}x | three |\n" for n in range(30)
    ]
    tables = [f"{'A line.' + chr(10) * 2}" * n + f"{row}\n: Caption{n}x\n\n" for n, row in enumerate(rows)]
    folder = project({"publish.toml": IN_PRINT, "sources/essay/one.md": "# One\n\n" + "".join(tables)})
    assert publish(folder, "build").status == 0
    pages = [page.extract_text() for page in PdfReader(folder / "dist" / "essay-en.pdf").pages]
    where = [
        [name for name in (f"Caption{n}x", f"row{n}x", f"end{n}x") if name in page] for n in range(30) for page in pages
    ]
    assert {len(names) for names in where} == {0, 3}
    assert "1953–1964" in pages[-1]


def test_a_term_is_marked_where_a_chapter_first_has_it_and_its_definition_names_these_pages(
    publish: Run, project: Make
) -> None:
    files = {
        "publish.toml": IN_PRINT,
        "sources/house/terms.toml": '[soviet]\ndefinition = "A council."\nforms.en = ["soviet"]\n',
        "sources/essay/work.toml": 'title = "An essay"\nform = "book"\nlanguage = "en"\nchapters = ["one.md"]\n',
        "sources/essay/one.md": "# One\n\nA soviet and a soviet.\n\n# Two\n\nThe soviet.\n",
    }
    folder = project(files)
    assert publish(folder, "build").status == 0
    text = "\n".join(page.extract_text() for page in PdfReader(folder / "dist" / "essay-en.pdf").pages)
    assert re.findall(r"soviet\W", text)[:3] == ["soviet*", "soviet.", "soviet*"]
    assert re.search(r"A council\.\s*1, 3\b", text)
    (folder / "styles").mkdir()
    (folder / "styles" / "print.css").write_text(":root { --term: none }\n")
    assert publish(folder, "build").status == 0
    text = "\n".join(page.extract_text() for page in PdfReader(folder / "dist" / "essay-en.pdf").pages)
    assert "*" not in text


def test_a_verse_that_turns_over_hangs_in_either_format(publish: Run, project: Make) -> None:
    """A line of verse may be too long for the page: what runs over stands further in (Chicago Manual, 13.27)."""
    verses = "> High are the towers of the city in the night of winter and still are all the bells in them\\\n> Low is the river\n"
    folder = project({"publish.toml": 'formats = ["epub", "pdf"]\n', "sources/essay/one.md": f"# One\n\n{verses}"})
    assert publish(folder, "build").status == 0
    with ZipFile(folder / "dist" / "essay-en.epub") as epub:
        chapter = next(epub.read(name).decode() for name in epub.namelist() if "chapter" in name)
    assert re.findall(r'<span class="line">(\w+)', chapter) == ["High", "Low"]
    document = PdfDocument(folder / "dist" / "essay-en.pdf")
    page = next(page.get_textpage() for page in document if "High" in page.get_textpage().get_text_range())
    text = page.get_text_range()
    turned = text.rindex("\n", 0, text.index("Low") - 2) + 1
    high, over, low = (page.get_charbox(n, loose=True)[0] for n in (text.index("High"), turned, text.index("Low")))
    assert high == pytest.approx(low, abs=0.5)
    assert over - high > 10
