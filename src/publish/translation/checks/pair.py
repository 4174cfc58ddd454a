"""What every check is given: an entry with both its texts as a reader sees them, and what is known around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from ...diagnostics import Diagnostic, Place
from ...text.house import Entry, House
from ...text.mentions import Finder
from ..messages import Message
from ..tags import plain
from .conventions import ARTICLES

_EXCERPT = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry of the catalogue at `path`; `source` and `target` are its texts without tags, a forced break being
    a line break."""

    message: Message
    path: str
    source: str
    target: str

    def finding(self, code: str, said: str, before: str = "", after: str = "") -> Diagnostic:
        """A Diagnostic at the entry's line: “the translation of “…” ” and what is said of it."""
        text = f"the translation of “{self.excerpt}” {said}"
        return Diagnostic(code, text, Place(self.path, self.message.line), before=before, after=after)

    @property
    def excerpt(self) -> str:
        text = self.message.msgid
        return f"{text[:_EXCERPT]}…" if len(text) > _EXCERPT else text


@dataclass(frozen=True)
class Context:
    """The languages of a catalogue and what the house knows. `homes` has, for the key of each entry that seems to
    hold the translation of another, what is to be said of it (see `misplaced`)."""

    language: str
    locale: str
    house: House = field(default_factory=lambda: House("en"))
    homes: Mapping[tuple[str | None, str], str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def target_language(self) -> str:
        return self.locale.split("-")[0]

    @cached_property
    def sources(self) -> Finder:
        """Finds the house's names and terms in msgids."""
        return Finder(self.house, self.language)

    @cached_property
    def targets(self) -> Finder:
        """Finds them in msgstrs, forms with and without their article (Le Lac des cygnes, du Lac des cygnes)."""
        return Finder(self.bare_house, self.locale)

    @cached_property
    def bare_house(self) -> House:
        return replace(self.house, entries={key: self._bare(key) for key in self.house.entries})

    def finder(self, key: str) -> Finder:
        """For one entry of the house alone, since in a translation a longer form may cover a shorter one."""
        if key not in self._finders:
            house = replace(self.house, entries={key: self.bare_house.entries[key]})
            self._finders[key] = Finder(house, self.locale)
        return self._finders[key]

    @cached_property
    def _finders(self) -> dict[str, Finder]:
        return {}

    def _bare(self, key: str) -> Entry:
        entry = self.house.entries[key]
        forms = entry.accepted(self.locale)
        articles = ARTICLES.get(self.target_language)
        if not forms or not articles:
            return entry
        bare = (re.sub(rf"^(?:{articles})", "", form) for form in forms)
        return replace(entry, forms={**entry.forms, self.locale: tuple(dict.fromkeys((*forms, *bare)))})


Check = Callable[[Pair, Context], Iterator[Diagnostic]]


def pair(message: Message, path: str) -> Pair:
    """The Pair of an entry."""
    return Pair(message, path, _seen(message.msgid), _seen(message.msgstr))


def _seen(tagged: str) -> str:
    return plain(tagged.replace("<br/>", "\n"))
