"""One file or several: a book's long chapters become files of their own, an article stays one text.

Only what the received format itself marks as chapters (headings of the first level) is divided, and only
where the chapters are long; everything else is text.md.
"""

from __future__ import annotations

import re
import unicodedata

from . import guard
from .draft import Draft, Json, words_of
from .tree import leaves
from .writing import flat

_FEWEST = 3  # chapters of a book
_SHORTEST = 1500  # words of its average chapter
_BOOKISH = ("docx", "odt", "epub", "md")


def divide(draft: Draft, kind: str) -> tuple[str, dict[str, str]]:
    """The form of the work (article or book) and its chapters: file names with their Markdown, in order."""
    if draft.written:
        parts = _parts_of_lines(draft.written)
        bookish = _is_book(kind, len(draft.words), len(parts))
        # A definition of a footnote or link serves the whole file.
        if bookish and not re.search(r"^\s{0,3}\[[^\]]+\]:", draft.written, re.MULTILINE):
            return "book", {_file_name(n, title): text for n, (title, text) in enumerate(parts, 1)}
        return "book" if bookish else "article", {"text.md": draft.written}
    pieces = _parts_of_blocks(draft.blocks)
    words = len(words_of(leaves(draft.blocks)))
    if not _is_book(kind, words, len(pieces)) or _has_inner_links(draft.blocks):
        form = "book" if _is_book(kind, words, len(pieces)) else "article"
        return form, {"text.md": guard.written(draft.name, draft.blocks)}
    return "book", {
        _file_name(n, title): guard.written(draft.name, blocks) for n, (title, blocks) in enumerate(pieces, 1)
    }


def _is_book(kind: str, words: int, chapters: int) -> bool:
    return kind in _BOOKISH and chapters >= _FEWEST and words >= _SHORTEST * chapters


def _parts_of_blocks(blocks: list[Json]) -> list[tuple[str, list[Json]]]:
    parts: list[tuple[str, list[Json]]] = []
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            parts.append((flat(block["c"][2]), [block]))
        elif parts:
            parts[-1][1].append(block)
        else:
            parts.append(("", [block]))
    return parts


def _has_inner_links(blocks: list[Json]) -> bool:
    """Links from chapter to chapter work only while they are in one file."""
    return '"#' in repr(blocks).replace("'", '"')


def _parts_of_lines(text: str) -> list[tuple[str, str]]:
    parts: list[tuple[str, list[str]]] = []
    fence = ""
    for line in text.split("\n"):
        mark = re.match(r"\s{0,3}(```+|~~~+)", line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        heading = None if fence else re.match(r"#\s+(.+)", line)
        if heading:
            parts.append((heading[1], [line]))
        elif parts:
            parts[-1][1].append(line)
        elif line.strip():
            parts.append(("", [line]))
    return [(title, "\n".join(lines).strip("\n") + "\n") for title, lines in parts]


def file_slug(text: str, longest: int = 60) -> str:
    """A title as the name of a file or folder: lower-case words of any script, joined by hyphens."""
    name = ""
    for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", re.sub(r"['’]", "", text)).lower()):
        if len(name) + len(word) >= longest:
            break
        name += f"-{word}" if name else word
    return name


def _file_name(number: int, title: str) -> str:
    return f"{number:02}-{file_slug(title, 40) or 'text'}.md"
