"""The finished PDF as an archive and a screen reader want it. What is checked here: PDF/A-2b by pikepdf's validator,
the rules of PDF/UA-1 that `pdfua` can decide, and the structure by hand. veraPDF, which decides them all, is a Java
program that no package brings: docs/pdf.md says what stays unverified."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from pikepdf import Name, pdfa
from running import Make, Run

pytestmark = pytest.mark.xdist_group("conformance")  # each book is made once
BOOKS = {
    "en": ("An essay", "See [the end](#end) and <https://example.org>.[^1] The word [Жуков]{lang=ru} is *Russian*."),
    "ar": ("كتاب الطريق", "وصلنا إلى المدينة.[^1]"),
    "ja": ("道の本", "私たちは*夜明け*とともに町に着いた。[^1]"),
}
TABLE = "| Name | Year |\n|------|------|\n| Zhukov | 1896 |\n\n- one\n- two\n\n## The end {#end}\n\nLast.\n\n[^1]: A note.\n"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {}


@pytest.fixture(params=list(BOOKS))
def pdf(request: pytest.FixtureRequest, project: Make, publish: Run, made: dict[str, bytes]) -> bytes:
    locale = request.param
    if locale not in made:
        title, text = BOOKS[locale]
        folder = project({
            "sources/essay/work.toml": f'title = "{title}"\nauthor = "A. & B."\nlanguage = "{locale}"\nchapters = ["one.md"]\n',
            "sources/essay/one.md": f"# {title}\n\n{text}\n\n{TABLE}",
        })  # fmt: skip
        assert publish(folder, "build", "--format", "pdf").status == 0
        made[locale] = (folder / f"dist/essay-{locale}.pdf").read_bytes()
    return made[locale]


def elements(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    held = [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)]
    return [kid for kid in held if "/S" in kid] + [e for kid in held if "/S" in kid for e in elements(kid)]


def marked(page: pikepdf.Page) -> dict[str, list[str]]:
    """The shown strings of a page by what they are marked as: an element's tag, or Artifact."""
    found: dict[str, list[str]] = {}
    open_: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            open_.append(str(operands[0]))
        elif str(operator) == "EMC":
            open_.pop()
        elif str(operator) in ("Tj", "TJ"):
            assert open_, "text that is neither content nor artifact (ISO 14289-1, 7.1)"
            found.setdefault(open_[-1], []).append(str(operator))
    return found


def test_pdf_a_2b(pdf: bytes) -> None:
    # The validator knows no extension schemas, which ISO 19005-2, 6.6.2.3.3, allows: PDF/UA's mark needs one.
    own = re.compile(r"pdfaExtension|pdfaSchema|pdfaProperty|pdfuaid")
    report = pdfa.validate_written(BytesIO(pdf), "2b")
    assert [str(finding) for finding in report.findings if not own.search(str(finding))] == []


def test_pdf_ua_1_as_far_as_a_program_can_tell(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(pdf)
    report = pdfua.validate(path)
    assert [f for f in report.findings if f.severity.name != "INFO"] == []


def test_the_file_is_sound(pdf: bytes) -> None:
    assert pikepdf.open(BytesIO(pdf)).check_pdf_syntax() == []


def test_running_heads_and_folios_are_no_content(pdf: bytes) -> None:
    book = pikepdf.open(BytesIO(pdf))
    heads = {page.label: marked(page).get("/Artifact", []) for page in book.pages}
    assert heads["1"]  # the text has its folio


def test_no_element_is_empty_and_every_number_has_one(pdf: bytes) -> None:
    book = pikepdf.open(BytesIO(pdf))
    root: Any = book.Root.StructTreeRoot
    tree = elements(root)
    assert tree
    assert all(len(element.K) for element in tree)
    rows = root.ParentTree.Nums
    tagged = {e.objgen for e in tree}
    for n in range(1, len(rows), 2):
        for parent in rows[n] if isinstance(rows[n], pikepdf.Array) else [rows[n]]:
            assert parent is None or parent.objgen in tagged


def test_links_say_where_they_lead(pdf: bytes) -> None:
    book = pikepdf.open(BytesIO(pdf))
    links = [a for page in book.pages for a in page.get("/Annots", []) if a.Subtype == Name.Link]
    assert links
    assert all(str(link.Contents) and "/StructParent" in link for link in links)


def test_notes_and_tables_are_tagged_as_such(pdf: bytes) -> None:
    book = pikepdf.open(BytesIO(pdf))
    tags = [str(element.S) for element in elements(book.Root.StructTreeRoot)]
    assert {"/H1", "/P", "/Table", "/TH", "/L", "/LI", "/Note", "/Link"} <= set(tags)


def test_a_foreign_word_has_its_language(project: Make, publish: Run) -> None:
    folder = project({"sources/essay/one.md": "# One\n\nThe name [Жуков]{lang=ru} is Russian.\n"})
    assert publish(folder, "build", "--format", "pdf").status == 0
    book = pikepdf.open(folder / "dist/essay-en.pdf")
    assert [str(e.Lang) for e in elements(book.Root.StructTreeRoot) if "/Lang" in e] == ["ru"]


def test_metadata_say_the_same_in_both_places(pdf: bytes) -> None:
    book = pikepdf.open(BytesIO(pdf))
    with book.open_metadata() as xmp:
        assert xmp["dc:title"] == str(book.docinfo["/Title"])
        assert xmp["dc:creator"] == [str(book.docinfo["/Author"])] == ["A. & B."]
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "B", "1")
    assert book.Root.ViewerPreferences.DisplayDocTitle


def test_page_labels_count_the_front_matter_apart() -> None:
    from publish.formats.conformance import _label

    pdf = pikepdf.new()
    for _ in range(6):
        pdf.add_blank_page()
    _label(pdf, 4)
    assert [page.label for page in pdf.pages] == ["i", "ii", "iii", "iv", "1", "2"]
    _label(pdf, 0)
    assert [page.label for page in pdf.pages] == ["1", "2", "3", "4", "5", "6"]
