"""Books from right to left and in full-width type, as pages: every locator of the index is on its page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from books import Pdf
from running import Make, Run

pytestmark = pytest.mark.xdist_group("scripts")  # each book is made once

# A sentence with the name, and one without; a word in Latin letters marks where the name stands, for what a program
# reads off a page has Arabic and Hebrew in any order.
TEXTS = {
    "ar-EG": (
        "زعيم",
        "جوكوف",
        "وصل جوكوف إلى المدينة.",
        "كانت الشوارع خالية والناس نيام، والقمر بدرًا كاملًا فوق السطوح. ",
    ),
    "he": ("מרשל", "ז׳וקוב", "ז׳וקוב הגיע אל העיר.", "הרחובות היו ריקים, והירח היה מלא מעל הגגות. "),
    "ja": ("元帥", "ジューコフ", "ジューコフは町に着いた。", "通りには誰もおらず、満月が屋根の上にかかっていた。"),
    "zh-Hans": ("元帅", "朱可夫", "朱可夫到达了这座城市。", "街上空无一人，一轮满月挂在屋顶上。"),
    "ko": ("원수", "주코프", "주코프가 도시에 도착했다.", "거리는 텅 비어 있었고 보름달이 지붕 위에 떠 있었다. "),
}


@pytest.fixture(scope="module")
def made() -> dict[str, Path]:
    return {}


@pytest.fixture(params=list(TEXTS))
def book(request: pytest.FixtureRequest, project: Make, publish: Run, made: dict[str, Path]) -> tuple[str, Path]:
    locale = request.param
    if locale not in made:
        made[locale] = built(locale, project, publish)
    return locale, made[locale]


def built(locale: str, project: Make, publish: Run) -> Path:
    title, name, sentence, filler = TEXTS[locale]
    paragraphs = [(f"Qx{n:02} {sentence}" if n % 9 == 0 else "") + filler * 5 for n in range(60)]
    folder = project({
        "publish.toml": 'formats = ["pdf"]\n',
        "sources/essay/work.toml": f'title = "{title}"\nlanguage = "{locale}"\nchapters = ["one.md"]\n',
        "sources/essay/one.md": f"# {title}\n\n" + "\n\n".join(paragraphs) + "\n",
        "sources/house/names.toml": f'[zhukov]\nkind = "person"\nforms.{locale} = "{name}"\n',
    })  # fmt: skip
    said = publish(folder, "build")
    assert said.status == 0, said.err
    return Path(folder / f"dist/essay-{locale}.pdf")


def test_every_locator_of_the_index_leads_to_a_page_that_has_the_name(book: tuple[str, Path]) -> None:
    _, path = book
    reader = Pdf(path).reader
    pages = [page.extract_text() for page in reader.pages]
    marked = [n for n, page in enumerate(pages) if re.search(r"Qx\d\d", page)]
    names = [str(link.get_object().get("/Dest", "")) for page in reader.pages for link in page.get("/Annots", ())]
    led = [reader.get_destination_page_number(reader.named_destinations[n]) for n in names if n.startswith("at.")]
    assert len(marked) > 4
    assert led == [n for n in marked if n in led]
    # Pages in a row are one locator, which leads to the first of them.
    assert {n for n in marked if n - 1 not in marked} <= set(led)


def test_folios_are_in_the_digits_of_the_locale(book: tuple[str, Path]) -> None:
    locale, path = book
    reader = Pdf(path).reader
    text = reader.pages[reader.page_labels.index("2")].extract_text()
    assert ("٢" if locale == "ar-EG" else "2") in text


def test_a_book_from_the_right_opens_its_text_on_a_left_page(book: tuple[str, Path]) -> None:
    """Page 1 is a recto, which is the left one of what is read from the right: the wider margin is outside."""
    locale, path = book
    pdf = Pdf(path)
    edges = [edge(pdf, pdf.reader.page_labels.index(label)) for label in ("1", "2")]
    assert (edges[0] < edges[1]) == (locale not in ("ar-EG", "he"))


def edge(pdf: Pdf, page: int) -> float:
    """Where the lines of a page begin on the left, in points."""
    found: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            found.append(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])

    pdf.reader.pages[page].extract_text(visitor_text=visit)
    return min(found)
