"""A disk that fails, or a process that dies, at the N-th thing that a command does to its files.

`attempt` runs a command in a forked process in which every call that changes files is counted, in the children that it
starts too; at the N-th the call fails with an errno, or all of them are killed before it is made (of a `write`, after
the half).
"""

from __future__ import annotations

import errno
import io
import json
import mmap
import os
import signal
import struct
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from publish.build import dist
from publish.cli import main
from publish.text import pandoc

KILL = 0
FAULTS = {"killed": KILL, "no space": errno.ENOSPC, "input/output error": errno.EIO}
_CALLS = ("replace", "rename", "link", "mkdir", "chmod")
_CLEARING = ("unlink", "rmdir")  # what only tidies up may fail in silence: there a command is killed and nothing else


class Disk:
    """Counts what is done to files, and lets the `nth` of it go wrong."""

    def __init__(self, nth: int, fault: int):
        self.nth, self.fault = nth, fault
        self._command = os.getpid()
        self._count = mmap.mmap(-1, 8)  # shared with the children

    @property
    def failed(self) -> bool:
        """Whether it came to the call that goes wrong."""
        return self.nth <= struct.unpack("q", self._count[:])[0]

    def step(self) -> None:
        """One more call; OSError, or the end, if it is the one."""
        (count,) = struct.unpack("q", self._count[:])
        self._count[:] = struct.pack("q", count + 1)
        if count + 1 != self.nth:
            return
        if self.fault:
            raise OSError(self.fault, os.strerror(self.fault))
        os.kill(self._command, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        """Stands between this process and its files from now on."""
        self._command = os.getpid()
        for name in (*_CALLS, *(_CLEARING if self.fault == KILL else ())):
            setattr(os, name, self._counted(getattr(os, name)))
        os.fsync = self._counted(lambda _: None)  # only a power failure could tell
        opened, descriptor = os.fdopen, os.open
        os.fdopen = lambda *a, **k: _Stream(opened(*a, **k), self)  # type: ignore[assignment,return-value]
        created = self._counted(descriptor)
        os.open = lambda p, flags, *a, **k: (created if flags & os.O_CREAT else descriptor)(p, flags, *a, **k)
        found = dist._exchange()
        if found is not None:
            dist._exchange = lambda: self._counted(found)

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.step()
            return call(*arguments, **named)

        return counted


class _Stream:
    """A file opened for writing; a write that goes wrong leaves the half of its bytes."""

    def __init__(self, stream: Any, disk: Disk):
        self._stream, self._disk = stream, disk

    def write(self, data: bytes) -> int:
        half = len(data) // 2
        self._stream.write(data[:half])
        self._stream.flush()
        self._disk.step()
        return half + int(self._stream.write(data[half:]))

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def attempt(folder: Path, command: list[str], disk: Disk | None = None, typed: str = "") -> tuple[int, str]:
    """Runs a command, with these lines typed; its exit status (-9 killed) and what it said."""
    heard, said = os.pipe()
    child = os.fork()
    if not child:
        status = 70
        try:
            os.dup2(said, 1)
            os.dup2(said, 2)
            with open(1, "w", closefd=False) as out:
                sys.stdout = sys.stderr = out
                if disk:
                    disk.install()
                status = here(folder, command, typed)
        finally:
            os._exit(status)
    os.close(said)
    with open(heard, encoding="utf-8", errors="replace") as stream:  # noqa: PTH123 (a descriptor)
        text = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text


def here(folder: Path, command: list[str], typed: str = "") -> int:
    """Runs a command in this process."""
    os.chdir(folder)
    sys.stdin = io.StringIO(typed)
    try:
        return main(command)
    except SystemExit as left:
        return int(left.code or 0)


def remembering() -> Callable[..., dict[str, Any]]:
    """pandoc's answers, kept: a command is run a hundred times over, and only what it writes is looked at."""
    asked = cache(lambda text, path, reader: json.dumps(to_json(text, path, reader=reader)))
    to_json = pandoc.to_json

    def answered(text: str, path: str, *, reader: str = pandoc.MARKDOWN + "+sourcepos") -> dict[str, Any]:
        tree: dict[str, Any] = json.loads(asked(text, path, reader))
        return tree

    return answered
