"""What a style sheet may not ask for: a file or an address of any kind.

A book's style has its fonts and no pictures, so every `url()` and `@import` and every font of the reader's machine
(`local()`) in a project's own sheet is refused at its line, before a renderer or a reading system sees it (CSS Syntax
3; tinycss2 does the reading, escapes included).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import Diagnostic, Place, Refusal
from .artefact import Style

_LOADING = frozenset({"url", "src", "local", "image", "image-set", "-webkit-image-set"})


def check_style(style: Style) -> Iterator[Diagnostic]:
    """`resource-refused` for each address in a style sheet, `style` for what is no CSS."""
    importing = False
    for token in _tokens(style):
        place = Place(style.path, token.source_line, token.source_column)
        if token.type == "error":
            yield Diagnostic("style", f"“{style.path}” is not a style sheet: {token.message}", place)
        address = _address(token, importing)
        if address is not None:
            yield Diagnostic("resource-refused", f"“{address[:80]}” is not a file of the book", place)
        importing = (token.type == "at-keyword" and token.lower_value == "import") or (
            importing and token.type == "whitespace"
        )


def generated_texts(style: Style) -> Iterator[tuple[Place, str]]:
    """The strings of a style sheet: what it may put into the book."""
    for token in _tokens(style):
        if token.type == "string":
            yield Place(style.path, token.source_line, token.source_column), token.value


def _tokens(style: Style) -> list[Any]:
    """Every token of a style sheet, those in brackets after the bracket; Refusal `style` where they lie too deep."""
    import tinycss2

    try:
        return list(_all(tinycss2.parse_component_value_list(style.text, skip_comments=True)))
    except RecursionError:
        raise Refusal([Diagnostic("style", f"“{style.path}” nests too deep", Place(style.path))]) from None


def _all(tokens: list[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        if token.type != "function" or token.lower_name not in _LOADING:
            yield from _all(getattr(token, "content", None) or getattr(token, "arguments", None) or [])


def _address(token: Any, importing: bool) -> str | None:
    """What a token asks for; None for one that asks for nothing."""
    if token.type == "url" or (importing and token.type == "string"):
        return str(token.value)
    if token.type == "function" and token.lower_name in _LOADING:
        return next((str(a.value) for a in token.arguments if a.type in ("string", "url")), token.name)
    return None
