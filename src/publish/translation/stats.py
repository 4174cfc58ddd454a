"""How far a translation is, in entries and in words, from its catalogue alone: no text is read for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .messages import Catalogue, Key, Message

_TAG = re.compile(r"</?[a-z]+[0-9]*/?>")
_ENTITY = re.compile(r"&(?:lt|gt|amp);")
# Chinese and Japanese are counted by the character, as their translators are paid.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['’\-.,][^\W\u3040-\u30ff\u3400-\u9fff]+)*"
)


@dataclass(frozen=True, slots=True)
class Count:
    """So many entries, and the words of their sources."""

    entries: int = 0
    words: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.entries + other.entries, self.words + other.words)


NONE = Count()


@dataclass(frozen=True, slots=True)
class Progress:
    """The entries of a catalogue that are in force, to be looked at, and still to do; obsolete ones left
    out. `failed` are those in force in which a check finds something."""

    translated: Count = NONE
    fuzzy: Count = NONE
    untranslated: Count = NONE
    failed: Count = NONE

    @property
    def total(self) -> Count:
        return self.translated + self.fuzzy + self.untranslated

    @property
    def share(self) -> float:
        """The translated part of the words, from 0 to 1."""
        total = self.total
        return self.translated.words / total.words if total.words else 1.0


def words(tagged: str) -> int:
    """The words of a tagged text, its tags not counted."""
    return len(_WORD.findall(_ENTITY.sub(" ", _TAG.sub("", tagged))))


def progress(catalogue: Catalogue, failed: Collection[Key] = ()) -> Progress:
    """The Progress of a catalogue; `failed` are the keys of entries in which a check finds something."""
    return _progress(list(catalogue.active), failed)


def chapters(catalogue: Catalogue, failed: Collection[Key] = ()) -> dict[str, Progress]:
    """The Progress of each file that the entries of a catalogue come from (`#:`), in their order; an entry of
    several files counts for the first."""
    files: dict[str, list[Message]] = {}
    for message in catalogue.active:
        files.setdefault(next(iter(message.references), ""), []).append(message)
    return {file: _progress(messages, failed) for file, messages in files.items()}


def _progress(messages: list[Message], failed: Collection[Key]) -> Progress:
    return Progress(
        translated=count(m.msgid for m in messages if m.in_force),
        fuzzy=count(m.msgid for m in messages if m.is_fuzzy),
        untranslated=count(m.msgid for m in messages if m.is_empty),
        failed=count(m.msgid for m in messages if m.in_force and m.key in failed),
    )


def count(msgids: Iterable[str]) -> Count:
    """The Count of entries with these sources."""
    return sum((Count(1, words(msgid)) for msgid in msgids), NONE)
