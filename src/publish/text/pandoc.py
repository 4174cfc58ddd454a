"""pandoc as a function of text, kept in a sandbox and on a clock.

pypandoc brings the program; it is run directly because pypandoc's own call has no time-out, and because some
inputs of a few kilobytes keep pandoc busy for minutes.
"""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Place, Refusal

TIMEOUT = 60.0  # seconds; a long book takes two
# Of heap: pandoc alone takes 66 MiB, and for each byte of a text 300 where it is plain and 1,100 where every letter is
# marked up (measured). Notes that refer to each other in a circle would take all that there is.
HEAP, HEAP_PER_BYTE, MOST_HEAP = 256 * 1024**2, 2048, 4 * 1024**3
_EXHAUSTED = (2, 251)  # GHC's own statuses for a full stack and a full heap; pandoc has neither
# CommonMark plus footnotes, attributes, definition lists and pipe tables. What is off would change words:
# `smart` quotes, `:emoji:`, `$5 and $6` read as mathematics, “A. Smith” read as a list, a leading `---`.
MARKDOWN = "commonmark_x-smart-emoji-tex_math_dollars-fancy_lists-task_lists-yaml_metadata_block-alerts"


@cache
def program() -> str:
    """The path of pandoc; Refusal `tool-missing`."""
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise Refusal([Diagnostic("tool-missing", "pandoc is not installed")]) from None


def run(arguments: list[str], data: bytes, path: str, folder: Path | None = None) -> str:
    """pandoc's standard output; Refusal `pandoc-failed` or `too-complex`, naming `path`."""
    heap = min(HEAP + HEAP_PER_BYTE * len(data), MOST_HEAP)
    command = [program(), *arguments, "+RTS", f"-M{heap}", "-RTS"]
    # A C locale would be written into outputs as a language; the time zone into nothing, but who knows.
    environment = {"LANG": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent"}
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            env=environment,
            cwd=folder,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"“{path}” takes pandoc more than {TIMEOUT:.0f} seconds"
        raise Refusal([Diagnostic("too-complex", message, Place(path))]) from None
    if done.returncode in _EXHAUSTED or done.returncode < 0:  # ended by the system, most often for want of memory
        message = f"“{path}” takes pandoc more memory than a text of its size can need"
        raise Refusal([Diagnostic("too-complex", message, Place(path))])
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"pandoc cannot read “{path}”: {reason[-1] if reason else f'status {done.returncode}'}"
        raise Refusal([Diagnostic("pandoc-failed", message, Place(path))])
    return done.stdout.decode("utf-8")


def to_json(text: str, path: str, *, reader: str = MARKDOWN + "+sourcepos") -> dict[str, Any]:
    """pandoc's tree of a text, as its JSON."""
    tree: dict[str, Any] = json.loads(run(["-f", reader, "-t", "json", "--sandbox"], text.encode(), path))
    return tree
