"""Fallback is a decision: what a book does with a chapter that is not translated far enough."""

from __future__ import annotations

import base64
from pathlib import Path

import polib
import pytest
from books import Epub, Pdf
from running import Make, Run

BOOK = {
    "publish.toml": 'locales = ["fr"]\nformats = ["epub"]\n',
    "sources/essay/work.toml": 'title = "An essay"\nlanguage = "en"\nchapters = ["one.md", "two.md"]\n',
    "sources/essay/one.md": "# One\n\nMarshal Zhukov won, as [the second chapter](two.md#two) tells.\n\nA war is long.\n",
    "sources/essay/two.md": "# Two\n\nComrade Molotov signed, and the *soviet* was silent.\n\n![A map](map.png)\n",
    "sources/house/names.toml": (
        '[zhukov]\nkind = "person"\nforms = { en = "Zhukov", fr = "Joukov" }\n'
        '[molotov]\nkind = "person"\nforms = { en = "Molotov", fr = "Molotov" }\n'
    ),
    "sources/house/terms.toml": '[soviet]\nforms = { en = "soviet", fr = "soviet" }\ndefinition = "A council."\n',
    "sources/essay/map.png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
    ),
}
FRENCH = {
    "One": "Un",
    "An essay": "Un essai",
    "Marshal Zhukov won, as <a1>the second chapter</a1> tells.":
        "Le maréchal Joukov vainquit, comme le dit <a1>le deuxième chapitre</a1>.",
    "A war is long.": "Une guerre est longue.",
}  # fmt: skip


@pytest.fixture
def book(project: Make, publish: Run) -> Path:
    """An essay of two chapters, the first of which is in French."""
    folder = project(BOOK)
    assert publish(folder, "update").status == 0
    translate(folder, FRENCH)
    return folder


def translate(folder: Path, texts: dict[str, str], flags: list[str] | None = None) -> None:
    path = folder / "locale/fr/LC_MESSAGES/essay.po"
    catalogue = polib.pofile(str(path), wrapwidth=0)
    for entry in catalogue:
        if entry.msgid in texts:
            entry.msgstr, entry.flags = texts[entry.msgid], flags or []
    catalogue.save()


def rule(folder: Path, text: str, file: str = "publish.toml") -> None:
    path = folder / file
    path.write_text(path.read_text() + text)


def imprint(epub: Epub) -> str:
    return " ".join(epub.chapters["imprint.xhtml"].itertext())


def test_without_a_rule_the_passages_are_marked(book: Path, publish: Run) -> None:
    said = publish(book, "build", "-l", "fr", "--output-format", "json")
    epub = Epub(book / "dist/essay-fr.epub")
    assert (said.status, [c for c in said.codes if "omitted" in c]) == (0, [])
    assert "Comrade Molotov" in epub.text
    assert "Les passages signalés" in imprint(epub)


def test_a_chapter_below_the_threshold_fails_the_build(book: Path, publish: Run) -> None:
    rule(book, '[fallback]\nthreshold = 80\nbelow = "fail"\n')
    said = publish(book, "build", "-l", "fr", "--output-format", "json")
    assert said.status == 1
    assert [d["message"] for d in said.found if d["code"] == "chapter-incomplete"] == [
        "sources/essay/two.md is not enough for epub: 0 % of its words are translated into fr, 80 % are asked for"
    ]
    assert not (book / "dist").exists()


def test_a_chapter_that_is_left_out_leaves_contents_index_glossary_and_links_right(book: Path, publish: Run) -> None:
    rule(book, '[fallback]\nbelow = "omit"\n')
    said = publish(book, "build", "-l", "fr", "--output-format", "json")
    assert said.status == 0
    assert [c for c in said.codes if "omitted" in c] == ["chapter-omitted", "link-omitted"]
    epub = Epub(book / "dist/essay-fr.epub")
    assert "Comrade" not in epub.text
    assert [href for name, href, _ in epub.links() if epub.target(name, href) is None] == []
    assert "comme le dit le deuxième chapitre." in epub.text
    assert not [a for _, _, a in epub.links() if "".join(a.itertext()) == "le deuxième chapitre"]
    assert "Joukov" in "".join(next(t for n, t in epub.chapters.items() if n.endswith("index.xhtml")).itertext())
    assert "Molotov" not in epub.text, "the index has only what the book mentions"
    assert not [n for n in epub.names if "glossary" in n or n.endswith(".png")]
    assert "Two" not in "".join(epub.tree("nav.xhtml").itertext())


