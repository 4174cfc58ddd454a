"""A Markdown file to a Document: pandoc's tree with source positions, made into ours.

Every run of text keeps its offset in the file, which lets a correction be shown, made and undone in the text as
received. What must never get into a book (raw HTML, unlisted link schemes, remote images) is refused here.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from ..diagnostics import Diagnostic, Place, Refusal
from ..files import NO_TEXT, named
from . import marks, pandoc
from .document import NO_ATTRS, Attrs, Block, Document, Inline, plain_text

Json = Any
_Run = tuple[str, int]  # a word or space of the text and its offset in the file, or -1

LINK_SCHEMES = frozenset({"http", "https", "mailto", "doi", "urn", "tel"})
MAX_DEPTH = 64  # no book nests deeper; what does is an attack on whoever walks the tree
_WRAPPED = {
    "Emph": "em",
    "Strong": "strong",
    "Strikeout": "del",
    "Superscript": "sup",
    "Subscript": "sub",
    "SmallCaps": "sc",
    "Underline": "u",
}
_POSITION = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")
_NUMBERED = re.compile("&#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<decimal>[0-9]{1,7}));")
_ALIGN = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center", "AlignDefault": ""}


def read_documents(texts: Mapping[str, str]) -> tuple[tuple[Document, ...], list[Diagnostic]]:
    """The Documents of a work's chapters, by path in reading order, with ids that are unique in the work.
    Refusal as pandoc's; `empty-text` and refused markup are diagnostics."""
    documents, found, numbering = [], [], _Numbering()
    for path, text in texts.items():
        reader = _Reader(path, text)
        numbering.section = slug(PurePosixPath(path).stem) or "text"
        tree = pandoc.to_json(text, path)["blocks"]
        reader.refuse_numbered(tree)
        blocks = numbering.blocks(tuple(reader.blocks(tree)))
        found += reader.diagnostics
        if not blocks:
            found.append(Diagnostic("empty-text", f"“{path}” has no text", Place(path)))
        documents.append(Document(path, blocks))
    return tuple(documents), found


def read_document(path: str, text: str) -> tuple[Document, list[Diagnostic]]:
    """The Document of a single file."""
    (document,), found = read_documents({path: text})
    return document, found


def skeleton(path: str, text: str) -> tuple[Block, ...]:
    """The blocks of a text without ids and source positions: what two texts are compared by."""
    return tuple(_Reader(path, text).blocks(pandoc.to_json(text, path, reader=pandoc.MARKDOWN)["blocks"]))


def slug(text: str) -> str:
    """A heading as an identifier, as GitHub makes it: lower case, punctuation left out, hyphens for spaces.
    One that begins with no letter gets one, for an XML name must."""
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFC", text).lower())
    return xml_name("-".join(kept.split()).strip("-"))


def xml_name(identifier: str) -> str:
    return identifier if not identifier or identifier[0].isalpha() else f"s-{identifier}"


@dataclass
class _Numbering:
    section: str = "text"
    ordinal: int = 0
    taken: set[str] = field(default_factory=set)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self.block(b) for b in blocks)

    def block(self, block: Block) -> Block:
        if block.kind == "heading":
            self.section = identifier = self._free(
                xml_name(block.attrs.id) or slug(plain_text(block.inlines)) or "section"
            )
            self.ordinal = 0
        else:
            self.ordinal += 1
            identifier = self._free(xml_name(block.attrs.id) or f"{self.section}-{self.ordinal}")
        return replace(block, id=identifier, blocks=self.blocks(block.blocks), inlines=self._inlines(block.inlines))

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(replace(i, blocks=self.blocks(i.blocks), children=self._inlines(i.children)) for i in inlines)

    def _free(self, wanted: str) -> str:
        name, n = wanted, 1
        while name in self.taken:
            n += 1
            name = f"{wanted}.{n}"
        self.taken.add(name)
        return name


