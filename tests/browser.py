"""Where the browser of this machine is. `python tests/browser.py` says it, or fails."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = ("Google Chrome", "Chromium")


def browser() -> str:
    """The path of a Chromium or Chrome; "" where there is none. PUPPETEER_EXECUTABLE_PATH comes first."""
    own = os.environ.get("PUPPETEER_EXECUTABLE_PATH", "")
    on_path = [shutil.which(name) or "" for name in _NAMES]
    on_mac = [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in _MAC]
    return next((path for path in (own, *on_path, *on_mac) if path and Path(path).is_file()), "")


if __name__ == "__main__":
    print(browser())
    sys.exit(not browser())
