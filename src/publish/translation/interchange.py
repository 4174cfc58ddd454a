"""Translations from and for tools that do not use PO: what XLIFF and TMX have in common.

A catalogue's entries go out as Units and come back as Units. What comes back is laid over the catalogue entry by
entry, and a three-way comparison (as sent, as it is now, as it came back) sees to it that nobody's work is written
over. The files come from anywhere, so they are parsed without entities, without a network and without guesses.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, cast

from lxml import etree

from ..diagnostics import Diagnostic, Place, Refusal
from .messages import Catalogue, Key, Message
from .tags import PLAIN, TagError, check_tags, escape, pieces

FUZZY = "fuzzy"
STATES = ("initial", "translated", "reviewed", "final")  # XLIFF 2.0, 4.7.3.1; we add FUZZY
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARK = re.compile(r"publish: (reviewed|final)$")
_TAG = re.compile(rf"</?({'|'.join(sorted(PLAIN))}|br|(?:a|s|m|fn|img|code|keep|place)[0-9]+)/?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2


@dataclass(frozen=True, slots=True)
class Unit:
    """An entry on its way. `source` and `target` are tagged texts, `target` "" where there is none; `state` is one
    of STATES or FUZZY. `context` is the msgctxt, and only to be believed if `placed`: tools of other people do not
    know it. `sent` is the `fingerprint` of what went out, "" for a unit that was never ours; `problem` says why the
    target cannot be read. `line` counts from 1."""

    source: str
    target: str = ""
    state: str = "initial"
    context: str | None = None
    placed: bool = True
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    sent: str = ""
    problem: str = ""
    line: int = 0

    @property
    def key(self) -> Key:
        return self.context, self.source

    @property
    def id(self) -> str:
        """The same as long as text and context are: an XML name."""
        return "u" + sha256(f"{self.context or ''}\4{self.source}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came back. `catalogue` is the id of the work that it is of, "" for a memory, which may serve any;
    `language` and `locale` are BCP 47 tags as the file has them."""

    path: str
    language: str
    locale: str
    units: tuple[Unit, ...]
    catalogue: str = ""

    @property
    def is_memory(self) -> bool:
        return not self.catalogue


@dataclass(slots=True)
class Laid:
    """What laying a file over a catalogue gave: the catalogue, what is wrong, and how many entries fared how."""

    catalogue: Catalogue
    found: list[Diagnostic] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def units_of(catalogue: Catalogue) -> Iterator[Unit]:
    """The entries of a catalogue to send out, obsolete ones and plural forms left out."""
    for message in catalogue.active:
        if message.plural is None:
            unit = Unit(
                message.msgid,
                readable(message.msgstr),
                state_of(message),
                message.msgctxt,
                notes=message.extracted,
                comments=message.comments,
            )
            yield replace(unit, sent=fingerprint(unit))


def state_of(message: Message) -> str:
    """The state of an entry; a comment `# publish: reviewed` (or final) keeps what PO has no word for."""
    if message.is_empty:
        return "initial"
    if not message.in_force:
        return FUZZY
    marks = (_MARK.match(comment) for comment in message.comments)
    return next((mark.group(1) for mark in marks if mark), "translated")


def readable(msgstr: str) -> str:
    """A translation as it comes back from a file that nobody touched: spelled as we spell it, and as plain text
    where its tags make no sense."""
    try:
        parts = pieces(msgstr)
    except TagError:
        return escape(clean(msgstr))
    shape = {"open": "<{}>", "close": "</{}>", "void": "<{}/>"}
    return "".join(escape(text) if kind == "text" else shape[kind].format(text) for kind, text in parts)


def fingerprint(unit: Unit) -> str:
    return sha256(f"{unit.state}\0{unit.target}".encode()).hexdigest()[:16]


def clean(text: str) -> str:
    """A text without the characters that XML cannot have."""
    return _NOT_XML.sub("\ufffd", text)