class _Reader:
    """Walks pandoc's JSON. The wrappers that `sourcepos` adds are taken off, their positions kept."""

    def __init__(self, path: str, text: str):
        self.path, self.text = path, text
        self.diagnostics: list[Diagnostic] = []
        self._lines = [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))]
        self._depth = 0

    # Positions

    def offset(self, line: int, column: int) -> int:
        return self._lines[min(line, len(self._lines)) - 1] + column - 1

    def span(self, pairs: list[list[str]]) -> tuple[int, int] | None:
        """Offsets of the `data-pos` among pandoc's key-value pairs."""
        position = next((value for key, value in pairs if key == "data-pos"), "")
        match = _POSITION.search(position)
        if not match:
            return None
        a, b, c, d = map(int, match.groups())
        return self.offset(a, b), self.offset(c, d)

    def place(self, span: tuple[int, int] | None) -> Place:
        if span is None:
            return Place(self.path)
        line = bisect_right(self._lines, span[0])
        return Place(self.path, line, span[0] - self._lines[line - 1] + 1)

    def refuse(self, code: str, message: str, span: tuple[int, int] | None) -> None:
        self.diagnostics.append(Diagnostic(code, message, self.place(span)))

    def refuse_numbered(self, tree: Json) -> None:
        """Refuses the characters that no text has where the file writes them by their numbers (`&#27;`); in code a
        number is no character."""
        written = ((m.start(), _numbered(m)) for m in _NUMBERED.finditer(self.text))
        unwanted = [(at, char) for at, char in written if NO_TEXT.match(char)]
        held = {char for text in _strings(tree) for char in NO_TEXT.findall(text)} if unwanted else set()
        for at, char in unwanted:
            if char in held:
                self.refuse("control-character", f"“{self.path}” holds {named(char)} by its number", (at, at))

    def _attrs(self, attr: Json, span: tuple[int, int] | None) -> Attrs:
        """What the author says of a heading, div or span; a mark for the index that cannot be read is refused."""
        attrs = _attrs(attr)
        value = attrs.get(marks.ATTRIBUTE)
        if value and marks.parse(value) is None:
            self.refuse("index-mark", f"the mark for the index “{value[:60]}” cannot be read", span)
        return attrs

    # Blocks

    def blocks(self, nodes: list[Json], span: tuple[int, int] | None = None) -> Iterator[Block]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            message = f"“{self.path}” nests deeper than {MAX_DEPTH} levels"
            raise Refusal([Diagnostic("too-complex", message, self.place(span))])
        yield from _captioned(block for node in nodes for block in self.block(node, span))
        self._depth -= 1

    def block(self, node: Json, span: tuple[int, int] | None) -> Iterator[Block]:
        kind, content = node["t"], node.get("c")
        if kind == "Div":
            own = self.span(content[0][2]) or span
            if _is_wrapper(content[0]):
                for child in content[1]:
                    yield from self.block(child, own)
            else:
                yield self._holding("div", content[1], own, self._attrs(content[0], own))
        elif kind in ("RawBlock", "LineBlock") or kind not in _BLOCKS:
            self.refuse("raw-html", f"raw {_format(content)} is not taken: {_excerpt(content)}", span)
        else:
            yield _BLOCKS[kind](self, content, span)

    def _holding(self, kind: str, nodes: list[Json], span: tuple[int, int] | None, attrs: Attrs = NO_ATTRS) -> Block:
        return Block(kind, blocks=tuple(self.blocks(nodes, span)), attrs=attrs, place=self.place(span))

    def _leaf(self, kind: str, nodes: list[Json], span: tuple[int, int] | None) -> Block:
        return Block(kind, inlines=self.inlines(nodes), place=self.place(span))

    def paragraph(self, nodes: list[Json], span: tuple[int, int] | None) -> Block:
        """A paragraph; a figure where it is one image that is described (`alt="…"`): its text is the caption."""
        para = self._leaf("para", nodes, span)
        image = para.inlines[0] if para.inlines and len(nodes) == 1 and nodes[0]["t"] == "Image" else None
        described = image.attrs.get("alt") if image else ""
        if not image or not described:
            return para
        attrs = replace(image.attrs, pairs=tuple(p for p in image.attrs.pairs if p[0] != "alt"))
        picture = Block("plain", inlines=(replace(image, text=described, attrs=NO_ATTRS),), place=para.place)
        legend = self._leaf("plain", nodes[0]["c"][1], span)
        return replace(para, kind="figure", inlines=(), blocks=(picture, _caption(legend)), attrs=attrs)

    def heading(self, content: Json, span: tuple[int, int] | None) -> Block:
        level, attr, nodes = content
        own = self.span(attr[2]) or span
        # pandoc makes an identifier of every heading; only one that the author wrote is kept as the author's.
        attrs = replace(self._attrs(attr, own), id=attr[0] if f"#{attr[0]}" in self._source(own) else "")
        return Block("heading", inlines=self.inlines(nodes), level=level, attrs=attrs, place=self.place(own))

    def _source(self, span: tuple[int, int] | None) -> str:
        return self.text[span[0] : span[1]] if span else ""

    def code(self, content: Json, span: tuple[int, int] | None) -> Block:
        own = self.span(content[0][2]) or span
        return Block("code", text=content[1], attrs=_attrs(content[0]), place=self.place(own))

    def bullet_list(self, content: Json, span: tuple[int, int] | None) -> Block:
        items = tuple(self._holding("item", nodes, span) for nodes in content)
        return Block("list", blocks=items, place=self.place(span))

    def ordered_list(self, content: Json, span: tuple[int, int] | None) -> Block:
        (start, _style, _delimiter), items = content
        attrs = Attrs(pairs=(("start", str(start)),))
        return replace(self.bullet_list(items, span), attrs=attrs)

    def definition_list(self, content: Json, span: tuple[int, int] | None) -> Block:
        blocks: list[Block] = []
        for term, definitions in content:
            blocks.append(self._leaf("term", term, span))
            blocks += [self._holding("definition", nodes, span) for nodes in definitions]
        return Block("deflist", blocks=tuple(blocks), place=self.place(span))

    def table(self, content: Json, span: tuple[int, int] | None) -> Block:
        attr, (_short, caption), columns, head, bodies, _foot = content
        own = self.span(attr[2]) or span
        aligns = [_ALIGN[column[0]["t"]] for column in columns]
        blocks: list[Block] = []
        if any(row[1] for row in head[1]):
            blocks.append(Block("head", blocks=tuple(self._row(row, aligns, own) for row in head[1])))
        rows = [row for body in bodies for row in (*body[2], *body[3])]
        blocks.append(Block("body", blocks=tuple(self._row(row, aligns, own) for row in rows)))
        if caption:
            blocks.append(self._holding("caption", caption, own))
        return Block("table", blocks=tuple(blocks), attrs=_attrs(attr), place=self.place(own))

    def _row(self, row: Json, aligns: list[str], span: tuple[int, int] | None) -> Block:
        cells = [
            self._holding("cell", cell[4], span, Attrs(pairs=(("align", aligns[n]),))) for n, cell in enumerate(row[1])
        ]
        return Block("row", blocks=tuple(cells), place=self.place(span))

    def figure(self, content: Json, span: tuple[int, int] | None) -> Block:
        attr, (_short, caption), nodes = content
        own = self.span(attr[2]) or span
        inner = self._holding("figure", nodes, own, _attrs(attr))
        return replace(inner, blocks=(*inner.blocks, self._holding("caption", caption, own)))

    # Inlines

    def inlines(self, nodes: list[Json]) -> tuple[Inline, ...]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refusal([Diagnostic("too-complex", f"“{self.path}” nests too deep", Place(self.path))])
        found = _joined([i for node in nodes for i in self.inline(node, None)])
        self._depth -= 1
        return found

    def inline(self, node: Json, span: tuple[int, int] | None) -> list[Inline | _Run]:
        kind, content = node["t"], node.get("c")
        if kind in ("Str", "Space", "SoftBreak"):
            return [self._text(content if kind == "Str" else " ", span)]
        if kind in _WRAPPED:
            return [Inline(_WRAPPED[kind], children=self.inlines(content))]
        if kind == "Span":
            own = self.span(content[0][2]) or span
            if _is_wrapper(content[0]):
                return [i for child in content[1] for i in self.inline(child, own)]
            return [Inline("span", children=self.inlines(content[1]), attrs=self._attrs(content[0], own))]
        if kind == "LineBreak":
            return [Inline("break")]
        if kind == "Code":
            return [Inline("code", text=content[1], attrs=_attrs(content[0]))]
        if kind == "Note":
            return [Inline("note", blocks=tuple(self.blocks(content, span)))]
        if kind == "Link":
            return [self._link(content, span)]
        if kind == "Image":
            return [self._image(content, span)]
        self.refuse("raw-html", f"raw {_format(content)} is not taken: {_excerpt(content)}", span)
        return []

    def _text(self, text: str, span: tuple[int, int] | None) -> _Run:
        """A run of text; its offset is known where the file spells it as it is (no escape, no entity)."""
        spelled = span is not None and self.text[span[0] : span[1]] in (text, "\n", "\r\n")
        return text, span[0] if span and spelled else -1

    def _link(self, content: Json, span: tuple[int, int] | None) -> Inline:
        attr, nodes, (url, title) = content
        own = self.span(attr[2]) or span
        scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)", _unspaced(url))
        if _unspaced(url).startswith("//") or (scheme and scheme.group().lower() not in LINK_SCHEMES):
            self.refuse("link-scheme", f"a link to “{url[:60]}” is not taken", own)
            return Inline("span", children=self.inlines(nodes))
        return Inline("link", children=self.inlines(nodes), attrs=_attrs(attr), url=url, title=title)

    def _image(self, content: Json, span: tuple[int, int] | None) -> Inline:
        attr, nodes, (url, title) = content
        own = self.span(attr[2]) or span
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", _unspaced(url)):
            self.refuse("remote-image", f"the image “{url[:60]}” is not a file of the project", own)
            url = ""
        elif not url:
            self.refuse("image-missing", "an image names no file", own)
        return Inline("image", text=plain_text(self.inlines(nodes)), attrs=_attrs(attr), url=url, title=title)


