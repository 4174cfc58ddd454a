"""Each diagnostic at work: `cases/<CODE>/` holds a project, a command, and what the command must say of it.

`cases/README.md` says how a case is written.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import environments
import pytest
from running import Run, files_of

from publish.codes import CODES

CASES = Path(__file__).parent / "cases"
BASE = CASES / "_base"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir() and path != BASE)
KEYS = {
    "command", "status", "base", "without", "folders", "latin1", "hex", "size", "links", "mode", "largest",
    "environment", "wording",
}  # fmt: skip
SHOWN = ("code", "severity", "message", "path", "line", "column", "end_line", "end_column", "before", "after")


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert set(NAMES) == set(CODES)


@pytest.mark.parametrize("name", NAMES)
def test_case(
    name: str, tmp_path: Path, publish: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    case = tomllib.loads((CASES / name / "case.toml").read_text("utf-8"))
    assert case.keys() <= KEYS
    project = _set_up(CASES / name, case, tmp_path)
    if "environment" in case:
        getattr(environments, case["environment"])(monkeypatch)
    before = files_of(project)
    with _modes(project, case.get("mode", {})), _small_disk(case.get("largest")):
        said = publish(project, *case["command"], "--output-format", "json")
    records = said.found
    assert all(record["hint"] for record in records), "a finding without a next step"
    keys = [key for key in SHOWN if key != "message" or case.get("wording", True)]
    shown = [{key: record[key] for key in keys if record[key]} for record in records]
    golden = CASES / name / "expected.json"
    if request.config.getoption("--update-golden"):
        golden.write_text(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert shown == json.loads(golden.read_text("utf-8"))
    assert name in said.codes
    assert said.status == case["status"]
    if any(record["severity"] == "error" for record in records):
        assert files_of(project) == before, "a command that failed changed a file"


def _set_up(folder: Path, case: dict[str, Any], tmp_path: Path) -> Path:
    """The project of a case, in a folder of its own with the received files beside it."""
    project = tmp_path / "project"
    project.mkdir()
    layers = [(BASE, project)] * case.get("base", True)
    for source, target in [*layers, (folder / "project", project), (folder / "received", tmp_path)]:
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
    for path in case.get("without", []):
        (project / path).unlink()
    for path in case.get("folders", []):
        (project / path).mkdir(parents=True)
    for path, text in case.get("latin1", {}).items():
        _placed(project, path).write_text(text, "latin-1")
    for path, text in case.get("hex", {}).items():
        _placed(project, path).write_bytes(bytes.fromhex(text))
    for path, size in case.get("size", {}).items():
        with _placed(project, path).open("wb") as stream:
            stream.truncate(size)
    for path, target in case.get("links", {}).items():
        _placed(project, path).unlink(missing_ok=True)
        (project / path).symlink_to(target)
    return project


def _placed(project: Path, path: str) -> Path:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    return project / path


@contextmanager
def _modes(project: Path, modes: dict[str, int]) -> Iterator[None]:
    """Gives files their permissions, and makes them count for the superuser as for everybody."""
    if modes and not _permissions_count():
        pytest.skip("permissions mean nothing to the superuser of this system")
    for path, mode in modes.items():
        (project / path).chmod(mode)
    with _no_privileges() if modes else _nothing():
        yield
    for path in modes:
        (project / path).chmod(0o700)


def _permissions_count() -> bool:
    return os.geteuid() != 0 or sys.platform == "linux"


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _no_privileges() -> Iterator[None]:
    """Takes from this thread, for a while, the superuser's capabilities to pass over permissions
    (capabilities(7): CAP_DAC_OVERRIDE 1 and CAP_DAC_READ_SEARCH 2)."""
    if os.geteuid():
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    fewer = (ctypes.c_uint32 * 6)(*held)
    fewer[0] &= ~0b110
    assert libc.capset(header, fewer) == 0
    try:
        yield
    finally:
        assert libc.capset(header, held) == 0


@contextmanager
def _small_disk(largest: int | None) -> Iterator[None]:
    """Lets the system refuse to write files beyond a size, as it does when the disk is full."""
    if largest is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
