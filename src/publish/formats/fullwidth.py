"""Lines of full-width type, as Japanese and Chinese are set: even at both ends, marks closed up.

WeasyPrint justifies at spaces alone, and these scripts have none. Here what a line lacks is shared out between its
characters. A mark that ends a line, or that another follows, takes half its width, and an opening one that begins a
line stands flush (W3C, Requirements for Japanese Text Layout, 3.1 and 3.8). Hangul has spaces and is left alone. This
leans on WeasyPrint's `Layout` and on the feature `halt` of the fonts: versions are pinned, a test looks at the ends of
lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size

_OPENING, _CLOSING = "「『（【〈《〔［｛", "」』）】〉》〕］｝、。，．"
WIDE = re.compile("[\u2e80-\u303f\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]")
_RUN = re.compile(f"{WIDE.pattern}+")
_FOLLOWED = re.compile(
    f"[{_CLOSING}：；](?=[{_OPENING}{_CLOSING}“‘”’])|[”’](?=[{_OPENING}{_CLOSING}])|(?<=[{_OPENING}“‘])[{_OPENING}]"
)
_MOST = 0.5  # of a character, between two: a line that would stand wider apart is left short


class FullWidth(Layout):  # type: ignore[misc]
    """Text whose full-width characters stand so far `apart` (in CSS pixels); `begins` a line, `ends` one."""

    apart = 0.0
    begins = ends = False

    def set_text(self, text: str, justify: bool = False) -> None:
        super().set_text(text, justify)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for start, end in self._halved():
            half = self._over(pango.pango_attr_font_features_new(b"halt"), start, end)
            pango.pango_attr_list_insert(attributes, half)
        if self.apart:
            for run in _RUN.finditer(self.text):
                spacing = self._over(pango.pango_attr_letter_spacing_new(int(self.apart * TO_UNITS)), *run.span())
                pango.pango_attr_list_change(attributes, spacing)
        pango.pango_layout_set_attributes(self.layout, attributes)

    def _halved(self) -> Iterator[tuple[int, int]]:
        yield from (match.span() for match in _FOLLOWED.finditer(self.text))
        if self.begins and self.text[:1] in _OPENING:
            yield 0, 1
        if self.ends and self.text[-1:] in _CLOSING:
            yield len(self.text) - 1, len(self.text)

    def _over(self, attribute: Any, start: int, end: int) -> Any:
        attribute.start_index, attribute.end_index = (len(self.text[:n].encode()) for n in (start, end))
        return attribute


def spread(line: Any, extra: float) -> bool:
    """Makes a line of full-width type wider by so many CSS pixels. False for a line of other type."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text]
    wide = [bool(WIDE.match(char)) for box in texts for char in box.text]
    if sum(wide) * 2 < len(wide) or len(wide) < 2:
        return False
    ends = (texts[0], texts[-1])
    extra -= sum(_laid_out(box, 0, ends)[1] - box.width for box in dict.fromkeys(ends))
    apart = extra / (sum(wide) - (wide[0] + wide[-1]) / 2)
    _part(line, apart if apart <= _MOST * texts[0].style["font_size"] else 0, ends, 0)
    return True


def _laid_out(box: Any, apart: float, ends: tuple[Any, Any]) -> tuple[FullWidth, float]:
    """The text of a box and its width."""
    layout = FullWidth(box.style)
    layout.apart, layout.begins, layout.ends = apart, box is ends[0], box is ends[1]
    layout.set_text(box.text)
    width, _ = line_size(layout.get_first_line()[0], box.style)
    layout.deactivate()
    return layout, float(width)


def _part(box: Any, apart: float, ends: tuple[Any, Any], moved: float) -> float:
    """Sets what is in a box so far apart, and tells how far what follows it is moved."""
    if isinstance(box, boxes.TextBox):
        # Pango gives half of the space to either side of a character, and none at the ends of a text.
        before, after = (apart / 2 * bool(WIDE.match(char)) for char in (box.text[:1], box.text[-1:]))
        before, after = before * (box is not ends[0]), after * (box is not ends[1])
        box.position_x += moved + before
        width, (box.pango_layout, box.width) = box.width, _laid_out(box, apart, ends)
        return float(moved + before + box.width - width + after)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(moved, 0)
        return moved
    box.position_x += moved
    start = moved
    for child in box.children:
        if child.is_in_normal_flow():
            moved = _part(child, apart, ends, moved)
    box.width += moved - start
    return moved
