"""What a step of a build was made from: every file that it read, and the tools that it was made with.

A `Recorder` is the project's folder with a notebook. What a step reads is written down with its digest, also that
a file was looked for and not there; the step need not be done again while all of that still holds. So a new kind of
input can not be forgotten: there is no other way to the disk than the folder.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ..diagnostics import Refusal
from ..files import Folder
from .cache import digest

ABSENT, THERE, REFUSED = "absent", "there", "refused"
TOOLS = "publish and its tools"  # beside the names of files, what a step was made with


@dataclass(frozen=True, slots=True)
class Recorder(Folder):
    """A Folder that writes down what is read: a digest by path, or that a file was there, absent or refused."""

    reads: dict[str, str] = field(default_factory=dict, compare=False)

    def exists(self, path: str) -> bool:
        there = Folder.exists(self, path)
        self.reads.setdefault(path, THERE if there else ABSENT)
        return there

    def read_bytes(self, path: str) -> bytes:
        try:
            data = Folder.read_bytes(self, path)
        except Refusal:
            self.reads[path] = REFUSED
            raise
        self.reads[path] = hashlib.sha256(data).hexdigest()
        return data


class Inputs:
    """The state of a project's files now; each is read at most once."""

    def __init__(self, folder: Folder, others: Mapping[str, str]):
        self._folder, self._others = folder, {TOOLS: toolchain(), **others}
        self._digests: dict[tuple[str, bool], str] = {}

    @property
    def others(self) -> dict[str, str]:
        """What a step depends on that is no file: digests by what they are called."""
        return dict(self._others)

    def changed(self, reads: Mapping[str, str]) -> list[str]:
        """What no longer is as it was read."""
        return [name for name, was in reads.items() if self._now(name, was) != was]

    def _now(self, name: str, was: str) -> str:
        if name in self._others:
            return self._others[name]
        looked = (name, was in (ABSENT, THERE))  # that a file is there can be told without reading it
        if looked not in self._digests:
            self._digests[looked] = self._look(*looked)
        return self._digests[looked]

    def _look(self, path: str, only_whether: bool) -> str:
        recorder = Recorder(self._folder.root)
        try:
            if recorder.exists(path) and not only_whether:
                recorder.read_bytes(path)
        except Refusal:
            return REFUSED
        return recorder.reads[path]


@cache
def toolchain() -> str:
    """A digest of all that a book depends on besides its project: our code and data, the installed packages, the
    libraries that set the pages, and Python."""
    packages = sorted({p.name for place in sys.path for p in Path(place).glob("*.dist-info")})
    return digest(sys.version, sys.platform, *packages, *libraries().values(), own_code())


def own_code() -> str:
    """A digest of our code and data."""
    root = Path(str(resources.files("publish")))
    parts: list[bytes | str] = []
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        parts += [str(path.relative_to(root)), path.read_bytes()]
    return digest(*parts)


# WeasyPrint loads these by the same names; each tells its version by a function without arguments.
_LIBRARIES = {
    "Pango": ("pango_version_string", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "HarfBuzz": ("hb_version_string", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "fontconfig": ("FcGetVersion", "libfontconfig.so.1", "libfontconfig.1.dylib"),
}


def libraries() -> dict[str, str]:
    """What the libraries that set the pages say of their versions, "" for one that cannot be asked (WeasyPrint then
    says so itself)."""
    return {name: _version(*library) for name, library in _LIBRARIES.items()}


def _version(function: str, *names: str) -> str:
    for name in names:
        try:
            asked = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        asked.restype = ctypes.c_int if function == "FcGetVersion" else ctypes.c_char_p
        said = asked()
        return said.decode() if isinstance(said, bytes) else str(said)
    return ""


def content(value: Any) -> str:
    """A digest of a value by what it says: the same for equal values in any process. It may hold numbers, texts,
    bytes, sequences, sets, mappings and dataclasses; TypeError for anything else."""
    total = hashlib.sha256()
    _write(value, total.update)
    return total.hexdigest()


def _write(value: Any, out: Callable[[bytes], None]) -> None:
    if value is None or isinstance(value, (bool, int, float)):
        out(f"{value!r};".encode())
    elif isinstance(value, (str, bytes)):
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        out(f"{type(value).__name__}{len(data)}:".encode() + data)
    elif isinstance(value, (list, tuple)):
        out(f"[{len(value)}:".encode())
        for item in value:
            _write(item, out)
    elif isinstance(value, (set, frozenset)):
        _write(sorted(map(content, value)), out)
    elif isinstance(value, Mapping):
        out(f"{{{len(value)}:".encode())
        for key, item in value.items():
            _write(key, out)
            _write(item, out)
    elif is_dataclass(value) and not isinstance(value, type):
        out(f"{type(value).__qualname__}(".encode())
        for name in _names(type(value)):
            _write(getattr(value, name), out)
    else:
        raise TypeError(f"the content of a {type(value).__qualname__} is not known")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))
