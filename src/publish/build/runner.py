"""Steps made side by side, each in a process of its own that can be killed.

A step is a function and what it takes; its value comes back through a pipe. One that takes too long or too much
memory, or dies, fails alone: the others go on.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from ..diagnostics import Diagnostic, Refusal

SECONDS = 900.0  # a book of a thousand pages takes one
BYTES = 4 * 1024**3  # of address space; a book of a thousand pages takes less than a quarter
FORKS = sys.platform == "linux"  # a forked child has our modules already; where that is not safe a fresh one loads them
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Step:
    """`function(*arguments)`, to be done in another process; all of it can be pickled. `memory` is how many bytes of
    addresses it may take, 0 for any number."""

    name: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    memory: int = BYTES


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a step: its value, or None and why."""

    name: str
    value: Any
    found: tuple[Diagnostic, ...]
    seconds: float


class Runner(Protocol):
    """What does steps, here or elsewhere: each with its number as it is done."""

    def __call__(self, steps: Iterable[Step], *, tell: Callable[[list[str]], None]) -> Iterator[tuple[int, Done]]: ...


@dataclass(frozen=True, slots=True)
class _Running:
    step: Step
    number: int
    process: BaseProcess
    began: float


def run(
    steps: Iterable[Step], jobs: int, *, seconds: float = SECONDS,
    tell: Callable[[list[str]], None] = lambda _: None, meanwhile: Callable[[], object] | None = None,
) -> Iterator[tuple[int, Done]]:  # fmt: skip
    """Does every step, `jobs` at a time; each with its number as it is done. Steps are asked for when there is room
    for them. `tell` gets the names of what is at work whenever that changes. `meanwhile` is what this process has to
    do itself: it is called when the first steps have begun, in no thread, for one that is forked off while another
    thread holds a lock would wait for it for ever."""
    context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
    waiting = iter(enumerate(steps))
    running: dict[Connection, _Running] = {}
    # The children leave their temporary files behind when they end; they get a folder that is removed for them.
    with TemporaryDirectory(prefix="publish-") as scratch:
        try:
            gc.freeze()  # a child's collector would copy all that it has from us by looking through it
            while True:
                while len(running) < jobs and (item := next(waiting, None)):
                    ours, theirs = context.Pipe(duplex=False)
                    process = context.Process(target=_child, args=(theirs, item[1], scratch), daemon=True)
                    process.start()
                    theirs.close()
                    running[ours] = _Running(item[1], item[0], process, time.monotonic())
                    tell([r.step.name for r in running.values()])
                if meanwhile:
                    meanwhile()
                    meanwhile = None
                if not running:
                    return
                yield from _finished(running, seconds)
        finally:
            gc.unfreeze()
            for connection, left in running.items():
                _end(left.process)
                connection.close()


def _finished(running: dict[Connection, _Running], seconds: float) -> Iterator[tuple[int, Done]]:
    """What is done by now, taken out of `running`; waits until something is."""
    first = min(r.began for r in running.values()) + seconds
    ready = wait(list(running), timeout=max(0.0, first - time.monotonic()))
    late = [c for c, r in running.items() if time.monotonic() > r.began + seconds]
    for connection in [c for c in running if c in ready or c in late]:
        at_work = running.pop(connection)
        value, found = _received(connection, at_work) if connection in ready else (None, _too_long(at_work, seconds))
        _end(at_work.process)
        connection.close()
        yield at_work.number, Done(at_work.step.name, value, tuple(found), time.monotonic() - at_work.began)


def _received(connection: Connection, at_work: _Running) -> tuple[Any, list[Diagnostic]]:
    try:
        value, found = connection.recv()
    except (EOFError, OSError):
        message = f"the process that made “{at_work.step.name}” was ended from outside, most often for want of memory"
        return None, [Diagnostic("render-failed", message, hint="try again with --jobs 1")]
    return value, found


def _too_long(at_work: _Running, seconds: float) -> list[Diagnostic]:
    message = f"“{at_work.step.name}” took more than {seconds:.0f} seconds and was stopped"
    return [Diagnostic("render-failed", message, hint="look at what was changed last in it")]


def _end(process: BaseProcess) -> None:
    """Ends a process and what it has started."""
    if process.is_alive() and process.pid:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # it has not yet begun, or has just ended
            process.kill()
    process.join()


def _child(connection: Connection, step: Step, scratch: str) -> None:
    """In the child: the value of the step, or why there is none."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends us
    tempfile.tempdir = scratch
    if sys.platform == "linux":
        # It ends with its parent, even one that was killed (prctl(2), PR_SET_PDEATHSIG).
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if step.memory:
            _, allowed = resource.getrlimit(resource.RLIMIT_AS)  # a shell's own limit stays where it is the lower
            most = step.memory if allowed == resource.RLIM_INFINITY else min(step.memory, allowed)
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
    value, found = None, []
    try:
        value = step.function(*step.arguments)
    except Refusal as refusal:
        found = refusal.diagnostics
    except MemoryError:
        message = f"“{step.name}” needs more than {step.memory / 1024**3:.0f} GiB of memory"
        found = [Diagnostic("render-failed", message, hint="look for an image or a table that is far too large")]
    except Exception as error:
        if os.environ.get("PUBLISH_DEBUG"):
            traceback.print_exc()
        found = [_mistake(step, error)]
    connection.send((value, found))
    connection.close()


def _mistake(step: Step, error: Exception) -> Diagnostic:
    if isinstance(error, OSError) and error.errno in _FULL:
        return Diagnostic("cannot-write", f"the disk is full: {error.strerror}; nothing half-made was left")
    message = f"a mistake of publish's own, in “{step.name}”: {type(error).__name__}: {error}"
    return Diagnostic("internal", message, hint="set PUBLISH_DEBUG=1 for the details, and report it")