# --- parsing ---


def parse(path: str, data: bytes) -> etree._Element:
    """The root of an XML file; Refusal `interchange-syntax` with the line if it is not well formed or declares
    entities. No DTD is loaded, nothing is fetched."""
    if b"<!ENTITY" in data.replace(b"\0", b""):  # in UTF-16, too
        raise broken(path, "it declares entities, which a translation has no use for")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = getattr(error, "position", (0, 0))
        reason = re.sub(r", line \d+.*", "", str(error))
        raise broken(path, reason, line or 1, column) from None


def line_of(element: etree._Element) -> int:
    """The line of an element, from 1; 0 where it is not known."""
    return cast(Any, element).sourceline or 0


def broken(path: str, reason: str, line: int = 0, column: int = 0) -> Refusal:
    return Refusal([Diagnostic("interchange-syntax", f"“{path}” cannot be read: {reason}", Place(path, line, column))])


def tag_name(code: str | None) -> str:
    """The name of the tag that a piece of original code spells (`<a1>`, `</a1>`, `<fn1/>`); TagError if it is none
    of ours."""
    match = _TAG.fullmatch((code or "").strip())
    if not match:
        raise TagError("markup", f"“{(code or '')[:20]}” is not a tag of publish", "copy the tags from the source")
    return match.group(1)


def mixed(element: etree._Element, one: Callable[[etree._Element], str]) -> str:
    """The content of an element as tagged text, each element in it as `one` says."""
    inner = (one(child) + escape(child.tail or "") for child in element)
    return escape(element.text or "") + "".join(inner)


def append_text(element: etree._Element, text: str) -> None:
    """Adds text at the end of an element's content."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + clean(text)
    else:
        element.text = (element.text or "") + clean(text)


def indented(root: etree._Element, *, keep: frozenset[str]) -> bytes:
    """A document as bytes, an element a line, the content of the elements in `keep` left alone."""

    def indent(element: etree._Element, depth: int) -> None:
        inner = [child for child in element if isinstance(child.tag, str)]
        if not inner or etree.QName(element).localname in keep:
            return
        element.text = "\n" + "  " * (depth + 1)
        for child in inner:
            indent(child, depth + 1)
            child.tail = "\n" + "  " * (depth + 1)
        inner[-1].tail = "\n" + "  " * depth

    indent(root, 0)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


class Numbers:
    """The numbers of a unit's tags: those of the source from 1, the same for the same tags of the target."""

    def __init__(self, source: str) -> None:
        self._of: dict[tuple[str, int], int] = {}
        for kind, name in pieces(source):
            if kind in ("open", "void"):
                self._number(name, 1 + max((n for other, n in self._of if other == name), default=0))

    def pieces(self, text: str) -> Iterator[tuple[str, str, int]]:
        """The pieces of a text with the number of each tag, 0 for words."""
        seen: Counter[str] = Counter()
        opened: list[int] = []
        for kind, name in pieces(text):
            number = 0
            if kind in ("open", "void"):
                seen[name] += 1
                number = self._number(name, seen[name])
            if kind == "open":
                opened.append(number)
            elif kind == "close":
                number = opened.pop()
            yield kind, name, number

    def _number(self, name: str, nth: int) -> int:
        return self._of.setdefault((name, nth), len(self._of) + 1)


# --- back into the catalogue ---


def lay_over(catalogue: Catalogue, received: Received) -> Laid:
    """The catalogue with what came back: edited targets put in, everything else left as it is. `tags` and `markup`
    for targets that cannot stand for their source; `interchange-conflict` for an entry that was changed here, too,
    meanwhile, and is kept. Units of a text that is no longer there are added, for an update to propose."""
    laid = Laid(catalogue)
    messages = list(catalogue.messages)
    at = {m.key: n for n, m in enumerate(messages)}
    anywhere: dict[str, list[int]] = defaultdict(list)
    for n, message in enumerate(messages):
        anywhere[message.msgid].append(n)
    for unit in _settled(received):
        if unit.placed or not received.is_memory:
            places = [at[unit.key]] if unit.key in at else []
        else:
            places = anywhere.get(unit.source, [])
        for n in places:
            messages[n] = _laid(messages[n], unit, received, laid)
        if not places and unit.target and not received.is_memory and not unit.problem:
            laid.counts["of other texts"] += 1
            messages.append(_with_target(Message(unit.source, msgctxt=unit.context), unit))
    laid.catalogue = replace(catalogue, messages=tuple(messages))
    return laid


