"""Translations of paragraphs that were split or joined: proposals, with the text that they were made for.

Where source and translation have the same number of sentences it is clear where a translation is to be
divided. Where they have not, each part gets the whole: it is easier to delete than to remember.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .messages import Message, made_fuzzy

# The end of a sentence with what closes after it; in Chinese and Japanese no space follows.
_END = re.compile(r"(?:[.!?…]+[”’»\")\]]*(?:<fn[0-9]+/>|</[a-z]+[0-9]*>)*\s+(?=\W*[^\W\d_a-z])|[。！？]+[」』”]*)")
_TAG = re.compile(r"<(/?)([a-z]+[0-9]+)(/?)>")
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$")


def sentences(text: str) -> list[str]:
    """The sentences of a tagged text, each with the space that follows it."""
    ends = [match.end() for match in _END.finditer(text)]
    bounds = [0, *ends, len(text)]
    return [text[a:b] for a, b in pairwise(bounds) if a < b]


def divided(message: Message, texts: Sequence[str]) -> list[Message]:
    """The entry of a whole as entries for its parts, fuzzy unless there is no translation."""
    counts = [len(sentences(text)) for text in texts]
    translated = sentences(message.msgstr)
    base = message if message.is_empty else made_fuzzy(message)
    if message.is_empty or len(translated) != sum(counts):
        return [base for _ in texts]
    parts, at = [], 0
    names = _names(message.msgid)
    for text, count in zip(texts, counts, strict=True):
        own = _names(text)
        part = "".join(translated[at : at + count]).strip()
        parts.append(replace(base, msgstr=_renamed(part, dict(zip(names, own, strict=False)))))
        names, at = names[len(own) :], at + count
    return parts


def joined(messages: Sequence[Message]) -> Message:
    """The entries of parts as one for the whole."""
    first = messages[0]
    if all(m.is_empty for m in messages):
        return replace(first, comments=_comments(messages))
    whole = replace(
        first,
        msgid=" ".join(m.previous_msgid or m.msgid for m in messages),
        msgstr=_together([m.msgstr for m in messages]),
        comments=_comments(messages),
        previous_msgid=None,
        previous_msgctxt=None,
    )
    return made_fuzzy(whole)


def _comments(messages: Sequence[Message]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(comment for m in messages for comment in m.comments))


def _together(texts: Sequence[str]) -> str:
    whole = ""
    for text in texts:
        space = " " if whole and text and not _UNSPACED.search(whole) else ""
        whole += space + text
    return whole


def _names(text: str) -> list[str]:
    """The numbered tags of a text in the order in which they begin."""
    return [match[2] for match in _TAG.finditer(text) if not match[1]]


def _renamed(text: str, names: dict[str, str]) -> str:
    return _TAG.sub(lambda m: f"<{m[1]}{names.get(m[2], m[2])}{m[3]}>", text)
