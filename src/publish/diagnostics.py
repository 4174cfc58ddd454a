"""What went wrong, where, and what to do: the one form in which every stage reports.

A stage returns its value together with a list of Diagnostics; nothing is printed on the way, so that one run
shows everything that is wrong. `Refusal` is for the few places where no value can be given at all (a project
that cannot be read); it carries the same Diagnostics. The meaning of each code is in `codes.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .codes import CODES


class Severity(StrEnum):
    """How much a diagnostic weighs: an error stops a build, a warning is a finding, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file of the project: `path` relative to the project with `/`; lines and columns count
    characters from 1, the end is exclusive; 0 where it is not known."""

    path: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        parts = [self.path or "publish", *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is registered in `codes.py`, which also gives the severity and the usual hint."""

    code: str
    message: str
    place: Place = Place()
    hint: str = ""
    before: str = ""
    after: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"unregistered diagnostic code {self.code!r}")

    @property
    def severity(self) -> Severity:
        return Severity(CODES[self.code].severity)

    @property
    def next_step(self) -> str:
        """The hint of this finding or, failing that, of its code."""
        return self.hint or CODES[self.code].hint


class Refusal(Exception):
    """Raised where a stage can give no value at all; the command line prints the diagnostics and exits 2
    (a broken project or wrong use)."""

    def __init__(self, diagnostics: Iterable[Diagnostic]):
        self.diagnostics = list(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


def place_in(path: str, text: str, offset: int) -> Place:
    """The Place of a character of `text`, which is the content of `path`."""
    return Place(path, *line_column(text, offset))


class Lines:
    """Where the lines of a file begin, so that thousands of places in it are found at the cost of one."""

    def __init__(self, path: str, text: str):
        self._path = path
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, start: int, end: int) -> Place:
        """The Place of the character offsets [start, end)."""
        return Place(self._path, *self._line_column(start), *self._line_column(end))

    def _line_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character offset."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