def test_the_imprint_says_which_chapters_are_not_in_the_book(book: Path, publish: Run) -> None:
    rule(book, '[fallback]\nbelow = "omit"\n')
    publish(book, "build", "-l", "fr")
    text = imprint(Epub(book / "dist/essay-fr.epub"))
    assert "Pas encore traduit et, de ce fait, absent de cette édition\u00a0: Two" in text
    # By hand: 2 + 1 + 8 + 4 (title, chapter one) of these and 1 + 8 + 2 (chapter two, its image) words: 15 of 26.
    assert "Texte traduit à 57" in text
    assert "complète" not in text
    assert "Les passages signalés" not in text, "every passage that is printed is French"


def test_each_format_and_each_work_may_have_its_own_rule(book: Path, publish: Run) -> None:
    rule(book, '[fallback]\nbelow = "fail"\n[fallback.epub]\nbelow = "omit"\n')
    assert publish(book, "build", "-l", "fr").status == 0
    rule(book, '[fallback.epub]\nbelow = "fail"\n', "sources/essay/work.toml")
    assert publish(book, "build", "-l", "fr").status == 1
    rule(book, "threshold = 0\n", "sources/essay/work.toml")
    assert publish(book, "build", "-l", "fr").status == 0


def test_print_and_ebook_of_one_edition_may_differ(book: Path, publish: Run) -> None:
    rule(book, '[fallback.pdf]\nbelow = "omit"\n')
    assert publish(book, "build", "-l", "fr", "--format", "pdf", "--format", "epub").status == 0
    assert "Comrade" in Epub(book / "dist/essay-fr.epub").text
    assert "Comrade" not in Pdf(book / "dist/essay-fr.pdf").text


def test_an_edition_of_which_nothing_is_left_is_not_made_and_the_others_are(book: Path, publish: Run) -> None:
    rule(book, '[fallback]\nbelow = "omit"\n')
    translate(book, dict.fromkeys(FRENCH, ""))
    said = publish(book, "build", "--output-format", "json")
    assert said.status == 0
    assert said.codes.count("edition-omitted") == 1
    assert sorted(p.name for p in (book / "dist").glob("*.epub")) == ["essay-en.epub"]


def test_a_fuzzy_translation_never_prints_whatever_the_rule(book: Path, publish: Run) -> None:
    for below in ("mark", "omit"):
        (book / "publish.toml").write_text(BOOK["publish.toml"] + f'[fallback]\nthreshold = 0\nbelow = "{below}"\n')
        translate(book, {"A war is long.": "FAUX"}, ["fuzzy"])
        assert publish(book, "build", "-l", "fr").status == 0
        assert "FAUX" not in Epub(book / "dist/essay-fr.epub").text


@pytest.mark.parametrize(("text", "code"), [
    ('[fallback]\ntreshold = 80\n', "unknown-key"),
    ('[fallback]\nbelow = "skip"\n', "wrong-value"),
    ("[fallback]\nthreshold = 180\n", "wrong-value"),
    ('[fallback.pfd]\nbelow = "fail"\n', "unknown-key"),
    ('[fallback.pdf]\nbelows = "fail"\n', "unknown-key"),
])  # fmt: skip
@pytest.mark.parametrize("file", ["publish.toml", "sources/essay/work.toml"])
def test_a_rule_that_means_nothing_is_refused(book: Path, publish: Run, file: str, text: str, code: str) -> None:
    rule(book, text, file)
    said = publish(book, "build", "--output-format", "json")
    assert (said.status, said.codes) == (2, [code])
    assert said.found[0]["path"] == file


def test_the_imprint_credits_the_translators_of_work_and_house(book: Path, publish: Run) -> None:
    for name, person in (("essay", "Jeanne Martin"), ("house", "Paul Durand")):
        path = book / f"locale/fr/LC_MESSAGES/{name}.po"
        head = f"# Anne Petit <anne@example.org>, 2025.\n# {person} <mail@example.org>, 2026.\n"
        path.write_text(head + path.read_text())
    assert publish(book, "build", "-l", "fr").status == 0
    assert "Anne Petit et Jeanne Martin" in imprint(Epub(book / "dist/essay-fr.epub")), "nothing of the house is used"
    house = book / "locale/fr/LC_MESSAGES/house.po"
    house.write_text(
        house.read_text().replace('msgid "A council."\nmsgstr ""', 'msgid "A council."\nmsgstr "Conseil."')
    )
    assert publish(book, "build", "-l", "fr").status == 0
    assert "Anne Petit, Jeanne Martin et Paul Durand" in imprint(Epub(book / "dist/essay-fr.epub"))
