"""The errata page: what it lists in an edition of the source and in a translation, and how it reads."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from publish.book.errata import errata_of, errata_section
from publish.book.labels import read_labels
from publish.book.manuscript import Errata, Manuscript
from publish.project import Work
from publish.text.house import Correction, House
from publish.text.normalise import normalise
from publish.text.reading import read_documents
from publish.text.rulebook import Rule
from publish.translation.localise import localise

CHAPTERS = {
    "sources/w/1.md": "# The first\n\nteh end of teh war, in 1954, a 1930's car\n",
    "sources/w/2.md": "# Second\n\nNothing.\n",
    "sources/w/3.md": "# Third\n\nteh last\n",
}
WORK = Work("w", "Title", "en", tuple(CHAPTERS), errata=True)
HOUSE = House(
    "en",
    (Correction("teh", "the"), Correction("in 1954", "in 1945", "factual")),
    rules=(Rule("", "{number}'s", "{1}s", "style", pattern=True),),
)


def errata(locale: str) -> tuple[Errata, ...]:
    documents, _ = read_documents(CHAPTERS)
    result, _ = normalise(WORK, {**CHAPTERS, WORK.path: ""}, documents, HOUSE)
    return errata_of(result.ledger, result.documents, translated=locale != "en")


def test_the_source_edition_lists_every_ruling_by_chapter_and_how_often() -> None:
    assert errata("en") == (
        Errata("The first", (("teh", "the", 2), ("in 1954", "in 1945", 1), ("1930's", "1930s", 1))),
        Errata("Third", (("teh", "the", 1),)),
    )


def test_a_translation_lists_what_changes_the_meaning() -> None:
    assert errata("ru") == (Errata("The first", (("in 1954", "in 1945", 1),)),)


def test_the_page_is_in_the_words_of_its_language_and_says_in_which_the_text_was() -> None:
    documents, _ = read_documents(CHAPTERS)
    edition, _ = localise(WORK, documents, [], None, "ru")
    labels, _ = read_labels("ru", {})
    manuscript = Manuscript(edition, "urn:x", "Title", "", "", labels, (), errata=errata("ru"))
    section = errata_section(manuscript)
    assert (section.kind, section.title) == ("errata", "Исправления")
    assert section.element.get("role") == "doc-errata"
    assert [text(th) for th in section.element.iter("th")] == ["В полученном тексте", "В этой книге"]
    assert [(text(e), e.get("lang")) for tag in ("del", "ins") for e in section.element.iter(tag)] == [
        ("in 1954", "en"),
        ("in 1945", "en"),
    ]


def text(element: Element) -> str:
    return "".join(element.itertext())
