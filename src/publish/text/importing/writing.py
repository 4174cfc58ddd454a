"""pandoc's tree to Markdown with no more escapes than are needed, one paragraph a line.

pandoc's own Markdown writer escapes too much for a text that editors and translators read. Which characters
need a backslash here is CommonMark's rule (0.31, sections 2.4 and 4 to 6) and that of the extensions in
`pandoc.MARKDOWN`; the guard reads the result back and compares every word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from .draft import Json

_DELIMITED = {"Strong": "**", "Emph": "*", "Strikeout": "~~", "Superscript": "^", "Subscript": "~"}
_CLASSED = {"SmallCaps": "smallcaps", "Underline": "underline"}
_QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_ENTITY = re.compile(r"&(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]*;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?][^<]*>)", re.DOTALL)
_AT_START = re.compile(
    r"(?=[-+*](?:\s|$)|\#{1,6}(?:\s|$)|>|:{3}|[:~]\s|={1,}\s*$|-{2,}\s*$"
    r"|(?:[*_-][ \t]*){3,}$|`{3}|~{3}|\||\[[^\]]*\]:|\{)"
)
_NUMBERED = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")


@dataclass
class MarkdownWriter:
    """Writes blocks. `plain_leaves` are the numbers of those paragraphs and headings to be written without
    any markup and with every mark escaped: the last resort for what the guard found to read back
    otherwise."""

    plain_leaves: frozenset[int] = frozenset()
    labels: tuple[str, ...] = ()  # of footnotes that are defined elsewhere, in order
    taken_labels: frozenset[str] = frozenset()
    _noted: int = 0
    _leaf: int = -1
    _notes: list[list[Json]] = field(default_factory=list)
    _labels: list[str] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)  # the text of each paragraph written so far

    def document(self, blocks: list[Json]) -> str:
        """The file: blocks, then the footnotes."""
        text = self.blocks(blocks)
        notes = []
        done = 0
        while done < len(self._notes):  # a note may hold notes
            label = self._labels[done]
            body = self.blocks(self._notes[done])
            notes.append(f"[^{label}]: " + _indented(body, "    "))
            done += 1
        return "\n\n".join(part for part in (text, *notes) if part) + "\n"

    def blocks(self, blocks: list[Json], tight: bool = False) -> str:
        parts: list[str] = []
        alternate = False
        for before, block in zip([None, *blocks], blocks, strict=False):
            lists = ("BulletList", "OrderedList")
            # Two lists in a row would be read as one, but for another marker.
            alternate = not alternate if before and before["t"] == block["t"] and block["t"] in lists else False
            parts.append(self.block(block, alternate))
        return ("\n" if tight else "\n\n").join(part for part in parts if part)

    def block(self, block: Json, alternate: bool = False) -> str:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            return self.leaf(content)
        if kind == "Header":
            return self._heading(content)
        if kind == "BlockQuote":
            return "\n".join(f"> {line}".rstrip() for line in self.blocks(content).split("\n"))
        if kind == "BulletList":
            return self._list(content, ["* " if alternate else "- "] * len(content))
        if kind == "OrderedList":
            end = ")" if alternate else "."
            return self._list(content[1], [f"{content[0][0] + n}{end} " for n in range(len(content[1]))])
        if kind == "DefinitionList":
            return "\n\n".join(self._definitions(content))
        if kind == "CodeBlock":
            return _fenced(content)
        if kind == "Table":
            return self._table(content)
        return "***"

    def _heading(self, content: Json) -> str:
        level, (identifier, _classes, _pairs), inlines = content
        text = self.leaf(inlines).replace("\\\n", " ")
        text = re.sub(r"(#+)$", r"\\\1", text)
        return f"{'#' * min(level, 6)} {text}" + (f" {{#{identifier}}}" if identifier else "")

    def _list(self, items: list[list[Json]], markers: list[str]) -> str:
        tight = all(all(b["t"] in ("Plain", "BulletList", "OrderedList") for b in item) for item in items)
        written = [
            marker + _indented(self.blocks(item, tight), " " * len(marker))
            for marker, item in zip(markers, items, strict=True)
        ]
        return ("\n" if tight else "\n\n").join(written)

    def _definitions(self, content: Json) -> Iterator[str]:
        for term, definitions in content:
            parts = [":   " + _indented(self.blocks(blocks), "    ") for blocks in definitions]
            yield "\n\n".join([self.leaf(term).replace("\\\n", " "), *parts])

    def _table(self, content: Json) -> str:
        """A pipe table; the tree's cleaning has left one row of headings and one paragraph a cell."""
        _attr, _caption, columns, head, bodies, _foot = content
        rows = list(head[1]) or [[None, []]]
        lines = [self._row(rows[0][1], len(columns)), "|" + "|".join(_rule(c) for c in columns) + "|"]
        lines += [self._row(row[1], len(columns)) for body in bodies for row in body[3]]
        return "\n".join(lines)

    def _row(self, cells: list[Json], columns: int) -> str:
        texts = [self.leaf(cell[4][0]["c"]) if cell[4] else "" for cell in cells]
        texts += [""] * (columns - len(texts))
        return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", t).replace("\\\n", " ") for t in texts) + " |"

    # Inlines

    def leaf(self, nodes: list[Json]) -> str:
        """The inlines of one paragraph, heading, term or cell."""
        self._leaf += 1
        plain = self._leaf in self.plain_leaves
        whole = flat(nodes)
        self.leaves.append(whole)
        run = _Run(self, whole, marked=_is_marked(nodes), plain=plain)
        return run.write(nodes).strip(" \n")

    def note(self, blocks: list[Json]) -> str:
        """The reference to a footnote, which is written at the end of the file."""
        self._noted += 1
        if self._noted <= len(self.labels):
            return f"[^{self.labels[self._noted - 1]}]"
        label = str(len(self._notes) + 1)
        while label in self.taken_labels:
            label += "n"
        self._notes.append(blocks)
        self._labels.append(label)
        return f"[^{label}]"


