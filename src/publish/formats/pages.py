"""Pages of a text, as WeasyPrint makes them, with five things mended that it does.

It moves a note that was placed already to the page after its call; it draws the border of a paragraph that is broken
down to the foot of the page; beside an emphasis it breaks lines too early; German words it divides where they are not;
and a line that is read from the right it indents at its end. The mending leans on its internals
(`LayoutContext.in_column`, `split_first_line`, the boxes of a page): its version is pinned, and tests look at notes,
rules and lines on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyphen
from weasyprint import DEFAULT_OPTIONS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, inline
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from .fullwidth import WIDE, FullWidth, spread
from .hyphenation import dictionary

Replaced = tuple[Any, str, Any]  # what holds a function, its name, and another in its place
_NARROWEST = 4  # characters to the em, at most: a longer text does not fit


def paginate(source: HTML, styles: list[Any], fonts: FontConfiguration, counters: CounterStyle) -> Document:
    """The pages of a text."""
    wide = any(WIDE.search(text) for text in source.etree_element.itertext())
    with _replaced([*_full_lines(), *(_full_width() if wide else ())]):
        document = _Document._render(source, fonts, counters, None, DEFAULT_OPTIONS | {"stylesheets": styles})
    for page in document.pages:
        _end_borders(page)
        _indent_starts(page)
    return document


@contextmanager
def _replaced(functions: list[Replaced]) -> Iterator[None]:
    """WeasyPrint with these in the place of its own."""
    own = [(owner, name, getattr(owner, name)) for owner, name, _ in functions]
    try:
        for owner, name, function in functions:
            setattr(owner, name, function)
        yield
    finally:
        for owner, name, function in own:
            setattr(owner, name, function)


def _full_width() -> Iterator[Replaced]:
    """Lines of full-width type are set by `fullwidth`."""
    justify = inline.justify_line

    def justify_line(context: Any, line: Any, extra: float) -> None:
        if not spread(line, extra):
            justify(context, line, extra)

    yield line_break, "Layout", FullWidth
    yield inline, "justify_line", justify_line


def _full_lines() -> Iterator[Replaced]:
    """Lines are broken by the functions below, words by `hyphenation`."""
    split, can_break, remove_space = inline.split_first_line, inline.can_break_inside, inline.remove_last_whitespace

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **more: Any) -> Any:
        """A run of text that fits but for the space at its end stays whole: that space hangs over the end of the line
        (CSS Text 3, 4.1.3). WeasyPrint counts it in and, finding the run too wide, divides its first word; so it does
        with one too wide by less than Pango tells, for which a narrower line has the right break. A piece that is too
        wide by as little would make it break the line long before, in an emphasis."""

        def line(text: str, width: Any) -> Any:
            return split(text, style, context, width, *rest, **more)

        found = line(text, max_width)
        if found[2] is None or not max_width:
            return found
        long = len(text) * style["font_size"] > _NARROWEST * max_width
        if long and found[3] <= max_width:
            return found
        if not long and text.endswith(" ") and line(text[:-1], max_width)[2] is None:
            return line(text, None)
        both = (found, line(text, max_width - style["font_size"] / 2))
        return max([made for made in both if made[3] <= max_width] or [found], key=lambda made: made[1])

    def can_break_inside(box: Any) -> bool:
        """A word alone in its box, such as an emphasis, can be divided, too, where what follows it does not fit."""
        word = isinstance(box, boxes.TextBox) and box.style["hyphens"] == "auto"
        return can_break(box) or (word and len(box.text) >= box.style["hyphenate_limit_chars"][0])

    def remove_last_whitespace(context: Any, line: Any) -> None:
        """The space at the end of a line goes, and what stands to its left or right closes up. WeasyPrint moves all of
        a line that is read from the right, and leaves a gap where the space was."""
        width, places = line.width, [child.position_x for child in line.children]
        remove_space(context, line)
        if line.width != width:
            for child, place in zip(line.children, places, strict=True):
                child.translate(dx=place - child.position_x, ignore_floats=True)
            _close_up(context, line, width - line.width)

    yield inline, "split_first_line", split_first_line
    yield inline, "can_break_inside", can_break_inside
    yield inline, "remove_last_whitespace", remove_last_whitespace
    yield pyphen, "HyphDict", dictionary


def _close_up(context: Any, line: Any, space: float) -> None:
    """Sets the last text of a line without the space that it ended in, of this width; what is read before it stands
    to its right in a line that is read from there."""
    last = line
    while isinstance(last, (boxes.LineBox, boxes.InlineBox)):
        *before, last = last.children
        for box in before if line.style["direction"] == "rtl" else ():
            box.translate(dx=-space, ignore_floats=True)
    last.pango_layout = line_break.create_layout(
        last.text, last.style, context, max_width=None, justification_spacing=0
    )
    last.pango_layout.deactivate()


def _end_borders(page: Any) -> None:
    """A paragraph that runs on to the next page ends, for its border, with its last line on this one."""
    for box in page._page_box.descendants():
        if isinstance(box, boxes.BlockBox) and box.children and isinstance(box.children[-1], boxes.LineBox):
            last = box.children[-1]
            box.height = min(box.height, last.position_y + last.height - box.content_box_y())


def _indent_starts(page: Any) -> None:
    """An indent stands where a line begins: on the right where it is read from there. WeasyPrint sets such a line
    against the right edge and leaves the indent out on the left, or lets it hang there. The places of links and
    headings are taken anew, for they move along."""
    lines = [box for box in page._page_box.descendants() if isinstance(box, boxes.LineBox) and box.text_indent]
    from_right = [line for line in lines if line.style["direction"] == "rtl"]
    for line in from_right:
        line.translate(-line.text_indent, 0)
    if from_right:
        page.__init__(page._page_box)


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
