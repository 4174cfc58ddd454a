"""Steps made on a Dask cluster, for a house that is too large for one machine: what runner.py does, done elsewhere.

A step goes out as bytes and its value comes back as bytes, so that no disk is shared. On a worker each is done in a
process of its own with the limits of runner.py, by a hand that has the renderer loaded; the steps of a worker that is
lost are Dask's to give to another. A worker that has not the very tools of this machine does none of our steps, for
its books might differ.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import pickle
import platform
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, Refusal
from ..project import FORMATS
from .edition import warm_up
from .inputs import libraries, own_code
from .runner import Done, Step, run

if TYPE_CHECKING:
    from distributed import Client, Future

ANSWER = 10.0  # seconds within which a cluster has to answer
ALONE = 60.0  # seconds that a build waits for a worker to come when none is left
LOOK = 1.0  # seconds
AHEAD = 2  # steps given out for each that can be at work, so that no worker waits for us
Tools = Mapping[str, str]


@contextmanager
def open_cluster(address: str, *, alone: float = ALONE) -> Iterator[Cluster]:
    """The cluster at an address, its workers compared with this machine; what it is still at when this ends is called
    off. Refusal `tool-missing`, `no-cluster` or `cluster-differs`."""
    try:
        import dask
        from distributed import Client
    except ImportError:
        message = "the library that speaks to a Dask cluster is not installed"
        raise Refusal([Diagnostic("tool-missing", message, hint="pip install 'publish[cluster]'")]) from None
    for name in ("distributed", "distributed.client", "tornado.application"):  # they tell of lost lines at length
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})  # a book with pictures is large
    try:
        asyncio.run(_answers(address))
        client = Client(address, timeout=ANSWER, set_as_default=False)
    except Exception as error:  # of the name, the net, the certificates: it has no class for them
        raise _no_cluster(address, f"does not answer ({_line(error)})") from None
    try:
        _compare(client, address)
        yield Cluster(client, address, alone)
    finally:
        client.close(timeout=ANSWER)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that answers, to do steps on."""

    client: Client
    address: str
    alone: float = ALONE

    def run(self, steps: Iterable[Step], *, tell: Callable[[list[str]], None]) -> Iterator[tuple[int, Done]]:
        """As runner.py's `run`, with as many steps at a time as the workers can do."""
        waiting = enumerate(steps)
        at_work: dict[Future[bytes], tuple[int, Step, float]] = {}
        finished: SimpleQueue[Future[bytes]] = SimpleQueue()
        try:
            while True:
                while len(at_work) < self._room() and (item := next(waiting, None)):
                    future = self._submit(item[1])
                    at_work[future] = (*item, time.monotonic())
                    future.add_done_callback(finished.put)
                    tell([step.name for _, step, _ in at_work.values()])
                if not at_work:
                    return
                future = self._next(finished)
                number, step, began = at_work.pop(future)
                yield number, self._done(step, future, time.monotonic() - began)
        finally:
            with suppress(Exception):  # the cluster may be gone
                self.client.cancel(list(at_work))

    def _submit(self, step: Step) -> Future[bytes]:
        work = pickle.dumps((dict(tools()), pickle.dumps(step)))
        key = f"publish {step.name} {os.urandom(8).hex()}"
        return self.client.submit(done_here, work, key=key, pure=False)

    def _room(self) -> int:
        return AHEAD * sum(self._threads().values()) or 1

    def _threads(self) -> dict[str, int]:
        """How many steps each worker does at a time; Refusal `no-cluster`."""
        try:
            return dict(self.client.nthreads())
        except Exception as error:
            raise _no_cluster(self.address, f"is lost ({_line(error)})") from None

    def _next(self, finished: SimpleQueue[Future[bytes]]) -> Future[bytes]:
        """The next future that is done; Refusal `no-cluster` where that cannot be."""
        seen = time.monotonic()
        while True:
            try:
                return finished.get(timeout=LOOK)
            except Empty:
                if self._threads():
                    seen = time.monotonic()
                elif time.monotonic() - seen > self.alone:
                    raise _no_cluster(self.address, "has no worker left") from None

    @staticmethod
    def _done(step: Step, future: Future[bytes], seconds: float) -> Done:
        from distributed import KilledWorker

        try:
            done: Done = pickle.loads(future.result())
            return done
        except KilledWorker:
            message = f"every worker that began “{step.name}” was lost, and it is given to no other"
            hint = "make this edition alone on this machine, to see what is wrong with it"
        except Exception as error:  # whatever the library or the worker raises
            message, hint = f"“{step.name}” was not made: {_line(error)}", "run the build again"
        return Done(step.name, None, (Diagnostic("render-failed", message, hint=hint),), seconds)


