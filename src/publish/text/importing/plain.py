"""A plain text to blocks: paragraphs, headings, lists, verse, found by how the lines stand.

Blank lines part the blocks. Lines that were wrapped at a column are joined again; lines that end early, as
verse does, stay lines. Which short lines are headings is ruled in `headings`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .draft import Draft, Json, words_of
from .head import Line, take_foot, take_head, width
from .headings import BULLET, NUMBER, Group, classify, find_headings, in_order
from .language import detect
from .wrapping import LONG, hyphenated, is_wrapped, joined, wrap_column
from .writing import string


def read_plain(draft: Draft, text: str) -> None:
    """Fills the draft with a plain text."""
    lines = _parted(_lines(text))
    draft.language = draft.language or detect(text)
    lines = lines[take_head(lines, draft) :]
    lines = lines[: len(lines) - take_foot(lines, draft)]
    column = wrap_column(lines)
    groups = [part for group in _groups(lines) for part in _split(group, column)]
    for group in groups:
        classify(group)
    find_headings(groups, column)
    _join_numbered(groups)
    draft.blocks = [_block(group, column) for group in groups]
    draft.words = words_of(_received(groups, column))


def _lines(text: str) -> list[Line]:
    """Every line that says anything, numbered from 1, with the number of the block it stands in."""
    found, block = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        for n, part in enumerate(re.split(r"[\f\v\u2028\u2029]", line)):
            block += n > 0 or not part.strip()
            if part.strip():
                found.append(Line(part.rstrip(), block, number))
    return found


def _parted(lines: list[Line]) -> list[Line]:
    """The same lines; where one is too long to be a wrapped one, each line is its own block."""
    long = {line.block for line in lines if width(line.text) > LONG}
    lone = 0
    parted = []
    for n, line in enumerate(lines):
        lone += bool(n) and line.block in long and lines[n - 1].block == line.block
        parted.append(replace(line, block=line.block + lone))
    return parted


def _groups(lines: list[Line]) -> list[Group]:
    groups: list[Group] = []
    for line in lines:
        if groups and groups[-1].lines[-1].block == line.block:
            groups[-1].lines.append(line)
        else:
            groups.append(Group([line]))
    return groups


def _split(group: Group, column: int) -> list[Group]:
    """A block whose lines are paragraphs of their own (each begins indented) as one group a
    paragraph."""
    lines = group.lines
    indents = [bool(re.match(r"\s{2,}|\t|\u3000", line.text)) for line in lines]
    if not column or all(indents) or not any(indents[1:]) or not is_wrapped(lines, column):
        return [group]
    parts: list[Group] = []
    for line, indented in zip(lines, indents, strict=True):
        if indented or not parts:
            parts.append(Group([line]))
        else:
            parts[-1].lines.append(line)
    return parts


def _join_numbered(groups: list[Group]) -> None:
    """Numbered paragraphs, 1. 2. 3. in a row, are one list."""
    n = 0
    while n < len(groups):
        end = n
        while end < len(groups) and groups[end].kind == "para" and NUMBER.match(groups[end].lines[0].text):
            end += 1
        if end - n > 1 and in_order([group.lines[0] for group in groups[n:end]]):
            groups[n].lines = [line for group in groups[n:end] for line in group.lines]
            groups[n].kind = "numbers"
            del groups[n + 1 : end]
            end = n + 1
        n = max(end, n + 1)


def _block(group: Group, column: int) -> Json:
    if group.kind == "rule":
        return {"t": "HorizontalRule"}
    if group.kind == "heading":
        return {"t": "Header", "c": [group.level, ["", [], []], [string(group.text)]]}
    if group.kind in ("bullets", "numbers"):
        return _list(group)
    if is_wrapped(group.lines, column):
        return {"t": "Para", "c": [string(joined(group.lines))]}
    nodes: list[Json] = []
    for line in group.lines:
        nodes += ([{"t": "LineBreak"}] if nodes else []) + [string(line.text.strip())]
    return {"t": "Para", "c": nodes}


def _list(group: Group) -> Json:
    marker = BULLET if group.kind == "bullets" else NUMBER
    items: list[list[Line]] = []
    for line in group.lines:
        if marker.match(line.text):
            items.append([replace(line, text=marker.sub("", line.text, count=1))])
        else:
            items[-1].append(line)
    blocks = [[{"t": "Plain", "c": [string(joined(item))]}] for item in items]
    if group.kind == "bullets":
        return {"t": "BulletList", "c": blocks}
    first = NUMBER.match(group.lines[0].text)
    start = int(first[1]) if first else 1
    return {"t": "OrderedList", "c": [[start, {"t": "Decimal"}, {"t": "Period"}], blocks]}


def _received(groups: list[Group], column: int) -> list[str]:
    """The lines as they came, without list markers, rules and underlines; hyphens at line ends closed up."""
    texts: list[str] = []
    for group in groups:
        if group.kind == "rule":
            continue
        marker = {"bullets": BULLET, "numbers": NUMBER}.get(group.kind)
        wrapped = marker is not None or is_wrapped(group.lines, column)
        for n, line in enumerate(group.lines[:1] if group.kind == "heading" else group.lines):
            starts = marker is not None and bool(marker.match(line.text))
            bare = (marker.sub("", line.text, count=1) if marker else line.text).strip()
            if n and wrapped and not starts and hyphenated(texts[-1], bare):
                texts[-1] += bare
            else:
                texts.append(bare)
    return texts
