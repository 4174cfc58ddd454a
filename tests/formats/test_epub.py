"""The sample as an ebook: valid, linked, and in its language throughout."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from books import XHTML, Epub, Pdf, epubcheck
from fontTools.ttLib import TTFont
from running import Make, Run

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
pytestmark = pytest.mark.xdist_group("epub")


@pytest.fixture(scope="module")
def printed(paths: dict[str, Path]) -> dict[str, Pdf]:
    return {locale: Pdf(path.with_suffix(".pdf")) for locale, path in paths.items()}


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_epubcheck_has_nothing_to_say(paths: dict[str, Path], locale: str) -> None:
    assert epubcheck(paths[locale]) == []


def test_the_media_type_comes_first_and_is_not_compressed(paths: dict[str, Path]) -> None:
    # EPUB OCF 3.3, 4.3: a reader looks for it at byte 38.
    data = paths["fr"].read_bytes()
    assert data[38:58] == b"application/epub+zip"
    assert zipfile.ZipFile(paths["fr"]).infolist()[0].compress_type == zipfile.ZIP_STORED


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_link_leads_somewhere(paths: dict[str, Path], locale: str) -> None:
    epub = Epub(paths[locale])
    links = epub.links()
    assert len(links) > 100
    assert [href for name, href, _ in links if epub.target(name, href) is None] == []


def test_an_index_locator_leads_to_the_name_itself(paths: dict[str, Path]) -> None:
    epub = Epub(paths["fr"])
    index = next(name for name in epub.chapters if name.endswith("index.xhtml"))
    entry = epub.target(index, "#entry-zhukov")
    assert entry is not None
    targets = [epub.target(index, a.get("href", "")) for a in entry.iter(f"{XHTML}a")]
    assert targets
    assert all(t is not None and "".join(t.itertext()) in ("Joukov", "Gueorgui Joukov") for t in targets)


def test_a_term_is_linked_at_its_first_mention_in_a_chapter_to_its_definition(paths: dict[str, Path]) -> None:
    epub = Epub(paths["fr"])
    for name, tree in epub.chapters.items():
        terms = [a.get("href", "") for a in tree.iter(f"{XHTML}a") if a.get("class") == "term"]
        assert len(terms) == len(set(terms)), name
    name, href, link = next(x for x in epub.links() if x[2].get("class") == "term")
    target = epub.target(name, href)
    assert target is not None
    assert target.get(TYPE) == "glossdef"
    assert link.get("role") == "doc-glossref"


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_each_definition_leads_back_to_the_first_mention_of_its_term_in_each_chapter(
    paths: dict[str, Path], locale: str
) -> None:
    epub = Epub(paths[locale])
    linked = {(name, href.partition("#")[2]) for name, href, link in epub.links() if link.get("class") == "term"}
    back = set()
    for definition in epub.tree("glossary.xhtml").iter(f"{XHTML}dd"):
        for link in (a for a in definition.iter(f"{XHTML}a") if a.get("role") == "doc-backlink"):
            target = epub.target("glossary.xhtml", link.get("href", ""))
            assert target is not None
            assert target.get("class") == "term"
            assert (link.text or "").isdigit()
            back.add((link.get("href", "").partition("#")[0], definition.get("id")))
    assert back <= linked
    assert {key for _, key in back} == {key for _, key in linked}


def test_notes_are_called_and_lead_back(paths: dict[str, Path]) -> None:
    epub = Epub(paths["en"])
    calls = [(name, href) for name, href, link in epub.links() if link.get(TYPE) == "noteref"]
    assert len(calls) == 4
    for name, href in calls:
        note = epub.target(name, href)
        assert note is not None
        assert note.get("role") == "doc-footnote"
        assert any(a.get("role") == "doc-backlink" for a in note.iter(f"{XHTML}a"))


@pytest.mark.parametrize(("locale", "contents", "start"), [
    ("en", "Contents", "Start of text"),
    ("fr", "Table des matières", "Début du texte"),
])  # fmt: skip
def test_navigation_speaks_the_language_of_the_book(
    paths: dict[str, Path], locale: str, contents: str, start: str
) -> None:
    epub = Epub(paths[locale])
    nav = epub.tree("nav.xhtml")
    assert nav.get("lang") == nav.get("{http://www.w3.org/XML/1998/namespace}lang") == locale
    text = "".join(nav.itertext())
    assert contents in text
    assert start in text
    package = epub.tree("package.opf")
    assert [e.text for e in package.iter(f"{DC}language")] == [locale]


def test_editions_have_identifiers_of_their_own_that_last(paths: dict[str, Path]) -> None:
    found = {
        locale: next(Epub(path).tree("package.opf").iter(f"{DC}identifier")).text for locale, path in paths.items()
    }
    assert found["en"] != found["fr"]
    assert all(text and text.startswith("urn:uuid:") for text in found.values())


def test_headings_begin_at_one_in_each_file_and_skip_no_level(paths: dict[str, Path]) -> None:
    for name, tree in Epub(paths["fr"]).chapters.items():
        levels = [int(e.tag[-1]) for e in tree.iter() if e.tag.removeprefix(XHTML) in ("h1", "h2", "h3", "h4")]
        assert levels[:1] in ([], [1]), name
        assert all(b <= a + 1 for a, b in pairwise(levels)), json.dumps([name, levels])


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_index_locators_read_as_the_page_numbers_of_the_printed_book(
    paths: dict[str, Path], printed: dict[str, Pdf], locale: str
) -> None:
    epub = Epub(paths[locale])
    index = next(tree for name, tree in epub.chapters.items() if name.endswith("index.xhtml"))
    compared = 0
    for item in index.iter(f"{XHTML}li"):
        own = [e for part in item if part.tag != f"{XHTML}ul" for e in part.iter()]  # not those of its subentries
        heading = next(("".join(e.itertext()) for e in own if e.get(TYPE) == "index-term"), "")
        numbers = [re.split("[–-]", a.text or "") for a in own if a.get(TYPE, "").startswith("index-locator")]
        pages = {p for first, *last in numbers for p in range(int(first), int(*last or [first]) + 1)}
        if heading in printed[locale].index("Index"):
            assert pages == printed[locale].index("Index")[heading], heading
            compared += 1
    assert compared > 40


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_each_page_of_the_page_list_begins_with_the_words_of_the_printed_page(
    paths: dict[str, Path], printed: dict[str, Pdf], locale: str
) -> None:
    epub, pdf = Epub(paths[locale]), printed[locale]
    nav = next(n for n in epub.tree("nav.xhtml").iter(f"{XHTML}nav") if n.get(TYPE) == "page-list")
    links = list(nav.iter(f"{XHTML}a"))
    glossary = dict(pdf.outline)["Glossary" if locale == "en" else "Glossaire"]
    assert [a.text for a in links] == [str(n) for n in range(1, glossary)]
    for link in links:
        file, _, anchor = link.get("href", "").partition("#")
        words = _text_after(epub.chapters[file], anchor)[:20]
        assert len(words) == 20
        page = "".join(pdf.pages[int(link.text or 0)].split())
        assert words in page[:80], (link.text, words, page[:80])


def _text_after(tree: ElementTree.Element, anchor: str) -> str:
    """The text that follows an anchor, without spaces; note calls left out, as they are no words of the text."""
    seen, text = False, []
    for event, element in _events(tree):
        if event == "start" and element.get("id") == anchor:
            seen = True
        if event == "start" and seen and element.get(TYPE) != "noteref":
            text.append(element.text or "")
        if event == "end" and seen:
            text.append(element.tail or "")
    return "".join("".join(text).split())


def _events(element: ElementTree.Element) -> Iterator[tuple[str, ElementTree.Element]]:
    yield "start", element
    for child in element:
        yield from _events(child)
    yield "end", element


def test_a_book_says_who_made_it_and_what_it_is_sorted_under(project: Make, publish: Run) -> None:
    work = (
        'title = "The Tides"\nsubtitle = "A Tale"\nauthor = "Anna Maria Muster"\nlanguage = "en"\n'
        'rights = "CC0"\nsubjects = ["Tides", "Moon"]\nchapters = ["one.md"]\n'
        '[sort_as]\n"The Tides" = "Tides, The"\n"Anna Maria Muster" = "Muster, Anna Maria"\n'
        '[provenance]\nsource = "Muster-Verlag, 1899"\n'
    )
    folder = project({"sources/essay/work.toml": work})
    assert publish(folder, "build").status == 0
    book = folder / "dist" / "essay-en.epub"
    assert epubcheck(book) == []
    package = Epub(book).tree("package.opf")
    said = {(e.tag.removeprefix(DC), e.text) for e in package.iter() if e.tag.startswith(DC)}
    assert {("subject", "Tides"), ("subject", "Moon"), ("rights", "CC0"), ("source", "Muster-Verlag, 1899")} <= said
    refined = {(e.get("refines"), e.get("property")): e.text for e in package.iter(f"{OPF}meta")}
    named = {e.text: f"#{e.get('id')}" for e in package.iter() if e.get("id") and e.tag.startswith(DC)}
    assert refined[named["The Tides"], "title-type"] == "main"
    assert refined[named["The Tides"], "file-as"] == "Tides, The"
    assert refined[named["A Tale"], "title-type"] == "subtitle"
    assert refined[named["Anna Maria Muster"], "file-as"] == "Muster, Anna Maria"
    assert refined[named["Anna Maria Muster"], "role"] == "aut"


@pytest.mark.parametrize(("language", "title", "columns"), [("ja", "潮", True), ("en", "Tides", False)])
def test_a_book_in_columns_turns_its_pages_from_the_right(
    project: Make, publish: Run, language: str, title: str, columns: bool
) -> None:
    work = f'title = "{title}"\nlanguage = "{language}"\nwriting = "vertical"\nchapters = ["one.md"]\n'
    folder = project({"sources/essay/work.toml": work, "sources/essay/one.md": f"# {title}\n\n{title}\n"})
    assert publish(folder, "build").status == 0
    book = folder / "dist" / f"essay-{language}.epub"
    assert epubcheck(book) == []
    epub = Epub(book)
    spine = next(epub.tree("package.opf").iter(f"{OPF}spine"))
    assert (spine.get("page-progression-direction") == "rtl") == columns
    assert all((tree.get("class") == "vertical") == columns for tree in epub.chapters.values())


def test_the_fonts_of_a_book_are_in_it_and_have_every_character(paths: dict[str, Path]) -> None:
    epub = Epub(paths["fr"])
    fonts = [TTFont(BytesIO(epub.archive.read(name))) for name in epub.names if name.endswith((".ttf", ".otf"))]
    there = {chr(code) for font in fonts for code in font.getBestCmap()}
    assert {c for c in epub.text if c.isprintable()} - there == set()
    faces = re.findall(r'font-family: "([^"]+)"; src: url\("([^"]+)"\)', epub.archive.read("EPUB/style.css").decode())
    assert {f"EPUB/{address}" for _, address in faces} <= set(epub.names)
    assert "Book" in dict(faces)
