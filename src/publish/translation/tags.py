"""Inline markup as short tags that CAT tools protect, and back: `<em>…</em>`, `<a1>…</a1>`, `<fn1/>`; `<m1>…</m1>`
for words that are marked for the index.

A tag says which piece of the source it stands for and nothing else: addresses, attributes, code, footnotes
and passages that are not to be translated (`<keep1/>`) stay in the source and are taken from there. So a
translation can move markup, but can never bring any in. A literal `<` is written `&lt;` and `&` is written
`&amp;`, as every tool that knows such tags expects.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..text.document import Attrs, Inline
from ..text.marks import ATTRIBUTE
from ..text.reading import MAX_DEPTH

PLAIN = frozenset({"em", "strong", "sup", "sub", "del", "sc", "u"})
_NUMBERED = {"link": "a", "span": "s", "note": "fn", "image": "img", "code": "code"}
_MARKS = ("m", "place")  # marks for the index, on words and on a place: a translation may do without
_EMPTY = ("fn", "img", "code", "keep", "br", "place")
_PIECE = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+[0-9]*)(?P<void>/?)>|(?P<angle><)|(?P<entity>&#?\w+;)")
_MARK = re.compile(rf"</?(?:{'|'.join(_MARKS)})[0-9]+/?>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
# What XML 1.0 (2.2) does not take, and so no EPUB.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ENDS = " \t\n"


class TagError(Exception):
    """A translation that cannot stand for its source; `code` is `tags` or `markup`."""

    def __init__(self, code: Literal["tags", "markup"], message: str, hint: str = ""):
        self.code, self.message, self.hint = code, message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Token:
    """A run of text, or a tag by its name (`em`, `a1`); `kind` is text, open, close or void."""

    kind: str
    text: str
    source: Inline | None = None


def to_tagged(inlines: tuple[Inline, ...]) -> str:
    """Inlines as tagged text, numbered in the order of their appearance."""
    return "".join(_spell(token) for token in _tokens(inlines, Counter()))


def escape(text: str) -> str:
    """Plain text as tagged text without tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def plain(tagged: str) -> str:
    """What a reader sees of a tagged text: tags taken out, a forced break counting as a space."""
    return _PIECE.sub(lambda m: _ENTITIES.get(m.group(), " " if m.group() == "<br/>" else ""), tagged)


def originals(inlines: tuple[Inline, ...]) -> dict[str, Inline]:
    """What each numbered tag of these inlines stands for."""
    tokens = _tokens(inlines, Counter())
    return {t.text: t.source for t in tokens if t.source and t.kind != "close" and t.text[-1].isdigit()}


