"""Glossary and index as semantic XHTML, in the vocabulary of EPUB (SSV 1.1; EPUB Indexes 1.0) and DPUB-ARIA 1.1.

References are told apart from what they read as: `locate` is the renderer's, and gives for references in reading order
what is to be read and where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from ..languages import NBSP, conventions
from .index import IndexEntry, IndexGroup, Reference
from .manuscript import GlossaryEntry, Manuscript
from .typography import as_title, between, parentheses, typeset_text
from .xhtml import EPUB_TYPE, Section, append_text, new_section, set_lang

Locate = Callable[[Iterable[Reference]], list[tuple[str, str]]]


def glossary_section(manuscript: Manuscript, locate: Locate) -> Section:
    """The terms with their definitions, and the way back to where each chapter first names them."""
    title = manuscript.labels("Glossary")
    section = new_section(
        "glossary", "glossary", "doc-glossary", **{"aria-labelledby": "glossary", "data-title": title}
    )
    SubElement(section, "h1", {"id": "glossary"}).text = title
    held = SubElement(section, "dl")
    terms = {t.key: t.term for t in manuscript.glossary}
    for entry in manuscript.glossary:
        _term(SubElement(held, "dt", {EPUB_TYPE: "glossterm"}), entry, manuscript)
        # Links lead to the definition and not to the term, which the reader has just seen: a pop-up shows its target.
        definition = SubElement(held, "dd", {"id": f"term-{entry.key}", EPUB_TYPE: "glossdef"})
        _definition(definition, entry, manuscript, terms)
        _ways_back(definition, locate(Reference(m.locator, m.locator) for m in entry.mentions), manuscript)
    return Section("section-glossary", "glossary", title, section)


def _term(parent: Element, entry: GlossaryEntry, manuscript: Manuscript) -> None:
    """The term; the native word, if it is another one, and in parentheses its language."""
    SubElement(parent, "dfn").text = typeset_text(entry.term, manuscript.locale)
    if entry.native:
        append_text(parent, between(",", manuscript.locale))
        origin = SubElement(parent, "span", {"class": "origin"})
        native = SubElement(origin, "span")
        language = manuscript.labels.language(entry.language)
        native.text = typeset_text(entry.native, entry.language)
        native.tail = language.join(parentheses(manuscript.locale))
        set_lang(native, entry.language)


def _definition(parent: Element, entry: GlossaryEntry, manuscript: Manuscript, terms: Mapping[str, str]) -> None:
    text = SubElement(parent, "span")
    text.text = typeset_text(entry.gloss.text, entry.gloss.lang)
    if entry.gloss.lang != manuscript.locale:
        set_lang(text, entry.gloss.lang)
        text.set("class", "untranslated")
    for number, key in enumerate(entry.see_also):
        space = "" if conventions(manuscript.locale).wide else " "
        label = manuscript.labels("see also")
        colon = between(":", manuscript.locale) if label[-1].isalpha() else " "  # none after an arrow
        lead = f"{space}{_capital(label)}{colon}"
        append_text(parent, between(",", manuscript.locale) if number else lead)
        SubElement(parent, "a", {"href": f"#term-{key}"}).text = typeset_text(terms.get(key, key), manuscript.locale)


def _ways_back(parent: Element, places: list[tuple[str, str]], manuscript: Manuscript) -> None:
    """DPUB-ARIA 1.1, `doc-backlink`: from a definition to where its term is used."""
    for number, (text, href) in enumerate(places):
        append_text(parent, between(",", manuscript.locale) if number else NBSP)
        link = SubElement(parent, "a", {"href": href, "role": "doc-backlink", "class": "back"})
        link.set("aria-label", f"{manuscript.labels('Back to the text')} ({text})")
        link.text = text


def index_section(manuscript: Manuscript, locate: Locate) -> Section:
    """The index."""
    title = manuscript.labels("Index")
    section = new_section("index", "index", "doc-index", **{"aria-labelledby": "index", "data-title": title})
    SubElement(section, "h1", {"id": "index"}).text = title
    held = SubElement(section, "div", {"class": "entries"})
    writer = _IndexWriter(manuscript, locate)
    for number, group in enumerate(manuscript.index):
        part = SubElement(held, "section", {"class": "index-group", EPUB_TYPE: "index-group"})
        SubElement(part, "h2", {"id": f"index-group-{number}"}).text = group.label
        writer.entries(part, group.entries)
    return Section("section-index", "index", title, section)


class _IndexWriter:
    """Cross-references stand where the Chicago Manual of Style has them: *See* in the place of page
    numbers, *See also* after them; on a line of its own below subentries; in parentheses within one."""

    def __init__(self, manuscript: Manuscript, locate: Locate):
        self.labels, self.locate, self.locale = manuscript.labels, locate, manuscript.locale
        self.comma, self.semicolon = (between(mark, manuscript.locale) for mark in ",;")
        self.titles = frozenset(entry.key for entry in _entries(manuscript.index) if entry.is_title)

    def entries(self, parent: Element, entries: Iterable[IndexEntry], depth: int = 0) -> Element:
        held = SubElement(parent, "ul", {EPUB_TYPE: "index-entry-list"})
        for entry in entries:
            self._entry(SubElement(held, "li", {"id": f"entry-{entry.key}", EPUB_TYPE: "index-entry"}), entry, depth)
        return held

    def _entry(self, item: Element, entry: IndexEntry, depth: int) -> None:
        heading = SubElement(item, "span", {EPUB_TYPE: "index-term"})
        self._heading(heading, entry.key, entry.heading, entry.lang or self.locale)
        if entry.lang:
            set_lang(heading, entry.lang)
        for text, href in self.locate(entry.references):
            append_text(item, self.comma)
            kind = "index-locator" if text.isdigit() else "index-locator-range"
            SubElement(item, "a", {"href": href, EPUB_TYPE: kind, "class": "locator"}).text = text
        self._see(item, "see", entry.see, depth)
        if not entry.entries:
            self._see(item, "see also", entry.see_also, depth)
            return
        held = self.entries(item, entry.entries, depth + 1)
        if entry.see_also:
            self._targets(SubElement(held, "li", {"class": "see-also"}), "see also", entry.see_also)

    def _heading(self, parent: Element, key: str, text: str, locale: str) -> None:
        """A heading as its language writes it, the title of a work as that has titles."""
        own = as_title(text, locale) if key in self.titles else typeset_text(text, locale)
        if own is None:
            parent = SubElement(parent, "cite")
            own = typeset_text(text, locale)
        parent.text = own

    def _see(self, item: Element, label: str, targets: tuple[tuple[str, str], ...], depth: int) -> None:
        if not targets:
            return
        cased = self.labels(label)[0].islower()
        opening, closing = parentheses(self.locale)
        append_text(item, opening if depth else ". " if cased else " ")
        self._targets(item, label, targets, capital=cased and not depth)
        append_text(item, closing if depth else "")

    def _targets(
        self, item: Element, label: str, targets: tuple[tuple[str, str], ...], *, capital: bool = False
    ) -> None:
        """“see also this; that”. Preferred terms are those of *see* (EPUB Indexes 1.0, 3.2)."""
        word = self.labels(label)
        SubElement(item, "i", {"class": "see"}).text = _capital(word) if capital else word
        kind = "index-xref-preferred" if label == "see" else "index-xref-related"
        for number, (key, heading) in enumerate(targets):
            append_text(item, self.semicolon if number else " ")
            self._heading(SubElement(item, "a", {"href": f"#entry-{key}", EPUB_TYPE: kind}), key, heading, self.locale)


def _entries(groups: Iterable[IndexGroup]) -> Iterator[IndexEntry]:
    held = [entry for group in groups for entry in group.entries]
    while held:
        yield (entry := held.pop())
        held += entry.entries


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
