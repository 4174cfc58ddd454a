"""Takes out of pandoc's tree what may not get into a book, and brings the rest into Markdown's shape.

Nothing is changed in place: the received tree stays as it was, and `Cleaner.dropped` names the nodes of it
that were left out, so that the guard can read the received words off the one and the written words off the
other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ...diagnostics import Diagnostic, Place, Refusal
from ..reading import LINK_SCHEMES, MAX_DEPTH
from .draft import Draft, Json
from .pictures import data_url, image_suffix, store
from .writing import flat, string

_HOLDING = ("Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline")
Dropped = frozenset[int] | set[int]


def leaves(blocks: list[Json], dropped: Dropped = frozenset()) -> Iterator[str]:
    """The text of every paragraph, heading, cell… in reading order, each before its footnotes. `dropped`
    holds the ids (of the objects) of nodes to leave out."""
    for block in blocks:
        if id(block) in dropped:
            continue
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            yield from _leaf(content, dropped)
        elif kind == "Header":
            yield from _leaf(content[2], dropped)
        elif kind == "LineBlock":
            for line in content:
                yield from _leaf(line, dropped)
        elif kind in ("CodeBlock", "RawBlock"):
            yield content[1]
        elif kind != "HorizontalRule":
            for inner in _inside(kind, content):
                yield from _leaf(inner, dropped) if isinstance(inner, _Term) else leaves(inner, dropped)


class _Term(list[Any]):
    """The inlines of a definition list's term, told from a list of blocks."""


def _inside(kind: str, content: Json) -> Iterator[list[Json]]:
    """The lists of blocks (or a term's inlines) that a block holds, in reading order."""
    if kind == "BlockQuote":
        yield content
    elif kind == "BulletList":
        yield from content
    elif kind == "OrderedList":
        yield from content[1]
    elif kind == "DefinitionList":
        for term, definitions in content:
            yield _Term(term)
            yield from definitions
    elif kind == "Div":
        yield content[1]
    elif kind == "Figure":
        yield content[2]
        yield content[1][1]
    elif kind == "Table":
        yield content[1][1]
        for row in _rows(content):
            yield from (cell[4] for cell in row[1])


def _rows(table: Json) -> list[Json]:
    _attr, _caption, _columns, head, bodies, foot = table
    return [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]


def _leaf(nodes: list[Json], dropped: Dropped) -> Iterator[str]:
    kept = list(_kept(nodes, dropped))
    yield flat(kept)
    for node in deep(kept):
        if node["t"] == "Note":
            yield from leaves(node["c"], dropped)


def _kept(nodes: list[Json], dropped: Dropped) -> Iterator[Json]:
    for node in nodes:
        inner = children(node)
        if id(node) in dropped:
            continue
        if inner is not None and any(id(n) in dropped for n in deep(inner)):
            yield {"t": "Span", "c": [["", [], []], list(_kept(inner, dropped))]}
        else:
            yield node


def deep(nodes: list[Json]) -> Iterator[Json]:
    """Every inline of these and in these, footnotes not entered."""
    for node in nodes:
        yield node
        yield from deep(children(node) or [])


def children(node: Json) -> list[Json] | None:
    """The inlines that an inline holds; None for one that holds none."""
    if node["t"] in _HOLDING:
        return list(node["c"])
    if node["t"] in ("Span", "Link", "Quoted", "Cite"):
        return list(node["c"][1])
    return None


