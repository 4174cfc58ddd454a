"""`tags`: what is filled into a word of the tool's own (`Translated by %(names)s`) has its places in the house's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ..segments import LABEL
from .pair import Context, Pair

_PLACE = re.compile(r"%\(\w+\)s")


def placeholders(pair: Pair, _: Context) -> Iterator[Diagnostic]:
    wanted, text = set(_PLACE.findall(pair.message.msgid)), pair.message.msgstr
    if pair.message.msgctxt != LABEL or not wanted:
        return
    if set(_PLACE.findall(text)) != wanted or "%" in _PLACE.sub("", text):
        yield pair.finding(
            "tags", f"has to hold {', '.join(sorted(wanted))}, where something is filled in, and no other %"
        )
