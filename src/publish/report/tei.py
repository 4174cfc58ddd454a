"""A work with its ledger as TEI P5: what was received and what stands in its place, side by side.

Misspellings and mistakes are `choice` of `sic` and `corr`, other spellings of `orig` and `reg` (TEI P5 Guidelines,
3.5); who ruled is named in the header. Chapters and sections are nested `div`s, for a `head` stands first in one.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..text.document import Block, Inline
from ..text.ledger import Change, Pieces
from ..text.normalise import Normalised

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_REGULARISED = ("name-variant", "spelling-convention", "style")  # right in itself, but not the house's
_RENDERED = {"em": "italic", "strong": "bold", "del": "line-through", "sup": "superscript", "sub": "subscript",
             "sc": "smallcaps", "u": "underline"}  # fmt: skip


def tei(normalised: Normalised) -> bytes:
    """The TEI document of a work."""
    work, changes = normalised.work, normalised.ledger.changes
    root = Element("TEI", {"xmlns": NAMESPACE, "xml:lang": work.language})
    editors = tuple(dict.fromkeys(change.rule.by for change in changes if change.rule.by))
    _header(root, normalised, editors)
    body = SubElement(SubElement(root, "text"), "body")
    for document in normalised.documents:
        chapter = SubElement(body, "div", {"type": "chapter"})
        writer = _Writer(Pieces(normalised.ledger.of(document.path)), editors)
        writer.sections(chapter, document.blocks)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'.encode()


def _header(root: Element, normalised: Normalised, editors: tuple[str, ...]) -> None:
    work = normalised.work
    header = SubElement(root, "teiHeader")
    file = SubElement(header, "fileDesc")
    title = SubElement(file, "titleStmt")
    SubElement(title, "title").text = work.title
    for author in work.authors:
        SubElement(title, "author").text = author
    for n, editor in enumerate(editors, 1):
        statement = SubElement(title, "respStmt", {"xml:id": f"editor-{n}"})
        SubElement(statement, "resp").text = "corrections"
        SubElement(statement, "name").text = editor
    publication = SubElement(file, "publicationStmt")
    SubElement(publication, "p").text = work.publisher or work.rights or "Unpublished."
    source = SubElement(file, "sourceDesc")
    SubElement(source, "p").text = "; ".join(value for _, value in work.provenance) or "The text as received."
    declared = SubElement(SubElement(header, "encodingDesc"), "editorialDecl")
    correction = SubElement(declared, "correction", {"method": "markup"})
    SubElement(correction, "p").text = "Each mistake (sic) stands beside its correction (corr)."
    normalization = SubElement(declared, "normalization", {"method": "markup"})
    SubElement(normalization, "p").text = "Each other spelling (orig) stands beside that of the house (reg)."
    languages = SubElement(SubElement(header, "profileDesc"), "langUsage")
    SubElement(languages, "language", {"ident": work.language}).text = work.language
    indent(header)


class _Writer:
    def __init__(self, pieces: Pieces, editors: tuple[str, ...]):
        self.pieces, self.editors = pieces, editors

    def sections(self, chapter: Element, blocks: Iterable[Block]) -> None:
        """Blocks into `div`s, one in the other as their headings are."""
        open_ = [(0, chapter)]
        for block in blocks:
            if block.kind != "heading":
                self.block(open_[-1][1], block)
                continue
            while len(open_) > 1 and open_[-1][0] >= block.level:
                open_.pop()
            parent = open_[-1][1]
            section = parent if parent is chapter and not len(chapter) else SubElement(parent, "div")
            section.set("xml:id", block.id)
            self.inlines(SubElement(section, "head"), block.inlines)
            open_.append((block.level, section))

    def block(self, parent: Element, block: Block) -> None:
        kind = block.kind
        if kind in ("para", "plain", "heading", "term"):
            self.inlines(SubElement(parent, "p"), block.inlines)
        elif kind == "code":
            SubElement(parent, "p").append(_with_text("code", block.text))
        elif kind == "rule":
            SubElement(parent, "milestone", {"unit": "section", "rend": "rule"})
        elif kind in ("list", "deflist"):
            self.list(parent, block)
        elif kind == "table":
            self.table(SubElement(parent, "table"), block)
        elif kind == "quote":
            self.blocks(SubElement(parent, "quote"), block.blocks)
        else:  # what only holds other blocks
            self.blocks(parent, block.blocks)

    def blocks(self, parent: Element, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.block(parent, block)

    def list(self, parent: Element, block: Block) -> None:
        kind = {"deflist": "gloss"}.get(block.kind, "ordered" if block.attrs.get("start") else "bulleted")
        element = SubElement(parent, "list", {"type" if kind == "gloss" else "rend": kind})
        for item in block.blocks:
            if item.kind == "term":
                self.inlines(SubElement(element, "label"), item.inlines)
            else:
                self.blocks(SubElement(element, "item"), item.blocks)

    def table(self, table: Element, block: Block) -> None:
        for part in block.blocks:
            if part.kind == "caption":
                head = SubElement(table, "head")
                for leaf in part.blocks:
                    self.inlines(head, leaf.inlines)
        for part in block.blocks:
            for row in part.blocks if part.kind in ("head", "body") else ():
                line = SubElement(table, "row", {"role": "label" if part.kind == "head" else "data"})
                for cell in row.blocks:
                    self.blocks(SubElement(line, "cell"), cell.blocks)

    # Within a line

    def inlines(self, parent: Element, inlines: Iterable[Inline]) -> None:
        for inline in inlines:
            if inline.kind == "text":
                for piece in self.pieces.of(inline):
                    if isinstance(piece, str):
                        _append(parent, piece)
                    else:
                        parent.append(self.choice(piece))
            else:
                self.inlines(self.element(parent, inline), inline.children)

    def element(self, parent: Element, inline: Inline) -> Element:
        if inline.kind in _RENDERED:
            return SubElement(parent, "hi", {"rend": _RENDERED[inline.kind]})
        if inline.kind == "link":
            return SubElement(parent, "ref", {"target": inline.url})
        if inline.kind == "note":
            note = SubElement(parent, "note", {"place": "bottom"})
            self.blocks(note, inline.blocks)
            return note
        if inline.kind == "image":
            figure = SubElement(parent, "figure")
            SubElement(figure, "graphic", {"url": inline.url})
            if inline.text:
                SubElement(figure, "figDesc").text = inline.text
            return figure
        if inline.kind == "code":
            parent.append(_with_text("code", inline.text))
            return parent[-1]
        return SubElement(parent, {"break": "lb"}.get(inline.kind, "seg"))

    def choice(self, change: Change) -> Element:
        before, after = ("orig", "reg") if change.rule.kind in _REGULARISED else ("sic", "corr")
        choice = Element("choice")
        choice.append(_with_text(before, change.before))
        new = _with_text(after, change.after)
        new.set("type", change.rule.kind)
        if change.rule.by:
            new.set("resp", f"#editor-{self.editors.index(change.rule.by) + 1}")
        choice.append(new)
        return choice


def _with_text(tag: str, text: str) -> Element:
    element = Element(tag)
    element.text = text
    return element


def _append(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
