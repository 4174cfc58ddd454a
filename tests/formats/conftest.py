"""The sample of this repository as finished books."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from publish.cli import main

ROOT = Path(__file__).parents[2]


def copy_of_the_sample(folder: Path) -> Path:
    """The sample's project in another folder, to be built there."""
    for name in ("sources", "locale"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "publish.toml", folder)
    return folder


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the sample gives, in English and French and in every format: made once for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample"
    formats = [word for name in ("epub", "pdf", "html") for word in ("--format", name)]
    with (folder.parent / "sample.lock").open("w") as lock, pytest.MonkeyPatch.context() as patch:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            copy_of_the_sample(folder)
        if not (folder / "dist").exists():
            patch.setenv("PUBLISH_CACHE", str(tmp_path_factory.mktemp("cache")))
            assert main(["-C", str(folder), "build", "august", "--quiet", "-l", "en", "-l", "fr", *formats]) == 0
    return folder / "dist"


@pytest.fixture(scope="session")
def paths(dist: Path) -> dict[str, Path]:
    """The ebooks by locale; beside each stands the PDF of its name."""
    return {locale: dist / f"august-{locale}.epub" for locale in ("en", "fr")}
