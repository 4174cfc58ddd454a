"""What is quoted, and of what kind. A short quotation (up to three words) is a scare quote and as much text as the
rest; a longer one is speech, or the title of a work, and so is what stands in a block of quotation. Titles are also
what is emphasised and has capitals. Speech and titles take proposals for misspellings, never a convention.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .corpus import Passage

SCARE = 3  # words
_QUOTED = re.compile(r'“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|"[^"]*"|(?<!\w)‘[^‘’]*(?:’\w[^‘’]*)*’(?!\w)')


@lru_cache(maxsize=4096)
def quotations(passage: Passage) -> tuple[tuple[int, int], ...]:
    """[start, end) of what is speech or a title in a passage."""
    if passage.quoted:
        return ((0, len(passage.text)),)
    spans = [m.span() for m in _QUOTED.finditer(passage.text) if len(m.group().split()) > SCARE]
    titles = [(a, b) for a, b in passage.marks if passage.text[a:b].strip()[:1].isupper() and " " in passage.text[a:b]]
    return tuple(spans + titles)


def is_quoted(passage: Passage, start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in quotations(passage))
