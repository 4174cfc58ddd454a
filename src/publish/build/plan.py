"""What a build has to do: which editions an earlier one made from the very same inputs, and which are due, and why.

An edition is kept when all that was read for it is what it was. To find that out, files are hashed and none is
parsed, so that a build without changes costs next to nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..diagnostics import Diagnostic
from ..files import Folder
from ..project import Project, Work
from .cache import Cache, digest
from .inputs import Inputs, content
from .records import Kept, Record, Records

SETTINGS = "the project's configuration"
EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Goal:
    """An edition that is asked for, in its formats."""

    work: Work
    locale: str
    formats: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.work.id} · {self.locale}"

    @property
    def key(self) -> tuple[str, ...]:
        """What its record is found by."""
        return ("edition", self.work.id, self.locale, *self.formats)


@dataclass
class Plan:
    """The goals of a build, in the order of works and locales: by name a record for each that is kept, and for each
    that is due the reasons. `texts` is what was found in all texts, None where they must be read to know."""

    project: Project
    works: tuple[Work, ...]
    built: str
    records: Records
    goals: list[Goal] = field(default_factory=list)
    kept: dict[str, Record] = field(default_factory=dict)
    due: dict[str, list[str]] = field(default_factory=dict)
    texts: tuple[Diagnostic, ...] | None = None
    dist: Dist = field(init=False)

    def __post_init__(self) -> None:
        self.dist = Dist(self.project.folder)

    @property
    def open_works(self) -> tuple[Work, ...]:
        """The works whose texts have to be read."""
        due = {goal.work.id for goal in self.goals if goal.name in self.due}
        return self.works if self.texts is None else tuple(work for work in self.works if work.id in due)

    @property
    def rendered(self) -> set[str]:
        """The formats that have to be rendered: an ebook has the pages of the book that the project prints."""
        due = {name for goal in self.goals if goal.name in self.due for name in goal.formats}
        return due | {"pdf"} if due and "pdf" in self.project.formats else due


class Dist:
    """What stands in dist/ now."""

    def __init__(self, folder: Folder):
        self._folder = folder
        self._digests: dict[str, str] = {}

    def has(self, kept: Kept) -> bool:
        """Whether an artefact stands there as it was made."""
        if kept.name not in self._digests:
            path = self._path(kept)
            self._digests[kept.name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        return self._digests[kept.name] == kept.sha256

    def holds(self, name: str, data: bytes) -> bool:
        """Whether a file stands there with these bytes."""
        return self.has(Kept(name, "", hashlib.sha256(data).hexdigest(), ""))

    def read(self, kept: Kept) -> bytes | None:
        """The bytes of an artefact; None where another stands there, or none."""
        return self._path(kept).read_bytes() if self.has(kept) else None

    def _path(self, kept: Kept) -> Path:
        return self._folder.resolve("dist") / kept.name


def make_plan(
    project: Project, works: tuple[Work, ...], locales: list[str], formats: tuple[str, ...], built: str, cache: Cache
) -> Plan:
    """The plan of a build of these works; `built` is an instant that goes into the books, or ""."""
    settings = content(replace(project, folder=None, works=(), found=()))  # type: ignore[arg-type]
    prints = content([(work.id, work.print) for work in project.works])  # publish.toml says it for all works
    others = {SETTINGS: digest(settings, prints, os.environ.get("PYPANDOC_PANDOC", "")), EPOCH: built}
    plan = Plan(project, works, built, Records(cache, Inputs(project.folder, others)))
    record = plan.records.holding(*texts_key(works))
    plan.texts = record.found if record else None
    for work in works:
        for locale in project.locales_of(work, locales):
            _place(plan, Goal(work, locale, formats))
    return plan


def texts_key(works: Sequence[Work]) -> tuple[str, ...]:
    return ("texts", *(work.id for work in works))


def _place(plan: Plan, goal: Goal) -> None:
    plan.goals.append(goal)
    record = plan.records.get(*goal.key)
    reasons = plan.records.changes(record) if record else ["it has not been made before"]
    if record and not reasons and not all(plan.dist.has(k) or plan.records.cache.has(k.key) for k in record.results):
        reasons = ["what was made before is no longer kept"]
    if record and not reasons:
        plan.kept[goal.name] = record
    else:
        plan.due[goal.name] = reasons
