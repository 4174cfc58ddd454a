"""A PDF as WeasyPrint writes it, made to conform: PDF/A-2b for the archive and PDF/UA-1 for readers who hear it.

WeasyPrint draws and tags; this pass adds what it does not: metadata and output intent, page labels, running heads and
folios as artifacts, links that say where they lead, no empty elements. The bytes depend on the book alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import resources
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
import pydyf
from pikepdf import Array, Dictionary, Name, String

from ..book.manuscript import Manuscript

_MARKED = re.compile(rb"/\w+\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC")
_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
_PRINT = 4  # annotation flag: what is on the screen is on paper too (ISO 32000-1, 12.5.3)


@contextmanager
def tagging() -> Iterator[None]:
    """Lets WeasyPrint say, while it writes, what it knows of an element and keeps to itself: a language of its own,
    and that it is a footnote (ISO 14289-1, 7.2 and 7.9)."""
    from weasyprint.pdf import tags

    build = tags._build_box_tree
    tags._build_box_tree = partial(_tagged, build)
    try:
        yield
    finally:
        tags._build_box_tree = build


def _tagged(build: Callable[..., Iterator[Any]], box: Any, *rest: Any) -> Iterator[Any]:
    element = getattr(box, "element", None)
    attributes = {} if element is None or element.tag in ("html", "body") else element.attrib
    for structure in build(box, *rest):
        if "lang" in attributes:
            structure["Lang"] = pydyf.String(attributes["lang"])
        if attributes.get("class") == "footnote" and box.element_tag == "span":
            structure["S"], structure["ID"] = "/Note", pydyf.String(f"note-{structure.number}")
        yield structure


def conform(data: bytes, manuscript: Manuscript, front: int = 0) -> bytes:
    """The same pages as a tagged, self-contained PDF. `front` is how many pages the front matter has that is counted
    in roman numbers; the text counts from 1 after it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        _clean(pdf)
        _label(pdf, front)
        _name_links(pdf, manuscript)
        _structure(pdf)
        _describe(pdf, manuscript)
        _intend(pdf)
        out = BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _clean(pdf: pikepdf.Pdf) -> None:
    """Drops resources that hold nothing, and what a CIDFontType0 may not have (ISO 32000-1, table 117)."""
    for item in pdf.objects:
        if not isinstance(item, Dictionary):
            continue
        for name in ("/Pattern", "/Shading", "/XObject"):
            if isinstance(item.get(name), Dictionary) and not item[name].keys():
                del item[name]
        if item.get("/Subtype") == Name.CIDFontType0 and "/CIDToGIDMap" in item:
            del item["/CIDToGIDMap"]
        if item.get("/Subtype") == Name.Link:
            item.F = _PRINT
        if item.get("/S") == Name.TH:
            item.A.Scope = Name.Column  # the manuscript has heads of columns alone


def _label(pdf: pikepdf.Pdf, front: int) -> None:
    """Page labels (ISO 32000-1, 12.4.2): i, ii, iii… and from the first page of the text 1, 2, 3…"""
    roman = [0, Dictionary(S=Name.r)] if front else []
    pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=Array([*roman, front, Dictionary(S=Name.D)])))


def _name_links(pdf: pikepdf.Pdf, manuscript: Manuscript) -> None:
    """Every link says in words where it leads (ISO 14289-1, 7.18.5): to a page, or to an address."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    pages = {str(names[n]): numbers[names[n + 1][0].objgen] for n in range(0, len(names), 2)}
    for link in (link for page in pdf.pages for link in page.get("/Annots", Array()) if link.Subtype == Name.Link):
        if "/Dest" in link:
            page = pdf.pages[pages[str(link.Dest)]]
            link.Contents = String(manuscript.labels("Page %(page)s", page=str(page.label)))
        elif "/A" in link:
            link.Contents = link.A.URI


def _structure(pdf: pikepdf.Pdf) -> None:
    """What no element of the text holds becomes an artifact: running heads, folios, the marks of a list. Elements
    that hold nothing go."""
    root = pdf.Root.StructTreeRoot
    _prune(root)
    held: dict[tuple[int, int], set[int]] = {}
    _collect(root, None, held)
    rows: Any = root.ParentTree.Nums
    places = {int(rows[n]): n + 1 for n in range(0, len(rows), 2)}
    for page in pdf.pages:
        mine = held.get(page.obj.objgen, set())
        page.Contents = pdf.make_stream(_with_artifacts(page.Contents.read_bytes(), mine))
        row = places[int(page.obj.StructParents)]
        rows[row] = Array([element if n in mine else None for n, element in enumerate(rows[row])])


def _with_artifacts(content: bytes, held: set[int]) -> bytes:
    return _MARKED.sub(lambda mark: mark[0] if int(mark[1]) in held else _ARTIFACT, content)


def _kids(element: Any) -> list[Any]:
    held = element.get("/K", [])
    return list(held) if isinstance(held, Array) else [held]


def _prune(element: Any) -> bool:
    """Whether an element holds anything, its empty children gone."""
    kids = [kid for kid in _kids(element) if not isinstance(kid, Dictionary) or "/S" not in kid or _prune(kid)]
    element.K = Array(kids)
    return bool(kids)


def _collect(element: Any, page: Any, held: dict[tuple[int, int], set[int]]) -> None:
    """The marked content of each page that the structure holds."""
    page = element.get("/Pg", page)
    for kid in _kids(element):
        if isinstance(kid, int):
            held.setdefault(page.objgen, set()).add(kid)
        elif kid.get("/Type") == Name.MCR:
            held.setdefault(kid.get("/Pg", page).objgen, set()).add(int(kid.MCID))
        elif "/S" in kid:
            _collect(kid, page, held)


def _describe(pdf: pikepdf.Pdf, manuscript: Manuscript) -> None:
    """The XMP packet (ISO 16684-1), which says the same as the document information, and what the file conforms to
    (ISO 19005-2, 6.6.4; ISO 14289-1, 5). PDF/A wants a description of the schema of PDF/UA."""
    author = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in manuscript.authors)
    subject = (
        f"<dc:description>{_alternative(manuscript.description)}</dc:description>" if manuscript.description else ""
    )
    packet = _PACKET.format(
        title=_alternative(manuscript.title),
        creator=f"<dc:creator><rdf:Seq>{author}</rdf:Seq></dc:creator>" if author else "",
        subject=subject,
        language=escape(manuscript.locale),
        identifier=escape(manuscript.identifier),
        producer=escape(str(pdf.docinfo.get("/Producer", ""))),
    )
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if manuscript.labels.rtl:
        pdf.Root.ViewerPreferences.Direction = Name.R2L


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _intend(pdf: pikepdf.Pdf) -> None:
    """The colours are sRGB: the ICC's own profile, which WeasyPrint brings."""
    profile = (resources.files("weasyprint") / "pdf" / "sRGB2014.icc").read_bytes()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(profile, N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title>{title}</dc:title>{creator}{subject}
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{identifier}</dc:identifier>
<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>publish</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
