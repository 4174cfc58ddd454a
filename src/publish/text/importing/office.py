"""Word processor files, e-books and web pages by way of pandoc: metadata, pictures, and a cleaned tree.

pandoc runs in its sandbox, in which it opens no file but the one that it is given; the pictures in an archive
are unpacked into a temporary folder that is gone when this returns.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from ...diagnostics import Diagnostic, Place, Refusal
from ...files import MAX_BYTES
from .. import pandoc
from .datelines import read_date
from .draft import Draft, Json, words_of
from .head import Line, take_foot, take_head
from .headings import is_chapter
from .received import checked, refusal
from .tree import Cleaner, deep, leaves, shift_headings
from .writing import flat

_READERS = {
    "docx": "docx",
    "odt": "odt",
    "epub": "epub",
    "html": "html-native_divs+native_spans-auto_identifiers",
}
_LEAVES = ("Para", "Plain", "Header")


def read_with_pandoc(draft: Draft, data: bytes, kind: str) -> None:
    """Fills the draft from a docx, odt, epub or (the article of an) html file."""
    tree, images = _parsed(draft.name, data, kind)
    _metadata(draft, tree.get("meta", {}))
    cleaner = Cleaner(draft, images)
    blocks = cleaner.clean(tree["blocks"])
    received = list(leaves(tree["blocks"], cleaner.dropped))
    checked(draft.name, "\n".join(received))
    draft.language = draft.language or ""
    name_from_chapters(draft, blocks)
    first, last = take_ends(draft, blocks)
    for text in (flat(leaf_of(block)) for block in blocks[:first]):
        received.remove(text)
    for text in (flat(leaf_of(block)) for block in reversed(blocks[last:])):
        del received[len(received) - 1 - received[::-1].index(text)]
    draft.blocks = shift_headings(blocks[first:last])
    draft.words = words_of(received)


def _parsed(name: str, data: bytes, kind: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    arguments = ["-f", _READERS[kind], "-t", "json", "--sandbox"]
    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        root = Path(folder)
        extract = [] if kind == "html" else ["--extract-media=."]
        output = pandoc.run([*arguments, *extract], data, name, root)
        files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
        if sum(path.stat().st_size for path in files) > 4 * MAX_BYTES:
            raise refusal("file-too-large", f"“{name}” holds more pictures than a book can hold", name)
        images = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    try:
        tree: dict[str, Any] = json.loads(output)
    except RecursionError:
        raise Refusal([Diagnostic("too-complex", f"“{name}” nests too deep", Place(name))]) from None
    return tree, images


def _metadata(draft: Draft, meta: dict[str, Json]) -> None:
    """What the file says of itself; what is known already stays."""
    draft.title = draft.title or _first(meta.get("title"))
    draft.subtitle = draft.subtitle or _first(meta.get("subtitle"))
    authors = _values(meta.get("author")) or _values(meta.get("creator"))
    draft.authors = draft.authors or [" ".join(author.split()) for author in authors if author.strip()]
    draft.language = draft.language or _first(meta.get("lang") or meta.get("language"))
    draft.date = draft.date or read_date(_first(meta.get("date")), draft.language)
    draft.publisher = draft.publisher or _first(meta.get("publisher"))


def _first(value: Json) -> str:
    return " ".join(" ".join(_values(value)[:1]).split())


def _values(value: Json) -> list[str]:
    """A metadata value as texts: one for a text, several for a list."""
    if not value:
        return []
    kind, content = value["t"], value.get("c")
    if kind == "MetaList":
        return [text for item in content for text in _values(item)]
    if kind == "MetaMap":
        return _values(content.get("name") or content.get("text"))
    if kind == "MetaInlines":
        return [flat(content)]
    if kind == "MetaBlocks":
        return [" ".join(leaves(content))]
    return [str(content)] if kind == "MetaString" else []


def name_from_chapters(draft: Draft, blocks: list[Json]) -> None:
    """A text that begins with “Chapter 1” and has more of the kind does not have its title there."""
    headings = [block["c"] for block in blocks if block["t"] == "Header"]
    same = sum(content[0] == headings[0][0] for content in headings) if headings else 0
    if not draft.title and same > 1 and blocks[0]["t"] == "Header" and is_chapter(flat(headings[0][2])):
        draft.title = title_from_name(draft)


def title_from_name(draft: Draft) -> str:
    """The file's name as a title, reported: there was nothing better."""
    title = " ".join(Path(draft.name).stem.replace("_", " ").replace("-", " ").split()) or "Untitled"
    draft.move("title", title, draft.name)
    return title


def take_ends(draft: Draft, blocks: list[Json]) -> tuple[int, int]:
    """Which of the blocks are the text: what stands above goes into the draft, furniture below is dropped."""
    lines = []
    for n, block in enumerate(blocks):
        if block["t"] not in _LEAVES or _holds_more(leaf_of(block)):
            break
        lines.append(Line(flat(leaf_of(block)), n, line_of(block), block["t"] == "Header"))
    first = take_head(lines, draft, more=len(lines) < len(blocks))
    lines = []
    for n, block in reversed(list(enumerate(blocks[first:]))):
        if block["t"] not in _LEAVES or _holds_more(leaf_of(block)):
            break
        lines.insert(0, Line(flat(leaf_of(block)), n, line_of(block)))
    return first, len(blocks) - take_foot(lines, draft)


def leaf_of(block: Json) -> list[Json]:
    content = block["c"]
    return list(content[2] if block["t"] == "Header" else content)


def line_of(block: Json) -> int:
    """The line that a block began on, where that is known (`markdown` notes it)."""
    return int(block.get("line", 0))


def _holds_more(nodes: list[Json]) -> bool:
    return any(node["t"] in ("Note", "Image") for node in deep(nodes))
