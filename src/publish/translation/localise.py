"""A work and a catalogue to an Edition: the same documents, block for block, in another language.

Only a translation in force with the right tags is used. Everything else stays in the source's language and
says so (`Block.lang`), so that a renderer can mark it and hyphenate it rightly; a footnote is translated,
or not, apart from the paragraph that refers to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..diagnostics import Diagnostic, Place
from ..project import Work, catalogue_path
from ..text.document import Block, Document, Inline, map_leaves, plain_text
from ..text.house import House
from .messages import Catalogue, Message
from .segments import INDEX_HEADING, METADATA, Segment, alt_id, author_id, house_segments, images
from .stats import NONE, Count, count, words
from .tags import TagError, from_tagged, plain

_PERSON = re.compile(r"\s*(?P<name>[^<>,]*[^\W\d_][^<>,]*?)\s*<[^<>]*>")
_NOBODY = ("FULL NAME", "FIRST AUTHOR", "Automatically generated", "Copyright")


@dataclass(frozen=True, slots=True)
class Share:
    """The segments of one file (a chapter, or the work's metadata): all of them, and those translated."""

    total: Count = NONE
    translated: Count = NONE

    @property
    def complete(self) -> bool:
        return self.translated == self.total


@dataclass(frozen=True, slots=True)
class Edition:
    """A work in one locale. The counts are of segments: all of the work's, those printed in the locale, and those
    that wait fuzzy in the catalogue; `shares` has the same by file, of what is printed. `fallback` names the
    metadata that is still in the work's language; `revised` is the ISO date of the catalogue's last revision, "" if
    none is known; `omitted` are the chapters that were left out (`fallback.leave_out`)."""

    work: Work
    locale: str
    title: str
    subtitle: str
    description: str
    documents: tuple[Document, ...]
    total: Count
    translated: Count
    fuzzy: Count = NONE
    translators: tuple[str, ...] = ()
    revised: str = ""
    fallback: frozenset[str] = frozenset()
    shares: Mapping[str, Share] = field(default_factory=dict)
    omitted: tuple[Document, ...] = ()
    index_headings: Mapping[str, str] = field(default_factory=dict)  # translated, by `index_id`
    authors: tuple[str, ...] = ()
    rights: str = ""
    dedication: str = ""
    epigraph: str = ""
    epigraph_source: str = ""
    colophon: str = ""

    @property
    def complete(self) -> bool:
        return self.translated == self.total and not self.omitted

    @property
    def marked(self) -> bool:
        """Whether passages of it stand in the work's language."""
        return not all(share.complete for share in self.shares.values())


def localise(
    work: Work,
    documents: Sequence[Document],
    segments: Sequence[Segment],
    catalogue: Catalogue | None,
    locale: str,
) -> tuple[Edition, list[Diagnostic]]:
    """The Edition of a work in a locale. A translation whose tags are wrong is an error (`tags`, `markup`)
    at its line of the catalogue; a locale without a catalogue is one too (`no-catalogue`), and all falls
    back."""
    total = count(s.msgid for s in segments)
    own = {name: getattr(work, name) for name in METADATA}
    edition = Edition(
        work, locale, documents=tuple(documents), total=total, translated=total, authors=work.authors, **own
    )
    if locale == work.language:
        return edition, []
    path = catalogue_path(work.id, locale)
    missing = Diagnostic("no-catalogue", f"“{work.id}” has no catalogue for {locale}", Place(path))
    fill = _Fill(edition, catalogue or Catalogue(path), segments)
    return fill.edition(), [*([] if catalogue else [missing]), *fill.found]


def localise_glosses(
    house: House, catalogue: Catalogue | None, locale: str
) -> tuple[Mapping[str, str], list[Diagnostic]]:
    """The glosses and definitions of the house in a locale, as plain text by the key of their entry; those
    that are not translated are left out."""
    found: list[Diagnostic] = []
    messages = {m.key: m for m in catalogue.active} if catalogue else {}
    glosses: dict[str, str] = {}
    for segment in house_segments(house):
        message = messages.get(segment.key)
        if message and catalogue and message.in_force:
            try:
                inlines = from_tagged(message.msgstr, (Inline("text", plain(segment.msgid)),))
                glosses[segment.id.removesuffix("/gloss")] = plain_text(inlines)
            except TagError as error:
                found.append(tag_diagnostic(error, catalogue.path, message))
    return glosses, found


def tag_diagnostic(error: TagError, path: str, message: Message) -> Diagnostic:
    excerpt = f"{message.msgid[:50]}…" if len(message.msgid) > 50 else message.msgid
    return Diagnostic(
        error.code,
        f"in the translation of “{excerpt}”: {error.message}",
        Place(path, message.line),
        error.hint,
    )


def translators(catalogue: Catalogue) -> tuple[str, ...]:
    """The people that a catalogue names, in its opening comment (`# Name <mail>, year.`) and as
    Last-Translator."""
    last = catalogue.field("last-translator")
    lines = [*catalogue.header.comments, last if "<" in last or not last else f"{last} <>"]
    names = (match["name"] for line in lines if (match := _PERSON.match(line)))
    return tuple(dict.fromkeys(name for name in names if not name.startswith(_NOBODY)))


def revised(catalogue: Catalogue) -> str:
    match = re.match(r"\d{4}-\d\d-\d\d", catalogue.field("po-revision-date"))
    return match.group() if match else ""


class _Fill:
    """Puts translations in the place of source texts; remembers which were used (`done`) and which are
    wrong."""

    def __init__(self, source: Edition, catalogue: Catalogue, segments: Sequence[Segment]):
        self.found: list[Diagnostic] = []
        self._done: list[Segment] = []
        self._source, self._catalogue = source, catalogue
        self._messages = {m.key: m for m in catalogue.active}
        self._segments = {(s.path, s.id): s for s in segments}
        self._file = ""

    def edition(self) -> Edition:
        work = self._source.work
        texts = {name: self.plain(work.path, f"work/{name}", getattr(work, name)) for name in METADATA}
        translated: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
        authors = tuple(self.plain(work.path, author_id(n), name) or name for n, name in enumerate(work.authors, 1))
        documents = tuple(self._document(document) for document in self._source.documents)
        marked = [s for s in self._segments.values() if s.kind == INDEX_HEADING]
        headings = {s.id: self.plain(s.path, s.id, plain(s.msgid)) for s in marked}
        messages = (self._messages.get(s.key) for s in self._segments.values())
        return replace(
            self._source,
            **translated,
            authors=authors,
            documents=documents,
            translated=count(s.msgid for s in self._done),
            shares=self._shares(),
            fuzzy=count(m.msgid for m in messages if m and m.is_fuzzy),
            translators=translators(self._catalogue),
            revised=revised(self._catalogue),
            index_headings={name: text for name, text in headings.items() if text},
            fallback=frozenset(name for name in METADATA if getattr(work, name) and texts[name] is None),
        )

    def _shares(self) -> dict[str, Share]:
        every, done = defaultdict(list), defaultdict(list)
        for segment in self._segments.values():
            every[segment.path].append(segment.msgid)
        for segment in self._done:
            done[segment.path].append(segment.msgid)
        return {path: Share(count(msgids), count(done[path])) for path, msgids in every.items()}

    def _document(self, document: Document) -> Document:
        self._file = document.path
        return replace(document, blocks=map_leaves(document.blocks, self._leaf))

    def plain(self, file: str, identifier: str, text: str) -> str | None:
        """The translation of a text without markup; None where there is none."""
        inlines = self._translation(file, identifier, (Inline("text", text),))
        return None if inlines is None else "".join(i.text for i in inlines)

    def _leaf(self, block: Block) -> Block:
        translated = self._translation(self._file, block.id, block.inlines)
        # A passage without a segment is meant to stay as it is: that is no fallback.
        falls_back = translated is None and (self._file, block.id) in self._segments
        lang = self._source.work.language if falls_back else ""
        inlines = block.inlines if translated is None else translated
        alts = self._alts(block, lang or self._source.locale)
        return replace(block, inlines=_with_images(inlines, alts) if alts else inlines, lang=lang)

    def _alts(self, block: Block, lang: str) -> dict[int, Inline]:
        """The images of a leaf with their alternative text in the locale, by the identity of the image; one
        in another language than the text around it says so."""
        done = {}
        for n, image in enumerate(images(block.inlines), 1):
            text = self.plain(self._file, alt_id(block.id, n), image.text)
            own = self._source.locale if text is not None else self._source.work.language
            marked = _with_lang(image, own) if own != lang and words(image.text) else image
            done[id(image)] = replace(marked, text=image.text if text is None else text)
        return done

    def _translation(self, file: str, identifier: str, source: tuple[Inline, ...]) -> tuple[Inline, ...] | None:
        segment = self._segments.get((file, identifier))
        message = self._messages.get(segment.key) if segment else None
        if segment is None or message is None or not message.in_force:
            return None
        try:
            inlines = from_tagged(message.msgstr, source)
        except TagError as error:
            self.found.append(tag_diagnostic(error, self._catalogue.path, message))
            return None
        self._done.append(segment)
        # What was left as it is keeps its places in the source, too.
        return source if message.msgstr == message.msgid else inlines


def _with_lang(image: Inline, lang: str) -> Inline:
    pairs = tuple(pair for pair in image.attrs.pairs if pair[0] != "lang")
    return replace(image, attrs=replace(image.attrs, pairs=(*pairs, ("lang", lang))))


def _with_images(inlines: tuple[Inline, ...], changed: Mapping[int, Inline]) -> tuple[Inline, ...]:
    return tuple(
        changed[id(i)] if i.kind == "image" else replace(i, children=_with_images(i.children, changed)) for i in inlines
    )
