"""TMX 1.4b out of a catalogue and back (LISA OSCAR, TMX 1.4b Specification, 2005).

A memory holds what is certain: entries in force go out. Tags are `bpt`/`ept` pairs and `ph`, with their spelling
inside (level 2). A memory that comes back from a tool of ours or another's fills what is empty or fuzzy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from ..project import canonical_locale
from .interchange import (
    FUZZY,
    XML_LANG,
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
    tag_name,
)
from .tags import TagError

_KEEP = frozenset({"seg", "note", "prop"})
_CONTEXT, _SENT = "x-context", "x-publish-sent"
_TYPES = {"em": "italic", "strong": "bold", "u": "ulined", "a": "link", "img": "image", "fn": "fnote", "br": "lb"}


def write_tmx(version: str, language: str, locale: str, units: Iterable[Unit]) -> bytes:
    """A memory of the units that are in force; `version` is that of publish."""
    root = etree.Element("tmx", {"version": "1.4"})
    etree.SubElement(root, "header", {
        "creationtool": "publish", "creationtoolversion": version, "segtype": "paragraph", "o-tmf": "PO",
        "adminlang": "en", "srclang": language, "datatype": "xml",
    })  # fmt: skip
    body = etree.SubElement(root, "body")
    for unit in units:
        if unit.target and unit.state not in (FUZZY, "initial"):
            _write_unit(body, unit, language, locale)
    return indented(root, keep=_KEEP)


def _write_unit(body: etree._Element, unit: Unit, language: str, locale: str) -> None:
    element = etree.SubElement(body, "tu", {"tuid": unit.id})
    for note in unit.notes:
        etree.SubElement(element, "note").text = clean(note)
    properties = {_CONTEXT: unit.context or "", _SENT: unit.sent}
    for name, value in properties.items():
        etree.SubElement(element, "prop", {"type": name}).text = clean(value)
    numbers = Numbers(unit.source)
    for tag, text in ((language, unit.source), (locale, unit.target)):
        variant = etree.SubElement(element, "tuv", {XML_LANG: tag})
        _write_segment(etree.SubElement(variant, "seg"), text, numbers)


def _write_segment(segment: etree._Element, text: str, numbers: Numbers) -> None:
    for kind, name, number in numbers.pieces(text):
        if kind == "text":
            append_text(segment, name)
            continue
        about = {"type": _TYPES.get(name.rstrip("0123456789"), f"x-{name}")}
        if kind == "open":
            etree.SubElement(segment, "bpt", {"i": str(number), "x": str(number), **about}).text = f"<{name}>"
        elif kind == "close":
            etree.SubElement(segment, "ept", {"i": str(number)}).text = f"</{name}>"
        else:
            etree.SubElement(segment, "ph", {"x": str(number), **about}).text = f"<{name}/>"


def read_tmx(path: str, data: bytes, language: str, locale: str) -> Received:
    """What a memory has from one language into another; Refusal `interchange-syntax`."""
    root = parse(path, data)
    if root.tag != "tmx":
        raise broken(path, "it is not TMX", line_of(root))
    if not root.get("version", "").startswith("1."):
        raise broken(path, f"it is TMX {root.get('version', 'of no version')}; ask for 1.4", line_of(root))
    return Received(path, language, locale, tuple(_units(root, language, locale)))


def _units(root: etree._Element, language: str, locale: str) -> Iterator[Unit]:
    for element in root.iterfind("body/tu"):
        source, target = _variant(element, language), _variant(element, locale)
        if source is None or target is None:
            continue
        try:
            text = mixed(source, _inline)
        except TagError:  # with the tags of another tool: no text of ours
            continue
        yield _unit(element, text, target)


def _unit(element: etree._Element, source: str, segment: etree._Element) -> Unit:
    properties = {p.get("type", ""): p.text or "" for p in element.iterchildren("prop")}
    placed = _CONTEXT in properties
    context = properties.get(_CONTEXT) or None
    sent, line = properties.get(_SENT, ""), line_of(element)
    try:
        target = mixed(segment, _inline)
    except TagError as error:
        return Unit(source, "", "translated", context, placed, sent=sent, problem=error.message, line=line)
    return Unit(source, target, "translated", context, placed, sent=sent, line=line)


def _variant(element: etree._Element, tag: str) -> etree._Element | None:
    """The text in a language: as exactly that, or else as the same language of another country."""
    texts = {
        canonical_locale(v.get(XML_LANG) or v.get("lang") or ""): v.find("seg") for v in element.iterchildren("tuv")
    }
    near = (text for other, text in texts.items() if other.split("-")[0] == tag.split("-")[0])
    return texts[tag] if tag in texts else next(near, None)


def _inline(element: etree._Element) -> str:
    if element.tag == "hi":
        return mixed(element, _inline)
    code = "".join(str(text) for text in element.itertext())
    name = tag_name(code)
    shapes = {"bpt": "<{}>", "ept": "</{}>", "ph": "<{}/>", "ut": "<{}/>"}
    if element.tag == "it":
        return f"<{name}>" if element.get("pos") == "begin" else f"</{name}>"
    if element.tag not in shapes:
        raise TagError("markup", f"“{element.tag}” has no place in a text")
    return shapes[str(element.tag)].format(name)
