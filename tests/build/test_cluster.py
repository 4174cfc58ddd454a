"""Builds on a Dask cluster: a scheduler and workers as processes of this machine, with nothing of a project but what
comes to them over the wire."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from bombs import png
from running import Make, Run

from publish.build.cache import Cache
from publish.build.making import make_books
from publish.build.runner import Done, Step
from publish.build.texts import read_texts
from publish.operations.books import plan_of
from publish.operations.outcome import Outcome

ROOT = Path(__file__).parent.parent.parent
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'
FILES = {
    "publish.toml": 'locales = ["fr"]\nformats = ["epub", "pdf"]\n',
    "styles/print.css": "h1 { color: #234 }\n",
    "sources/letter/work.toml": 'title = "A letter"\nlanguage = "en"\nchapters = ["letter.md"]\n',
    "sources/letter/letter.md": "# Letter\n\nMarshal Jukov wrote.\n\n![A dot](dot.png)\n",
    "sources/letter/dot.png": png(1, 1),
    "sources/house/names.toml": '[zhukov]\nforms.en = "Zhukov"\nforms.fr = "Joukov"\nstrays = ["Jukov"]\n',
    "locale/fr/LC_MESSAGES/letter.po": PO.format("Letter", "Lettre"),
    "locale/fr/LC_MESSAGES/essay.po": PO.format("One", "Un"),
}
# One worker lost is bad luck, two is the step's doing.
ENVIRONMENT = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
pytestmark = pytest.mark.xdist_group("cluster")


@dataclass
class Machines:
    """A scheduler, and the workers that a test starts."""

    folder: Path
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, what: str, *arguments: str, code: Path = ROOT / "src") -> subprocess.Popen[bytes]:
        """A part of the cluster, when it has said that it is ready."""
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, "--no-dashboard"]
        path = os.pathsep.join(map(str, (code, ROOT / "tests")))
        environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": path, "HOME": str(self.folder)}
        process = subprocess.Popen(command, cwd=self.folder, env=environment, stderr=subprocess.PIPE)
        assert process.stderr
        for line in process.stderr:
            if b"Scheduler at: " in line:
                self.address = line.split()[-1].decode()
                return process
            if b"Registered to: " in line:
                self.workers.append(process)
                return process
        raise AssertionError(f"the {what} did not start")

    def worker(self, **given: Any) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--no-nanny", "--nthreads", "1", **given)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    machines = Machines(tmp_path_factory.mktemp("machines"))
    process = machines.start("scheduler", "--host", "127.0.0.1", "--port", "0")
    yield machines
    process.kill()
    process.wait()


@pytest.fixture
def machines(scheduler: Machines) -> Iterator[Machines]:
    yield scheduler
    while scheduler.workers:
        worker = scheduler.workers.pop()
        worker.kill()
        worker.wait()


def test_a_worker_is_lost_half_way_and_the_books_are_those_of_one_machine(
    machines: Machines, publish: Run, project: Make
) -> None:
    here, there = project(FILES, "here"), project(FILES, "there")
    lost, _ = machines.worker(), machines.worker()
    command = [sys.executable, "-m", "publish", "-C", str(there), "build", "--cluster", machines.address]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as building:
        assert building.stderr
        said = building.stderr.readline()
        assert said.startswith("[1/4]"), said + building.stderr.read()
        lost.kill()
        said = building.stderr.read()
        assert building.wait() == 0, said
    assert "4 made" in said
    assert publish(here, "build").status == 0
    books = {path.name: path.read_bytes() for path in (there / "dist").iterdir()}
    assert books == {path.name: path.read_bytes() for path in (here / "dist").iterdir()}
    assert len(books) == 8


def test_a_step_has_nothing_of_the_disk_that_it_comes_from(project: Make) -> None:
    folder = project(FILES)
    options = Namespace(root=str(folder), works=[], locales=[], formats=[])
    plan = plan_of(options, Outcome())
    steps: list[Step] = []

    def note(given: Iterable[Step], **_: object) -> Iterator[tuple[int, Done]]:
        steps.extend(given)
        yield from ()

    assert not list(make_books(plan, read_texts(plan, 1, print), note, Cache(None), print))
    assert len(steps) == 4
    assert not [step.name for step in steps if str(folder).encode() in pickle.dumps(step)]


def test_a_step_that_kills_each_worker_is_given_up(machines: Machines) -> None:
    workers = [machines.worker(), machines.worker()]
    # In a process of its own, for the library leaves threads behind.
    script = (
        "import sys\n"
        "from dying import kill_the_worker\n"
        "from publish.build.cluster import open_cluster\n"
        "from publish.build.runner import Step\n"
        "with open_cluster(sys.argv[1], alone=60) as cluster:\n"
        "    [(_, done)] = cluster.run([Step('deadly', kill_the_worker, ())], tell=lambda _: None)\n"
        "    print(done.found[0].message)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, machines.address],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, timeout=50,
    )  # fmt: skip
    assert said.stdout == "every worker that began “deadly” was lost, and it is given to no other\n", said.stderr
    assert [worker.wait() for worker in workers] == [-9, -9]


def test_a_worker_with_other_tools_makes_no_book(machines: Machines, project: Make, tmp_path: Path) -> None:
    other = shutil.copytree(ROOT / "src", tmp_path / "other", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "publish/styles/print.css").open("a") as style:
        style.write("p { color: #345 }\n")
    machines.worker(code=other)
    folder = project(FILES)
    command = [sys.executable, "-m", "publish", "-C", str(folder), "build", "--cluster", machines.address]
    said = subprocess.run([*command, "--output-format", "json"], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (2, "")
    assert '"cluster-differs"' in said.stdout
    assert "has other tools: publish " in said.stdout
    assert not (folder / "dist").exists()
