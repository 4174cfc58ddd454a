"""Lines that were wrapped at a column, told from lines that the author ended, and joined again.

A wrapped line is full: the first word of the next line would not have fitted on it. Verse ends its lines
early, or begins each with a capital.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from .head import Line, width

LONG = 120  # columns: no text is wrapped as wide as this; such a line is a paragraph
_NARROW = 30  # and none as narrow as this
# Words that a hanging hyphen may stand before: “pre- and post-war”.
_CONJUNCTIONS = "and or und oder bzw et ou y o e of en i a и или та й"


def wrap_column(lines: list[Line]) -> int:
    """The column that a text is wrapped at, 0 if it is not: nearly its widest line that has a neighbour."""
    blocks = [-1, *(line.block for line in lines), -1]
    widths = sorted(width(line.text) for n, line in enumerate(lines, 1) if line.block in (blocks[n - 1], blocks[n + 1]))
    column = widths[min(len(widths) - 1, len(widths) * 98 // 100)] if widths else 0
    return column if _NARROW <= column <= LONG else 0


def is_wrapped(lines: list[Line], column: int) -> bool:
    """Whether these lines were broken because the column was full, not because the author ended them
    there."""
    if len(lines) < 2:
        return True
    if not column:
        return False
    pairs = list(pairwise(lines))
    full = sum(width(a.text) + 1 + width(_first_word(b.text)) > column - 1 for a, b in pairs) / len(pairs)
    firsts = [next((c for c in b.text if c.isalnum()), "") for _a, b in pairs]
    upper = sum(c.isupper() for c in firsts) / len(pairs)
    lower = sum(c.islower() for c in firsts) / len(pairs)
    if upper > 0.8 and len(pairs) > 2:
        return False  # verse: a capital begins each line
    average = sum(width(a.text) for a, _b in pairs) / len(pairs)
    return full >= 0.8 or (lower >= 0.5 and average > 45)


def _first_word(text: str) -> str:
    """What would have had to fit on the line before: a word, or in East Asian text a letter."""
    word = text.split()[0]
    return word[:1] if _is_wide(word[0]) else word


def joined(lines: list[Line]) -> str:
    """Wrapped lines as one: with a space, but none after a hyphen inside a word and between East Asian
    letters."""
    out = lines[0].text.strip()
    for line in lines[1:]:
        text = line.text.strip()
        close = (_is_wide(out[-1]) and _is_wide(text[0])) or hyphenated(out, text)
        out += text if close else f" {text}"
    return out


def hyphenated(before: str, after: str) -> bool:
    """Whether a line that ends in `before` goes on without a space in `after`: “well-/known”, “he
    said--/but”."""
    word = after.split()[0].casefold()
    return bool(re.search(r"\w(?:-{1,2}|—)$", before)) and after[0].isalnum() and word not in _CONJUNCTIONS.split()


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
