"""What each command does, without printing: options in, an Outcome out.

A command gathers every diagnostic before it writes anything, and writes nothing where one is an error.
"""

from .books import build, saves
from .catalogues import extract, update
from .checking import check, explain, stats
from .releasing import release
from .texts import audit, import_, init, normalise

__all__ = [
    "audit", "build", "check", "explain", "extract", "import_", "init", "normalise", "release", "saves", "stats",
    "update",
]  # fmt: skip
