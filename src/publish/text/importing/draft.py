"""What the readers of the received formats hand to the writer: the text as pandoc's tree, and what was
learnt.

Every format ends as a Draft. Its `words` are those of the received file without what was reported as dropped
or moved; the text that is written must read back with exactly these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ...diagnostics import Diagnostic, Place

Json = Any
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_EAST_ASIAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_EAST_ASIAN_GAP = re.compile(rf"(?<=[{_EAST_ASIAN}]) (?=[{_EAST_ASIAN}])")
EXCERPT = 80  # characters of a dropped piece that a report shows


@dataclass
class Draft:
    """A received text on its way. `blocks` are pandoc's; `media` maps paths to content; `found` gathers the
    reports. `written` is set instead of `blocks` where the received Markdown is kept as it is."""

    name: str
    blocks: list[Json] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    date: str = ""
    language: str = ""
    publisher: str = ""
    url: str = ""
    written: str = ""
    media: dict[str, bytes] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def drop(self, what: str, text: str, line: int = 0) -> None:
        """Reports that `what`, which read `text`, is left out."""
        shown = excerpt(text)
        message = f"{what} was left out: “{shown}”" if shown else f"{what} was left out"
        self.found.append(Diagnostic("import-dropped", message, Place(self.name, line), before=text.strip()))

    def move(self, key: str, value: str, text: str, line: int = 0) -> None:
        """Reports that `text` became the `key` of work.toml."""
        message = f"“{excerpt(text)}” went to work.toml as {key} “{excerpt(value)}”"
        self.found.append(Diagnostic("import-moved", message, Place(self.name, line), before=text.strip(), after=value))


def excerpt(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= EXCERPT else shown[: EXCERPT - 1].rstrip() + "…"


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of texts, for comparison: no-break spaces belong to words; East Asian lines join without
    one; a colon alone is the mark of a table's caption."""
    spaced = _SPACE.sub(" ", " ".join(texts))
    return [word for word in _EAST_ASIAN_GAP.sub("", spaced).split(" ") if word.strip() not in ("", ":")]
