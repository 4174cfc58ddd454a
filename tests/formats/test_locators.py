"""Every locator of an index, in four scripts, held against the text of the page that it names: a book of short
paragraphs on small pages, in which names are written as each language inflects them."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from books import XHTML, Epub
from pypdf import PdfReader
from running import Make, Run

from publish.book.labels import read_labels

TYPE = "{http://www.idpf.org/2007/ops}type"
NAMES = """
[zhukov]
kind = "person"
native = "Георгий Жуков"
language = "ru"
forms.en = ["Zhukov"]
forms.ru = ["Жуков"]
forms.ar = ["جوكوف"]
forms.ja = ["ジューコフ"]
forms.zh-Hans = ["朱可夫"]

[stalin]
kind = "person"
forms.en = ["Stalin"]
forms.ru = ["Сталин"]
forms.ar = ["ستالين"]
forms.ja = ["スターリン"]
forms.zh-Hans = ["斯大林"]

[kremlin]
kind = "place"
forms.en = ["Kremlin"]
forms.ru = ["Кремль"]
forms.ar = ["الكرملين"]
forms.ja = ["クレムリン"]
forms.zh-Hans = ["克里姆林宫"]
"""
# How a sentence about each has it, and one about none of them.
SAID = {
    "en": ("The army of Zhukov came.", "They spoke to Stalin.", "It was in the Kremlin.", "The road was long and the evening grew dark over the fields."),
    "ru": ("Пришла армия Жукова.", "Говорили со Сталиным.", "Это было в Кремле.", "Дорога была длинной, и над полями темнел вечер."),
    "ar": ("جاء الجيش وجوكوف.", "قالوا لستالين.", "كان بالكرملين.", "كان الطريق طويلا وأظلم المساء فوق الحقول."),
    "ja": ("ジューコフの軍が来た。", "彼らはスターリンに話した。", "それはクレムリンだった。", "道は長く、野の上に夕べが暗くなっていった。"),
    "zh-Hans": ("朱可夫的军队来了。", "他们对斯大林说话。", "那是在克里姆林宫。", "路很长，田野上的傍晚渐渐暗了下来。"),
}  # fmt: skip
# The heading of each, and how the text has it.
NAMED = {
    "ru": (("Жуков", "Жукова"), ("Сталин", "Сталиным"), ("Кремль", "Кремле")),
    "ar": (("جوكوف", "وجوكوف"), ("ستالين", "لستالين"), ("الكرملين", "كرملين")),
    "ja": (("ジューコフ", "ジューコフ"), ("スターリン", "スターリン"), ("クレムリン", "クレムリン")),
    "zh-Hans": (("朱可夫", "朱可夫"), ("斯大林", "斯大林"), ("克里姆林宫", "克里姆林宫")),
}
PARAGRAPHS = 80


def which(number: int) -> int:
    """Which sentence a paragraph has: a name now and then, in no regular order."""
    return 3 if number % 3 else (number * 7 // 3) % 4


def paragraph(number: int, locale: str) -> str:
    filler = SAID[locale][3]
    return f"{number}. {filler} {SAID[locale][which(number)]} {filler}".replace(". ", ".\u00a0", 1)


def po(locale: str) -> str:
    entries = "".join(
        f"\nmsgid {json.dumps(paragraph(n, 'en'), ensure_ascii=False)}\nmsgstr {json.dumps(paragraph(n, locale), ensure_ascii=False)}\n"
        for n in range(PARAGRAPHS)
    )
    return f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: {locale}\\n"\n{entries}'


@pytest.mark.parametrize("locale", ["ru", "ar", "ja", "zh-Hans"])
def test_every_locator_names_a_page_that_has_the_name(publish: Run, project: Make, locale: str) -> None:
    files = {
        "publish.toml": f'locales = ["{locale}"]\n[print]\ntrim = "B6"\n',
        "sources/house/names.toml": NAMES,
        "sources/essay/work.toml": 'title = "Roads"\nlanguage = "en"\nchapters = ["one.md"]\nform = "article"\n',
        "sources/essay/one.md": "# Roads\n\n" + "\n\n".join(paragraph(n, "en") for n in range(PARAGRAPHS)) + "\n",
        f"locale/{locale.replace('-', '_')}/LC_MESSAGES/essay.po": po(locale),
    }
    said = publish(project(files), "build", "-l", locale, "--format", "pdf", "--format", "epub")
    assert said.status == 0, said.err + said.out
    index = _index(Epub(Path.cwd() / "dist" / f"essay-{locale}.epub"))
    pages = _pages(Path.cwd() / "dist" / f"essay-{locale}.pdf", locale)
    assert len(pages) > 5
    for name, (heading, written) in enumerate(NAMED[locale]):
        assert index[heading] == {folio for folio, text in pages.items() if written in text}, (name, heading)


def _index(epub: Epub) -> dict[str, set[int]]:
    index = next(tree for name, tree in epub.chapters.items() if name.endswith("index.xhtml"))
    found: dict[str, set[int]] = {}
    for item in index.iter(f"{XHTML}li"):
        heading = next(("".join(e.itertext()) for e in item if e.get(TYPE) == "index-term"), "")
        numbers = [a.text or "" for a in item if (a.get(TYPE) or "").startswith("index-locator")]
        pages = (re.split(r"[–～-]", unicodedata.normalize("NFKC", n)) for n in numbers)
        if numbers:
            found[heading] = {n for part in pages for n in range(int(part[0]), int(part[-1]) + 1)}
    return found


def _pages(path: Path, locale: str) -> dict[int, str]:
    """The pages of the text by folio, without spaces and the hyphens of divided words: those before the index."""
    reader = PdfReader(path)
    title = read_labels(locale, {})[0]("Index")
    index = next(reader.get_destination_page_number(mark) for mark in reader.outline if mark.title == title)
    pages = list(zip(reader.page_labels, reader.pages, strict=True))[:index]
    return {int(label): _solid(page.extract_text()) for label, page in pages if label.isdecimal()}


def _solid(text: str) -> str:
    return re.sub(r"[\s\u00ad]|[-‐]\n", "", unicodedata.normalize("NFKC", text))
