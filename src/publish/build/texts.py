"""The first round of a build: the house, and every text that is needed, read and corrected.

A work whose files and house are what they were is not read again.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ..diagnostics import Diagnostic
from ..project import HOUSE, Project, Work
from ..text.house import House, read_house
from ..text.normalise import check_counts
from ..text.preparing import Prepared, prepare
from .inputs import Recorder
from .plan import Plan, texts_key
from .records import Kept
from .runner import Step, run


@dataclass(frozen=True, slots=True)
class Read:
    """A work that was read: None as the text of one that cannot be, with what was found; and what it was made from."""

    prepared: Prepared | None
    found: tuple[Diagnostic, ...]
    reads: Mapping[str, str]


@dataclass
class Texts:
    """The house and the works, by id; `found` is what there is to say of all of them."""

    house: House
    works: dict[str, Read] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)


def read_texts(
    plan: Plan, jobs: int, tell: Callable[[list[str]], None], meanwhile: Callable[[], object] | None = None
) -> Texts:
    """The texts that the plan needs; those that are not remembered are read `jobs` at a time, and `meanwhile` is done
    what this process has to do itself."""
    folder = Recorder(plan.project.folder.root)
    house, found = read_house(replace(plan.project, folder=folder))
    texts = Texts(house)
    missing = []
    for work in plan.open_works:
        known = remembered(plan, work)
        if known:
            texts.works[work.id] = known
        else:
            missing.append(work)
    steps = [Step(work.id, read_work, (plan.project, work, house)) for work in missing]
    for number, done in run(steps, jobs, tell=tell, meanwhile=meanwhile):
        work = missing[number]
        read = done.value or Read(None, done.found, {})
        texts.works[work.id] = replace(read, reads={**read.reads, **_own(folder.reads, work)})
        if done.value:
            _remember(plan, work, texts.works[work.id])
    texts.found = _findings(plan, texts, found, folder.reads)
    return texts


def read_work(project: Project, work: Work, house: House) -> Read:
    """A step: one work, read and corrected."""
    folder = Recorder(project.folder.root)
    prepared, found = prepare(replace(project, folder=folder), work, house)
    return Read(prepared, tuple(found), folder.reads)


def _own(reads: Mapping[str, str], work: Work) -> dict[str, str]:
    """What was read of the house as far as it concerns a work: all but the corrections of other works."""
    mine = (f"sources/{HOUSE}/", f"sources/{work.id}/")
    return {path: was for path, was in reads.items() if path.startswith(mine)}


def remembered(plan: Plan, work: Work) -> Read | None:
    """A work as an earlier step read it, if what it was read from is what it was."""
    record = plan.records.holding("work", work.id)
    data = plan.records.cache.get(record.results[0].key) if record else None
    return Read(pickle.loads(data), record.found, record.reads) if record and data else None


def _remember(plan: Plan, work: Work, read: Read) -> None:
    data = pickle.dumps(read.prepared)
    kept = Kept(work.id, "", hashlib.sha256(data).hexdigest(), plan.records.cache.keep(data))
    plan.records.put("work", work.id, reads=read.reads, found=read.found, results=[kept])


def _findings(plan: Plan, texts: Texts, house: list[Diagnostic], reads: Mapping[str, str]) -> list[Diagnostic]:
    """What is wrong with house and texts together. How often a correction matches is known when all are read."""
    if plan.texts is not None:
        return list(plan.texts)
    works = [texts.works[work.id] for work in plan.works]
    runs = [read.prepared.normalised for read in works if read.prepared]
    counts = check_counts(texts.house, runs, all_works=len(runs) == len(plan.project.works))
    found = [*house, *(d for read in works for d in read.found), *counts]
    every = {path: was for read in works for path, was in read.reads.items()}
    if all(read.prepared for read in works):
        plan.records.put(*texts_key(plan.works), reads={**every, **reads}, found=found)
    return found
