"""The parallel edition: each paragraph beside its own translation, in print and in the ebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import XHTML, Epub, Pdf, epubcheck
from running import Make, Run

PO = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nLanguage: {locale}\n"

msgid "An essay"
msgctxt "title"
msgstr "{title}"

msgctxt "heading"
msgid "One"
msgstr "{heading}"

msgid "The first words of the text, with a <a1>link</a1> and a note.<fn1/>"
msgstr "{first} <a1>a</a1> <fn1/>."

msgid "The second paragraph stands below the first one."
msgstr "{second}"

msgid "What the note says of it all."
msgstr "{note}"
"""
TEXT = (
    "# One {#one}\n\nThe first words of the text, with a [link](#one) and a note.[^1]\n\n"
    "The second paragraph stands below the first one.\n\n***\n\n[^1]: What the note says of it all.\n"
)
WORDS = {
    "fr": {"title": "Un essai", "heading": "Un", "first": "Les premiers mots", "second": "Le deuxième alinéa", "note": "Ce que dit la note"},
    "ar": {"title": "مقالة", "heading": "واحد", "first": "الكلمات الأولى", "second": "الفقرة الثانية", "note": "ما تقوله الحاشية"},
}  # fmt: skip


def made(publish: Run, project: Make, locale: str, *formats: str) -> Path:
    work = f'title = "An essay"\nlanguage = "en"\nchapters = ["one.md"]\nform = "article"\nparallel = ["{locale}"]\n'
    po = PO.format(locale=locale, **WORDS[locale]).replace(
        'msgid "An essay"\nmsgctxt "title"', 'msgctxt "title"\nmsgid "An essay"'
    )
    folder = project(
        {
            "publish.toml": f'locales = ["{locale}"]\n',
            "sources/essay/work.toml": work,
            "sources/essay/one.md": TEXT,
            f"locale/{locale}/LC_MESSAGES/essay.po": po,
        }
    )
    said = publish(folder, "build", "-l", locale, *(f"--format={name}" for name in formats))
    assert said.status == 0, said.err + said.out
    return folder / "dist"


@pytest.mark.parametrize(("locale", "first_side"), [("fr", "en"), ("ar", "ar")])
def test_each_paragraph_stands_beside_its_translation(
    publish: Run, project: Make, locale: str, first_side: str
) -> None:
    path = made(publish, project, locale, "epub") / f"essay-en+{locale}.epub"
    assert epubcheck(path) == []
    epub = Epub(path)
    pairs = [
        d
        for tree in epub.chapters.values()
        for d in tree.iter(f"{XHTML}div")
        if "pair" in (d.get("class") or "").split()
    ]
    said = [{side.get("lang"): "".join(side.itertext())[:18].rstrip(" 12") for side in pair} for pair in pairs]
    words = WORDS[locale]
    assert said == [
        {"en": "One", locale: words["heading"]},
        {"en": "The first words of", locale: f"{words['first']} a"[:18].rstrip()},
        {"en": "The second paragra", locale: words["second"][:18]},
    ]
    # Arabic runs from right to left, as its book does: it comes first, and so stands on the right.
    assert {pair[0].get("lang") for pair in pairs} == {first_side}
    assert [href for name, href, _ in epub.links() if epub.target(name, href) is None] == []


def test_the_two_columns_of_a_page_begin_at_one_height(publish: Run, project: Make) -> None:
    dist = made(publish, project, "fr", "pdf")
    assert sorted(p.name for p in dist.iterdir()) == ["essay-en+fr.pdf", "essay-fr.pdf"]
    heights: dict[str, float] = {}

    def visit(text: str, _: object, matrix: list[float], *rest: object) -> None:
        for start in ("The first", "Les premiers", "The second", "Le deuxième"):
            if text.strip().startswith(start):
                heights[start] = round(matrix[5])

    pdf = Pdf(dist / "essay-en+fr.pdf")
    for page in pdf.reader.pages:
        page.extract_text(visitor_text=visit)
    assert heights["The first"] == heights["Les premiers"] != heights["The second"] == heights["Le deuxième"]
    assert "What the note says of it all" in pdf.text
    assert "Ce que dit la note" in pdf.text


def test_a_parallel_locale_must_be_one_of_the_projects(publish: Run, project: Make) -> None:
    work = 'title = "An essay"\nlanguage = "en"\nchapters = ["one.md"]\nparallel = ["it"]\n'
    said = publish(project({"sources/essay/work.toml": work}), "check", "--output-format", "json")
    assert (said.status, said.codes) == (2, ["unknown-locale"])
