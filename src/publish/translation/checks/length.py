"""`length`: a translation so short or so long that part of it, or of another, has slipped."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic
from .conventions import LENGTHS
from .pair import Context, Pair

_LONG_ENOUGH = 60  # characters; below it nothing can be told from the length
_SHORTEST, _LONGEST = 0.45, 2.2  # of the length to be expected
_USUAL = 1.1


def length(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    if len(pair.source) < _LONG_ENOUGH or pair.message.key in context.homes:
        return
    usual = LENGTHS.get(context.target_language, _USUAL) / LENGTHS.get(context.language.split("-")[0], _USUAL)
    expected = usual * len(pair.source)
    if not _SHORTEST * expected <= len(pair.target.strip()) <= _LONGEST * expected:
        often = "short" if len(pair.target) < expected else "long"
        said = f"is very {often}: {len(pair.target)} characters, where about {expected:.0f} are usual"
        yield pair.finding("length", said)