@dataclass
class Cleaner:
    """Cleans blocks. `images` are the pictures that came with the text, by the path that the tree gives
    them."""

    draft: Draft
    images: dict[str, bytes] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    _targets: set[str] = field(default_factory=set)
    _ids: set[str] = field(default_factory=set)
    _depth: int = 0

    def clean(self, blocks: list[Json]) -> list[Json]:
        self.prepare(blocks)
        return self.blocks(blocks)

    def prepare(self, blocks: list[Json]) -> None:
        """Notes which places the links of the whole text lead to."""
        self._targets = set(_link_targets(blocks))
        self._ids = set(_identifiers(blocks))

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH - 4:
            message = f"“{self.draft.name}” nests deeper than a book does"
            raise Refusal([Diagnostic("too-complex", message, Place(self.draft.name))])

    def blocks(self, blocks: list[Json]) -> list[Json]:
        self._deeper()
        out = [new for block in blocks for new in self.block(block)]
        self._depth -= 1
        return out

    def block(self, block: Json) -> list[Json]:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            return self._leaf(kind, content)
        if kind == "RawBlock":
            self._drop(block, f"raw {content[0].upper()}", content[1])
            return []
        make: Callable[[Json], list[Json]] | None = getattr(self, f"_{kind.lower()}", None)
        return make(content) if make else [block]

    def _leaf(self, kind: str, nodes: list[Json]) -> list[Json]:
        inlines = self.inlines(nodes)
        return [{"t": kind, "c": inlines}] if _says_anything(inlines) else []

    def _header(self, content: Json) -> list[Json]:
        level, (identifier, _classes, _pairs), nodes = content
        inlines = self.inlines(nodes)
        if not _says_anything(inlines):
            return []
        kept = safe_id(identifier) if identifier in self._targets else ""
        return [{"t": "Header", "c": [level, [kept, [], []], inlines]}]

    def _lineblock(self, lines: list[list[Json]]) -> list[Json]:
        nodes: list[Json] = []
        for n, line in enumerate(lines):
            nodes += [{"t": "LineBreak"}] if n else []
            nodes += line
        return self._leaf("Para", nodes)

    def _blockquote(self, content: Json) -> list[Json]:
        inner = self.blocks(content)
        return [{"t": "BlockQuote", "c": inner}] if inner else []

    def _bulletlist(self, content: Json) -> list[Json]:
        items = [item for blocks in content if (item := self.blocks(blocks))]
        return [{"t": "BulletList", "c": items}] if items else []

    def _orderedlist(self, content: Json) -> list[Json]:
        items = [self.blocks(blocks) for blocks in content[1]]
        return [{"t": "OrderedList", "c": [content[0], items]}] if any(items) else []

    def _definitionlist(self, content: Json) -> list[Json]:
        entries = [[self.inlines(term), [self.blocks(d) for d in definitions]] for term, definitions in content]
        if all(term and any(definitions) for term, definitions in entries):
            return [{"t": "DefinitionList", "c": entries}]
        loose: list[Json] = []
        for term, definitions in entries:
            loose += [{"t": "Para", "c": term}] if term else []
            loose += [block for blocks in definitions for block in blocks]
        return loose

    def _div(self, content: Json) -> list[Json]:
        """The blocks of a division; a place that a link leads to goes into the first of them."""
        inner = self.blocks(content[1])
        identifier = content[0][0]
        if identifier not in self._targets or not inner:
            return inner
        return _anchored(inner, safe_id(identifier))

    def _figure(self, content: Json) -> list[Json]:
        _attr, (_short, caption), blocks = content
        return self.blocks(blocks) + self.blocks(caption)

    def _table(self, content: Json) -> list[Json]:
        attr, (_short, caption), columns, head, _bodies, _foot = content
        above = self.blocks(caption)
        rows = [row for row in map(self._row, _rows(content)) if any(cell[4] for cell in row[1])]
        if not rows:
            return above
        if len(columns) == 1 or (len(rows) == 1 and any(len(cell[4]) > 1 for cell in rows[0][1])):
            # A frame for the page's layout, not a table.
            return above + [block for row in rows for cell in row[1] for block in cell[4]]
        for row in rows:
            for cell in row[1]:
                cell[4] = _one_line(cell[4])
        titled = any(any(cell[4] for cell in row[1]) for row in head[1])
        first, rest = (rows[:1], rows[1:]) if titled else ([], rows)
        bodies = [[["", [], []], 0, [], rest]]
        return [
            *above,
            {
                "t": "Table",
                "c": [attr, [None, []], columns, [["", [], []], first], bodies, [["", [], []], []]],
            },
        ]

    def _row(self, row: Json) -> Json:
        cells = []
        for cell in row[1]:
            cells.append([*cell[:4], self.blocks(cell[4])])
            cells += [[*cell[:4], []] for _ in range(cell[3] - 1)]  # a cell over several columns
        return [row[0], cells]

    # Inlines

    def inlines(self, nodes: list[Json]) -> list[Json]:
        self._deeper()
        out = [new for node in nodes for new in self.inline(node)]
        self._depth -= 1
        return out

    def inline(self, node: Json) -> list[Json]:
        kind, content = node["t"], node.get("c")
        if kind == "RawInline":
            self._drop(node, f"raw {content[0].upper()}", content[1])
            return []
        if kind in ("Note", *_HOLDING):
            inner = self.blocks(content) if kind == "Note" else self.inlines(content)
            return [{"t": kind, "c": inner}] if inner else []
        if kind == "Image":
            return self._image(node)
        if kind == "Link":
            return self._link(content)
        if kind == "Span":
            return self._span(content)
        if kind in ("Quoted", "Cite"):
            return [{"t": kind, "c": [content[0], self.inlines(content[1])]}]
        return [node]

    def _span(self, content: Json) -> list[Json]:
        (identifier, _classes, pairs), nodes = content
        inner = self.inlines(nodes)
        kept = safe_id(identifier) if identifier in self._targets else ""
        language = [pair for pair in pairs if pair[0] == "lang" and inner]
        return [{"t": "Span", "c": [[kept, [], language], inner]}] if kept or language else inner

    def _link(self, content: Json) -> list[Json]:
        _attr, nodes, (url, title) = content
        inner = self.inlines(nodes)
        spelled = re.sub(r"[\x00-\x20\x7f]", "", url)
        scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)", spelled)
        if spelled.startswith("#"):
            good = spelled[1:] in self._ids
        else:
            good = scheme is not None and scheme[0].lower() in LINK_SCHEMES
        if not good:
            self.draft.drop(f"the address “{spelled[:60]}” of a link", flat(inner))
            return inner
        target = "#" + safe_id(spelled[1:]) if spelled.startswith("#") else spelled
        return [{"t": "Link", "c": [["", [], []], inner, [target, title]]}] if inner else []

    def _image(self, node: Json) -> list[Json]:
        _attr, nodes, (url, title) = node["c"]
        data = data_url(url) if url.startswith("data:") else self.images.get(url.removeprefix("./"))
        alternative = " ".join(flat(nodes).split())
        if data is None:
            where = "on another machine" if re.match(r"[a-z]+:|//", url, re.IGNORECASE) else "in another file"
            self._drop(node, f"a picture that is {where}, “{url[:60]}”,", alternative)
            return []
        suffix = image_suffix(data)
        if not suffix:
            self._drop(node, f"a picture of a kind that books cannot show, “{url[:60]}”,", alternative)
            return []
        path = store(self.draft.media, "" if url.startswith("data:") else url, suffix, data)
        return [{"t": "Image", "c": [["", [], []], [string(alternative)] if alternative else [], [path, title]]}]

    def _drop(self, node: Json, what: str, text: str) -> None:
        self.dropped.add(id(node))
        self.draft.drop(what, text)


