"""Received Markdown stays as its author wrote it, but for the lines that must change.

Only those blocks are written anew that hold something a book may not (raw HTML, a picture that did not come
along, a dead link) and headings whose level moves; title, byline and dateline at the top go to work.toml, and
so does a front matter of plain `key: value` lines.
"""

from __future__ import annotations

import re
from typing import Any

from .. import pandoc
from .datelines import read_date
from .draft import Draft, Json, words_of
from .office import name_from_chapters, take_ends
from .tree import Cleaner, leaves
from .writing import MarkdownWriter

_KEYS = {
    "title": "title", "subtitle": "subtitle", "author": "author", "authors": "author", "creator": "author",
    "date": "date", "lang": "language", "language": "language", "publisher": "publisher",
}  # fmt: skip
_POSITION = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")


def read_markdown(draft: Draft, text: str) -> None:
    """Fills the draft with a Markdown text, `written` instead of blocks."""
    body, above = _front_matter(draft, text)
    tree: dict[str, Any] = pandoc.to_json(body, draft.name)
    cleaner = Cleaner(draft)
    cleaner.prepare(tree["blocks"])
    parts: list[tuple[Json, list[Json], bool]] = []
    for block in tree["blocks"]:
        known = len(draft.found)
        cleaned = cleaner.block(block)
        for new in cleaned:
            span = _span(block)
            new["line"] = span[0] + above if span else 0
        parts.append((block, cleaned, len(draft.found) > known))
    received = _Lines(body, parts)
    draft.words = words_of(_without_ends(draft, parts, received, cleaner.dropped))
    _shift(parts, received)
    draft.written = received.text()


def _without_ends(
    draft: Draft, parts: list[tuple[Json, list[Json], bool]], received: _Lines, dropped: set[int]
) -> list[str]:
    """Takes the lines above and below the text out, and gives the received words without them."""
    blocks = [new for _block, cleaned, _changed in parts for new in cleaned]
    name_from_chapters(draft, blocks)
    first, last = take_ends(draft, blocks)
    taken = {id(new) for new in (*blocks[:first], *blocks[last:])}
    texts: list[str] = []
    for n, (block, cleaned, changed) in enumerate(parts):
        if any(id(new) in taken for new in cleaned):
            received.replace(n, "")
            parts[n] = (block, [], False)
            continue
        texts += leaves([block], dropped)
        if changed:
            received.rewrite(n, cleaned)
    return texts


def _shift(parts: list[tuple[Json, list[Json], bool]], received: _Lines) -> None:
    """The highest heading becomes `#`."""
    headings = [(n, new) for n, (_b, cleaned, _c) in enumerate(parts) for new in cleaned if new["t"] == "Header"]
    up = min((new["c"][0] for _n, new in headings), default=1) - 1
    for n, _new in headings if up else []:
        received.lift(n, up)


class _Lines:
    """The lines of the received text, and which of them each block stands on."""

    def __init__(self, body: str, parts: list[tuple[Json, list[Json], bool]]):
        self.lines = body.split("\n")
        self.spans = [_span(block) for block, _cleaned, _changed in parts]
        self.new: dict[int, str] = {}
        self.labels = set(re.findall(r"\[\^([^\]\s]+)\]", body))

    def replace(self, n: int, text: str) -> None:
        self.new[n] = text

    def rewrite(self, n: int, cleaned: list[Json]) -> None:
        source = "\n".join(self.lines[slice(*self._bounds(n))])
        labels = tuple(re.findall(r"\[\^([^\]\s]+)\]", source))
        writer = MarkdownWriter(labels=labels, taken_labels=frozenset(self.labels))
        self.new[n] = writer.document(cleaned).rstrip("\n") if cleaned else ""
        self.labels |= set(re.findall(r"\[\^([^\]\s]+)\]", self.new[n]))

    def lift(self, n: int, up: int) -> None:
        text = self.new.get(n) or "\n".join(self.lines[slice(*self._bounds(n))]).strip("\n")
        if re.match(r"\s{0,3}#", text):
            self.new[n] = re.sub(r"#", "", text, count=up)
        else:  # underlined with ---, level 2
            title = " ".join(line.strip() for line in text.split("\n")[:-1])
            self.new[n] = f"# {title}"

    def _bounds(self, n: int) -> tuple[int, int]:
        first, last = self.spans[n] or (1, 0)
        return first - 1, last

    def text(self) -> str:
        lines = list(self.lines)
        for n in sorted(self.new, reverse=True):
            first, last = self._bounds(n)
            new = self.new[n]
            lines[first:last] = [new, ""] if new else []
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n" if self.new else "\n".join(lines)


def _span(block: Json) -> tuple[int, int] | None:
    """The first and last line of a block, from 1; None where pandoc does not say."""
    attr = {"Header": 1, "Div": 0, "CodeBlock": 0, "Table": 0, "Figure": 0}.get(block["t"])
    if attr is None:
        return None
    position = dict(block["c"][attr][2]).get("data-pos", "")
    found = [[int(n) for n in match.groups()] for match in _POSITION.finditer(position)]
    if not found:
        return None
    last_line, last_column = max((f[2], f[3]) for f in found)
    return min(f[0] for f in found), last_line - (last_column == 1)


def _front_matter(draft: Draft, text: str) -> tuple[str, int]:
    """Takes a front matter off; the rest, and how many lines were above it."""
    match = re.match(r"---[ \t]*\n(?P<keys>(?:(?!---|\.\.\.).*\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)", text)
    if not match or not re.match(r"\s*[\w-]+\s*:", match["keys"]):
        return text, 0
    key, line = "", 1
    for line, content in enumerate(match["keys"].split("\n")[:-1], 2):
        own = re.match(r"([\w-]+)\s*:\s*(.*)", content)
        key = own[1].lower() if own else key
        values = _scalars(own[2] if own else re.sub(r"^\s*-\s*", "", content))
        for value in values:
            _take(draft, key, value, content, line)
    return text[match.end() :], line + 1


def _scalars(text: str) -> list[str]:
    """The values of one line: a word, a quoted text, or [a, b]."""
    text = text.strip()
    items = re.split(r"\s*,\s*", text[1:-1]) if re.fullmatch(r"\[.*\]", text) else [text]
    return [item for raw in items if (item := re.sub(r"^([\"'])(.*)\1$", r"\2", raw.strip()))]


def _take(draft: Draft, key: str, value: str, content: str, line: int) -> None:
    known = _KEYS.get(key, "")
    if known == "author":
        draft.authors.append(value)
    elif known == "date":
        value = read_date(value[:10]) or read_date(value, draft.language)
        draft.date = value
    elif known:
        setattr(draft, known, getattr(draft, known) or value)
    if known and value:
        draft.move(known, value, content, line)
    else:
        draft.drop("a line of the front matter", content, line)