async def _answers(address: str) -> None:
    """Raises where nobody speaks Dask at the address: a Client that finds nobody leaves threads behind."""
    from distributed.comm.core import connect
    from distributed.security import Security

    comm = await connect(address, timeout=ANSWER, **Security().get_connection_args("client"))
    await comm.close()


def _compare(client: Client, address: str) -> None:
    """Refusal where there is no worker, or one whose tools are not ours."""
    try:
        client.wait_for_workers(1, timeout=ANSWER)
        answers = client.run(tools, on_error="return")
    except Exception as error:
        raise _no_cluster(address, f"has no worker ({_line(error)})") from None
    wrong = [d for worker, answer in sorted(answers.items()) for d in _difference(str(worker), answer, tools())]
    if wrong:
        raise Refusal(wrong)


def _difference(worker: str, theirs: Tools | Exception, ours: Tools) -> list[Diagnostic]:
    """In what a worker is not as the machine that builds."""
    if not isinstance(theirs, Mapping):
        return [Diagnostic("cluster-differs", f"the worker {worker} cannot run publish: {_line(theirs)}")]
    names = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    said = ", ".join(f"{name} {theirs.get(name, 'none')} for {ours.get(name, 'none')}" for name in names)
    return [Diagnostic("cluster-differs", f"the worker {worker} has other tools: {said}")] if names else []


def _no_cluster(address: str, what: str) -> Refusal:
    return Refusal([Diagnostic("no-cluster", f"the Dask cluster at “{address}” {what}")])


def _line(error: BaseException) -> str:
    """What an error says, in a line."""
    said = " ".join(str(error).split())[:200]
    return said or type(error).__name__


@cache
def tools() -> Tools:
    """What the books are made with here, by name and version; our own code by its digest."""
    return {
        "system": f"{sys.platform} {platform.machine()}",
        "Python": platform.python_version(),
        "publish": own_code()[:12],
        **{name: version for name, version in libraries().items() if version},
        **{name: distribution(name).version for name in sorted(_packages("publish"))},
    }


def _packages(root: str) -> set[str]:
    """The packages that one needs, and those that they need."""
    from packaging.requirements import Requirement

    seen: set[tuple[str, str]] = set()  # packages, each once as it is and once with each of its extras
    due = {(root, "")}
    while due:
        name, extra = due.pop()
        seen.add((name, extra))
        for needed in map(Requirement, distribution(name).requires or ()):
            if not needed.marker or needed.marker.evaluate({"extra": extra}):
                called = re.sub(r"[-_.]+", "-", needed.name).lower()  # (PyPA specifications, name normalization)
                due |= {(called, other) for other in ("", *needed.extras)} - seen
    return {name for name, _ in seen} - {root}


# On a worker


_own = threading.local()  # each thread of a worker has a hand


def done_here(work: bytes) -> bytes:
    """On a worker: the tools of who asks and a step, both as bytes; what came of it, as bytes. One that has been
    called off is stopped."""
    hand = getattr(_own, "hand", None) or _Hand()
    _own.hand = None
    try:
        hand.ours.send_bytes(work)
        while not hand.ours.poll(LOOK):
            if _called_off():
                raise RuntimeError("called off")
        made = hand.ours.recv_bytes()
    except EOFError:
        hand.end()
        raise RuntimeError("the process that made it was ended from outside, most often for want of memory") from None
    except BaseException:
        hand.end()
        raise
    _own.hand = hand
    return made


def _called_off() -> bool:
    """Whether nobody waits any more for the task of this thread."""
    from distributed import get_worker

    worker: Any = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    return task is None or task.state == "cancelled"


class _Hand:
    """A process that does steps: a worker has threads, and one that is forked off them might wait for ever for a lock
    that another held."""

    def __init__(self) -> None:
        self.ours, theirs = Pipe()
        command = [sys.executable, "-m", "publish.build.cluster", str(theirs.fileno())]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], start_new_session=True)
        theirs.close()

    def end(self) -> None:
        self.ours.close()
        self._process.kill()
        self._process.wait()


def main(descriptor: int) -> None:
    """Does steps as they come, until the worker ends."""
    if sys.platform == "linux":  # it ends with its worker, even one that was killed (prctl(2), PR_SET_PDEATHSIG)
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    warm_up(FORMATS)
    connection: Connection[bytes, bytes] = Connection(descriptor)
    with suppress(EOFError):
        while True:
            asked, step = pickle.loads(connection.recv_bytes())
            connection.send_bytes(pickle.dumps(_made(asked, step)))


def _made(asked: Tools, step: bytes) -> Done:
    if asked != tools():
        return Done("", None, tuple(_difference(platform.node(), tools(), asked)), 0.0)
    [(_, done)] = run([pickle.loads(step)], 1)
    return done


if __name__ == "__main__":
    main(int(sys.argv[1]))
