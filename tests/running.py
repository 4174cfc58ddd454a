"""Running a command as a user does, and looking at what it said and left behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Files = dict[str, tuple[bytes, int]]
FILES = {
    "publish.toml": 'formats = ["epub"]\n',
    "sources/essay/work.toml": 'title = "An essay"\nlanguage = "en"\nchapters = ["one.md"]\n',
    "sources/essay/one.md": "# One\n\nThe words of the text.\n",
}


@dataclass(frozen=True)
class Said:
    """What a command said: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def found(self) -> list[dict[str, Any]]:
        """The diagnostics of a run with `--output-format json`."""
        found = json.loads(self.out)
        assert isinstance(found, list)
        return found

    @property
    def codes(self) -> list[str]:
        return [d["code"] for d in self.found]


Run = Callable[..., Said]
Make = Callable[..., Path]


def files_of(folder: Path) -> Files:
    """Every file of a folder by its path: its bytes, and when it was last written."""
    return dict(_files_of(folder))


def _files_of(folder: Path) -> Iterator[tuple[str, tuple[bytes, int]]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), (path.read_bytes(), path.stat().st_mtime_ns)