def shift_headings(blocks: list[Json]) -> list[Json]:
    """The highest heading becomes level 1, the others keep their distance from it."""
    up = min((block["c"][0] for block in blocks if block["t"] == "Header"), default=1) - 1
    return [
        {"t": "Header", "c": [block["c"][0] - up, *block["c"][1:]]} if block["t"] == "Header" else block
        for block in blocks
    ]


def _anchored(blocks: list[Json], identifier: str) -> list[Json]:
    first = blocks[0]
    anchor = {"t": "Span", "c": [[identifier, [], []], []]}
    if first["t"] in ("Para", "Plain"):
        return [{"t": first["t"], "c": [anchor, *first["c"]]}, *blocks[1:]]
    if first["t"] == "Header" and not first["c"][1][0]:
        return [{"t": "Header", "c": [first["c"][0], [identifier, [], []], first["c"][2]]}, *blocks[1:]]
    return [{"t": "Para", "c": [anchor]}, *blocks]


def _one_line(blocks: list[Json]) -> list[Json]:
    """What a cell of a pipe table can hold: one line. Lists and paragraphs in it are set one after
    another."""
    nodes: list[Json] = []
    for block in blocks:
        inner = block["c"] if block["t"] in ("Para", "Plain") else [string(" ".join(leaves([block])))]
        nodes += ([{"t": "Space"}] if nodes else []) + inner
    nodes = [{"t": "Space"} if node["t"] == "LineBreak" else node for node in nodes]
    return [{"t": "Plain", "c": nodes}] if nodes else []


def _says_anything(nodes: list[Json]) -> bool:
    kept = any(node["t"] in ("Image", "Note") or (node["t"] == "Span" and node["c"][0][0]) for node in deep(nodes))
    return kept or bool(flat(nodes).strip())


def safe_id(identifier: str) -> str:
    return re.sub(r"[^\w-]+", "-", identifier).strip("-") or "place"


def _link_targets(value: Json) -> Iterator[str]:
    """The places in the text that its links lead to."""
    for node in _nodes(value):
        if node.get("t") == "Link" and node["c"][2][0].startswith("#"):
            yield str(node["c"][2][0][1:])


def _identifiers(value: Json) -> Iterator[str]:
    for node in _nodes(value):
        kind = node.get("t")
        content: Json = node.get("c")
        if kind == "Header":
            yield content[1][0]
        elif kind in ("Div", "Span"):
            yield content[0][0]


def _nodes(value: Json) -> Iterator[dict[str, Any]]:
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            yield here
            stack.append(here.get("c"))
        elif isinstance(here, list):
            stack.extend(here)