def _settled(received: Received) -> Iterable[Unit]:
    """The units; where a memory has several targets for a source, the first one, and that not for certain."""
    if not received.is_memory:
        return received.units
    targets: Mapping[Key, set[str]] = defaultdict(set)
    first: dict[Key, Unit] = {}
    for unit in received.units:
        targets[unit.key].add(unit.target)
        first.setdefault(unit.key, unit)
    return [replace(u, state=FUZZY) if len(targets[u.key]) > 1 else u for u in first.values()]


def _laid(message: Message, unit: Unit, received: Received, laid: Laid) -> Message:
    """An entry with its unit laid over."""
    now = Unit(message.msgid, readable(message.msgstr), state_of(message))
    place = Place(received.path, unit.line)
    if unit.problem:
        laid.found.append(Diagnostic("markup", f"in the translation of “{_excerpt(unit)}”: {unit.problem}", place))
        return message
    message = _with_notes(message, unit)
    offered, here = fingerprint(unit), fingerprint(now)
    if not unit.target or offered in (here, unit.sent) or (received.is_memory and not unit.sent and message.in_force):
        laid.counts["unchanged"] += 1
        return message
    if unit.sent and here != unit.sent:
        text = f"“{_excerpt(unit)}” was changed in the catalogue, too, since it was sent out; the catalogue's is kept"
        laid.found.append(Diagnostic("interchange-conflict", text, place, before=now.target, after=unit.target))
        laid.counts["in conflict"] += 1
        return message
    try:
        if unit.state not in (FUZZY, "initial"):
            check_tags(message.msgid, unit.target)
    except TagError as error:
        text = f"in the translation of “{_excerpt(unit)}”: {error.message}"
        laid.found.append(Diagnostic(error.code, text, place, error.hint))
        return message
    laid.counts["changed" if now.target else "added"] += 1
    return _with_target(message, unit)


def _with_target(message: Message, unit: Unit) -> Message:
    """The entry with the unit's translation and state."""
    comments = tuple(c for c in message.comments if not _MARK.match(c))
    if unit.state in ("reviewed", "final"):
        comments += (f"publish: {unit.state}",)
    flags = tuple(flag for flag in message.flags if flag != "fuzzy")
    message = replace(message, msgstr=unit.target, comments=comments, flags=flags)
    if unit.state in (FUZZY, "initial"):
        return replace(message, flags=("fuzzy", *flags))
    return replace(message, previous_msgctxt=None, previous_msgid=None, previous_plural=None)


def _with_notes(message: Message, unit: Unit) -> Message:
    new = tuple(c for c in unit.comments if c not in message.comments and not _MARK.match(c))
    return replace(message, comments=(*message.comments, *new)) if new else message


def _excerpt(unit: Unit) -> str:
    return f"{unit.source[:50]}…" if len(unit.source) > 50 else unit.source


def source_problems(units: Sequence[Unit], path: str) -> Iterator[Diagnostic]:
    """`interchange-syntax` for units that are there twice with different targets."""
    first: dict[Key, Unit] = {}
    for unit in units:
        other = first.setdefault(unit.key, unit)
        if (other.target, other.state) != (unit.target, unit.state):
            message = f"“{_excerpt(unit)}” is there twice, first in line {other.line}, with another translation"
            yield Diagnostic("interchange-syntax", message, Place(path, unit.line))
