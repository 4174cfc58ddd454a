"""The finished pages as a printing house wants them: room for the trim, crop marks, black as one ink.

Nothing is set anew, so that the pages are those of the PDF for readers. What only a screen has (links, tags) goes. The
output intent names the condition of print by its entry in the ICC's registry; conformance to PDF/X is not claimed.
"""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

MILLIMETRE = 72 / 25.4
BLEED = 3 * MILLIMETRE
SLUG = 10 * MILLIMETRE  # what the sheet has around the trimmed page; the marks stand in it, outside the bleed
CONDITION = "FOGRA52"  # offset on uncoated wood-free paper (PSO Uncoated v3)
_COLOUR = re.compile(rb"(?<=\n)([\d.]+) \1 \1 (rg|RG)(?=\s)")


def for_press(data: bytes) -> bytes:
    """The pages of a PDF with TrimBox, BleedBox and MediaBox (ISO 32000-1, 14.11.2), crop marks, and greys in black
    ink alone. Colours of images stay as they are."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for name in ("/StructTreeRoot", "/MarkInfo", "/Metadata", "/ViewerPreferences", "/Outlines", "/Names"):
            if name in pdf.Root:
                del pdf.Root[name]
        for page in pdf.pages:
            _sheet(pdf, page)
        pdf.Root.OutputIntents = Array([_intent()])
        pdf.docinfo["/Trapped"] = Name("/False")
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def _sheet(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    for name in ("/Annots", "/StructParents", "/Tabs"):
        if name in page.obj:
            del page.obj[name]
    left, bottom, right, top = (float(side) for side in page.mediabox)
    page.trimbox = Array([left, bottom, right, top])
    page.obj.BleedBox = _around(left, bottom, right, top, BLEED)
    page.mediabox = page.cropbox = _around(left, bottom, right, top, SLUG)
    content = _COLOUR.sub(lambda m: m[1] + (b" g" if m[2] == b"rg" else b" G"), page.Contents.read_bytes())
    page.Contents = pdf.make_stream(b"q\n" + content + b"\nQ\n" + _marks(left, bottom, right, top))


def _around(left: float, bottom: float, right: float, top: float, width: float) -> Array:
    return Array([round(side, 4) for side in (left - width, bottom - width, right + width, top + width)])


def _marks(left: float, bottom: float, right: float, top: float) -> bytes:
    """Two strokes at each corner, which would meet in it."""
    lines = []
    for x, outward in ((left, -1), (right, 1)):
        lines += [(x + outward * BLEED, y, x + outward * SLUG, y) for y in (bottom, top)]
    for y, outward in ((bottom, -1), (top, 1)):
        lines += [(x, y + outward * BLEED, x, y + outward * SLUG) for x in (left, right)]
    strokes = "".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S\n" for a, b, c, d in lines)
    return f"q 0 G 0.25 w\n{strokes}Q\n".encode()


def _intent() -> Dictionary:
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(CONDITION),
        RegistryName=String("http://www.color.org"),
        Info=String("Offset on uncoated paper, ISO 12647-2"),
    )
