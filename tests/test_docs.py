"""The pages of docs/ that are walked through: every command on them is run, every answer compared.

In a page, a block ```` ```console ```` has commands after `$ `, each followed by what it says; any other block whose
language is followed by a path (```` ```toml sources/house/names.toml ````) is what the reader types into that file, at
its end where there is one. `--update-golden` writes the answers into the page.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ("docs/editor.md", "docs/translator.md", "docs/releases.md", "README.md")
_BLOCK = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
# What differs from run to run: seconds, digests, commits.
_VARYING = re.compile(r"\b\d+\.\d s\b|\b[0-9a-f]{7,64}\b")


@dataclass
class Reader:
    """Somebody who does what the page says: the folder where they are, and the programs that they have."""

    here: Path
    programs: Path

    def types(self, path: str, text: str) -> None:
        file = self.here / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((file.read_text("utf-8") if file.exists() else "") + text, "utf-8")

    def runs(self, command: str) -> str:
        words = shlex.split(command)
        if words[0] == "cd":
            self.here = (self.here / words[1]).resolve()
            return ""
        environment = os.environ | {
            "PATH": f"{self.programs}:{os.environ['PATH']}", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": str(self.programs / "gitconfig"),
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.here, env=environment, text=True, timeout=300, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.stdout


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, module in (("publish", "-m publish"), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module} "$@"\n')
        (programs / name).chmod(0o755)
    (programs / "gitconfig").write_text("[user]\nname = A\nemail = a@example.org\n[init]\ndefaultBranch = main\n")
    (tmp_path / "walk").mkdir()
    return Reader(tmp_path / "walk", programs)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_happens(reader: Reader, page: str, request: pytest.FixtureRequest) -> None:
    text = (ROOT / page).read_text("utf-8")
    said = _BLOCK.sub(lambda block: _followed(block, reader), text)
    if request.config.getoption("--update-golden"):
        (ROOT / page).write_text(said, "utf-8")
    assert _VARYING.sub("…", said) == _VARYING.sub("…", text)


def _followed(block: re.Match[str], reader: Reader) -> str:
    """The block as it is to be, after the reader has done what it says."""
    language, path, body = block.groups()
    if path:
        reader.types(path, body)
    if language != "console":
        return block[0]
    answers = (f"$ {command}\n{reader.runs(command)}" for command, _ in _COMMAND.findall(body))
    return f"```console\n{''.join(answers)}```"
