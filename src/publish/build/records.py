"""What is remembered of each step: what it was made from, what it found, and where in the cache its result lies.

A record holds for as long as everything that the step read still reads the same. It is found by the step's name, so
that the newest takes the place of the one before, and tells, when it no longer holds, what has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from ..diagnostics import Diagnostic, Place
from .cache import Cache, digest
from .inputs import ABSENT, Inputs


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes in the cache: the `name` and type of an artefact, their SHA-256, and the key that they lie under."""

    name: str
    media_type: str
    sha256: str
    key: str


@dataclass(frozen=True, slots=True)
class Record:
    """`reads` has a digest for each thing that the step depends on; `results` are what it gave."""

    reads: Mapping[str, str]
    found: tuple[Diagnostic, ...] = ()
    results: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """The records in a cache, judged by what the inputs are now."""

    cache: Cache
    inputs: Inputs

    def get(self, *name: str) -> Record | None:
        """The record of a step, whether it holds or not."""
        data = self.cache.get(digest("record", *name))
        if data is None:
            return None
        fields = json.loads(data)
        found = tuple(Diagnostic(**(d | {"place": Place(**d["place"])})) for d in fields["found"])
        return Record(fields["reads"], found, tuple(Kept(**k) for k in fields["results"]))

    def put(
        self, *name: str, reads: Mapping[str, str], found: Iterable[Diagnostic] = (), results: Iterable[Kept] = ()
    ) -> None:
        record = Record({**reads, **self.inputs.others}, tuple(found), tuple(results))
        self.cache.put(digest("record", *name), json.dumps(asdict(record), ensure_ascii=False).encode())

    def holding(self, *name: str) -> Record | None:
        """The record of a step if nothing has changed since."""
        record = self.get(*name)
        return record if record and not self.inputs.changed(record.reads) else None

    def changes(self, record: Record) -> list[str]:
        """What has changed since, in words."""
        changed = self.inputs.changed(record.reads)
        return [f"{name} is new" if record.reads[name] == ABSENT else f"{name} has changed" for name in changed]
