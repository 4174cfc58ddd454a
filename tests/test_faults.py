"""Whatever a command does to its files may go wrong: each is afterwards as it was or as it is to be, and the next run
gives the same bytes as one that nothing went wrong with.

The command is killed at every call in turn; every other call fails for want of space, the rest by a broken disk.
With `--every-fault`, as `make torture` runs it, each fails in both ways.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from faults import FAULTS, KILL, Disk, attempt, here, remembering
from running import FILES

from publish.text import pandoc

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
OLD = {"dist/essay-en.epub": "the last one", "dist/essay-fr.epub": "the last one", "dist/notes.txt": "a user's own"}
ESSAY = {
    **FILES,
    "publish.toml": 'locales = ["fr"]\nformats = ["epub"]\n',
    "sources/essay/one.md": "# One\n\nMarshal Jukov has developped the words of the text.\n",
    "sources/house/names.toml": '[zhukov]\nforms.en = "Zhukov"\nforms.fr = "Joukov"\nstrays = ["Jukov"]\n',
    "locale/fr/LC_MESSAGES/essay.po": PO + 'msgid "One"\nmsgstr "Un"\n\nmsgid "Gone."\nmsgstr "Parti."\n',
}
LETTER = "A letter\n\nThe words of the letter, in English.\n"
Contents = dict[str, bytes]


@dataclass(frozen=True)
class Command:
    """A command, the files that it starts from, and what is typed into it. `together`: its files change as one;
    `once`: what it has made it does not make again."""

    words: list[str]
    files: dict[str, str]
    typed: str = ""
    together: bool = False
    once: bool = False


COMMANDS = {
    "init": Command(["init", "books"], {"readme.txt": ""}, once=True),
    "import": Command(["import", "letter.txt", "--language", "en"], ESSAY | {"letter.txt": LETTER}, once=True),
    "import over a work": Command(
        ["import", "letter.txt", "--language", "en", "--work", "essay", "--replace"], ESSAY | {"letter.txt": LETTER}
    ),
    "extract": Command(["extract"], ESSAY),
    "extract as XLIFF": Command(["extract", "--format", "xliff", "-l", "fr"], ESSAY),
    "update": Command(["update"], ESSAY),
    "update, the first": Command(["update", "-l", "de"], ESSAY),
    "normalise": Command(["normalise", "--report", "--tei"], ESSAY),
    "audit": Command(["audit", "--review"], ESSAY, typed="a\na\na\na\n"),
    "build": Command(["build", "--jobs", "1"], ESSAY | OLD, together=True),
    "build, the first": Command(["build", "--jobs", "1"], ESSAY, together=True),
}


class Place:
    """A project, and the user's cache, made anew for each attempt."""

    def __init__(self, root: Path, command: Command):
        self.root, self.command = root, command
        self.project = root / "project"

    def start(self) -> Path:
        for name in ("project", "cache"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        for path, text in self.command.files.items():
            (self.project / path).parent.mkdir(parents=True, exist_ok=True)
            (self.project / path).write_text(text, "utf-8")
        if (self.root / "kept").exists():
            shutil.copytree(self.root / "kept", self.root / "cache", copy_function=os.link)
        return self.project

    def visible(self) -> Contents:
        """The files that a user sees."""
        return {path: data for path, data in self.everything().items() if not f"/{path}".count("/.")}

    def everything(self) -> Contents:
        """Every file; of a half-written one, what is chance in its name taken out."""
        paths = sorted(path for path in self.project.rglob("*") if path.is_file())
        named = {path.relative_to(self.project).as_posix(): path for path in paths}
        return {re.sub(r"\.\w+\.part\b", ".part", name): path.read_bytes() for name, path in named.items()}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_whatever_goes_wrong_nothing_is_lost(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    def faults(nth: int) -> tuple[int, ...]:
        every = pytestconfig.getoption("--every-fault")
        return tuple(FAULTS.values()) if every else (KILL, errno.ENOSPC if nth % 2 else errno.EIO)

    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("PUBLISH_DEBUG", raising=False)
    monkeypatch.setattr(pandoc, "to_json", remembering())
    monkeypatch.chdir(tmp_path)
    assert every_fault(command, Place(tmp_path, command), faults) > 3, "nothing was written"


def test_what_a_killed_run_left_is_cleared_away_by_a_later_one(tmp_path: Path) -> None:
    place = Place(tmp_path, COMMANDS["update"])
    project = place.start()
    assert attempt(project, ["update"], Disk(4, KILL))[0] == -9
    (left,) = project.rglob(".*.part")
    assert attempt(project, ["update"])[0] == 0
    assert left.exists(), "another run may be at work on it"
    os.utime(left, (0, 0))
    (project / "locale/fr/LC_MESSAGES/essay.po").unlink()
    assert attempt(project, ["update"])[0] == 0
    assert not left.exists()


def every_fault(command: Command, place: Place, faults: Callable[[int], tuple[int, ...]]) -> int:
    """Lets the N-th call go wrong in each of these ways, for N = 1, 2… until the command gets through; that N."""
    before, after = _undisturbed(place)
    good: list[Contents] = []
    for nth in range(1, 1000):
        for fault in faults(nth):
            disk = Disk(nth, fault)
            status, said = attempt(place.start(), command.words, disk, command.typed)
            if not disk.failed:
                return nth
            _check(place, status, said, fault, before, after)
            left = place.everything()
            if left not in good and not (command.once and place.visible() == after):
                status, said = attempt(place.project, command.words, typed=command.typed)
                assert status in (0, 1), f"after call {nth}: {said}"
                assert place.visible() == after, f"after call {nth}"
                good.append(left)
    raise AssertionError("it never ended")


def _undisturbed(place: Place) -> tuple[Contents, Contents]:
    """What is seen before and after a run in which nothing goes wrong. What it renders is kept, and what it loads."""
    project, command = place.start(), place.command
    before = place.visible()
    assert here(project, command.words, command.typed) in (0, 1)
    after = place.visible()
    assert after != before
    if (place.root / "cache").exists():
        shutil.copytree(place.root / "cache", place.root / "kept")
    return before, after


def _check(place: Place, status: int, said: str, fault: int, before: Contents, after: Contents) -> None:
    """Each file whole, the old one or the new one; all the old ones or all the new ones where they change as one."""
    assert "Traceback" not in said
    assert "mistake of publish" not in said, said
    assert (status == -9) == (fault == KILL), said
    now = place.visible()
    if place.command.together:
        assert now in (before, after)
    for path, data in now.items():
        assert data in (before.get(path), after.get(path)), f"{path} is neither the one nor the other"
    assert before.keys() & after.keys() <= now.keys()
