"""Front matter: title page, imprint, contents, in the words of the edition's language.

The imprint says what the reader holds: source, rights, identifier, and how much of it is translated and by whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from .manuscript import Manuscript, chapter_title
from .xhtml import Section, new_section, paragraph, set_lang


def title_page(manuscript: Manuscript) -> Section:
    section = new_section("titlepage", "titlepage", "")
    authors = manuscript.labels.names(manuscript.work.authors)
    if authors:
        paragraph(section, authors, "author")
    SubElement(section, "h1", {"class": "title", "id": "title"}).text = manuscript.title
    if manuscript.subtitle:
        paragraph(section, manuscript.subtitle, "subtitle")
    if manuscript.beside:
        set_lang(paragraph(section, manuscript.beside.title, "subtitle beside"), manuscript.beside.locale)
    if manuscript.work.date:
        paragraph(section, manuscript.labels.date(manuscript.work.date), "date")
    if manuscript.work.publisher:
        paragraph(section, manuscript.work.publisher, "publisher")
    return Section("titlepage", "titlepage", manuscript.labels("Title page"), section)


def imprint(manuscript: Manuscript) -> Section:
    title = manuscript.labels("Imprint")
    section = new_section("imprint", "copyright-page", "", **{"aria-label": title})
    for line in _imprint_lines(manuscript):
        paragraph(section, line)
    return Section("imprint", "imprint", title, section)


def _imprint_lines(manuscript: Manuscript) -> Iterator[str]:
    labels, work, edition = manuscript.labels, manuscript.work, manuscript.edition
    if manuscript.description:
        yield manuscript.description
    if work.rights:
        yield work.rights
    if work.date:
        yield labels("First published: %(date)s", date=labels.date(work.date))
    if edition.locale != work.language:
        yield labels("Translated from %(language)s", language=labels.language(work.language))
        if edition.translators:
            yield labels("Translated by %(names)s", names=labels.names(edition.translators))
        yield from _completeness(manuscript)
    yield labels("This edition: %(language)s", language=labels.names(tuple(map(labels.language, manuscript.languages))))
    yield labels("Identifier: %(identifier)s", identifier=manuscript.identifier)
    yield labels("Made with publish")


def _completeness(manuscript: Manuscript) -> Iterator[str]:
    labels, edition = manuscript.labels, manuscript.edition
    if edition.complete:
        yield labels("This translation is complete.")
        return
    # Rounded down: a translation that lacks a word is not “100 %”.
    percent = int(100 * edition.translated.words / max(edition.total.words, 1)) / 100
    yield labels("%(percent)s of this text is translated.", percent=labels.percent(percent))
    if edition.omitted:
        titles = tuple(chapter_title(document) for document in edition.omitted)
        yield labels("Not in this edition, because not translated yet: %(titles)s", titles=labels.names(titles))
    if not edition.marked:
        return
    language = labels.language(edition.work.language)
    yield labels(
        "Passages marked with a rule in the margin have not been translated yet and stand in %(language)s.",
        language=language,
    )


def contents(manuscript: Manuscript, entries: Iterable[tuple[int, str, str]]) -> Section:
    """The contents as a nested list; `entries` are (level from 1, address, text)."""
    title = manuscript.labels("Contents")
    section = Element("nav", {"class": "contents", "epub:type": "toc", "role": "doc-toc", "id": "toc"})
    section.set("aria-labelledby", "contents")
    SubElement(section, "h1", {"id": "contents"}).text = title
    section.append(nested_list(entries))
    return Section("contents", "contents", title, section)


def nested_list(entries: Iterable[tuple[int, str, str]]) -> Element:
    """An `ol` in which an entry of a deeper level stands within the one before it."""
    root = Element("ol")
    last: Element | None = None
    inner: Element | None = None
    for level, address, text in entries:
        if level > 1 and last is not None:
            inner = inner if inner is not None else SubElement(last, "ol")
            parent = inner
        else:
            parent, inner = root, None
        item = SubElement(parent, "li")
        SubElement(item, "a", {"href": address}).text = text
        if parent is root:
            last = item
    return root
