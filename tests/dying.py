"""Steps for the tests that need them to be found by name, also on the workers of a cluster."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def kill_the_worker() -> None:
    """Kills the worker whose hand does this step: the parent of the parent of this process."""
    hand = os.getppid()
    fields = Path(f"/proc/{hand}/stat").read_text().rpartition(") ")[2].split()
    os.kill(int(fields[1]), signal.SIGKILL)
    signal.pause()
