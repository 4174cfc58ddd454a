"""An edition written out as a plain Markdown document, as a translator might have delivered it years ago."""

from __future__ import annotations

from collections.abc import Iterator

from publish.text.document import Block, Document, Inline

_AROUND = {"em": "*", "strong": "**", "sup": "^", "sub": "~", "del": "~~"}


def written(documents: tuple[Document, ...]) -> list[str]:
    """The paragraphs of a document, headings, list items and tables among them; the footnotes at the end."""
    notes: list[str] = []
    parts = [part for document in documents for part in _blocks(document.blocks, notes)]
    return [*parts, *notes]


def _blocks(blocks: tuple[Block, ...], notes: list[str]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "heading":
            yield "#" * block.level + " " + _inlines(block.inlines, notes)
        elif block.kind == "table":
            yield _table(block, notes)
        elif block.kind == "quote":
            yield "\n>\n".join("> " + part for part in _blocks(block.blocks, notes))
        elif block.kind == "list":
            yield "\n".join("- " + "\n\n  ".join(_blocks(item.blocks, notes)) for item in block.blocks)
        elif block.is_leaf:
            yield _inlines(block.inlines, notes)
        else:
            yield from _blocks(block.blocks, notes)


def _table(table: Block, notes: list[str]) -> str:
    rows = [r for part in table.blocks if part.kind in ("head", "body") for r in part.blocks]
    cells = [[" ".join(_blocks(cell.blocks, notes)) for cell in row.blocks] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    lines.insert(1, "|" + "---|" * len(cells[0]))
    captions = [c for part in table.blocks if part.kind == "caption" for c in _blocks(part.blocks, notes)]
    return "\n".join(lines) + "".join(f"\n\n: {caption}" for caption in captions)


def _inlines(inlines: tuple[Inline, ...], notes: list[str]) -> str:
    return "".join(_inline(inline, notes) for inline in inlines)


def _inline(inline: Inline, notes: list[str]) -> str:
    if inline.kind == "text":
        return inline.text
    if inline.kind == "link":
        return f"[{_inlines(inline.children, notes)}]({inline.url})"
    if inline.kind == "note":
        number = len(notes) + 1
        notes.append("")
        notes[number - 1] = f"[^{number}]: " + "\n\n    ".join(_blocks(inline.blocks, notes))
        return f"[^{number}]"
    mark = _AROUND.get(inline.kind, "")
    return mark + _inlines(inline.children, notes) + mark
