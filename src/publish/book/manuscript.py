"""An Edition plus its front and back matter: all that a renderer needs, and nothing that it must look up.

Mentions are found once, in the text as it is set; the glossary and the index are both made from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..diagnostics import Diagnostic, Place
from ..project import Work, identifier_of
from ..text.document import Block, Document, Inline, plain_text, walk
from ..text.house import Entry, House
from ..text.marks import Mark, find_marks
from ..text.reading import xml_name
from ..translation.localise import Edition
from .entries import index_entries
from .index import IndexGroup, make_index, sort_key, sort_text
from .labels import Labels
from .mentions import Mention, find_mentions
from .typography import typeset, typeset_text

_OUTSIDE = re.compile(r"(?:mailto|doi|urn|tel):|.*://")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A definition or gloss, and the language that it stands in."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    key: str
    term: str
    gloss: Gloss
    see_also: tuple[str, ...] = ()
    native: str = ""  # the word in its own language, where that is another word
    language: str = ""
    mentions: tuple[Mention, ...] = ()  # the first of each chapter


@dataclass(frozen=True, slots=True)
class Errata:
    """What was corrected in one chapter: before, after, and how often, in the order of the text."""

    chapter: str
    entries: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What stands from one level-1 heading to the next; `title` is "" for text before the first."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the book: its path in the project and its bytes."""

    path: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Manuscript:
    edition: Edition
    identifier: str
    title: str
    subtitle: str
    description: str
    labels: Labels
    chapters: tuple[Chapter, ...]
    mentions: tuple[Mention, ...] = ()
    marks: tuple[Mark, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    index: tuple[IndexGroup, ...] = ()
    images: Mapping[str, Image] = field(default_factory=dict)
    terms: frozenset[Mention] = frozenset()  # the mentions that link to the glossary: each chapter's first
    beside: Manuscript | None = None  # in a parallel edition, the source that stands beside the translation
    errata: tuple[Errata, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def work(self) -> Work:
        return self.edition.work

    @property
    def locale(self) -> str:
        return self.edition.locale

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the text, the source of a parallel edition first."""
        return (self.beside.locale, self.locale) if self.beside else (self.locale,)

    @property
    def name(self) -> str:
        """What its files are called: `august-fr`, `august-en+fr`."""
        return f"{self.work.id}-{'+'.join(self.languages)}"


def compose(
    edition: Edition,
    sources: Iterable[Document],
    house: House,
    labels: Labels,
    glosses: Mapping[str, Gloss],
    images: Mapping[str, Image],
) -> tuple[Manuscript, list[Diagnostic]]:
    """The Manuscript of an edition. `sources` are the documents that it was translated from, `glosses` the
    house's definitions and glosses in the edition's language, by key."""
    found: list[Diagnostic] = []
    blocks = tuple(b for d in edition.documents for b in typeset(d.blocks, edition.locale))
    blocks, dead = resolve_links(blocks, edition)
    found += dead
    chapters = tuple(_chapters(blocks))
    leaves = _leaves(sources)
    mentions = tuple(find_mentions(blocks, leaves, house, edition))
    marks = tuple(find_marks(blocks, leaves))
    index, more = make_index(index_entries(blocks, mentions, marks, house, edition), edition.locale)
    found += more
    mentioned = {m.key: house.entries[m.key] for m in mentions}
    found += _without_form(mentioned.values(), edition)
    glossed = {key for key in mentioned if _glossed(key, mentioned, glosses)}
    first = tuple(_first_mentions(chapters, mentions, glossed))
    terms = _glossary(mentioned, glosses, first, edition)
    manuscript = Manuscript(
        edition=edition,
        identifier=identifier_of(edition.work, edition.locale),
        title=typeset_text(edition.title, edition.locale),
        subtitle=typeset_text(edition.subtitle, edition.locale),
        authors=tuple(_authors(edition, house)),
        description=typeset_text(edition.description, edition.locale),
        labels=labels,
        chapters=chapters,
        mentions=mentions,
        glossary=terms,
        marks=marks,
        index=index,
        images=_images(blocks, images) if edition.omitted else images,
        terms=frozenset(first),
    )
    return manuscript, found


def _authors(edition: Edition, house: House) -> Iterator[str]:
    """How the authors are called in the edition: by the house's forms, or else as their translation has it."""
    language = edition.work.language
    for own, translated in zip(edition.work.authors, edition.authors, strict=True):
        known = house.person(own, language)
        form = known.counterpart(own, language, edition.locale) if known else ""
        yield form or typeset_text(translated, edition.locale)


def _chapters(blocks: tuple[Block, ...]) -> Iterator[Chapter]:
    held: list[Block] = []
    for block in blocks:
        if block.kind == "heading" and block.level == 1 and held:
            yield _chapter(held)
            held = []
        held.append(block)
    if held:
        yield _chapter(held)


def _chapter(blocks: list[Block]) -> Chapter:
    first = blocks[0]
    titled = first.kind == "heading" and first.level == 1
    return Chapter(first.id, plain_text(first.inlines) if titled else "", tuple(blocks))


def _leaves(documents: Iterable[Document]) -> dict[str, Block]:
    return {b.id: b for d in documents for b in walk(d.blocks) if b.is_leaf}


def _without_form(entries: Iterable[Entry], edition: Edition) -> Iterator[Diagnostic]:
    for entry in entries:
        derived = entry.derived(edition.locale)
        if derived:
            message = f"“{entry.key}” is “{derived.form}” in “{edition.locale}”, {derived.origin}"
            yield Diagnostic("form-derived", message, entry.place)
        elif not entry.form(edition.locale):
            message = f"“{entry.key}” has no form in “{edition.locale}”; the book has “{_form(entry, edition)}”"
            yield Diagnostic("form-missing", message, entry.place)


def _form(entry: Entry, edition: Edition) -> str:
    return entry.form(edition.locale) or entry.form(edition.work.language) or entry.native


def _glossary(
    mentioned: Mapping[str, Entry], glosses: Mapping[str, Gloss], first: tuple[Mention, ...], edition: Edition
) -> tuple[GlossaryEntry, ...]:
    """The terms that the text mentions and the house defines, in the order of the index."""
    terms = [
        GlossaryEntry(
            key,
            _form(entry, edition),
            glosses[key],
            tuple(k for k in entry.see_also if _glossed(k, mentioned, glosses)),
            *_origin(entry, _form(entry, edition)),
            tuple(m for m in first if m.key == key),
        )
        for key, entry in mentioned.items()
        if _glossed(key, mentioned, glosses)
    ]

    def order(term: GlossaryEntry) -> bytes:
        reading = mentioned[term.key].reading(edition.locale, term.term)
        return sort_key(reading or sort_text(term.term, edition.locale), edition.locale)

    return tuple(sorted(terms, key=order))


def _origin(entry: Entry, term: str) -> tuple[str, str]:
    """The native word and its language; none where the book has the same word."""
    known = entry.native and entry.language != "und" and entry.native.casefold() != term.casefold()
    return (entry.native, entry.language) if known else ("", "")


def _glossed(key: str, mentioned: Mapping[str, Entry], glosses: Mapping[str, Gloss]) -> bool:
    return key in mentioned and mentioned[key].is_term and key in glosses


def _first_mentions(chapters: tuple[Chapter, ...], mentions: tuple[Mention, ...], keys: set[str]) -> Iterator[Mention]:
    """Each chapter's first mention of each term, headings left out."""
    chapter_of = {b.id: c.id for c in chapters for b in walk(c.blocks) if b.kind != "heading"}
    seen: set[tuple[str, str]] = set()
    for mention in mentions:
        chapter = chapter_of.get(mention.block)
        if chapter and mention.key in keys and mention.end and (chapter, mention.key) not in seen:
            seen.add((chapter, mention.key))
            yield mention


def chapter_title(document: Document) -> str:
    """The first heading of a chapter, or the name of its file."""
    headings = (plain_text(b.inlines) for b in document.blocks if b.kind == "heading")
    return next(headings, document.path.rsplit("/", 1)[-1].partition(".")[0])


def _images(blocks: tuple[Block, ...], images: Mapping[str, Image]) -> dict[str, Image]:
    """The images that blocks show."""
    shown = {i.url for b in walk(blocks) for i in _inlines(b.inlines) if i.kind == "image"}
    return {path: image for path, image in images.items() if path in shown}


def _inlines(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        yield from _inlines(inline.children)


def resolve_links(blocks: tuple[Block, ...], edition: Edition) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """Links into the work as `#id`, `other.md` and `other.md#id` included; `link-target` where nothing is. A link
    to a chapter that was left out becomes plain text (`link-omitted`)."""
    ids = {b.id for b in walk(blocks)}
    omitted = {b.id for d in edition.omitted for b in walk(d.blocks)}
    documents = (*edition.documents, *edition.omitted)
    starts = {d.path.rsplit("/", 1)[-1]: d.blocks[0].id for d in documents if d.blocks}
    found: list[Diagnostic] = []

    def linked(piece: Inline, place: Place) -> Inline:
        file, _, anchor = piece.url.partition("#")
        target = xml_name(anchor) if anchor else starts.get(file.rsplit("/", 1)[-1], "")
        if target in omitted:
            message = f"the link to “{piece.url}” leads to a chapter that is left out of “{edition.locale}”"
            found.append(Diagnostic("link-omitted", message, place))
            return replace(piece, kind="span", url="", title="")
        if target not in ids:
            found.append(Diagnostic("link-target", f"the link to “{piece.url}” leads nowhere", place))
        return replace(piece, url=f"#{target}")

    def inline(piece: Inline, place: Place) -> Inline:
        children = tuple(inline(c, place) for c in piece.children)
        notes = tuple(one(b) for b in piece.blocks)
        piece = replace(piece, children=children, blocks=notes)
        return linked(piece, place) if piece.kind == "link" and not _OUTSIDE.match(piece.url) else piece

    def one(block: Block) -> Block:
        inlines = tuple(inline(i, block.place) for i in block.inlines)
        return replace(block, inlines=inlines, blocks=tuple(one(b) for b in block.blocks))

    return tuple(one(b) for b in blocks), found
