"""Lines as WeasyPrint sets them, where it has to be mended: measured in the boxes of a page."""

from __future__ import annotations

import pytest
from weasyprint import HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

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
