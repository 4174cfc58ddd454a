"""`copied`: a text, or a long piece of one, that is still in the language of the source.

Names, numbers, abbreviations and titles are rightly the same in both languages; whole sentences are not, and a
sentence is told by the little words that its language cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ...languages import FUNCTION_WORDS
from ..tags import plain
from .pair import Context, Pair

_TITLE = re.compile(r"<em>.*?</em>|“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"|<code\d+/>|\S+://\S+", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = 7  # words in a row that are the same
_PLAIN_WORDS = 3  # lower-case words of a language whose little words nobody has listed


def copied(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    if context.target_language == context.language.split("-")[0]:
        return
    source, target = _running(pair.message.msgid), _running(pair.message.msgstr)
    if pair.source.split() == pair.target.split():
        if _is_sentence(source, context, enough=1):
            yield pair.finding("copied", "is the source")
    elif piece := _common_piece(source, target, context):
        yield pair.finding("copied", f"has a piece of the source in it: “{piece}”", before=piece)


def _running(tagged: str) -> str:
    """A text without its titles and quotations."""
    return plain(_TITLE.sub(" | ", tagged))


def _is_sentence(text: str, context: Context, enough: int) -> bool:
    """Whether a text has so many of the little words of the source language, which are none in the locale."""
    words = _WORD.findall(text)
    own = FUNCTION_WORDS.get(context.language.split("-")[0])
    if own is None:
        return len([w for w in words if w.islower()]) >= _PLAIN_WORDS * enough
    others = FUNCTION_WORDS.get(context.target_language, frozenset())
    return len([w for w in words if w.lower() in own - others]) >= enough


def _common_piece(source: str, target: str, context: Context) -> str:
    """The first piece of the source, of some words, that a translation has word for word."""
    haystack = " ".join(target.split())
    words = source.split()
    for start in range(len(words) - _PIECE + 1):
        piece = " ".join(words[start : start + _PIECE])
        if piece in haystack and "|" not in piece and _is_sentence(piece, context, enough=2):
            return piece
    return ""
