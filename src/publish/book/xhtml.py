"""A Manuscript as semantic XHTML: sections of elements, an id on every block, roles as EPUB and DPUB-ARIA name them.

Renderers differ in little: whether a footnote stands where it is called (print) or at the end of its chapter
(ebook), and whether mentions in the index are marked (print finds their pages without marks, which would move
lines). `Markup` says which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element, SubElement

from ..languages import conventions
from ..text.document import Block, Inline, Locator, plain_text, walk
from ..text.marks import paths_of
from .manuscript import Chapter, Manuscript
from .mentions import Mention
from .parallel import unpaired

EPUB_TYPE = "epub:type"
Mark = tuple[int, int, Mention | int]  # what is marked at [start, end): a mention, or a page by its folio
_INLINE = {"em": "em", "strong": "strong", "del": "del", "sup": "sup", "sub": "sub", "u": "u"}
_BLOCK = {
    "para": "p",
    "quote": "blockquote",
    "div": "div",
    "item": "li",
    "deflist": "dl",
    "term": "dt",
    "definition": "dd",
    "table": "table",
    "rule": "hr",
    "body": "tbody",
    "row": "tr",
    "figure": "figure",
}
_FIGURE = 24  # the width of a date with its month (“26 de septiembre de 1991”); a full-width character counts as two
# DPUB-ARIA 1.1 roles of the divs that authors mark by class (`::: epigraph`), and EPUB's types of the same.
_DIV_ROLES = {"epigraph": "doc-epigraph", "dedication": "doc-dedication"}


@dataclass(frozen=True, slots=True)
class Markup:
    """What a renderer wants of the elements. `src` maps an image's path to its address in the book, `page_breaks`
    the places where a page of the printed edition begins to its folio."""

    foot_notes: bool
    mark_mentions: bool
    src: Mapping[str, str]
    page_breaks: Mapping[Locator, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book that opens a page or a file of its own; `title` is what the contents call it."""

    id: str
    kind: str
    title: str
    element: Element


def mention_id(mention: Mention) -> str:
    """The anchor of a mention, where mentions are marked: the block's where only the block is known."""
    return f"{mention.block}.{mention.start}" if mention.end else mention.block


def mark_id(place: Locator) -> str:
    """The anchor of words that an author has marked for the index."""
    return f"{place.block}.{place.offset}.m"


def page_id(folio: int) -> str:
    """The anchor of a page of the printed edition."""
    return f"page-{folio}"


def body_sections(manuscript: Manuscript, markup: Markup) -> list[Section]:
    """The chapters, in order."""
    writer = _Writer(manuscript, markup)
    return [writer.chapter(chapter) for chapter in manuscript.chapters]


