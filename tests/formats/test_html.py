"""The sample as a web page, in a browser that runs no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from checkers import chromium
from pypdf import PdfReader
from running import Make, Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("browser")
ENGLISH, FRENCH = "Three Days in August", "Trois jours d’août"
CATALOGUE = "locale/fr/LC_MESSAGES/essay.po"
WORDS = {"One": "Un", "The words of the text.": "Les mots du texte."}


@pytest.fixture(scope="module")
def french(dist: Path) -> Path:
    return dist / "august-fr.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, french: Path) -> Iterator[Page]:
    """The French file, opened from the disk; nothing else may be asked for, and nothing complained of."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 600})
    page = context.new_page()
    page.set_default_timeout(10_000)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(french.as_uri())
    yield page
    assert {url for url in asked if not url.startswith("data:")} == {french.as_uri()}
    assert said == []
    context.close()


def shown(page: Page) -> str:
    """All that can be read on the page."""
    return page.locator("main").inner_text()


def scrolled(page: Page) -> int:
    return int(page.evaluate("Math.round(scrollY)"))


def test_a_file_opens_in_its_language_and_the_other_is_neither_seen_nor_read_aloud(page: Page) -> None:
    assert FRENCH in shown(page)
    assert ENGLISH not in shown(page)
    assert page.get_by_role("heading", name=FRENCH).count() == 1
    assert page.get_by_role("heading", name=ENGLISH).count() == 0
    assert page.locator("html").get_attribute("lang") == "fr"


def test_the_switch_shows_the_other_language_and_the_address_says_so(page: Page, french: Path) -> None:
    page.get_by_role("link", name="English").first.click()
    assert ENGLISH in shown(page)
    assert FRENCH not in shown(page)
    assert page.url == f"{french.as_uri()}#en"
    page.reload()
    assert ENGLISH in shown(page)


def test_a_chapter_leads_to_itself_in_the_other_language(page: Page) -> None:
    page.locator(".elsewhere a[href='#en.evening']").click()
    heading = page.get_by_role("heading", name="The long evening")
    assert heading.count() == 1
    assert 0 <= (heading.bounding_box() or {"y": -1})["y"] < 150


def test_an_index_locator_leads_to_the_name_in_the_text(page: Page) -> None:
    links = page.locator("[id='fr.entry-zhukov'] a").filter(has_text=re.compile(r"\d"))
    assert links.count() > 0
    for n in range(links.count()):
        link = links.nth(n)
        target = (link.get_attribute("href") or "")[1:]
        link.click()
        name = page.locator(f"[id='{target}']")
        assert "Joukov" in name.inner_text()
        box = name.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 600


def test_a_definition_is_shown_where_one_reads_and_closed_again(page: Page) -> None:
    term = page.locator("article.opening a.term").first
    term.scroll_into_view_if_needed()
    before = scrolled(page)
    term.click()
    box = page.locator("[id='" + (term.get_attribute("href") or "")[1:] + "']")
    place = box.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] == pytest.approx(600, abs=1)
    assert scrolled(page) == before > 0
    box.get_by_role("link", name="Fermer").click()
    assert scrolled(page) == before
    assert "Fermer" not in page.locator("main").aria_snapshot()
    assert FRENCH in shown(page)


def test_it_is_read_in_a_small_window(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_only_the_language_that_is_shown_is_printed(page: Page) -> None:
    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)
    assert FRENCH in text
    assert ENGLISH not in text
    assert "Français" not in text.splitlines()[0]
    assert "×" not in text


@pytest.fixture
def bilingual(project: Make) -> Path:
    """A project of one chapter with its French."""
    entries = (f'\nmsgid "{english}"\nmsgstr "{french}"\n' for english, french in WORDS.items())
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    return project({"publish.toml": 'locales = ["fr"]\nformats = ["html"]\n', CATALOGUE: header + "".join(entries)})


def test_one_language_alone_has_no_switch(bilingual: Path, publish: Run) -> None:
    assert publish(bilingual, "build", "-l", "fr").status == 0
    text = (bilingual / "dist" / "essay-fr.html").read_text("utf-8")
    assert "Les mots du texte." in text
    assert "English" not in text


def test_pages_are_bound_anew_when_one_language_has_changed(bilingual: Path, publish: Run) -> None:
    catalogue, english = bilingual / CATALOGUE, bilingual / "dist/essay-en.html"
    before = catalogue.read_text("utf-8")
    publish(bilingual, "build")
    page = english.read_text("utf-8")
    assert "Les mots du texte." in page
    catalogue.write_text(before.replace("Les mots", "Les paroles"), "utf-8")
    publish(bilingual, "build")
    assert "Les paroles du texte." in english.read_text("utf-8")
    catalogue.write_text(before, "utf-8")
    publish(bilingual, "build")
    assert english.read_text("utf-8") == page


class _Tags(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += [tag, *(f"@{name}" for name, _ in attrs if name.startswith("on"))]


def test_nothing_of_a_project_becomes_a_script(project: Make, publish: Run) -> None:
    folder = project(
        {
            "publish.toml": 'formats = ["html"]\n',
            "sources/essay/work.toml": 'title = "<script>1</script>"\nauthor = "\\"><script>2</script>"\nlanguage = "en"\nchapters = ["one.md"]\n',
            "styles/web.css": 'p::after { content: "</style><script>3</script>" }\n',
        }
    )
    assert publish(folder, "build").status == 0
    text = (folder / "dist/essay-en.html").read_text("utf-8")
    tags = _Tags(text).tags
    assert "p" in tags
    assert [tag for tag in tags if tag == "script" or tag.startswith("@")] == []
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
