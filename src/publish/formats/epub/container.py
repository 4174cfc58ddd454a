"""The container of an EPUB: a zip of which every byte depends on the book alone (EPUB OCF 3.3: `mimetype` comes first
and is stored)."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name: the same in every build
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The container of these files, in their order."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        for name, data in files.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), data)
    return held.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # else Windows writes another byte
    return entry
