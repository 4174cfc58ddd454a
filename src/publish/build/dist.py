"""The folder of the finished books: one build at a time writes it, and it changes as a whole or not at all.

Several new files are put beside hard links to those that stay, in a folder of their own, which then changes places
with dist/ in a single step: whoever is killed, dist/ is the old one or the new one. Where a file system cannot do
that, the files are renamed one after the other.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ..diagnostics import Diagnostic, Place, Refusal
from ..files import LEFT_BEHIND, cannot_write, write_together


@contextmanager
def only_build(root: Path) -> Iterator[None]:
    """No other build is at work in the project while this one is; Refusal `build-running`. The lock is the kernel's
    on the project's folder itself: it goes with the process that has it, so that none is ever left behind."""
    descriptor = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another build is at work in “{root.resolve().name}”"
            raise Refusal([Diagnostic("build-running", message, Place("dist"))]) from None
        except OSError:  # a file system without locks: the builds of one folder must then be kept apart by hand
            pass
        yield
    finally:
        os.close(descriptor)


def commit(dist: Path, contents: Mapping[str, bytes]) -> None:
    """Puts files into dist/ together; those that are not named stay. Refusal `cannot-write`: dist/ is as it was."""
    if not contents:
        return
    try:
        dist.mkdir(parents=True, exist_ok=True)
        _sweep(dist)
        if len(contents) > 1 and _exchanged(dist, contents):
            return
    except OSError as error:
        raise cannot_write("dist", error) from None
    write_together(dist, contents)


def _sweep(dist: Path) -> None:
    """Removes what a killed build left half-written."""
    for path in (*dist.glob(".*.part"), *dist.parent.glob(f".{dist.name}.*.part")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)  # only we make it, and no other build is at work
        elif time.time() - path.stat().st_mtime > LEFT_BEHIND:
            path.unlink(missing_ok=True)


def _exchanged(dist: Path, contents: Mapping[str, bytes]) -> bool:
    """Whether a copy of dist/ with the new files could change places with it."""
    exchange = _exchange()
    if exchange is None or dist.is_symlink() or dist.is_mount() or not os.access(dist, os.W_OK):
        return False
    staged = dist.parent / f".{dist.name}.{os.getpid()}.part"
    try:
        if not _linked(dist, staged, contents):
            return False
        write_together(staged, contents)
        for name in contents:
            with suppress(FileNotFoundError):  # one that is new
                (staged / name).chmod((dist / name).stat().st_mode & 0o777)
        return exchange(staged, dist)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _linked(dist: Path, staged: Path, without: Mapping[str, bytes]) -> bool:
    """Whether `staged` could be made a copy of `dist` by hard links, but for some files."""

    def named(folder: str, names: list[str]) -> list[str]:
        return [n for n in names if (Path(folder) / n).relative_to(dist).as_posix() in without]

    try:
        shutil.copytree(dist, staged, symlinks=True, copy_function=os.link, ignore=named)
    except OSError:  # no hard links here, or none to what is not ours
        return False
    return True


def _exchange() -> Callable[[Path, Path], bool] | None:
    """Lets two folders change places in one step; None where the system has no call for it."""
    libc = ctypes.CDLL(None, use_errno=True)
    here, swap = -100, 2  # AT_FDCWD; RENAME_EXCHANGE of Linux (renameat2(2)) and RENAME_SWAP of macOS (renamex_np(2))
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        return lambda a, b: libc.renameat2(here, os.fsencode(a), here, os.fsencode(b), swap) == 0
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        return lambda a, b: libc.renamex_np(os.fsencode(a), os.fsencode(b), swap) == 0
    return None
