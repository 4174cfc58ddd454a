"""A work as Segments: each piece of text that a translator gets to see, in reading order.

A segment is a leaf of the document tree (a paragraph, a heading, a cell, a paragraph of a footnote…), an
image's alternative text, or a piece of the work's metadata. Code blocks and passages marked `translate=no`
(or `.notranslate`) are none. Its id is its block's, so that a translation finds its way back. What an author
has to tell translators stands in an attribute, `{note="…"}`, of a heading, a paragraph, a div or a span: no
book prints it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..diagnostics import Place
from ..project import Work
from ..text.document import Attrs, Block, Document, Inline, notes, plain_text, walk
from ..text.house import Entry, House
from ..text.marks import Path, find_marks, resolved
from ..text.mentions import Finder
from .messages import Key
from .stats import words
from .tags import escape, originals, plain, to_tagged

LABEL = "label"  # the msgctxt of a word of the tool's
SHORT = 3  # words; a shorter text may have to be translated differently from place to place
INDEX_HEADING = "index heading"
METADATA = ("title", "subtitle", "description", "rights", "dedication", "epigraph", "epigraph_source", "colophon")
AUTHOR = "author"
BESIDE = (*METADATA, AUTHOR, INDEX_HEADING)  # the kinds of what stands in no chapter
_KINDS = {
    "item": "list item",
    "cell": "table cell",
    "caption": "caption",
    "definition": "definition",
    "quote": "quotation",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the house's at [start, end) of the tagged text as received; `changes_meaning` if a translation
    has to follow it."""

    start: int
    end: int
    after: str
    changes_meaning: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One translatable unit. `id` is that of its block within the file `path` (`text-3`, `text-3/alt1` for an
    image's alternative text, `work/title`); `section` are the headings above it, the outermost first; `notes`
    are what the translator is told of it; `msgctxt` is empty where the msgid says enough. `received` is the text
    before the house's `edits`, "" where there are none."""

    id: str
    kind: str
    msgid: str
    msgctxt: str = ""
    path: str = ""
    place: Place = field(default=Place(), compare=False)
    section: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    received: str = field(default="", compare=False)
    edits: tuple[Edit, ...] = field(default=(), compare=False)

    @property
    def key(self) -> Key:
        return self.msgctxt or None, self.msgid


def segments(work: Work, documents: Sequence[Document], house: House, locale: str = "") -> list[Segment]:
    """The segments of a work in reading order, metadata first. With a locale, the notes tell the forms that
    names and terms have there."""
    found = [
        *_metadata(work),
        *_authors(work, house),
        *(s for document in documents for s in _Walk(document.path).blocks(document.blocks)),
        *_index_headings(work, documents, house),
    ]
    finder = Finder(house, work.language)
    return [_with_names(s, house, finder, work.language, locale) for s in _with_contexts(found)]


def house_segments(house: House) -> list[Segment]:
    """The glosses of names and the definitions of terms: the domain `house`, shared by all works."""
    found = []
    for entry in house.entries.values():
        if entry.gloss:
            kind = "definition" if entry.is_term else "gloss"
            name = entry.form(house.language) or entry.native or entry.key
            place = replace(entry.place, line=0, column=0) if entry.place.path else Place()
            found.append(
                Segment(f"{entry.key}/gloss", kind, escape(entry.gloss), path=place.path, place=entry.place,
                        section=(name,), notes=(f"{kind.capitalize()} of “{name}”",))
            )  # fmt: skip
    return _with_contexts(found)


def label_segments(words: Iterable[str]) -> list[Segment]:
    """Words that the tool prints into books, for a house that overrides them or whose locale the tool lacks."""
    note = "Printed into every book of this language"
    return [Segment(f"label/{word}", LABEL, word, LABEL, notes=(note,)) for word in dict.fromkeys(words)]


def index_id(path: Path) -> str:
    """The id of the segment with the last heading of a path of the index."""
    return f"index/{' > '.join(path)}"


def author_id(number: int) -> str:
    """The id of the segment with an author's name, counted from 1."""
    return f"work/author{number}"


def alt_id(block: str, ordinal: int) -> str:
    """The id of the segment with the alternative text of a block's image, counted from 1."""
    return f"{block}/alt{ordinal}"


def images(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """The images among inlines, in order, those in footnotes left out."""
    for inline in inlines:
        if inline.kind == "image":
            yield inline
        yield from images(inline.children)


def _metadata(work: Work) -> Iterator[Segment]:
    for name in METADATA:
        text = getattr(work, name)
        if text.strip():
            note = f"{name.capitalize().replace('_', ': ')} of the work"
            yield Segment(
                f"work/{name}",
                name,
                escape(text),
                msgctxt=name,
                path=work.path,
                place=Place(work.path),
                notes=(note,),
            )


def _authors(work: Work, house: House) -> Iterator[Segment]:
    """The authors whose forms the house does not know: how they are called, or written, elsewhere."""
    for number, name in enumerate(work.authors, 1):
        if not house.person(name, work.language):
            yield Segment(author_id(number), AUTHOR, escape(name), AUTHOR, work.path, Place(work.path),
                          notes=("Author of the work",))  # fmt: skip


def _index_headings(work: Work, documents: Sequence[Document], house: House) -> Iterator[Segment]:
    """The headings of the index that stand in marks and name nothing that the house knows, once each. They belong to
    the work and not to a chapter, like its title."""
    named = house.named(work.language)
    blocks = tuple(block for document in documents for block in document.blocks)
    places = {block.id: block.place for block in walk(blocks)}
    marked: dict[Path, Place] = {}
    for mark in find_marks(blocks, {}):
        for path in (resolved(path, named) for path in mark.paths):
            for depth in range(1, len(path) + 1):
                marked.setdefault(path[:depth], places[mark.first.block])
    for path, place in marked.items():
        if path[-1] not in house.entries:
            main = house.entries.get(path[0])
            under = f" under “{main.form(work.language) if main else path[0]}”" if path[1:] else ""
            note = f"Heading of the index{under}, never of the text"
            yield Segment(index_id(path), INDEX_HEADING, escape(path[-1]), " / ".join(("index", *path[:-1])),
                          path=work.path, place=place, notes=(note,))  # fmt: skip


class _Walk:
    """Goes through one chapter and knows, at each leaf, the headings above it and what it is part of."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._headings: list[tuple[int, str]] = []
        self._told: tuple[str, ...] = ()

    def blocks(self, blocks: tuple[Block, ...], kind: str = "paragraph") -> Iterator[Segment]:
        for block in blocks:
            if block.kind == "heading":
                self._headings = [h for h in self._headings if h[0] < block.level]
            outer, self._told = self._told, (*self._told, *_authors_note(block.attrs))
            if block.attrs.translatable:
                if block.is_leaf:
                    yield from self._leaf(block, kind)
                else:
                    yield from self.blocks(block.blocks, _KINDS.get(block.kind, kind))
            self._told = outer
            if block.kind == "heading":
                self._headings.append((block.level, " ".join(plain_text(block.inlines).split())))

    def _leaf(self, block: Block, kind: str) -> Iterator[Segment]:
        kind = block.kind if block.kind in ("heading", "term") else kind
        msgid = to_tagged(block.inlines)
        if words(msgid):
            yield self._segment(block, block.id, kind, msgid, _legend(block.inlines))
        for n, image in enumerate(images(block.inlines), 1):
            if words(escape(image.text)) and image.attrs.translatable:
                legend = (f"<img{n}/>: {image.url}", *_authors_note(image.attrs))
                yield self._segment(block, alt_id(block.id, n), "image text", escape(image.text), legend)
        for note in notes(block.inlines):
            yield from self.blocks(note.blocks, "footnote")

    def _segment(self, block: Block, identifier: str, kind: str, msgid: str, legend: tuple[str, ...]) -> Segment:
        section = tuple(text for _, text in self._headings)
        where = f" in “{section[-1]}”" if section else ""
        told = (f"{kind.capitalize()}{where}", *self._told, *legend)
        return Segment(identifier, kind, msgid, path=self.path, place=block.place, section=section, notes=told)


def _legend(inlines: tuple[Inline, ...]) -> tuple[str, ...]:
    """What stands behind tags that do not show it: addresses, code, what is to be kept; and authors' notes."""
    known = originals(inlines).items()
    links = [f"<{name}>: {i.url}" for name, i in known if i.kind == "link" and not name.startswith("keep") and i.url]
    code = [f"<{name}/>: {' '.join(i.text.split())}" for name, i in known if i.kind == "code"]
    kept = [f"<{name}/>: {plain_text((i,))}, the same in every language" for name, i in known if name[:4] == "keep"]
    notes = [f"<{name}>: {note}" for name, i in known if i.kind == "span" for note in _authors_note(i.attrs)]
    return (*links, *code, *kept, *notes)


def _authors_note(attrs: Attrs) -> tuple[str, ...]:
    """What an author tells translators (`{note="…"}`)."""
    note = " ".join(attrs.get("note").split())
    return (f"Author’s note: {note}",) if note else ()


def _with_contexts(found: list[Segment]) -> list[Segment]:
    """Contexts for what is short or occurs twice, made of section and kind; an ordinal where these are the
    same."""
    often = Counter(s.msgid for s in found)
    done: dict[Key, Segment] = {}
    for segment in found:
        context = segment.msgctxt
        if not context and (often[segment.msgid] > 1 or words(segment.msgid) <= SHORT):
            context = " / ".join((*segment.section, segment.kind))
        named, ordinal = replace(segment, msgctxt=context), 1
        while named.key in done:
            ordinal += 1
            named = replace(segment, msgctxt=f"{context} ({ordinal})")
        done[named.key] = named
    return list(done.values())


def _with_names(segment: Segment, house: House, finder: Finder, language: str, locale: str) -> Segment:
    """With a note of the names and terms that occur, each with its form in the locale."""
    if not locale or locale == language:
        return segment
    keys = dict.fromkeys(mention.key for mention in finder.find(plain(segment.msgid)))
    entries = (house.entries[key] for key in keys)
    forms = [f"{e.form(language)} → {_hint(e, locale)}" for e in entries if e.form(locale)]
    return replace(segment, notes=(*segment.notes, "; ".join(forms))) if forms else segment


def _hint(entry: Entry, locale: str) -> str:
    """The form of a locale, marked where nobody has ruled on it."""
    derived = entry.derived(locale)
    return f"{derived.form} [{derived.origin}]" if derived else entry.form(locale)