class _Writer:
    """Writes chapters; footnotes are numbered through the book, as one text."""

    def __init__(self, manuscript: Manuscript, markup: Markup):
        self.ms, self.markup = manuscript, markup
        self.notes = 0
        self.pending: list[tuple[int, Inline]] = []
        self.shift = 0
        self.marks: dict[str, list[Mark]] = defaultdict(list)
        for mention in manuscript.mentions:
            if mention.end and (markup.mark_mentions or mention in manuscript.terms):
                self.marks[mention.block].append((mention.start, mention.end, mention))
        for place, folio in markup.page_breaks.items():
            self.marks[place.block].append((place.offset, place.offset, folio))

    def chapter(self, chapter: Chapter) -> Section:
        section = Element("section", {"class": "chapter", EPUB_TYPE: "chapter", "role": "doc-chapter"})
        if chapter.title:
            section.set("aria-labelledby", chapter.id)
            section.set("data-title", chapter.title)
        first = min((b.level for b in unpaired(chapter.blocks) if b.kind == "heading"), default=1)
        self.shift = first - 1
        self.blocks(section, chapter.blocks)
        if self.pending:
            section.append(self._endnotes())
        return Section(f"section-{chapter.id}", "chapter", chapter.title, section)

    def blocks(self, parent: Element, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.block(parent, block)

    def block(self, parent: Element, block: Block) -> None:
        special = self._special.get(block.kind)
        if special:
            special(self, parent, block)
            return
        element = self._element(parent, _BLOCK[block.kind], block)
        if block.is_leaf:
            self.inlines(element, block)
        else:
            self.blocks(element, block.blocks)

    def _heading(self, parent: Element, block: Block) -> None:
        level = min(max(block.level - self.shift, 1), 6)
        self.inlines(self._element(parent, f"h{level}", block), block)

    def _code(self, parent: Element, block: Block) -> None:
        SubElement(self._element(parent, "pre", block), "code").text = block.text

    def _caption(self, parent: Element, block: Block) -> None:
        """HTML wants the caption of a table before its rows; the text has it after them."""
        element = self._element(parent, "caption" if parent.tag == "table" else "figcaption", block)
        self.blocks(element, block.blocks)
        if parent.tag == "table":
            parent.remove(element)
            parent.insert(0, element)

    def _head(self, parent: Element, block: Block) -> None:
        element = self._element(parent, "thead", block)
        self.blocks(element, block.blocks)
        for cell in element.iter("td"):
            cell.tag = "th"
            cell.set("scope", "col")

    def _plain(self, parent: Element, block: Block) -> None:
        """A paragraph in a tight list or a cell: the text of what holds it, which gets its id."""
        if len(parent) or parent.get("id") is None or parent.tag in ("div", "section", "blockquote", "figure"):
            parent = self._element(parent, "p", block)
        else:
            parent.set("id", block.id)
            self._language(parent, block)
        self.inlines(parent, block)

    def _list(self, parent: Element, block: Block) -> None:
        start = block.attrs.get("start")
        element = self._element(parent, "ol" if start else "ul", block)
        if start not in ("", "1"):
            element.set("start", start)
        self.blocks(element, block.blocks)

    def _cell(self, parent: Element, block: Block) -> None:
        element = self._element(parent, "td", block)
        align = block.attrs.get("align")
        classes = [f"align-{align}"] if align else []
        if _is_figure(block):
            classes.append("figure")
        if classes:
            element.set("class", " ".join(classes))
        self.blocks(element, block.blocks)

    def _element(self, parent: Element, tag: str, block: Block) -> Element:
        element = SubElement(parent, tag, {"id": block.id})
        classes = [c for c in block.attrs.classes if c.isidentifier() or c.replace("-", "_").isidentifier()]
        if classes:
            element.set("class", " ".join(classes))
        for name in classes:
            if name in _DIV_ROLES:
                element.set("role", _DIV_ROLES[name])
                element.set(EPUB_TYPE, name)
        self._language(element, block)
        return element

    def _language(self, element: Element, block: Block) -> None:
        lang = block.lang or block.attrs.get("lang")
        if not lang:
            return
        set_lang(element, lang)
        if conventions(lang).rtl != self.ms.labels.rtl:
            element.set("dir", "rtl" if conventions(lang).rtl else "ltr")
        if block.lang:
            element.set("class", f"{element.get('class', '')} untranslated".strip())

    _special: ClassVar[dict[str, Callable[[_Writer, Element, Block], None]]] = {
        "plain": _plain,
        "heading": _heading,
        "code": _code,
        "list": _list,
        "cell": _cell,
        "caption": _caption,
        "head": _head,
    }

    # Inlines

    def inlines(self, element: Element, block: Block) -> None:
        marks = sorted(self.marks.get(block.id, ()), key=lambda m: m[:2])
        _InlineWriter(self, block.id, marks).leaf(element, block.inlines)

    def note(self, parent: Element, inline: Inline) -> None:
        if self.markup.foot_notes:
            span = SubElement(parent, "span", {"class": "footnote"})
            for number, block in enumerate(inline.blocks):
                part = SubElement(span, "span", {"id": block.id, "class": "para" if number else "first"})
                self._language(part, block)
                self.inlines(part, block)
            return
        self.notes += 1
        self.pending.append((self.notes, inline))
        link = {"id": f"noteref-{self.notes}", "href": f"#note-{self.notes}", "class": "noteref"}
        SubElement(parent, "a", link | {EPUB_TYPE: "noteref", "role": "doc-noteref"}).text = str(self.notes)

    def _endnotes(self) -> Element:
        """The notes of a chapter: each an aside, which reading systems show as a pop-up (EPUB SSV, `footnote`)."""
        section = Element("section", {"class": "notes", EPUB_TYPE: "footnotes", "role": "doc-endnotes"})
        section.set("aria-label", self.ms.labels("Notes"))
        for number, inline in self.pending:
            aside = SubElement(
                section, "aside", {"id": f"note-{number}", EPUB_TYPE: "footnote", "role": "doc-footnote"}
            )
            self.blocks(aside, inline.blocks)
            back = {"href": f"#noteref-{number}", "role": "doc-backlink", "class": "noteback"}
            back["aria-label"] = self.ms.labels("Back to the text")
            first = next((p for p in aside.iter("p")), aside)
            first.text, text = "", first.text
            link = Element("a", back)
            link.text, link.tail = str(number), f" {text or ''}"
            first.insert(0, link)
        self.pending = []
        return section


class _InlineWriter:
    """Writes the inlines of one leaf, counting its plain text, so that marks fall where they belong."""

    def __init__(self, writer: _Writer, block: str, marks: list[Mark]):
        self.writer, self.block, self.marks, self.at = writer, block, marks, 0

    def leaf(self, parent: Element, inlines: tuple[Inline, ...]) -> None:
        first, *others = _lines(inlines)
        self.write(SubElement(parent, "span", {"class": "line"}) if others else parent, first)
        for line in others:
            SubElement(parent, "br")
            self.at += 1
            self.write(SubElement(parent, "span", {"class": "line"}), line)
        if others:
            parent.set("class", f"{parent.get('class', '')} lines".strip())
        for _, _, folio in self.marks:  # a page that begins in code or an image at the end of the leaf
            if isinstance(folio, int):
                self._page_break(parent, folio)

    def write(self, parent: Element, inlines: tuple[Inline, ...]) -> None:
        for inline in inlines:
            self.one(parent, inline)

    def one(self, parent: Element, inline: Inline) -> None:
        if inline.kind == "text":
            self._text(parent, inline.text)
        elif inline.kind == "note":
            self.writer.note(parent, inline)
        elif inline.kind == "break":
            SubElement(parent, "br")
            self.at += 1
        elif inline.kind == "image":
            self._image(parent, inline)
        elif inline.kind == "code":
            SubElement(parent, "code").text = inline.text
            self.at += len(inline.text)
        elif inline.kind == "link":
            attributes = {"href": inline.url} | ({"title": inline.title} if inline.title else {})
            self.write(SubElement(parent, "a", attributes), inline.children)
        else:
            self.write(self._span(parent, inline), inline.children)

    def _span(self, parent: Element, inline: Inline) -> Element:
        element = SubElement(parent, _INLINE.get(inline.kind, "span"))
        if inline.kind == "sc":
            element.set("class", "small-caps")
        if inline.attrs.classes:
            element.set("class", " ".join(inline.attrs.classes))
        lang = inline.attrs.get("lang")
        if lang:
            set_lang(element, lang)
            if conventions(lang).rtl != self.writer.ms.labels.rtl:
                element.set("dir", "rtl" if conventions(lang).rtl else "ltr")
        if self.writer.markup.mark_mentions and paths_of(inline):
            element.set("id", mark_id(Locator(self.block, self.at)))
        return element

    def _image(self, parent: Element, inline: Inline) -> None:
        SubElement(parent, "img", {"src": self.writer.markup.src.get(inline.url, ""), "alt": inline.text})

    def _text(self, parent: Element, text: str) -> None:
        """A run of text with the mentions in it marked. A mention that runs on over the end of the run is marked
        as far as the run goes."""
        end = self.at + len(text)
        while self.marks and self.marks[0][0] < end:
            start, stop, mark = self.marks.pop(0)
            if isinstance(mark, int):
                # A page that ends within a name begins, for the ebook, after it.
                start = stop = max(start, self.at)
            elif start < self.at:
                continue
            append_text(parent, text[len(text) - (end - self.at) : len(text) - (end - start)])
            stop = min(stop, end)
            if isinstance(mark, int):
                self._page_break(parent, mark)
            else:
                self._mark(parent, mark).text = text[len(text) - (end - start) : len(text) - (end - stop)]
            self.at = stop
        append_text(parent, text[len(text) - (end - self.at) :])
        self.at = end

    def _page_break(self, parent: Element, folio: int) -> None:
        """EPUB structural semantics, `pagebreak`; DPUB-ARIA 1.1, `doc-pagebreak`, wants its number as the label."""
        attributes = {"id": page_id(folio), EPUB_TYPE: "pagebreak", "role": "doc-pagebreak"}
        attributes["aria-label"] = self.writer.ms.labels("Page %(page)s", page=str(folio))
        SubElement(parent, "span", attributes)

    def _mark(self, parent: Element, mention: Mention) -> Element:
        linked = mention in self.writer.ms.terms and not _inside_link(parent)
        element = SubElement(parent, "a" if linked else "span")
        if self.writer.markup.mark_mentions:
            element.set("id", mention_id(mention))
        if linked:
            element.set("href", f"#term-{mention.key}")
            element.set("class", "term")
            element.set(EPUB_TYPE, "glossref")
            element.set("role", "doc-glossref")
        return element


def _lines(inlines: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """What stands between forced breaks: verses, each of which may turn over on the page."""
    breaks = [n for n, inline in enumerate(inlines) if inline.kind == "break"]
    starts, ends = [0, *(n + 1 for n in breaks)], [*breaks, len(inlines)]
    return [inlines[start:end] for start, end in zip(starts, ends, strict=True)]


def _is_figure(cell: Block) -> bool:
    """Whether a cell holds a date, a span of years or a figure, which is not broken at the end of a line."""
    text = " ".join(plain_text(leaf.inlines) for leaf in walk(cell.blocks))
    width = sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
    return width <= _FIGURE and any(char.isdigit() for char in text)


def append_text(parent: Element, text: str) -> None:
    """Adds text after what an element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _inside_link(element: Element) -> bool:
    return element.tag == "a"


def set_lang(element: Element, lang: str) -> None:
    # EPUB wants both, with one value (EPUB 3.3, 6.1.3.3 and HTML's own rule for XHTML).
    element.set("lang", lang)
    element.set("xml:lang", lang)


def new_section(kind: str, epub_type: str, role: str, **attributes: str) -> Element:
    wanted = {"class": kind, EPUB_TYPE: epub_type, "role": role} | attributes
    return Element("section", {k: v for k, v in wanted.items() if v})


def paragraph(parent: Element, text: str, css: str = "") -> Element:
    element = SubElement(parent, "p", {"class": css} if css else {})
    element.text = text
    return element


def headings(manuscript: Manuscript) -> Iterator[tuple[int, str, str]]:
    """The headings of the text for contents and navigation: level from 1, id, text; two levels deep."""
    for chapter in manuscript.chapters:
        for block in unpaired(chapter.blocks):
            if block.kind == "heading" and block.level <= 2:
                yield block.level, block.id, plain_text(block.inlines)