class _Run:
    """Writes the inlines of one leaf; what is written so far decides about escapes and delimiters."""

    def __init__(self, writer: MarkdownWriter, whole: str, *, marked: bool, plain: bool):
        self.writer, self.whole, self.marked, self.plain = writer, whole, marked, plain
        self.bracketed = False
        self.out = ""

    def write(self, nodes: list[Json]) -> str:
        merged = _merged(nodes)
        for node, following in zip_longest(merged, merged[1:]):
            self._one(node, following)
        return self.out

    def _one(self, node: Json, following: Json) -> None:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            self._text(content, following)
        elif kind == "LineBreak":
            self.out = self.out.rstrip(" ") + "\\\n"
        elif kind == "Note":
            self.out += self.writer.note(content)
        elif kind in _DELIMITED:
            self._delimited(kind, content, following)
        elif kind in _CLASSED:
            self._bracketed(content, f"{{.{_CLASSED[kind]}}}")
        elif kind == "Span":
            self._bracketed(content[1], _attributes(content[0]))
        elif kind == "Code":
            self.out += _code(content[1])
        elif kind in ("Link", "Image"):
            self._link(kind, content)

    def _inner(self, nodes: list[Json], before: str = "", *, bracketed: bool = False) -> str:
        run = _Run(self.writer, self.whole, marked=True, plain=self.plain)
        run.bracketed = bracketed or self.bracketed
        run.out = before
        return run.write(nodes)[len(before) :]

    def _delimited(self, kind: str, nodes: list[Json], following: Json) -> None:
        mark = _DELIMITED[kind]
        if kind == "Emph" and (self.out.endswith("*") or (following and following["t"] in ("Strong", "Emph"))):
            mark = "_"
        inner = self._inner(nodes, "x")
        lead, text, tail = re.fullmatch(r"(\s*)(.*?)(\s*)", inner, re.DOTALL).groups()  # type: ignore[union-attr]
        after = tail or _first_character(following)
        if self.plain or not text or not _flanks((self.out + lead)[-1:], text, after, mark):
            self.out += inner
        else:
            self.out += f"{lead}{mark}{text}{mark}{tail}"

    def _bracketed(self, nodes: list[Json], attributes: str) -> None:
        inner = self._inner(nodes, "x", bracketed=True)
        if self.plain or not attributes:
            self.out += inner
        else:
            self._open_bracket()
            self.out += f"[{inner}]{attributes}"

    def _link(self, kind: str, content: Json) -> None:
        _attr, nodes, (url, title) = content
        address = f"<{url}>" if re.search(r"[\s()<>]", url) else url
        address = re.sub(r"\s", "%20", address) if " " in address else address
        quoted = ' "' + re.sub(r'(["\\])', r"\\\1", title) + '"' if title else ""
        inner = self._inner(nodes, "x", bracketed=True)
        if kind == "Link":
            self._open_bracket()
        self.out += ("!" if kind == "Image" else "") + f"[{inner}]({address}{quoted})"

    def _open_bracket(self) -> None:
        if self.out.endswith("!"):  # “Stop![here](x)” would be an image
            self.out = self.out[:-1] + "\\!"

    def _text(self, text: str, following: Json) -> None:
        for n, line in enumerate(text.split("\n")):
            start = not self.out or self.out.endswith("\\\n")
            line = line.lstrip(" \t") if start else line
            if n:
                self.out += " "
            self.out += self._escaped(line, start=start, before=self.out[-1:])

    def _escaped(self, text: str, *, start: bool, before: str) -> str:
        if self.plain:
            return _PUNCTUATION.sub(r"\\\g<0>", text)
        out = re.sub(r"\\(?=[!-/:-@\[-`{-~]|$)", r"\\\\", text)
        out = _TAG.sub(r"\\<", _ENTITY.sub(r"\\&", out))
        out = self._runs(out, before)
        out = self._brackets(out)
        return _start_escaped(out) if start else out

    def _runs(self, text: str, before: str) -> str:
        """Escapes delimiter runs that could open or close something."""

        def one(match: re.Match[str]) -> str:
            run, prior = match.group(), text[: match.start()][-1:] or before
            after = text[match.end() :][:1]
            if prior == "\\" or not self._delimits(run, prior, after):
                return run
            return "".join("\\" + c for c in run)

        return re.sub(r"\*+|_+|`+|~+|\^+", one, text)

    def _delimits(self, run: str, before: str, after: str) -> bool:
        mark = run[0]
        alone = self.whole.count(mark) == len(run) and not (self.marked and mark in "*_`~^")
        if alone:
            return False
        if mark == "`":
            return True
        if mark == "_" and before.isalnum() and after.isalnum():
            return False
        spaced = (not before or before.isspace()) and (not after or after.isspace())
        return not spaced or mark in "~^"

    def _brackets(self, text: str) -> str:
        text = re.sub(r"\[(?=\^[^\]\s]+\]|[^\[\]]*\][(\[{:])", r"\\[", text)
        text = re.sub(r"\{(?=[^{}]*\})", r"\\{", text)
        return re.sub(r"[\[\]]", lambda m: "\\" + m.group(), text) if self.bracketed else text


