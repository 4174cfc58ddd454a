"""Markup survives a translator, and none comes in through one."""

from __future__ import annotations

import random

import pytest

from publish.text.document import Attrs, Block, Inline
from publish.translation.tags import TagError, check_tags, from_tagged, plain, to_tagged


def text(value: str) -> Inline:
    return Inline("text", value)


NOTE = Inline("note", blocks=(Block("para", inlines=(text("a note"),)),))
LINK = Inline("link", children=(text("here"),), url="https://example.org", title="T")
SPAN = Inline("span", children=(text("Москва"),), attrs=Attrs(pairs=(("lang", "ru"),)))
CODE = Inline("code", "x < y")
IMAGE = Inline("image", "a map", url="map.png")
SOURCE = (
    text("A "), Inline("em", children=(text("big"),)), text(" "), LINK, text(", "), SPAN, text(" & "), CODE,
    text(" < "), IMAGE, NOTE, Inline("break"), text("end"),
)  # fmt: skip
TAGGED = "A <em>big</em> <a1>here</a1>, <s1>Москва</s1> &amp; <code1/> &lt; <img1/><fn1/><br/>end"


def test_each_kind_of_markup_has_its_short_tag() -> None:
    assert to_tagged(SOURCE) == TAGGED


def test_several_of_a_kind_are_numbered_in_their_order_but_plain_markup_is_not() -> None:
    em = Inline("em", children=(text("x"),))
    assert to_tagged((LINK, em, LINK, em)) == "<a1>here</a1><em>x</em><a2>here</a2><em>x</em>"


def test_tags_come_back_as_what_they_stood_for() -> None:
    assert from_tagged(TAGGED, SOURCE) == SOURCE


def test_a_translation_may_move_what_it_likes_and_nest_it_anew() -> None:
    source = (Inline("em", children=(text("one"),)), text(" two "), LINK, NOTE)
    assert from_tagged("<a1><em>ici</em></a1><fn1/> deux", source) == (
        Inline("link", children=(Inline("em", children=(text("ici"),)),), url="https://example.org", title="T"),
        NOTE,
        text(" deux"),
    )


@pytest.mark.parametrize(
    ("msgid", "msgstr", "code"),
    [
        ("<em>a</em>", "a", "tags"),
        ("a", "<em>a</em>", "tags"),
        ("<em>a</em>", "<strong>a</strong>", "tags"),
        ("a<fn1/>", "a", "tags"),
        ("a<fn1/>", "a<fn1/><fn1/>", "tags"),
        ("<a1>a</a1>", "<a2>a</a2>", "tags"),
        ("<a1>a</a1> <a2>b</a2>", "<a1>a <a2>b</a2></a1>", "tags"),
        ("<em>a</em>", "<em>a", "markup"),
        ("<em>a</em>", "a</em>", "markup"),
        ("<em>a</em> <u>b</u>", "<em>a <u>b</em></u>", "markup"),
        ("a", "<script>alert(1)</script>", "markup"),
        ("<a1>a</a1>", '<a1 href="javascript:x">a</a1>', "markup"),
        ("a", '<img src="x"/>', "markup"),
        ("a", "<!-- a -->", "markup"),
        ("a", "a < b", "markup"),
        ("a", "a&nbsp;b", "markup"),
        ("a", "a&#60;b", "markup"),
        ("a", "a\x08b", "markup"),
        ("a<br/>b", "a<br>b", "markup"),
        ("a<fn1/>", "<fn1>a</fn1>", "markup"),
    ],
)
def test_a_translation_with_other_tags_is_refused(msgid: str, msgstr: str, code: str) -> None:
    with pytest.raises(TagError) as caught:
        check_tags(msgid, msgstr)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("the 19<sup>th</sup> century", "das 19. Jahrhundert"),
        ("AT&amp;T", "AT&T"),
        ("a &lt; b", "b &gt; a"),
        ("a <em>b</em> <em>c</em>", "<em>c</em> <em>b</em> a"),
    ],
)
def test_a_translation_may_do_without_a_superscript_and_write_an_ampersand(msgid: str, msgstr: str) -> None:
    check_tags(msgid, msgstr)


def test_an_address_or_code_cannot_be_changed_by_a_translation() -> None:
    (link,) = from_tagged("<a1>https://evil.example</a1>", (LINK,))
    assert link.url == "https://example.org"


def test_the_ends_are_spaced_as_in_the_source_and_no_line_break_comes_in() -> None:
    assert from_tagged("un\n  deux\n", (text("one two "),)) == (text("un deux "),)
    assert from_tagged(" un", (text("one"),)) == (text("un"),)


def test_plain_text_of_a_tagged_one_is_what_a_reader_sees() -> None:
    assert plain("A &amp; <em>B</em><fn1/><br/>&lt;C>") == "A & B <C>"


def _random_inlines(r: random.Random, depth: int, *, in_link: bool = False) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for _ in range(r.randint(1, 4)):
        kind = r.choice(["text", "text", "em", "strong", "sup", "sub", "del", "sc", "u", "link", "span",
                         "code", "image", "note", "break"])  # fmt: skip
        if kind == "text":
            if not found or found[-1].kind != "text":
                found.append(text("".join(r.choices("ab <&>;é漢\u00a0\"'/1", k=r.randint(1, 9))).strip(" ") or "x"))
        elif kind in ("code", "image", "note", "break"):
            found.append({"code": CODE, "image": IMAGE, "note": NOTE, "break": Inline("break")}[kind])
        elif depth and not (kind == "link" and in_link):
            url = f"https://example.org/{r.random()}" if kind == "link" else ""
            attrs = Attrs(classes=(str(r.random()),)) if kind == "span" else Attrs()
            inner = _random_inlines(r, depth - 1, in_link=in_link or kind == "link")
            found.append(Inline(kind, children=inner, url=url, attrs=attrs))
    return tuple(found)


def test_any_inlines_come_back_unchanged() -> None:
    r = random.Random(1917)
    for _ in range(2000):
        inlines = _random_inlines(r, 3)
        assert from_tagged(to_tagged(inlines), inlines) == inlines


def test_a_paragraph_of_nothing_but_a_space_keeps_it() -> None:
    assert from_tagged(" ", (text(" "),)) == (text(" "),)
