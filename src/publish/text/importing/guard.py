"""The last look before anything is given back: what will be written must read as what was received.

The written Markdown goes through the project's own reader; its words, in order, must be those of the received
file less what was reported. If one word differs, nothing is written.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from ...diagnostics import Diagnostic, Place, Refusal, has_errors
from ..document import plain_text, walk
from ..reading import read_document
from .draft import Draft, Json, excerpt, words_of
from .writing import MarkdownWriter

_TRIES = 4


def written(name: str, blocks: list[Json]) -> str:
    """Blocks as Markdown that reads back as they are. A paragraph that does not is written once more, without
    markup and with every mark escaped; what then still differs is for `check` to find."""
    plain: frozenset[int] = frozenset()
    for _ in range(_TRIES):
        writer = MarkdownWriter(plain)
        text = writer.document(blocks)
        there = Counter(" ".join(words_of([leaf])) for leaf in read_leaves(name, text))
        wanted = [" ".join(words_of([leaf])) for leaf in writer.leaves]
        astray = {n for n, leaf in enumerate(wanted) if leaf and not there[leaf]}
        if not astray - plain:
            break
        plain |= astray
    return text


@lru_cache(maxsize=64)
def read_leaves(name: str, text: str) -> tuple[str, ...]:
    """The text of each paragraph, heading, cell… that the project's reader finds in Markdown."""
    if not text.strip():
        return ()
    document, found = read_document(name, text)
    if has_errors(found):
        raise Refusal(
            [Diagnostic("import-changed", f"“{name}” would not be accepted: {found[0].message}", Place(name))]
        )
    blocks = walk(document.blocks)
    kept = (block for block in blocks if block.is_leaf or block.kind == "code")
    return tuple(b.text if b.kind == "code" else plain_text(b.inlines) for b in kept)


def check(draft: Draft, chapters: dict[str, str]) -> None:
    """Refusal `import-changed` with the first word that differs; `import-empty` if there is none."""
    got = words_of(leaf for text in chapters.values() for leaf in read_leaves(draft.name, text))
    if not got and not draft.words:
        raise Refusal([Diagnostic("import-empty", f"no text was found in “{draft.name}”", Place(draft.name))])
    if got == draft.words:
        return
    pairs = zip([*draft.words, ""], [*got, ""], strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(got), len(draft.words)))
    before, after = (excerpt(" ".join(words[max(0, at - 3) : at + 5])) for words in (draft.words, got))
    message = f"“{before}” would have become “{after}”"
    raise Refusal([Diagnostic("import-changed", message, Place(draft.name), before=before, after=after)])
