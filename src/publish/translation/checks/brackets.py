"""`unbalanced`: a quotation mark or bracket that is opened and not closed, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic
from .pair import Context, Pair

_BRACKETS = ("()", "[]", "{}", "«»", "‹›", "「」", "『』", "《》", "〈〉", "（）", "【】")
_ITEM = re.compile(r"(?:^|(?<=[\s;,:.]))[^\W_]{1,3}\)")  # “a)”, “12)”: the bracket of an enumeration has no other
_INCHES = re.compile(r"(?<=\d)[\"”]")


def brackets(pair: Pair, _: Context) -> Iterator[Diagnostic]:
    # A paragraph of a quotation that goes on has no closing mark: the source then has none either.
    wrong = _unbalanced(pair.target)
    if wrong and not _unbalanced(pair.source):
        yield pair.finding("unbalanced", f"has {wrong}")


def _unbalanced(text: str) -> str:
    """What is opened and not closed in a text, "" where all is in order."""
    text = _ITEM.sub("", text) if text.count("(") != text.count(")") else text
    for bracket in _BRACKETS:
        opening, closing = bracket[0], bracket[1]
        if text.count(opening) != text.count(closing):
            return f"{text.count(opening)} “{opening}” and {text.count(closing)} “{closing}”"
    if text.count('"') % 2 and len(_INCHES.findall(text)) % 2 == 0:
        return 'a straight quotation mark (") without its other'
    # English “…”, German „…“, Polish „…”, Swedish ”…”: the marks change their roles, their number stays even.
    if (text.count("“") + text.count("”") + text.count("„") + text.count("‟")) % 2:
        return "a quotation mark without its other"
    return ""