def flat(nodes: list[Json]) -> str:
    """The words of inlines, footnotes and pictures left out; a forced break is a space."""
    return "".join(_flat(node) for node in nodes)


def _flat(node: Json) -> str:
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "Math", "RawInline"):
        return str(content[1])
    if kind in ("Note", "Image"):
        return ""
    if kind == "Quoted":
        first, last = tuple(_QUOTES[content[0]["t"]])
        return first + flat(content[1]) + last
    if kind in ("Span", "Link", "Cite"):
        return flat(content[1])
    return flat(content)


def string(text: str) -> Json:
    return {"t": "Str", "c": text}


def _merged(nodes: list[Json]) -> list[Json]:
    """Inlines with text and spaces as one run, equal neighbours as one, quotation marks as text."""
    out: list[Json] = []
    for node in nodes:
        for part in _as_text(node):
            last = out[-1] if out else None
            if last and last["t"] == part["t"] == "Str":
                out[-1] = string(last["c"] + part["c"])
            elif last and last["t"] == part["t"] and part["t"] in _DELIMITED:
                out[-1] = {"t": part["t"], "c": last["c"] + part["c"]}
            else:
                out.append(part)
    return out


def _as_text(node: Json) -> list[Json]:
    kind, content = node["t"], node.get("c")
    if kind in ("Space", "SoftBreak"):
        return [string(" ")]
    if kind == "Math":
        return [{"t": "Code", "c": [["", [], []], content[1]]}]
    if kind == "Quoted":
        first, last = tuple(_QUOTES[content[0]["t"]])
        return [string(first), *content[1], string(last)]
    if kind == "Cite":
        return list(content[1])
    return [node]


def _is_marked(nodes: list[Json]) -> bool:
    return any(n["t"] not in ("Str", "Space", "SoftBreak", "LineBreak") for n in nodes)


def _start_escaped(text: str) -> str:
    """A line whose beginning would be taken for a list, heading, quotation, rule, table or reference."""
    text = _NUMBERED.sub(r"\1\\", text, count=1) if _NUMBERED.match(text) else text
    return "\\" + text if _AT_START.match(text) else text


def _flanks(before: str, text: str, after: str, mark: str) -> bool:
    """Whether delimiters may stand here: left- and right-flanking runs, CommonMark 6.2."""
    if mark in ("^", "~"):
        return not re.search(r"\s", text)
    opens = not _mark(text[0]) or not before or before.isspace() or _mark(before)
    closes = not _mark(text[-1]) or not after or after.isspace() or _mark(after)
    inside_word = mark == "_" and (before.isalnum() or after.isalnum())
    return opens and closes and not inside_word


def _mark(character: str) -> bool:
    return bool(character) and not character.isalnum() and not character.isspace()


def _first_character(node: Json) -> str:
    if node is None:
        return ""
    if node["t"] in ("LineBreak", "Image", "Link", "Note", *_DELIMITED, *_CLASSED, "Code"):
        return "["
    return flat([node])[:1]


def _code(text: str) -> str:
    text = " ".join(text.split("\n"))
    fence = "`" * (max((len(r) for r in re.findall("`+", text)), default=0) + 1)
    space = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{space}{text}{space}{fence}"


def _fenced(content: Json) -> str:
    (_identifier, classes, _pairs), text = content
    fence = "`" * max(3, max((len(r) for r in re.findall("`+", text)), default=0) + 1)
    language = classes[0] if classes and re.fullmatch(r"[\w+-]+", classes[0]) else ""
    return f"{fence}{language}\n{text}\n{fence}"


def _attributes(attr: Json) -> str:
    identifier, _classes, pairs = attr
    parts = [f"#{identifier}"] if identifier else []
    parts += [f"lang={value}" for key, value in pairs if key == "lang" and re.fullmatch(r"[\w-]+", value)]
    return "{" + " ".join(parts) + "}" if parts else ""


def _rule(column: Json) -> str:
    return {"AlignLeft": ":---", "AlignRight": "---:", "AlignCenter": ":---:"}.get(column[0]["t"], "---")


def _indented(text: str, indent: str) -> str:
    return "\n".join(line if not n or not line else indent + line for n, line in enumerate(text.split("\n")))
