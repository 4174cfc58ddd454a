"""What an index enters: mentions of what the house knows, and what authors mark, as a tree of entries.

After the Chicago Manual of Style (“Indexes”). An entry that is only to be seen elsewhere has no page numbers: they
stand where it leads. A form that the text uses and that is far from the heading in the alphabet gets a *see*, and so
does what stands under another entry, in its own place. *See also* leads only to what is there. What authors mark they
mark for good: marked words are entered as they say, and not a second time as a mention. An entry with `indexed = false`
is named in passing; only marks of it are entered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from ..diagnostics import Place
from ..inflection import declines
from ..text.document import Block, Locator, walk
from ..text.house import Entry, House
from ..text.marks import Mark, Path, resolved
from ..text.mentions import Finder
from ..text.reading import slug
from ..translation.localise import Edition
from ..translation.segments import index_id
from .index import IndexEntry, Reference, in_order, sort_text
from .mentions import Mention
from .typography import between

Keys = tuple[str, ...]  # where an entry stands: its key, or that of a main entry and its own


def index_entries(
    blocks: tuple[Block, ...], mentions: Iterable[Mention], marks: Iterable[Mark], house: House, edition: Edition
) -> list[IndexEntry]:
    """The main entries, in no order, with all that stands under them."""
    order = {block.id: number for number, block in enumerate(walk(blocks))}
    gathering = _Gathering(house, edition)
    marks = tuple(marks)
    gathering.mark(marks)
    gathering.mention(mentions, _Silence(marks, gathering))
    return gathering.entries(order)


class _Gathering:
    """References by the place of their entry in the tree; `_subjects` has the keys of headings that authors have
    marked and the house does not know."""

    def __init__(self, house: House, edition: Edition):
        self.house, self.edition, self.locale = house, edition, edition.locale
        self.named = house.named(edition.work.language)
        self._parents = {child: entry.key for entry in house.entries.values() for child in entry.sub}
        self._subjects: dict[str, Path] = {}
        self._references: dict[Keys, list[Reference]] = defaultdict(list)
        self._used: dict[str, set[str]] = defaultdict(set)  # the forms that the text uses, by key

    def mark(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            last = mark.last if mark.blocks else mark.first
            for path in mark.paths:
                for keys in self._keys_of(resolved(path, self.named)):
                    self._references[keys].append(Reference(mark.first, last))

    def mention(self, mentions: Iterable[Mention], silence: _Silence) -> None:
        for mention in mentions:
            if self.house.entries[mention.key].indexed and not silence.covers(mention):
                self._used[mention.key].add(mention.form)
                for keys in self._home(mention.key):
                    self._references[keys].append(Reference(mention.locator, mention.locator))

    # Where things stand

    def _home(self, key: str, passed: tuple[str, ...] = ()) -> list[Keys]:
        """Where the pages of an entry of the house stand: elsewhere if it has a `see`."""
        see = [t for t in self.house.entries[key].see if t in self.house.entries and t not in passed]  # no circle
        if see:
            return [keys for target in see for keys in self._home(target, (*passed, key))]
        parent = self._parents.get(key)
        return [(parent, key)] if parent else [(key,)]

    def _keys_of(self, path: Path) -> list[Keys]:
        """Where a mark enters what it marks."""
        known = path[0] in self.house.entries
        if len(path) == 1:
            return self._home(path[0]) if known else [(self._subject(path),)]
        main = self._home(path[0])[0][-1] if known else self._subject(path[:1])
        return [(main, path[1] if path[1] in self.house.entries else self._subject(path))]

    def _subject(self, path: Path) -> str:
        key = f"subject.{'.'.join(slug(part) for part in path)}"
        while self._subjects.setdefault(key, path) != path:
            key += "."
        return key

    # The tree

    def entries(self, order: dict[str, int]) -> list[IndexEntry]:
        """The main entries with their references in reading order."""
        mains = dict.fromkeys(keys[0] for keys in self._references)
        found = {key: self._entry((key,), order) for key in mains}
        there = {*self._references, *((key,) for key in mains)}
        for entry in self.house.entries.values():
            targets = [keys for keys in self._home(entry.key) if keys in there and keys != (entry.key,)]
            if targets and entry.key not in found:
                found[entry.key] = self._seen_elsewhere(entry.key, self._heading((entry.key,))[0], targets)
        return [*found.values(), *self._variants(there)]

    def _entry(self, keys: Keys, order: dict[str, int]) -> IndexEntry:
        heading, lang = self._heading(keys)
        known = self.house.entries.get(keys[-1])
        under = [other for other in self._references if other[:-1] == keys]
        return IndexEntry(
            key="--".join(keys),
            heading=heading,
            sort=self._sort(known, heading, is_sub=len(keys) > 1),
            references=tuple(_in_reading_order(self._references.get(keys, ()), order)),
            entries=tuple(in_order((self._entry(other, order) for other in under), self.locale)),
            see_also=self._see_also(known, keys) if known else (),
            lang=lang,
            is_title=known is not None and known.kind == "work",
            place=known.place if known else Place(self.edition.work.path),
        )

    def _heading(self, keys: Keys) -> tuple[str, str]:
        """The last heading of a place, and the language that it stands in where that is not the book's. Under another
        entry a thing needs no more than its name (“White House”, not “White House (Moscow)”)."""
        language, key = self.edition.work.language, keys[-1]
        if key in self._subjects:
            path = self._subjects[key]
            translated = self.edition.index_headings.get(index_id(path))
            return translated or path[-1], "" if translated or self.locale == language else language
        entry = self.house.entries[key]
        called = entry.form if len(keys) > 1 and entry.kind != "person" else entry.heading
        own = called(self.locale)
        return (own, "") if own else (called(language) or entry.native, language)

    def _sort(self, known: Entry | None, heading: str, *, is_sub: bool) -> str:
        reading = known.reading(self.locale, heading) if known else ""
        is_name = known is not None and known.kind in ("person", "place")
        return reading or sort_text(heading, self.locale, is_name=is_name, is_sub=is_sub)

    def _called(self, keys: Keys) -> tuple[str, str]:
        """The key and the heading by which another entry refers to this one (“Bruges: lace making”)."""
        headings = (self._heading(keys[:depth])[0] for depth in range(1, len(keys) + 1))
        return "--".join(keys), between(":", self.locale).join(headings)

    def _see_also(self, entry: Entry, own: Keys) -> tuple[tuple[str, str], ...]:
        homes = dict.fromkeys(chain.from_iterable(self._home(k) for k in entry.see_also if k in self.house.entries))
        return self._sorted_targets(k for k in homes if k in self._references and k != own)

    def _sorted_targets(self, targets: Iterable[Keys]) -> tuple[tuple[str, str], ...]:
        called = [self._called(keys) for keys in targets]
        return tuple((e.key, e.heading) for e in in_order((IndexEntry(k, h) for k, h in called), self.locale))

    def _seen_elsewhere(self, key: str, heading: str, targets: Iterable[Keys]) -> IndexEntry:
        known = self.house.entries[key.partition("--")[0]]
        return IndexEntry(
            key, heading, self._sort(known, heading, is_sub=False),
            see=self._sorted_targets(targets), is_title=known.kind == "work", place=known.place,
        )  # fmt: skip

    def _variants(self, there: set[Keys]) -> Iterator[IndexEntry]:
        """A *see* for each form that the text uses and that nobody would look for near the heading (“USSR”)."""
        for key, forms in self._used.items():
            heading = self._heading((key,))[0]
            targets = [keys for keys in self._home(key) if keys in there]
            for form in sorted(forms - {""}):
                if not near(form, heading, self.locale):
                    yield self._seen_elsewhere(f"{key}--form.{slug(form)}", form, targets)


class _Silence:
    """Which mentions are not entered as such: those in a section or in words that are kept out, and those whose words
    are marked under the same heading. Where a translation lost the mark on words, all its paragraph says of them."""

    def __init__(self, marks: Iterable[Mark], gathering: _Gathering):
        finder = Finder(gathering.house, gathering.edition.work.language)
        self._blocks: set[str] = set()
        self._words: dict[str, list[tuple[int, int, frozenset[str] | None]]] = defaultdict(list)
        for mark in marks:
            if mark.blocks:
                self._blocks |= mark.blocks if not mark.paths else frozenset()
                continue
            named = frozenset(gathering.named.get(part.casefold(), "") for path in mark.paths for part in path)
            if mark.lost and mark.words:
                keys = named or frozenset(m.key for m in finder.find(mark.words))
                self._words[mark.first.block].append((0, -1, keys))
            else:
                self._words[mark.first.block].append((mark.first.offset, mark.last.offset, named or None))

    def covers(self, mention: Mention) -> bool:
        spans = self._words.get(mention.block, ())
        return mention.block in self._blocks or any(
            (end < 0 or (mention.start < end and start < mention.end)) and (keys is None or mention.key in keys)
            for start, end, keys in spans
        )


def _in_reading_order(references: Iterable[Reference], order: dict[str, int]) -> Iterator[Reference]:
    """Each once; a place within a range is part of it."""

    def position(locator: Locator) -> tuple[int, int]:
        return order[locator.block], locator.offset

    end = (-1, 0)
    for reference in sorted(set(references), key=lambda r: (position(r.first), tuple(-n for n in position(r.last)))):
        if position(reference.last) > end:
            yield reference
            end = max(end, position(reference.last)) if reference.last != reference.first else end


def near(form: str, heading: str, locale: str) -> bool:
    """Whether a reader who looks for a form comes upon the heading: it has the same words, or begins alike."""
    one, other = form.casefold(), heading.casefold()
    words, others = _words(one), _words(other)
    alike = sort_text(one, locale)[:3] == sort_text(other, locale)[:3]
    return (
        alike
        or one in other
        or bool(others and others[0] in one)
        or set(words) <= set(others)
        or (declines(locale) and _declined_alike(words, others))
    )


def _words(text: str) -> list[str]:
    """The words of a name in whatever marks they stand: “柯西金，阿列克谢”, “阿列克谢·柯西金”."""
    return re.findall(r"[^\W_]+(?:[^\w\s.,،，、·・؛;][^\W_]+)*", text)


def _declined_alike(words: list[str], others: list[str]) -> bool:
    """Whether a form is the heading in another case, which may change a stem (zjazd, zjeździe), not how it begins."""
    pairs = list(zip(words, others, strict=False))
    return len(words) == len(others) and all(a[:2] == b[:2] for a, b in pairs)