_Make = Callable[[_Reader, Json, "tuple[int, int] | None"], Block]
_BLOCKS: dict[str, _Make] = {
    "Para": _Reader.paragraph,
    "Plain": lambda r, c, s: r._leaf("plain", c, s),
    "BlockQuote": lambda r, c, s: r._holding("quote", c, s),
    "HorizontalRule": lambda r, c, s: Block("rule", place=r.place(s)),
    "Header": _Reader.heading,
    "CodeBlock": _Reader.code,
    "BulletList": _Reader.bullet_list,
    "OrderedList": _Reader.ordered_list,
    "DefinitionList": _Reader.definition_list,
    "Table": _Reader.table,
    "Figure": _Reader.figure,
}


def _captioned(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, a paragraph that opens with a colon made the caption of the table before it (as in pandoc's own
    Markdown, whose `table_captions` CommonMark lacks)."""
    table: Block | None = None
    for block in blocks:
        first = block.inlines[0] if block.kind == "para" and block.inlines else None
        if table and first and first.text.startswith(": "):
            start = first.start + 2 if first.start >= 0 else -1
            text = replace(first, text=first.text[2:], start=start)
            legend = replace(block, kind="plain", inlines=(text, *block.inlines[1:]))
            yield replace(table, blocks=(*table.blocks, _caption(legend)))
            table = None
            continue
        if table:
            yield table
        table = block if block.kind == "table" else None
        if not table:
            yield block
    if table:
        yield table


def _caption(legend: Block) -> Block:
    return Block("caption", blocks=(legend,), place=legend.place)


def _is_wrapper(attr: Json) -> bool:
    """Whether pandoc made this only to say where something stands; the author's attributes make it his own."""
    return ["wrapper", "1"] in attr[2] and _attrs(attr) == NO_ATTRS


def _attrs(attr: Json) -> Attrs:
    pairs = tuple((k, v) for k, v in attr[2] if k not in ("data-pos", "wrapper"))
    if not attr[0] and not attr[1] and not pairs:
        return NO_ATTRS
    return Attrs(attr[0], tuple(attr[1]), pairs)


def _joined(pieces: list[Inline | _Run]) -> tuple[Inline, ...]:
    """Neighbouring runs of text as one, where the second also follows the first in the file."""
    out: list[Inline] = []
    words: list[str] = []
    start = following = -1
    for piece in pieces:
        if isinstance(piece, Inline):
            out += _text_inline(words, start)
            out.append(piece)
            words = []
            continue
        text, at = piece
        if words and at != following:
            out += _text_inline(words, start)
            words = []
        if not words:
            start = at
        words.append(text)
        following = at + len(text) if at >= 0 else -1
    return (*out, *_text_inline(words, start))


def _text_inline(words: list[str], start: int) -> list[Inline]:
    return [Inline("text", text="".join(words), start=start)] if words else []


def _numbered(reference: re.Match[str]) -> str:
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    return chr(number) if number <= sys.maxunicode else "\ufffd"


def _strings(node: Json) -> Iterator[str]:
    """Every text in pandoc's tree."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | dict):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _strings(inner)


def _unspaced(url: str) -> str:
    """A URL as a browser reads it: control characters and spaces inside a scheme do not hide it."""
    return re.sub(r"[\x00-\x20\x7f]", "", url)


def _format(content: Json) -> str:
    return str(content[0]).upper() if isinstance(content, list) and isinstance(content[0], str) else "markup"


def _excerpt(content: Json) -> str:
    text = content[1] if isinstance(content, list) and isinstance(content[-1], str) else ""
    return " ".join(str(text).split())[:60]
