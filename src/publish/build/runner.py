"""Editions made side by side, and put into dist/ together.

Nothing reaches dist/ before every edition is made, and nothing at all if one failed.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from ..diagnostics import Diagnostic, Refusal
from ..files import write_together
from ..formats.artefact import Artefact
from .edition import Made, Task, make

LEFT_BEHIND = 3600.0  # seconds after which a half-written file must be that of a build that was killed


def run(tasks: Sequence[Task], jobs: int, tell: Callable[[str], None]) -> list[Made]:
    """Makes every task, `jobs` at a time; `tell` is called as each is done. In the order of the tasks."""
    made: dict[int, Made] = {}
    for number, result in _results(tasks, min(jobs, len(tasks))):
        made[number] = result
        names = ", ".join(a.name.rpartition(".")[2] for a in result.artefacts)
        tell(f"[{len(made)}/{len(tasks)}] {result.name}: {names or 'failed'}")
    return [made[number] for number in range(len(tasks))]


@contextmanager
def preload(formats: Sequence[str]) -> Iterator[None]:
    """Imports the PDF renderer while the texts are read: pandoc is then at work and this process waits. It is
    there when the block ends, so that forked children have it too."""
    thread = Thread(target=import_module, args=("publish.formats.pdf",), daemon=True)
    if "pdf" not in formats:
        yield
        return
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _results(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, Made]]:
    if jobs < 2:
        for number, task in enumerate(tasks):
            yield number, make(task)
        return
    # A forked child has our modules already; where forking is not safe a fresh one loads them.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    # The children leave their temporary files behind when they end; they get a folder that is removed for them.
    with (
        TemporaryDirectory(prefix="publish-") as scratch,
        ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(scratch,)) as pool,
    ):
        futures = {pool.submit(make, task): number for number, task in enumerate(tasks)}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool:
            message = "a process that made an edition was ended from outside, most often for want of memory"
            raise Refusal([Diagnostic("render-failed", message, hint="try again with --jobs 1")]) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(scratch: str) -> None:
    """In a child: where its temporary files go; and on Linux, that it ends with its parent, even one that was
    killed (prctl(2), PR_SET_PDEATHSIG)."""
    tempfile.tempdir = scratch
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def commit(dist: Path, artefacts: Sequence[Artefact]) -> tuple[list[str], list[Diagnostic]]:
    """Puts artefacts into dist/ together; the names of those that changed."""
    try:
        dist.mkdir(parents=True, exist_ok=True)
        _sweep(dist)
        return write_together(dist, {a.name: a.data for a in artefacts}), []
    except OSError as error:
        return [], [Diagnostic("cannot-write", f"“dist” cannot be written: {error.strerror}")]
    except Refusal as refusal:
        return [], refusal.diagnostics


def _sweep(dist: Path) -> None:
    """Removes what a killed build left half-written."""
    for path in dist.glob(".*.part"):
        if time.time() - path.stat().st_mtime > LEFT_BEHIND:
            path.unlink(missing_ok=True)
