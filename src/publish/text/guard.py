"""Refuses what the pass made where it differs from the text as received in more than the ledger lists.

A change of plain words within plain words cannot make or break markup; where a file has any other, it is parsed anew
and the two trees are compared (mdformat's habit).
"""

from __future__ import annotations

import re
from typing import Any

from ..diagnostics import Diagnostic
from .document import Block, Document, Inline
from .ledger import Change, Ledger
from .reading import skeleton

# Letters, figures and the marks that mean nothing to Markdown (CommonMark 0.31.2, 2.4 and 6; pandoc's extensions in
# `pandoc.MARKDOWN`), so no address either: a full stop or a colon within a word is not among them.
_PLAIN = re.compile(r"(?:[^\W_]|[ ’‘“”«»„–—…,;?!'\"()%-]|[.:](?![^\W_]))+")
# What may stand before the first word of a line. “Table:” there begins a caption.
_LINE_START = re.compile(r"[^\w\n]*\d*[.)]?[^\w\n]*")
_REFERENCE = re.compile(r"\](?!\()")


def guard(before: Document, after: Document, received: str, ledger: Ledger) -> list[Diagnostic]:
    """`correction-breaks` for each change that may be to blame where a corrected document is not the received one with
    its changes made."""
    changes = ledger.of(before.path)
    if not changes:
        return []
    corrected = ledger.apply(before.path, received)
    # A heading can be the target of a reference [by its words].
    plain = not _REFERENCE.search(received) and all(_is_plain(change, received) for change in changes)
    if ledger.revert(before.path, corrected) == received and (
        plain or [_shape(b) for b in skeleton(before.path, corrected)] == [_shape(b) for b in after.blocks]
    ):
        return []
    special = [c for c in changes if set(c.after) & set("\\`*_[]<>&#~^|!") - set(c.before)] or changes
    return [
        Diagnostic("correction-breaks", f"“{c.before}” → “{c.after}” would change the markup of the text", c.place)
        for c in special
    ]


def _is_plain(change: Change, received: str) -> bool:
    """Whether a change, with the words that it touches, is of nothing but plain words before and after, and begins
    with a letter where a line begins."""
    start = max(received.rfind(white, 0, change.start) for white in " \t\n") + 1
    ends = [at for white in " \t\n" if (at := received.find(white, change.end)) >= 0]
    head, tail = received[start : change.start], received[change.end : min(ends, default=len(received))]
    old, new = head + change.before + tail, head + change.after + tail
    if not (_PLAIN.fullmatch(old) and _PLAIN.fullmatch(new)) or new != new.strip(" ") or not new:
        return False
    line = received[received.rfind("\n", 0, start) + 1 : start]
    return not _LINE_START.fullmatch(line) or (old[0].isalpha() and new[0].isalpha() and ":" not in old + new)


def _shape(block: Block) -> tuple[Any, ...]:
    """A block without ids and places, its neighbouring runs of text joined: what must not change unlisted."""
    return (
        block.kind, block.level, block.text, block.attrs.classes, block.attrs.pairs,
        _inline_shapes(block.inlines), tuple(_shape(b) for b in block.blocks),
    )  # fmt: skip


def _inline_shapes(inlines: tuple[Inline, ...]) -> tuple[Any, ...]:
    shapes: list[Any] = []
    for i in inlines:
        if i.kind == "text":
            if shapes and isinstance(shapes[-1], str):
                shapes[-1] += i.text
            elif i.text:  # a change can take all of a run
                shapes.append(i.text)
        else:
            notes = tuple(_shape(b) for b in i.blocks)
            shapes.append((i.kind, i.text, i.attrs, i.url, i.title, _inline_shapes(i.children), notes))
    return tuple(shapes)
