"""What stands before and behind the text, in the words of the edition's language and in the order that its readers are
used to: half title, title page, imprint, dedication, epigraph, contents, colophon.

The imprint says what the reader holds: edition, source, rights, numbers, and how much of it is translated and by whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from ..languages import conventions
from .manuscript import Manuscript, chapter_title
from .typography import typeset_text
from .xhtml import Section, new_section, paragraph, set_lang


def opening(manuscript: Manuscript, listed: Section | None = None) -> list[Section]:
    """The parts before the text. `listed` are the contents, where they have a place of their own among the parts."""
    rows = conventions(manuscript.locale)
    parts = [title_page(manuscript), None if rows.imprint_last else imprint(manuscript)]
    parts += [_dedication(manuscript), _epigraph(manuscript), None if rows.contents_last else listed]
    return [part for part in parts if part]


def closing(manuscript: Manuscript, listed: Section | None = None) -> list[Section]:
    """The parts behind the index."""
    rows = conventions(manuscript.locale)
    parts = [listed if rows.contents_last else None, _colophon(manuscript)]
    parts += [imprint(manuscript) if rows.imprint_last else None]
    return [part for part in parts if part]


def half_title(manuscript: Manuscript) -> Section:
    """The leaf that a bound book opens with: its title alone."""
    section = new_section("halftitle", "halftitlepage", "")
    paragraph(section, manuscript.title)
    return Section("halftitle", "halftitle", manuscript.title, section)


def _dedication(manuscript: Manuscript) -> Section | None:
    if not manuscript.edition.dedication:
        return None
    section = _part(manuscript, "dedication", manuscript.labels("Dedication"))
    _say(section, manuscript, "dedication")
    return Section("dedication", "dedication", manuscript.labels("Dedication"), section)


def _epigraph(manuscript: Manuscript) -> Section | None:
    if not manuscript.edition.epigraph:
        return None
    section = _part(manuscript, "epigraph", manuscript.labels("Epigraph"))
    _say(section, manuscript, "epigraph")
    _say(section, manuscript, "epigraph_source", "source")
    return Section("epigraph", "epigraph", manuscript.labels("Epigraph"), section)


def _colophon(manuscript: Manuscript) -> Section | None:
    if not manuscript.edition.colophon:
        return None
    section = _part(manuscript, "colophon", manuscript.labels("Colophon"))
    _say(section, manuscript, "colophon")
    return Section("colophon", "colophon", manuscript.labels("Colophon"), section)


def _part(manuscript: Manuscript, kind: str, title: str) -> Element:
    """The element of a part that EPUB's vocabulary and DPUB-ARIA call the same."""
    return new_section(kind, kind, f"doc-{kind}", **{"aria-label": title})


def _say(section: Element, manuscript: Manuscript, name: str, css: str = "") -> None:
    """A text of work.toml's, a paragraph for each of its lines, in the language that it stands in."""
    falls_back = name in manuscript.edition.fallback
    language = manuscript.work.language if falls_back else manuscript.locale
    for line in getattr(manuscript.edition, name).strip().splitlines():
        element = paragraph(section, typeset_text(line, language), css)
        if falls_back:
            set_lang(element, language)


def title_page(manuscript: Manuscript) -> Section:
    section = new_section("titlepage", "titlepage", "")
    authors = manuscript.labels.names(manuscript.authors)
    if authors:
        paragraph(section, authors, "author")
    SubElement(section, "h1", {"class": "title", "id": "title"}).text = manuscript.title
    if manuscript.subtitle:
        paragraph(section, manuscript.subtitle, "subtitle")
    if manuscript.beside:
        set_lang(paragraph(section, manuscript.beside.title, "subtitle beside"), manuscript.beside.locale)
    if manuscript.edition.translators:
        names = manuscript.labels.names(manuscript.edition.translators)
        paragraph(section, manuscript.labels("Translated by %(names)s", names=names), "translator")
    if manuscript.work.date:
        paragraph(section, manuscript.labels.date(manuscript.work.date), "date")
    if manuscript.work.publisher:
        paragraph(section, manuscript.work.publisher, "publisher")
    return Section("titlepage", "titlepage", manuscript.labels("Title page"), section)


def imprint(manuscript: Manuscript) -> Section:
    title = manuscript.labels("Imprint")
    section = new_section("imprint", "copyright-page", "", **{"aria-label": title})
    for name in ("description", "rights"):
        _say(section, manuscript, name)
    for line in _imprint_lines(manuscript):
        paragraph(section, line)
    return Section("imprint", "imprint", title, section)


def _imprint_lines(manuscript: Manuscript) -> Iterator[str]:
    labels, work, edition = manuscript.labels, manuscript.work, manuscript.edition
    yield from _publication(manuscript)
    if edition.locale != work.language:
        yield from _translation(manuscript)
    yield labels("This edition: %(language)s", language=labels.names(tuple(map(labels.language, manuscript.languages))))
    yield from (f"ISBN {number} ({name.upper()})" for tag, name, number in work.isbn if tag == edition.locale)
    yield labels("Identifier: %(identifier)s", identifier=manuscript.identifier)
    yield labels("Made with publish")


def _publication(manuscript: Manuscript) -> Iterator[str]:
    """Which edition it is, when the text was first published and where, and which version of it this is."""
    labels, work = manuscript.labels, manuscript.work
    if work.edition:
        yield labels("%(ordinal)s edition", ordinal=labels.ordinal(work.edition))
    if work.date:
        yield labels("First published: %(date)s", date=labels.date(work.date))
    source = dict(work.provenance).get("source")
    if source:
        yield labels("Source: %(source)s", source=source)
    if work.version:
        yield labels("Version of the text: %(version)s", version=work.version)


def _translation(manuscript: Manuscript) -> Iterator[str]:
    """From which language, by whom, when, and how much of it."""
    labels, edition = manuscript.labels, manuscript.edition
    yield labels("Translated from %(language)s", language=labels.language(manuscript.work.language))
    if edition.translators:
        yield labels("Translated by %(names)s", names=labels.names(edition.translators))
    if edition.revised:
        yield labels("Translation revised: %(date)s", date=labels.date(edition.revised))
    yield from _completeness(manuscript)


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
