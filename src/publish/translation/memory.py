"""What was translated elsewhere, offered for what is not translated yet: fuzzy, and with its source named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from .likeness import RareWords, likeness, units
from .messages import Catalogue, Message

PROPOSED = "Proposed from "  # begins the comment that names the source
ALIKE = 75.0  # per cent; below, correcting a proposal takes longer than translating


@dataclass(frozen=True)
class Memory:
    """The translations in force of one locale, each with the name of the work that it is from."""

    known: tuple[tuple[str, Message], ...]

    @classmethod
    def of(cls, catalogues: Iterable[tuple[str, Catalogue]]) -> Memory:
        return cls(tuple((name, m) for name, c in catalogues for m in c.active if m.in_force and m.plural is None))

    @cached_property
    def _same(self) -> dict[str, int]:
        return {m.msgid: n for n, (_, m) in reversed(list(enumerate(self.known)))}

    @cached_property
    def _rare(self) -> RareWords:
        return RareWords({n: m.msgid for n, (_, m) in enumerate(self.known)})

    def find(self, msgid: str) -> tuple[str, Message] | None:
        """The translation of the same text or else of the most alike, with its source."""
        if msgid in self._same:
            return self.known[self._same[msgid]]
        own = units(msgid)
        scored = ((likeness(units(self.known[n][1].msgid), own, ALIKE), -n) for n in self._rare.candidates(msgid))
        score, minus = max(scored, default=(0.0, 0))
        return self.known[-minus] if score else None


def propose(catalogue: Catalogue, memory: Memory) -> tuple[Catalogue, int]:
    """The catalogue with proposals for what is untranslated, and how many there are."""
    if not memory.known or not any(m.is_empty for m in catalogue.active):
        return catalogue, 0
    done = tuple(_proposed(m, memory) if m.is_empty and not m.obsolete else m for m in catalogue.messages)
    return replace(catalogue, messages=done), sum(a is not b for a, b in zip(done, catalogue.messages, strict=True))


def _proposed(message: Message, memory: Memory) -> Message:
    found = memory.find(message.msgid)
    if found is None:
        return message
    name, other = found
    return replace(
        message,
        msgstr=other.msgstr,
        flags=("fuzzy", *(flag for flag in message.flags if flag != "fuzzy")),
        previous_msgid=other.msgid if other.msgid != message.msgid else None,
        extracted=(*message.extracted, f"{PROPOSED}“{name}”"),
    )
