"""What every command has in common: what comes of it, and the texts that it is about."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..diagnostics import Diagnostic
from ..files import read_whole
from ..project import (
    Project,
    Work,
    load_project,
)

if TYPE_CHECKING:  # heavy modules are imported where they are used
    from ..text.house import House
    from ..text.preparing import Prepared


class Tell(Protocol):
    """Progress: a line to be read, and what is being worked on until the next word."""

    def __call__(self, line: str) -> None: ...

    def working(self, names: list[str]) -> None: ...


@dataclass
class Outcome:
    """What a command found and what it has to say on standard output. For a command that looks for things
    (`strict`) a warning is a finding; one that makes things has then made them all the same."""

    found: list[Diagnostic] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    strict: bool = False

    @property
    def status(self) -> int:
        """0 clean, 1 findings or a failed build."""
        weighty = ("error", "warning") if self.strict else ("error",)
        return int(any(d.severity in weighty for d in self.found))


@dataclass
class Texts:
    """The project with its house and the works that a command is about."""

    project: Project
    works: tuple[Work, ...]
    house: House
    found: list[Diagnostic]
    prepared: list[Prepared] = field(default_factory=list)


def read_texts(options: Namespace, project: Project | None = None) -> Texts:
    """Reads and corrects the works that a command names; what is wrong is in `found`."""
    from ..text.house import read_house
    from ..text.normalise import check_counts
    from ..text.preparing import prepare

    project = project or load_project(Path(options.root))
    works = project.select(options.works)
    house, found = read_house(project)
    text = Texts(project, works, house, [*project.found, *found])
    for work in works:
        prepared, found = prepare(project, work, house)
        text.found = list(dict.fromkeys((*text.found, *found)))  # what is wrong with the house is told once
        text.prepared += [prepared] if prepared else []
    runs = [p.normalised for p in text.prepared]
    text.found += check_counts(house, runs, all_works=len(runs) == len(project.works))
    return text


def received(path: Path) -> bytes:
    """A file that the user names, from anywhere: the one thing that is read from outside the project."""
    return read_whole(path, str(path))
