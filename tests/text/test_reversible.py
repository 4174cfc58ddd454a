"""Whatever the text and the rulings: the pass can be undone byte for byte, and markup stays."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.project import Work
from publish.text.house import Correction, House
from publish.text.normalise import normalise
from publish.text.patterns import tokens
from publish.text.reading import read_documents, skeleton

PATH = "sources/w/text.md"
PIECES = ["Jukov", "Table", "Jukov army", "the", "“", "”", "- ", "1. ", "army", "a", "I.", "1941", "-", "é", "*", "**", "_", "`", "[", "](x.md)", "&amp;", "&", "\\", "<", "#", ">",
          " ", " ", " ", "\n", "\n\n", "\r\n", "|", ":", "!", "'", '"', "~", "^", "http://a.org/army", "army@a.org", "(", ")", "."]  # fmt: skip
WORDS = [
    "Jukov",
    "army",
    "a",
    "1941",
    "I.",
    "-",
    "--",
    "Zhukov",
    "`",
    "*",
    "a\\",
    "b c",
    "é",
    "& ",
    "'",
    "www.a.org",
    "amp",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join),
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(["", *WORDS])), max_size=4, unique_by=lambda pair: pair[0]
    ),
)
def test_a_ledger_undone_is_the_text_as_received(text: str, rulings: list[tuple[str, str]]) -> None:
    documents, _ = read_documents({PATH: text})
    house = House("en", tuple(Correction(a, b) for a, b in rulings if a != b))
    work = Work("w", "", "en", (PATH,))
    result, found = normalise(work, {PATH: text, work.path: ""}, documents, house)
    corrected = result.ledger.apply(PATH, text)
    assert result.ledger.revert(PATH, corrected) == text
    if not found:
        assert [_kinds(b) for b in skeleton(PATH, corrected)] == [_kinds(b) for b in skeleton(PATH, text)]


def _kinds(block: object) -> object:
    """Of a block all but its words."""
    inlines = [(i.kind, i.url, _inner(i)) for i in block.inlines if i.kind != "text"]  # type: ignore[attr-defined]
    return (block.kind, block.level, inlines, [_kinds(b) for b in block.blocks])  # type: ignore[attr-defined]


def _inner(inline: object) -> object:
    return [(i.kind, i.url) for i in inline.children if i.kind != "text"]  # type: ignore[attr-defined]


@given(st.text())
def test_tokens_put_together_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text
