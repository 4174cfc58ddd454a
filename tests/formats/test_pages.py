"""Lines as WeasyPrint sets them, where it has to be mended: measured in the boxes of a page."""

from __future__ import annotations

import base64
from itertools import pairwise
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from publish.formats.fonts import font_faces, fonts_for
from publish.formats.pages import paginate

PAGE = """<html dir="{}"><style>@page {{ size: 200px; margin: 10px }} body, p {{ margin: 0 }}
p {{ font-size: 10px; text-indent: {} }}</style><p><a id="here" href="#here">one</a> {}</p>"""


@pytest.mark.parametrize(("direction", "indent", "inset"), [("ltr", 20, 20), ("rtl", 20, 20), ("rtl", -5, -5)])
def test_a_first_line_is_indented_where_it_begins(direction: str, indent: int, inset: int) -> None:
    html = HTML(string=PAGE.format(direction, f"{indent}px", "and more words " * 9 + "end"))
    page = paginate(html, [], FontConfiguration(), CounterStyle()).pages[0]
    words = [box for box in page._page_box.descendants() if isinstance(box, boxes.TextBox)]
    lines = [line for line in page._page_box.descendants() if isinstance(line, boxes.LineBox)]
    first, second = ([w for w in words if w.position_y < lines[1].position_y], words[-1:])
    if direction == "ltr":
        edges = [min(w.position_x for w in line) - 10 for line in (first, second)]
    else:
        edges = [190 - max(w.position_x + w.width for w in line) for line in (first, second)]
    assert edges == pytest.approx([inset, 0], abs=0.1)
    _, _, (left, _, right, _), _ = page.links[0]
    assert (left if direction == "ltr" else 200 - right) == pytest.approx(10 + inset, abs=0.1)


PARAGRAPH = """<html lang="{0}" dir="{1}"><style>@page {{ size: 200px; margin: 10px }} body, p {{ margin: 0 }}
p {{ font-size: 10px; text-align: justify }}</style><p>{2}</p>"""
HEBREW = " ".join(f"{'אבגד' * (n % 3)}ה <b>{'חטיכ' * (n % 4)}ו</b>" for n in range(90))
JAPANESE = "日本語の文、「正しい」と<b>読む</b>。" * 12


def lines_of(lang: str, direction: str, text: str) -> list[list[Any]]:
    """The boxes of text of each line, from left to right, in the book's fonts."""
    fonts = fonts_for(frozenset(text), (lang,))
    css = font_faces(fonts, "") + f"p {{ font-family: {fonts.stack} }}"
    for font in fonts.files:
        css = css.replace(f'"{font.name}"', f"data:font/ttf;base64,{base64.b64encode(font.data).decode()}")
    configuration = FontConfiguration()
    html = HTML(string=PARAGRAPH.format(lang, direction, text))
    document = paginate(html, [CSS(string=css, font_config=configuration)], configuration, CounterStyle())
    found = (box for page in document.pages for box in page._page_box.descendants())
    lines = [box for box in found if isinstance(box, boxes.LineBox)]
    texts = [[box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text] for line in lines]
    return [sorted(line, key=lambda box: box.position_x) for line in texts]


@pytest.mark.parametrize(("lang", "direction", "text"), [("he", "rtl", HEBREW), ("ja", "ltr", JAPANESE)])
def test_justified_lines_are_even_at_both_ends_and_have_no_gap_within(lang: str, direction: str, text: str) -> None:
    lines = lines_of(lang, direction, text)
    assert len(lines) > 4
    for line in lines[:-1]:
        assert line[0].position_x == pytest.approx(10, abs=0.2)
        assert line[-1].position_x + line[-1].width == pytest.approx(190, abs=0.2)
        for left, right in pairwise(line):
            assert right.position_x - left.position_x - left.width == pytest.approx(0, abs=0.6)


@pytest.mark.parametrize(("text", "ems"), [("本）（語", 3.5), ("本。」と", 3.5), ("本、語", 3), ("（（本", 2.5)])
def test_of_marks_in_a_row_all_but_one_take_half_their_width(text: str, ems: float) -> None:
    """JLReq 3.1.4: between a closing and an opening mark is half a character, between two that open none."""
    assert sum(box.width for box in lines_of("ja", "ltr", text)[0]) == pytest.approx(ems * 10, abs=0.1)
