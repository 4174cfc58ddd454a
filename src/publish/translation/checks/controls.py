"""`bidi-control`: unseen characters that turn the direction of a text (Unicode TR 36, “Trojan Source”)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ...languages import conventions
from .pair import Context, Pair

_MARKS = "\u200e\u200f\u061c"
_OVERRIDES = "\u202d\u202e"
_OPENING, _CLOSING = "\u202a\u202b\u2066\u2067\u2068", "\u202c\u2069"
_ANY = re.compile(f"[{_MARKS}{_OVERRIDES}{_OPENING}{_CLOSING}]")


def controls(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    allowed = set(_ANY.findall(pair.source))
    text = pair.target
    if conventions(context.locale).rtl:
        allowed |= set(_MARKS)
        if sum(text.count(c) for c in _OPENING) == sum(text.count(c) for c in _CLOSING):
            allowed |= set(_OPENING + _CLOSING)
    found = [c for c in dict.fromkeys(_ANY.findall(text)) if c not in allowed]
    if found:
        numbers = ", ".join(f"U+{ord(c):04X}" for c in found)
        yield pair.finding("bidi-control", f"holds {numbers}, which nobody sees and which turns the direction of text")
