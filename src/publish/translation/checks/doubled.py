"""`doubled-word`: a word that stands twice in a row by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic
from ...languages import DOUBLES, REPEATING
from .pair import Context, Pair

DOUBLED = re.compile(r"(?<![\w’'-])([^\W\d_]+)[ \u00a0\u202f]+(\1)(?![\w’'-])", re.IGNORECASE)


def doubled(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    language = context.target_language
    if language in REPEATING or DOUBLED.search(pair.source):
        return
    right = DOUBLES.get(language, frozenset())
    for match in DOUBLED.finditer(pair.target):
        if match[1].lower() not in right and not (match[1].isupper() and match[2].isupper()):
            yield pair.finding("doubled-word", f"says “{match.group()}”", before=match.group(), after=match[1])
