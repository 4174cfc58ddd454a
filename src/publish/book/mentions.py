"""Every mention of what the house knows, in the text as it is set: what glossary and index are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..text.document import Block, Locator, plain_text, walk
from ..text.house import House
from ..text.mentions import Finder
from ..translation.localise import Edition


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry of the house named at [start, end) of a block's plain text, by one of its forms; where only the
    paragraph of the source is known to name it, no form, `end` 0, and `start` where the name is to be expected."""

    key: str
    block: str
    start: int
    end: int
    form: str = ""

    @property
    def locator(self) -> Locator:
        return Locator(self.block, self.start)


def find_mentions(
    blocks: tuple[Block, ...], sources: Mapping[str, Block], house: House, edition: Edition
) -> Iterator[Mention]:
    """The mentions in a text in reading order; where a translated leaf names nothing that its source names, the leaf
    itself, as far down as the source has the name: a paragraph may run over to another page. `sources` are the leaves
    that the text was translated from."""
    finders = {lang: Finder(house, lang) for lang in (edition.locale, edition.work.language)}
    source_finder = finders[edition.work.language]
    translated = edition.locale != edition.work.language
    for block in walk(blocks):
        if not block.is_leaf:
            continue
        finder = finders.get(block.lang or edition.locale, source_finder)
        text = plain_text(block.inlines)
        here = [Mention(m.key, block.id, m.start, m.end, m.form) for m in finder.find(text)]
        yield from here
        if translated and not block.lang and block.id in sources:
            source = plain_text(sources[block.id].inlines)
            named = {m.key: m.start for m in reversed(list(source_finder.find(source)))}
            for key in sorted(named.keys() - {m.key for m in here}):
                yield Mention(key, block.id, named[key] * len(text) // len(source), 0)
