"""`tags` and `markup`: the tags of a translation (links and footnotes among them) are those of its source."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic, Place
from ..tags import TagError, check_tags
from .pair import Context, Pair


def markup(pair: Pair, _: Context) -> Iterator[Diagnostic]:
    try:
        check_tags(pair.message.msgid, pair.message.msgstr)
    except TagError as error:
        yield Diagnostic(
            error.code,
            f"in the translation of “{pair.excerpt}”: {error.message}",
            Place(pair.path, pair.message.line),
            error.hint,
        )
