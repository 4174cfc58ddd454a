"""The errata page: what of the text as received was corrected, chapter by chapter, in the words that were ruled on.

A work that has `errata = true` has it at its end. An edition in another language tells only what changes the meaning:
of the others a translation shows nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from ..text.document import Document
from ..text.ledger import Change, Ledger
from ..translation.editorial import changes_meaning
from .manuscript import Errata, Manuscript, chapter_title
from .typography import typeset_text
from .xhtml import Section, new_section, paragraph, set_lang


def errata_of(ledger: Ledger, documents: Iterable[Document], *, translated: bool) -> tuple[Errata, ...]:
    """What the errata page of an edition lists; `documents` are its chapters, those left out not among them."""
    found = []
    for document in documents:
        changes = [c for c in ledger.of(document.path) if changes_meaning(c) or not translated]
        counts = Counter(_ruled(change) for change in changes)
        if counts:
            entries = tuple((before, after, count) for (before, after), count in counts.items())
            found.append(Errata(chapter_title(document), entries))
    return tuple(found)


def _ruled(change: Change) -> tuple[str, str]:
    """The words that were ruled on; of a pattern those that it met."""
    rule = change.rule
    return (change.before, change.after) if rule.pattern else (rule.before, rule.after)


def errata_section(manuscript: Manuscript) -> Section:
    labels, language = manuscript.labels, manuscript.work.language
    title = labels("Corrections")
    section = new_section("errata", "errata", "doc-errata", **{"aria-labelledby": "errata", "data-title": title})
    SubElement(section, "h1", {"id": "errata"}).text = title
    paragraph(section, labels("These words of the text as received have been corrected."))
    table = SubElement(section, "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for label in ("As received", "In this book"):
        SubElement(head, "th", {"scope": "col"}).text = labels(label)
    for errata in manuscript.errata:
        body = SubElement(table, "tbody")
        if len(manuscript.errata) > 1:
            row = SubElement(body, "tr", {"class": "chapter-title"})
            SubElement(row, "th", {"scope": "rowgroup", "colspan": "2"}).text = errata.chapter
        for before, after, count in errata.entries:
            row = SubElement(body, "tr")
            _row(row, before, typeset_text(after, language), count, language if language != manuscript.locale else "")
    return Section("section-errata", "errata", title, section)


def _row(row: Element, before: str, after: str, count: int, language: str) -> None:
    for kind, text in (("del", before), ("ins", after)):
        words = SubElement(SubElement(row, "td"), kind)
        words.text = text
        if language:
            set_lang(words, language)
    if count > 1:
        SubElement(row[-1], "span", {"class": "times"}).text = f" ×{count}"
