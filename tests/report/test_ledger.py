"""The ledger as it is shown: sentences on a terminal, a page to read, a TEI document."""

from __future__ import annotations

import html.parser
import re
from xml.etree import ElementTree

import pytest

from publish.project import Work
from publish.report.ledger import diff
from publish.report.page import page
from publish.report.tei import NAMESPACE, tei
from publish.text.house import Correction, Entry, House
from publish.text.normalise import Normalised, normalise
from publish.text.reading import read_documents

PATH = "sources/w/text.md"
WORK_TOML = "sources/w/work.toml"
TEXT = """# On <Jukov>

Mr Smith wrote. The *build up* of teh army, led by Jukov & others, went on! It ended.

- one `teh` item
- [teh link](https://a.org)[^1]

> teh quoted

## Two

| a | teh |
|---|-----|
| 1 | 2   |

A term

:   its teh meaning

# Three

teh *end*

[^1]: A note on teh "end".
""".replace("<", "\\<")
RULINGS = (
    Correction("teh", "the", "typo", "misspelling", "AB"),
    Correction("build up", "build-up", "spelling-convention", by="CD"),
)
HOUSE = House("en", RULINGS, {"z": Entry("z", "person", {"en": ("Zhukov",)}, {"Jukov": ""})})


@pytest.fixture
def result() -> Normalised:
    work = Work("w", "A & B", "en", (PATH,))
    documents, found = read_documents({PATH: TEXT})
    made, more = normalise(work, {PATH: TEXT, work.path: ""}, documents, HOUSE)
    assert [*found, *more] == []
    return made


def test_changes_are_shown_in_their_sentence(result: Normalised) -> None:
    lines = list(diff(result.ledger, {PATH: TEXT}, colour=False))
    assert lines[1] == (
        f"{PATH}:3:22  The *[-build up-]{{+build-up+}}* of [-teh-]{{+the+}} army, led by [-Jukov-]{{+Zhukov+}} & others, "
        "went on!  (spelling-convention, typo, name-variant)"
    )
    coloured = list(diff(result.ledger, {PATH: TEXT}, colour=True))[1]
    assert "\x1b[9;31mteh\x1b[0m\x1b[32mthe\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).startswith(f"{PATH}:3:22  The *build upbuild-up* of tehthe army")


def test_rows_and_definitions_are_shown_without_their_marks_and_a_corrected_stop_ends_no_sentence() -> None:
    text = "| a | teh |\n|---|-----|\n| teh | 2 |\n\nA term\n\n:   its teh meaning\n\nIn St. Petersburg.[^1] And teh end.\n\n[^1]: x\n"
    documents, _ = read_documents({PATH: text})
    house = House("en", (*RULINGS, Correction("St. Petersburg", "St Petersburg")))
    made, _ = normalise(Work("w", "A", "en", (PATH,)), {PATH: text, WORK_TOML: ""}, documents, house)
    shown = [line.split("  ")[1] for line in diff(made.ledger, {PATH: text}, colour=False)]
    assert shown == [
        "a | [-teh-]{+the+}", "[-teh-]{+the+} | 2", "its [-teh-]{+the+} meaning",
        "In [-St.-]{+St+} Petersburg.[^1]", "And [-teh-]{+the+} end.",
    ]  # fmt: skip


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.loads += [
            f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "srcset") or name.startswith("on")
        ]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_tells_each_ruling_and_holds_all_that_it_shows(result: Normalised) -> None:
    text = page(result, {PATH: TEXT})
    tags = _Tags()
    tags.feed(text)
    assert tags.open == []
    assert tags.loads == []
    assert "script" not in tags.seen
    assert tags.seen.count("article") == 3, "one for each ruling"
    assert '<h1 lang="en" dir="ltr">A &amp; B</h1>' in text
    assert "10 corrections in" in text, "teh outside code 7 times, Jukov twice, build up once"
    assert '<span class="count">7</span>' in text
    assert "misspelling · AB" in text
    assert text == page(result, {PATH: TEXT})


# What may stand in what, of the elements used here (TEI P5 Guidelines, appendix C).
PHRASE = {"hi", "ref", "choice", "code", "note", "figure", "lb", "seg"}
PARTS = {"p", "list", "table", "quote", "milestone"}
CONTENT = {
    "TEI": {"teiHeader", "text"}, "text": {"body"}, "body": {"div"}, "div": {"head", "div"} | PARTS,
    "choice": {"sic", "corr", "orig", "reg"}, "list": {"item", "label"}, "item": PARTS, "quote": PARTS, "note": PARTS,
    "table": {"head", "row"}, "row": {"cell"}, "cell": PARTS, "figure": {"graphic", "figDesc"},
    **dict.fromkeys(("p", "head", "hi", "ref", "seg", "label"), PHRASE),
    **{tag: set() for tag in ("sic", "corr", "orig", "reg", "code", "lb", "graphic", "figDesc", "milestone")},
}  # fmt: skip


def test_tei_has_both_texts_side_by_side_and_only_what_may_stand_there(result: Normalised) -> None:
    root = ElementTree.fromstring(tei(result))
    q = f"{{{NAMESPACE}}}"
    for element in root.iter():
        if element not in list(root[0].iter()):
            tag = element.tag.removeprefix(q)
            assert {child.tag.removeprefix(q) for child in element} <= CONTENT[tag], tag
    assert [e.tag.removeprefix(q) for e in root[0]] == ["fileDesc", "encodingDesc", "profileDesc"]
    assert [e.tag.removeprefix(q) for e in root[0][0]] == ["titleStmt", "publicationStmt", "sourceDesc"]
    choices = list(root.iter(f"{q}choice"))
    pairs = [tuple((e.tag.removeprefix(q), e.text) for e in choice) for choice in choices]
    assert pairs.count((("sic", "teh"), ("corr", "the"))) == 7
    assert pairs.count((("orig", "Jukov"), ("reg", "Zhukov"))) == 2
    assert (("orig", "build up"), ("reg", "build-up")) in pairs
    names = {e.get("{http://www.w3.org/XML/1998/namespace}id"): e.find(f"{q}name") for e in root.iter(f"{q}respStmt")}
    by = {names[c[1].get("resp", "#")[1:]].text for c in choices if c[1].get("resp")}  # type: ignore[union-attr]
    assert by == {"AB", "CD"}
    first = next(p for p in root.iter(f"{q}p") if "Mr Smith" in "".join(p.itertext()))
    assert _text(first, ("corr", "reg")) == (
        "Mr Smith wrote. The build up of teh army, led by Jukov & others, went on! It ended."
    )
    assert _text(first, ("sic", "orig")) == (
        "Mr Smith wrote. The build-up of the army, led by Zhukov & others, went on! It ended."
    )


def _text(element: ElementTree.Element, without: tuple[str, ...]) -> str:
    if element.tag.rpartition("}")[2] in without:
        return ""
    return (element.text or "") + "".join(_text(child, without) + (child.tail or "") for child in element)
