"""What all tests share: the option that renews expected results, and projects to run commands in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from running import FILES, Make, Run, Said

from publish.cli import main

# epubcheck in half of its time: it has done before what the optimising compiler makes quicker.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what comes out as what is expected")
    parser.addoption("--every-fault", action="store_true", help="let every call on the disk go wrong in every way")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that another test, or the user, has built is at hand."""
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def publish(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process, in a folder: `publish(folder, "check")`."""
    monkeypatch.delenv("PUBLISH_DEBUG", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def run(folder: Path, *arguments: str) -> Said:
        monkeypatch.chdir(folder)
        capsys.readouterr()
        try:
            status = main(arguments)
        except SystemExit as left:  # argparse answers wrong use and --help itself
            status = int(left.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(status, said.out, said.err)

    return run


@pytest.fixture
def project(tmp_path: Path) -> Make:
    """Makes a project of one chapter, with other files over it: `project({"publish.toml": "…"})`."""

    def make(files: dict[str, str | bytes] | None = None, name: str = "project") -> Path:
        for path, text in (FILES | (files or {})).items():
            target = tmp_path / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / name

    return make
