"""The judges of a finished book that are not Python: Ace by DAISY, and a browser. `scripts/checkers.sh` gets them;
a test whose judge is not there is skipped, and fails in CI (CI=true)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MODULES = Path(sys.prefix) / "checkers" / "node_modules"


def need(there: object, what: str) -> None:
    """Skips the test where something is not there, with the reason; fails it in CI."""
    if not there:
        reason = f"{what} is not here (scripts/checkers.sh says why)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


def ace(path: Path, folder: Path) -> list[str]:
    """The violations that Ace finds in an EPUB; `folder` takes its report."""
    need(MODULES.is_dir(), "Ace by DAISY")
    need(browser(), "a Chromium or Chrome")
    command = [
        Path(sys.prefix) / "bin" / "node",
        MODULES / ".bin" / "ace-cli",
        *("--silent", "--force", "--outdir", folder, path),
    ]
    done = subprocess.run(
        command,
        env=os.environ | {"PUPPETEER_EXECUTABLE_PATH": browser()},
        timeout=300,
        capture_output=True,
        text=True,
    )
    assert (folder / "report.json").is_file(), done.stdout + done.stderr
    report = json.loads((folder / "report.json").read_text("utf-8"))
    violations = [
        f"{file['earl:testSubject']['url']}: {found['earl:test']['dct:title']}: {found['earl:result']['dct:description']}"
        for file in report["assertions"]
        for found in file["assertions"]
    ]
    assert (report["earl:result"]["earl:outcome"] == "pass") == (not violations)
    return violations


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser that reaches nothing but this machine."""
    need(browser(), "a Chromium or Chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        need(False, "Playwright")
    with sync_playwright() as driver:
        # Chromium's sandbox cannot be had by root, as whom a container runs; the pages are ours.
        arguments = ["--no-sandbox", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        started = driver.chromium.launch(executable_path=browser(), args=arguments)
        try:
            yield started
        finally:
            started.close()
