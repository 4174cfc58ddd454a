"""A work, a house and a reader of Markdown for the tests of translation."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from publish.project import Work
from publish.text.document import Document
from publish.text.house import Entry, House
from publish.text.reading import read_document


@pytest.fixture
def work() -> Work:
    return Work("coup", "After the coup", "en", ("sources/coup/text.md",), description="What happened.")


@pytest.fixture
def house() -> House:
    """Three names and a term, with their forms in French and Russian."""
    entries = (
        Entry("zhukov", "person", {"en": ("Zhukov",), "fr": ("Joukov",), "ru": ("Жуков",)}, gloss="Soviet marshal."),
        Entry("ussr", "place", {"en": ("Soviet Union", "USSR"), "fr": ("Union soviétique", "URSS")}),
        Entry("soviet", "term", {"en": ("soviet",), "fr": ("soviet",)}, gloss="A council of workers."),
        Entry("duma", "body", {"en": ("Duma",)}),
    )  # fmt: skip
    return House("en", entries=MappingProxyType({e.key: e for e in entries}))


@pytest.fixture
def read() -> Callable[[str], Document]:
    return lambda markdown: read_document("sources/coup/text.md", markdown)[0]


@pytest.fixture
def corpus() -> str:
    """The publisher's real article, read where it lies: beside the repository or in PUBLISH_CORPUS."""
    folder = Path(os.environ.get("PUBLISH_CORPUS", Path(__file__).parents[3] / "shared/corpus"))
    path = folder / "000_2209b3769a908544.txt"
    if not path.exists():
        pytest.skip(f"the publisher's text is not in {folder}")
    return path.read_text("utf-8")


@pytest.fixture
def gettext() -> Callable[..., tuple[int, bytes]]:
    """Runs a program of GNU gettext on bytes; gives its exit status and output."""
    if not shutil.which("msgfmt"):
        pytest.skip("GNU gettext is not installed")

    def run(program: str, data: bytes, *options: str) -> tuple[int, bytes]:
        done = subprocess.run([program, *options, "-"], input=data, capture_output=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return run
