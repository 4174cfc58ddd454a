"""XLIFF 2 out of a catalogue and back (OASIS, XLIFF Version 2.0 and 2.1, Core).

A unit is an entry with one segment. A tag that encloses text is a `pc`, an empty one a `ph`, each with its spelling
as original data, so that every tool shows and protects it. A unit that a tool has cut into several segments, or
whose tags it has made into `sc` and `ec`, is put together again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from lxml import etree

from ..diagnostics import Refusal
from ..files import NO_TEXT
from ..languages import conventions
from .interchange import (
    FUZZY,
    STATES,
    XML_SPACE,
    Numbers,
    Received,
    Unit,
    append_text,
    broken,
    clean,
    indented,
    line_of,
    mixed,
    parse,
    source_problems,
    tag_name,
)
from .tags import TagError, escape

CORE = "urn:oasis:names:tc:xliff:document:2.0"
OWN = "urn:publish:interchange"
VERSIONS = ("2.0", "2.1", "2.2")
_C = f"{{{CORE}}}"
_SUB_STATE = "publish:fuzzy"
_KEEP = frozenset({"source", "target", "data", "note"})
# XLIFF 2.0, 4.3.1.38 (type) and 4.3.1.36 (subType): what a tool is told of a tag.
_FORMATS = {"em": "xlf:i", "strong": "xlf:b", "u": "xlf:u", "br": "xlf:lb"}
_TYPES = {"a": "link", "img": "image", "fn": "other", "code": "other", "s": "other"}


def write_xliff(catalogue_path: str, name: str, language: str, locale: str, units: Iterable[Unit]) -> bytes:
    """The XLIFF file of a catalogue; `name` is the id of its work, or “house”."""
    root = etree.Element(f"{_C}xliff", {"version": "2.0", "srcLang": language, "trgLang": locale},
                         nsmap=cast(Any, {None: CORE, "publish": OWN}))  # fmt: skip
    settings = {"id": name, "original": catalogue_path, XML_SPACE: "preserve"}
    for attribute, tag in (("srcDir", language), ("trgDir", locale)):
        settings |= {attribute: "rtl"} if conventions(tag).rtl else {}
    file = etree.SubElement(root, f"{_C}file", settings)
    for unit in units:
        _Writer(unit).write(file)
    return indented(root, keep=_KEEP)


class _Writer:
    """One unit; its original data are gathered while its texts are written."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.numbers = Numbers(unit.source)
        self.data: dict[str, str] = {}

    def write(self, file: etree._Element) -> None:
        unit = self.unit
        element = etree.SubElement(file, f"{_C}unit", {"id": unit.id, f"{{{OWN}}}sent": unit.sent})
        if unit.context is not None:
            element.set(f"{{{OWN}}}context", clean(unit.context))
        self._notes(element)
        source = self._text("source", unit.source)
        target = self._text("target", unit.target) if unit.target else None
        if self.data:
            original = etree.SubElement(element, f"{_C}originalData")
            for code, identifier in self.data.items():
                etree.SubElement(original, f"{_C}data", {"id": identifier}).text = code
        state = {"state": "initial", "subState": _SUB_STATE} if unit.state == FUZZY else {"state": unit.state}
        segment = etree.SubElement(element, f"{_C}segment", {"id": "s1", **state})
        segment.append(source)
        if target is not None:
            segment.append(target)

    def _notes(self, element: etree._Element) -> None:
        told = [("extracted", "source", note) for note in self.unit.notes]
        told += [("translator", "target", comment) for comment in self.unit.comments]
        if told:
            notes = etree.SubElement(element, f"{_C}notes")
            for category, side, text in told:
                note = etree.SubElement(notes, f"{_C}note", {"category": category, "appliesTo": side})
                note.text = clean(text)

    def _text(self, name: str, text: str) -> etree._Element:
        stack = [etree.Element(f"{_C}{name}")]
        for kind, word, number in self.numbers.pieces(text):
            if kind == "text":
                append_text(stack[-1], word)
            elif kind == "close":
                stack.pop()
            elif kind == "open":
                stack.append(etree.SubElement(stack[-1], f"{_C}pc", self._pair(word, number)))
            else:
                etree.SubElement(stack[-1], f"{_C}ph", self._single(word, number))
        return stack[0]

    def _pair(self, name: str, number: int) -> dict[str, str]:
        start, end = self._data(f"<{name}>"), self._data(f"</{name}>")
        return {"id": str(number), **_kind(name), "dataRefStart": start, "dataRefEnd": end}

    def _single(self, name: str, number: int) -> dict[str, str]:
        return {"id": str(number), **_kind(name), "dataRef": self._data(f"<{name}/>")}

    def _data(self, code: str) -> str:
        return self.data.setdefault(code, f"d{len(self.data) + 1}")


def _kind(name: str) -> dict[str, str]:
    letters = name.rstrip("0123456789")
    settings = {"canCopy": "no", "type": _TYPES.get(letters, "fmt")}
    if name != "sup":  # the one tag that a translation may leave out
        settings["canDelete"] = "no"
    return settings | ({"subType": _FORMATS[name]} if name in _FORMATS else {})


def read_xliff(path: str, data: bytes) -> list[Received]:
    """What an XLIFF file brings, a Received for each `file` in it; Refusal `interchange-syntax`."""
    root = parse(path, data)
    version = root.get("version", "")
    if root.tag != f"{_C}xliff" or version not in VERSIONS:
        said = f"it is XLIFF {version}; ask for 2.0" if "xliff" in str(root.tag) else "it is not XLIFF 2"
        raise broken(path, said, line_of(root))
    language, locale = root.get("srcLang", ""), root.get("trgLang", "")
    if not language or not locale:
        raise broken(path, "its first element has no srcLang or no trgLang", line_of(root))
    files = [_file(path, language, locale, file) for file in root.iterchildren(f"{_C}file")]
    found = [d for received in files for d in source_problems(received.units, path)]
    if found:
        raise Refusal(found)
    return files


