"""What a catalogue is made of, free of how a PO file spells it: Messages in their order, and a header.

A Message has everything that a PO entry may carry, so that what a translator or her tools wrote is never
lost on the way through. This module imports nothing heavy: `publish stats` lives on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

Key = tuple[str | None, str]
_ALLOW = re.compile(r"publish:\s*allow\s+(.+)")


@dataclass(frozen=True, slots=True)
class Message:
    """One entry. `comments` are the translator's, `extracted` ours (`#.`), each without its mark;
    `references` are files (`#:`); the `previous_` fields say of which text the translation was made (`#|`);
    `line` is that of the msgid, from 1, 0 where the message was not read from a file."""

    msgid: str
    msgstr: str = ""
    msgctxt: str | None = None
    plural: str | None = None
    plural_msgstrs: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous_msgctxt: str | None = None
    previous_msgid: str | None = None
    previous_plural: str | None = None
    obsolete: bool = False
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> Key:
        """What tells entries apart; msgfmt refuses two of the same, obsolete ones included."""
        return self.msgctxt, self.msgid

    @property
    def is_empty(self) -> bool:
        return not self.msgstr.strip() and not any(self.plural_msgstrs)

    @property
    def is_fuzzy(self) -> bool:
        """Has a translation that somebody has to look at."""
        return "fuzzy" in self.flags and not self.is_empty

    @property
    def in_force(self) -> bool:
        """Has a translation that may be printed."""
        return not (self.obsolete or self.is_empty or "fuzzy" in self.flags)

    def allows(self, code: str) -> bool:
        """Whether the translator has silenced a check here: `# publish: allow name-form, numbers`."""
        found = (_ALLOW.search(comment) for comment in self.comments)
        return any(code in re.split(r"[\s,]+", match.group(1)) for match in found if match)


def made_fuzzy(message: Message) -> Message:
    """With the flag and with the text that the translation was made for, which for a translation that was
    fuzzy already is not the last one but the one before."""
    if message.is_fuzzy and message.previous_msgid is not None:
        return message
    flags = ("fuzzy", *(flag for flag in message.flags if flag != "fuzzy"))
    return replace(
        message,
        flags=flags,
        previous_msgctxt=message.msgctxt,
        previous_msgid=message.msgid,
        previous_plural=message.plural,
    )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All units of a work (or of the house) in one locale. `header` is the entry with the empty msgid."""

    path: str
    header: Message = Message("")
    messages: tuple[Message, ...] = ()

    @property
    def active(self) -> Iterator[Message]:
        return (message for message in self.messages if not message.obsolete)

    def field(self, name: str) -> str:
        """A field of the header, "" where it is not there."""
        return dict(header_fields(self.header)).get(name.lower(), "")


def header_fields(header: Message) -> Iterator[tuple[str, str]]:
    """The fields of a header in their order, names in lower case."""
    for line in header.msgstr.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()
