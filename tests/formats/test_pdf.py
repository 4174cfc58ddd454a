"""The printed sample, as a reader finds it: text, pages, bookmarks, and every locator of its index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from books import Pdf

from publish.project import load_project
from publish.text.house import House, read_house

ROOT = Path(__file__).parents[2]
CONTENTS = {"en": "Contents", "fr": "Table des matières"}
pytestmark = pytest.mark.xdist_group("sample")


@pytest.fixture(scope="module")
def house() -> House:
    return read_house(load_project(ROOT))[0]


@pytest.fixture(scope="module")
def books(dist: Path) -> dict[str, Pdf]:
    """The PDF of the sample in each language."""
    return {locale: Pdf(dist / f"august-{locale}.pdf") for locale in ("en", "fr")}


@pytest.mark.parametrize(("locale", "chapters"), [
    ("en", ["Monday", "Glossary", "Index"]),
    ("fr", ["Lundi", "Glossaire", "Index"]),
])  # fmt: skip
def test_bookmarks_are_the_chapters_then_the_back_matter(
    books: dict[str, Pdf], locale: str, chapters: list[str]
) -> None:
    titles = [title for title, _ in books[locale].outline]
    assert len(titles) == 12 + 2
    assert [titles[0], *titles[-2:]] == chapters


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_contents_name_the_page_that_each_part_opens_on(books: dict[str, Pdf], locale: str) -> None:
    contents = next(page for page in books[locale].front + books[locale].pages[::-1] if CONTENTS[locale] in page)
    for title, page in books[locale].outline:
        assert re.search(rf"{re.escape(title)}[ .]*{page}(?!\d)", contents), (title, page, contents)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_folio_is_the_number_of_its_page(books: dict[str, Pdf], locale: str) -> None:
    assert [page.split()[-1:] for page in books["en"].front][2] == ["iii"]
    for number, page in enumerate(books[locale].pages[1:], 1):
        assert page.split("  ")[-1].strip() == str(number) or page.startswith(str(number)), page[-60:]


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_locator_names_a_page_that_has_the_name(books: dict[str, Pdf], house: House, locale: str) -> None:
    pdf, checked = books[locale], 0
    index = pdf.index("Index")
    for entry in house.entries.values():
        for page in index.get(entry.heading(locale).replace("'", "’"), ()):
            # A name may be divided between two pages, and running head and folio come between.
            here, over = pdf.pages[page], pdf.pages[page + 1][:40]
            text = _bare(f"{here} {over} {here.rsplit('  ', 2)[0]} {over}")
            assert any(re.search(_inflected(form), text) for form in entry.accepted(locale)), (entry.key, page)
            checked += 1
    assert checked > 50


def _inflected(form: str) -> str:
    """A pattern for a form whose words may have other endings."""
    return " ".join(rf"{re.escape(word[: max(len(word) - 1, 1)])}\w*" for word in _bare(form.replace("'", "’")).split())


def _bare(text: str) -> str:
    """Without hyphens, for a real one at the end of a line looks like one that hyphenation made."""
    return re.sub(r"\s+", " ", text).replace("-", "").lower()


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_name_is_on_no_page_that_the_index_lacks(books: dict[str, Pdf], house: House, locale: str) -> None:
    pdf = books[locale]
    text = range(1, dict(pdf.outline)["Glossary" if locale == "en" else "Glossaire"])
    index = pdf.index("Index")
    for key in ("zhukov", "chernenko", "sakharov"):
        entry = house.entries[key]
        assert pdf.pages_with(entry.form(locale)) & set(text) == index[entry.heading(locale)]


def test_the_french_index_stands_in_french_order(books: dict[str, Pdf]) -> None:
    headings = list(books["fr"].index("Index"))
    assert headings.index("Eltsine, Boris") < headings.index("Joukov, Gueorgui") < headings.index("Moscou")


def test_only_the_books_own_fonts_are_in_it(books: dict[str, Pdf]) -> None:
    for pdf in books.values():
        fonts = {
            str(font.get_object()["/BaseFont"])
            for page in pdf.reader.pages
            for font in page["/Resources"].get("/Font", {}).values()
        }
        assert fonts
        assert all(re.fullmatch(r"/[A-Z]{6}\+Book.*", name) for name in fonts)


def test_metadata_name_title_author_and_language(books: dict[str, Pdf]) -> None:
    reader = books["fr"].reader
    assert reader.metadata is not None
    assert reader.metadata.title == "Trois jours d’août"
    assert reader.trailer["/Root"]["/Lang"] == "fr"