def _file(path: str, language: str, locale: str, file: etree._Element) -> Received:
    name = file.get("id", "")
    if not name:
        raise broken(path, "a file has no id", line_of(file))
    units = tuple(_Reader(path, unit).read() for unit in file.iter(f"{_C}unit"))
    return Received(path, language, locale, units, name)


class _Reader:
    """One unit. Tags are known by their original data or, in a target that has none, by the source's ids."""

    def __init__(self, path: str, unit: etree._Element) -> None:
        self.path, self.unit = path, unit
        self.data = {d.get("id", ""): d.text for d in unit.iterfind(f"{_C}originalData/{_C}data")}
        self.names: dict[str, str] = {}

    def read(self) -> Unit:
        unit = self.unit
        parts = [p for p in unit.iterchildren(f"{_C}segment", f"{_C}ignorable") if p.find(f"{_C}source") is not None]
        if not parts:
            raise broken(self.path, "a unit has no source", line_of(unit))
        line, problem, target = line_of(unit), "", ""
        try:
            source = "".join(mixed(part[0], self._inline) for part in parts)
        except TagError as error:
            raise broken(self.path, f"in a source, {error.message}", line) from None
        try:
            target = self._target(parts)
        except TagError as error:
            problem = error.message
        return Unit(
            source, target, _state(parts), unit.get(f"{{{OWN}}}context"), comments=self._comments(),
            sent=unit.get(f"{{{OWN}}}sent", ""), problem=problem, line=line,
        )  # fmt: skip

    def _target(self, parts: list[etree._Element]) -> str:
        """The targets in their order; the white space between segments is the source's where no other is given."""
        texts: list[tuple[int, str]] = []
        for n, part in enumerate(parts, 1):
            target = part.find(f"{_C}target")
            if target is not None:
                order = target.get("order", "")
                texts.append((int(order) if order.isdigit() else n, mixed(target, self._inline)))
            elif part.tag == f"{_C}ignorable":
                texts.append((n, mixed(part[0], self._inline)))
        said = any(p.find(f"{_C}target") is not None for p in parts)
        return "".join(text for _, text in sorted(texts, key=lambda t: t[0])) if said else ""

    def _comments(self) -> tuple[str, ...]:
        notes = self.unit.iterfind(f"{_C}notes/{_C}note")
        texts = (n.text or "" for n in notes if n.get("category") != "extracted")
        return tuple(line for text in texts for line in text.splitlines() if line.strip())

    def _inline(self, element: etree._Element) -> str:
        name = str(element.tag).removeprefix(_C)
        if name not in _INLINE:
            raise TagError("markup", f"“{etree.QName(element).localname}” has no place in a text")
        return _INLINE[name](self, element)

    def _pc(self, element: etree._Element) -> str:
        tag = self._name(element, "dataRefStart", "id")
        return f"<{tag}>{mixed(element, self._inline)}</{tag}>"

    def _ph(self, element: etree._Element) -> str:
        return f"<{self._name(element, 'dataRef', 'id')}/>"

    def _sc(self, element: etree._Element) -> str:
        return f"<{self._name(element, 'dataRef', 'id')}>"

    def _ec(self, element: etree._Element) -> str:
        return f"</{self._name(element, 'dataRef', 'startRef')}>"

    def _mrk(self, element: etree._Element) -> str:
        return mixed(element, self._inline)

    def _marker(self, element: etree._Element) -> str:
        return ""

    def _cp(self, element: etree._Element) -> str:
        """A character that XML has no place for (2.0, 4.2.3.1), and hardly ever a text."""
        try:
            char = chr(int(element.get("hex", ""), 16))
        except (ValueError, OverflowError):
            char = ""
        if not char or NO_TEXT.match(char) or "\ud800" <= char <= "\udfff":
            raise TagError("markup", "a “cp” names no character of a text")
        return escape(char)

    def _name(self, element: etree._Element, data: str, identifier: str) -> str:
        """The name of the tag that a code stands for."""
        own = element.get(identifier, "")
        reference = element.get(data)
        if reference is None:
            known = self.names.get(own) or self.names.get(element.get("copyOf", ""))
            return known or tag_name(element.get("disp"))
        name = tag_name(self.data.get(reference))
        self.names.setdefault(own, name)
        return name


_INLINE: dict[str, Callable[[_Reader, etree._Element], str]] = {
    "pc": _Reader._pc,
    "ph": _Reader._ph,
    "sc": _Reader._sc,
    "ec": _Reader._ec,
    "mrk": _Reader._mrk,
    "sm": _Reader._marker,
    "em": _Reader._marker,
    "cp": _Reader._cp,
}


def _state(parts: list[etree._Element]) -> str:
    """The state that all segments of a unit have reached; FUZZY where a target is there and not to be relied on."""
    segments = [p for p in parts if p.tag == f"{_C}segment"]
    targets = [p.find(f"{_C}target") is not None for p in segments]
    if not any(targets):
        return "initial"
    states = [p.get("state", "initial") for p in segments]
    known = [STATES.index(s) if s in STATES else 0 for s in states]
    return STATES[min(known)] if min(known) and all(targets) else FUZZY
