"""Pages of a text, as WeasyPrint makes them, with two things mended that it does.

It moves a note that was placed already to the page after its call, and it draws the border of a paragraph that is
broken down to the foot of the page. The mending leans on its internals (`LayoutContext.in_column`, the boxes of a
page): its version is pinned, and tests look at notes and rules on the pages.
"""

from __future__ import annotations

from typing import Any

from weasyprint import DEFAULT_OPTIONS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext
from weasyprint.text.fonts import FontConfiguration


def paginate(source: HTML, styles: list[Any], fonts: FontConfiguration, counters: CounterStyle) -> Document:
    """The pages of a text."""
    document = _Document._render(source, fonts, counters, None, DEFAULT_OPTIONS | {"stylesheets": styles})
    for page in document.pages:
        _end_borders(page)
    return document


def _end_borders(page: Any) -> None:
    """A paragraph that runs on to the next page ends, for its border, with its last line on this one."""
    for box in page._page_box.descendants():
        if isinstance(box, boxes.BlockBox) and box.children and isinstance(box.children[-1], boxes.LineBox):
            last = box.children[-1]
            box.height = min(box.height, last.position_y + last.height - box.content_box_y())


class _Document(Document):  # type: ignore[misc]
    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> LayoutContext:
        context = super()._build_layout_context(*arguments)
        context.__class__ = _Context
        return context


class _Context(LayoutContext):  # type: ignore[misc]
    """Notes stay on the page of their call. To keep the first two lines of a paragraph on a page, WeasyPrint moves
    notes that were placed there to the next one, unless it sets columns: so it is told that it does, but for where it
    reckons how much room the notes take. The paragraph then begins on the next page."""

    _columns = False
    _reckoning = False

    @property
    def in_column(self) -> bool:
        return self._columns or not self._reckoning

    @in_column.setter
    def in_column(self, value: bool) -> None:
        self._columns = value

    def _update_footnote_area(self) -> Any:
        self._reckoning = True
        try:
            return super()._update_footnote_area()
        finally:
            self._reckoning = False