def from_tagged(text: str, source: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A translation as inlines, its numbered tags made into what they are in the source, its ends spaced as
    the source's are. TagError if its tags are not those of the source or it is not well formed."""
    msgid = to_tagged(source)
    check_tags(msgid, text)
    return _build(_parse(_spaced(msgid, text)), originals(source))


def check_tags(msgid: str, msgstr: str) -> None:
    """TagError unless the tags of two tagged texts are the same, in whatever order and sensible nesting."""
    wanted = _names(_parse(msgid))
    tokens = _parse(msgstr)
    _check_nesting(tokens)
    _check_set(wanted, _names(tokens))


def pieces(text: str) -> list[tuple[str, str]]:
    """A tagged text in pieces: (“text”, its words), or (“open”, “close” or “void”, the tag's name). TagError if it
    is not well formed."""
    tokens = _parse(text)
    _check_nesting(tokens)
    return [(token.kind, token.text) for token in tokens]


def _spell(token: _Token) -> str:
    pattern = {"text": "{}", "open": "<{}>", "close": "</{}>", "void": "<{}/>"}[token.kind]
    return pattern.format(escape(token.text) if token.kind == "text" else token.text)


def _tokens(inlines: tuple[Inline, ...], seen: Counter[str]) -> Iterator[_Token]:
    for inline in inlines:
        if inline.kind == "text":
            yield _Token("text", inline.text)
            continue
        name = _name(inline, seen)
        if name.rstrip("0123456789") in _EMPTY:
            yield _Token("void", name, inline)
        else:
            yield _Token("open", name, inline)
            yield from _tokens(inline.children, seen)
            yield _Token("close", name, inline)


def _name(inline: Inline, seen: Counter[str]) -> str:
    """Pieces of plain markup are all alike and need no number; everything else is one of its kind."""
    if inline.kind in PLAIN:
        return inline.kind
    if inline.kind == "break":
        return "br"
    letter = _letter(inline)
    seen[letter] += 1
    return f"{letter}{seen[letter]}"


def _letter(inline: Inline) -> str:
    if not inline.attrs.translatable:
        return "keep"
    if inline.kind == "span" and inline.attrs == Attrs(pairs=((ATTRIBUTE, inline.attrs.get(ATTRIBUTE)),)):
        return "m" if inline.children else "place"
    return _NUMBERED[inline.kind]


def unmarked(tagged: str) -> str:
    """A tagged text without the marks for the index."""
    return _MARK.sub("", tagged)


def remarked(old: str, new: str, msgstr: str) -> str:
    """A translation of `old` as one of `new`, which differs from it in marks for the index only: those that stand
    in both get their new numbers, the others go."""
    names = {place: name for name, place in _mark_places(new).items()}
    renamed = {name: names.get(place, "") for name, place in _mark_places(old).items()}

    def tag(match: re.Match[str]) -> str:
        name = match.group().strip("</>")
        return match.group().replace(name, renamed[name]) if renamed.get(name) else ""

    return _MARK.sub(tag, msgstr)


def _mark_places(tagged: str) -> dict[str, tuple[int, ...]]:
    """Where each mark begins and ends in the text without marks."""
    places: dict[str, tuple[int, ...]] = {}
    taken = 0
    for match in _MARK.finditer(tagged):
        name = match.group().strip("</>")
        places[name] = (*places.get(name, ()), match.start() - taken)
        taken += len(match.group())
    return places


def _parse(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    end = 0
    for match in _PIECE.finditer(text):
        _add_text(tokens, text[end : match.start()])
        end = match.end()
        if match["name"]:
            tokens.append(_Token(_kind(match), match["name"]))
        else:
            _add_text(tokens, _entity(text, match))
    _add_text(tokens, text[end:])
    return tokens


def _kind(match: re.Match[str]) -> str:
    name = match["name"].rstrip("0123456789")
    numbered = name != match["name"]
    empty = name in _EMPTY
    known = name in (*_NUMBERED.values(), *_MARKS, "keep") if numbered else name == "br" or name in PLAIN
    if not known or empty != bool(match["void"]) or (empty and match["end"]):
        raise TagError("markup", f"“{match.group()}” is not a tag of publish", "write &lt; for a literal <")
    return "void" if empty else "close" if match["end"] else "open"


def _entity(text: str, match: re.Match[str]) -> str:
    if match["angle"]:
        excerpt = text[match.start() : match.start() + 20]
        raise TagError("markup", f"“{excerpt}” is not a tag of publish", "write &lt; for a literal <")
    if match.group() not in _ENTITIES:
        raise TagError("markup", f"“{match.group()}” is not text", "write the character itself; &amp; for a literal &")
    return _ENTITIES[match.group()]


def _add_text(tokens: list[_Token], text: str) -> None:
    bad = _CONTROL.search(text)
    if bad:
        raise TagError("markup", f"it holds the control character U+{ord(bad.group()):04X}", "delete the character")
    if text and tokens and tokens[-1].kind == "text":
        tokens[-1] = replace(tokens[-1], text=tokens[-1].text + text)
    elif text:
        tokens.append(_Token("text", text))


def _names(tokens: list[_Token]) -> Counter[str]:
    return Counter(t.text for t in tokens if t.kind in ("open", "void"))


def _check_nesting(tokens: list[_Token]) -> None:
    opened: list[str] = []
    for token in tokens:
        if token.kind == "open":
            if token.text.startswith("a") and any(name.startswith("a") for name in opened):
                raise TagError("tags", f"<{token.text}> is a link inside the link <{opened[-1]}>")
            opened.append(token.text)
        elif token.kind == "close" and (not opened or opened.pop() != token.text):
            raise TagError("markup", f"</{token.text}> closes a tag that is not the last one opened")
        if len(opened) > MAX_DEPTH:
            raise TagError("markup", f"its tags nest deeper than {MAX_DEPTH} levels")
    if opened:
        raise TagError("markup", f"<{opened[-1]}> is not closed")


def _check_set(wanted: Counter[str], given: Counter[str]) -> None:
    # “19<sup>th</sup>” is “19.” in German: a superscript may go, but none may come; so with marks for the index.
    missing = sorted(name for name in (wanted - given) if name.rstrip("0123456789") not in ("sup", *_MARKS))
    extra = sorted(given - wanted)
    if missing or extra:
        said = [f"lacks {_listed(missing)}"] * bool(missing) + [f"has {_listed(extra)} too many"] * bool(extra)
        raise TagError("tags", "the translation " + " and ".join(said))


def _listed(names: list[str]) -> str:
    return ", ".join(f"<{n}/>" if n.rstrip("0123456789") in _EMPTY else f"<{n}>" for n in names)


def _spaced(msgid: str, msgstr: str) -> str:
    """The translation with the white space of the source at its ends, and no line break that the source
    lacks."""
    core = msgid.strip(_ENDS)
    before, after = (msgid[: msgid.index(core)], msgid[msgid.index(core) + len(core) :]) if core else (msgid, "")
    inner = msgstr.strip(_ENDS)
    return before + (inner if "\n" in core else re.sub(r"[ \t]*\n\s*", " ", inner)) + after


def _build(tokens: list[_Token], known: dict[str, Inline]) -> tuple[Inline, ...]:
    levels: list[list[Inline]] = [[]]
    for token in tokens:
        if token.kind == "text":
            levels[-1].append(Inline("text", text=token.text))
        elif token.kind == "open":
            levels.append([])
        elif token.kind == "void":
            levels[-1].append(known.get(token.text) or Inline("break"))
        else:
            children = tuple(levels.pop())
            piece = known.get(token.text) or Inline(token.text)
            levels[-1].append(replace(piece, children=children))
    return tuple(levels[0])
