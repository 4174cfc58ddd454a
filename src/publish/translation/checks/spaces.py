"""`stray-space`: spaces that nobody meant. Missing ones before French marks are none: composing sets them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ...languages import LANGUAGES, conventions
from .pair import Context, Pair

_ENDS = " \t\n\u00a0\u202f"
_DOUBLE = re.compile(r"\S*[ \t\u00a0\u202f]{2,}\S*")
_BEFORE_MARK = re.compile(r"\w+[ \t\u00a0\u202f]+[,.](?![\w.,…])")
_BEFORE_HIGH_MARK = re.compile(r"\w+[ \t\u00a0\u202f]+[;:?!](?![\w)(/-])")
_IN_BRACKETS = re.compile(r"[(\[][ \t\u00a0\u202f]+\S+|\S+[ \t\u00a0\u202f]+[)\]]")
_UNSEEN = re.compile("\\S*[\u200b\ufeff]\\S*")


def spaces(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    for said, pattern in _patterns(context):
        match = None if pattern.search(pair.source) else pattern.search(pair.target)
        if match:
            yield pair.finding("stray-space", f"has {said}: “{match.group().strip()}”", before=match.group())
    if _ends(pair.message.msgstr) != _ends(pair.message.msgid):
        yield pair.finding("stray-space", "begins or ends with other spaces or line breaks than its source")


def _patterns(context: Context) -> Iterator[tuple[str, re.Pattern[str]]]:
    yield "several spaces in a row", _DOUBLE
    yield "a space before a comma or full stop", _BEFORE_MARK
    yield "a space inside brackets", _IN_BRACKETS
    yield "a space that nobody sees", _UNSEEN
    if context.target_language in LANGUAGES and not conventions(context.locale).space_before:
        yield "a space before a mark", _BEFORE_HIGH_MARK


def _ends(text: str) -> tuple[str, str]:
    core = text.strip(_ENDS)
    start = text.find(core)
    return text[:start], text[start + len(core) :]
