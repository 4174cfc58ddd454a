"""The sample's ebook in a reading engine, foliate-js: its pages turned, its links followed, as a reader does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from checkers import MODULES, chromium, need

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOOLS = Path(__file__).parents[1] / "tools"
pytestmark = pytest.mark.xdist_group("browser")

# The place on the screen, in the words of the book: its file, and whether an element is on the page that is shown.
FILE = "view.book.sections[view.renderer.getContents()[0].index].id"
SHOWN = "id => view.lastLocation.range.intersectsNode(view.renderer.getContents()[0].doc.getElementById(id))"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None: ...


@pytest.fixture(scope="module")
def reader(paths: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The French ebook, opened at its first page."""
    need(MODULES.is_dir(), "foliate-js")
    folder = tmp_path_factory.mktemp("served")
    (folder / "foliate-js").symlink_to(MODULES / "foliate-js")
    (folder / "reader.html").write_bytes((TOOLS / "reader.html").read_bytes())
    (folder / "book.epub").write_bytes(paths["fr"].read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 600, "height": 700})
            page.set_default_timeout(20_000)
            page.goto(f"http://127.0.0.1:{server.server_port}/reader.html?book=book.epub")
            page.wait_for_function("window.view")
            yield page
            assert page.evaluate("problems") == []
    finally:
        server.shutdown()


def go(reader: Page, href: str) -> None:
    reader.evaluate("href => view.goTo(href)", href)


def follow(reader: Page, selector: str) -> None:
    """Presses a link of the page that is shown, and waits until the engine has gone somewhere."""
    reader.evaluate(
        """selector => new Promise(done => {
            view.addEventListener("relocate", done, { once: true })
            view.renderer.getContents()[0].doc.querySelector(selector).click()
        })""",
        selector,
    )


def test_its_pages_can_be_turned_from_the_first_to_the_last(reader: Page) -> None:
    reader.evaluate("view.goTo(0)")
    seen = [reader.evaluate(FILE)]
    fractions = [0.0]
    for _ in range(300):
        reader.evaluate("view.next()")
        here = reader.evaluate("view.lastLocation.fraction")
        if here == fractions[-1]:
            break
        fractions.append(here)
        seen.append(reader.evaluate(FILE))
    assert fractions == sorted(fractions)
    files = reader.evaluate("view.book.sections.map(section => section.id)")
    assert list(dict.fromkeys(seen)) == files
    assert len(seen) > len(files)


def test_a_term_leads_to_its_definition_and_the_definition_is_shown(reader: Page) -> None:
    chapter = reader.evaluate("view.book.sections.find(section => section.id.includes('speech')).id")
    go(reader, chapter)
    term = reader.evaluate("view.renderer.getContents()[0].doc.querySelector('a.term').getAttribute('href')")
    follow(reader, "a.term")
    assert reader.evaluate(FILE) == "EPUB/glossary.xhtml"
    assert reader.evaluate(SHOWN, term.partition("#")[2])


def test_an_index_locator_leads_to_the_name_on_the_printed_page_that_it_shows(reader: Page) -> None:
    go(reader, "EPUB/index.xhtml")
    locators = reader.evaluate(
        """() => [...view.renderer.getContents()[0].doc.querySelectorAll("#entry-zhukov a")]
            .map(a => [a.textContent, a.getAttribute("href")])"""
    )
    assert locators
    for shown, href in locators:
        go(reader, "EPUB/index.xhtml")
        follow(reader, f"#entry-zhukov a[href='{href}']")
        anchor = href.partition("#")[2]
        assert reader.evaluate(SHOWN, anchor), (shown, href)
        name, page = reader.evaluate(
            """id => {
                const { doc, index } = view.renderer.getContents()[0]
                const range = doc.createRange()
                range.selectNodeContents(doc.getElementById(id))
                return [range.toString(), view.getProgressOf(index, range).pageItem.label]
            }""",
            anchor,
        )
        assert "Joukov" in name
        assert page == shown.partition("–")[0]
