"""PO files: a strict reader and a quiet writer.

polib and Babel lose a character in silence where a quotation mark is missing, take bad escapes and two
entries of one key, and polib drops `#~|` and trips over U+2028. A translator's work is worth more,
so the grammar is read here, line by line, as GNU gettext defines it (its manual, “The Format of PO Files”),
and whatever msgfmt refuses is refused with its place. The writer's output is what `msgcat --no-wrap` would
write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..diagnostics import Diagnostic, Place, line_column
from .messages import Catalogue, Key, Message

MOST_ENTRIES = 100_000  # a work of ten million words has fewer
MAX_FOUND = 50  # a file of another kind would give one finding a line
_BLANK = " \t\v\f"
_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( .*)?$|={7}$")
_MARK = re.compile(r"(#~\||#~|#\|)?[ \t]*")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?![\w])(?:\[(\d+)\])?[ \t]*")
_LITERAL = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*')
_ESCAPE = re.compile(r"((?:\\[0-7]{1,3}|\\x[0-9a-fA-F]{1,2})+)|\\(.)")
_BYTE = re.compile(r"\\(?:x([0-9a-fA-F]+)|([0-7]+))")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", '"': '"'}
_ESCAPED = str.maketrans({value: "\\" + letter for letter, value in _ESCAPES.items()})
_PREVIOUS = {
    ("msgid",),
    ("msgid", "msgid_plural"),
    ("msgctxt",),
    ("msgctxt", "msgid"),
    ("msgctxt", "msgid", "msgid_plural"),
}
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069(\\S*)|\\S+")
_MARKERS = "take out the lines <<<<<<<, ======= and >>>>>>> and keep, of each entry between them, the right one"


class _SyntaxError(Exception):
    """A line that cannot be read: what is wrong, at which character of it (from 0), and what to do."""

    def __init__(self, message: str, column: int, hint: str = "", code: str = "po-syntax"):
        self.message, self.column, self.hint, self.code = message, column, hint, code
        super().__init__(message)


def read_catalogue(path: str, data: bytes) -> tuple[Catalogue | None, list[Diagnostic]]:
    """The Catalogue of a file's bytes; None and what is wrong with it (`po-syntax`, `po-charset`,
    `po-duplicate`, `too-complex`) if any of it cannot be trusted. A byte order mark and CRLF are taken."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        message = f"“{path}” is not UTF-8: byte 0x{data[error.start]:02X} cannot be read"
        return None, [Diagnostic("po-charset", message, Place(path, *line_column(before, len(before))))]
    if text.count("\nmsgid ") > MOST_ENTRIES:
        return None, [Diagnostic("too-complex", f"“{path}” has more than {MOST_ENTRIES} entries", Place(path))]
    reader = _Reader(path)
    reader.read(text)
    messages = reader.messages
    found = reader.found or [*_duplicates(path, messages), *_check_charset(path, text, messages)]
    if found:
        return None, found[:MAX_FOUND]
    header = next((m for m in messages if m.key == (None, "")), Message(""))
    return Catalogue(path, header, tuple(m for m in messages if m is not header)), []


def _duplicates(path: str, messages: list[Message]) -> Iterator[Diagnostic]:
    first: dict[Key, Message] = {}
    for message in messages:
        other = first.setdefault(message.key, message)
        if other is not message:
            text = f"the entry “{message.msgid[:60]}” is there twice, first in line {other.line}"
            yield Diagnostic("po-duplicate", text, Place(path, message.line, 1))


def _check_charset(path: str, text: str, messages: list[Message]) -> Iterator[Diagnostic]:
    header = next((m.msgstr for m in messages if m.key == (None, "")), "")
    named = re.search(r"^Content-Type:.*?charset=([^\s;]+)", header, re.MULTILINE | re.IGNORECASE)
    charset = named.group(1) if named else "CHARSET"
    if charset.lower() in ("utf-8", "utf8") or (charset == "CHARSET" and text.isascii()):
        return
    said = f"says that it is in {charset}" if named else "does not say in which encoding it is"
    at = text.find("charset=")
    place = Place(path, *line_column(text, at)) if at >= 0 else Place(path, 1, 1)
    yield Diagnostic("po-charset", f"“{path}” {said}", place)


@dataclass(slots=True)
class _Draft:
    """A message as far as it has been read: strings by their keyword, in pieces."""

    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    previous: dict[str, list[str]] = field(default_factory=dict)
    strings: dict[str, list[str]] = field(default_factory=dict)
    translations: list[list[str]] = field(default_factory=list)
    obsolete: bool = False
    broken: bool = False
    line: int = 0

    @property
    def begun(self) -> bool:
        return bool(self.strings or self.translations or self.broken)

    def message(self) -> Message:
        def text(strings: dict[str, list[str]], name: str) -> str | None:
            return "".join(strings[name]) if name in strings else None

        translations = tuple("".join(pieces) for pieces in self.translations)
        plural = text(self.strings, "msgid_plural")
        # Nothing is no fuzzy translation; msgcat drops that flag, too.
        flags = (flag for flag in self.flags if flag != "fuzzy" or any(translations))
        return Message(
            msgid=text(self.strings, "msgid") or "",
            msgstr=translations[0] if plural is None else "",
            msgctxt=text(self.strings, "msgctxt"),
            plural=plural,
            plural_msgstrs=translations if plural is not None else (),
            comments=tuple(self.comments),
            extracted=tuple(self.extracted),
            # msgcat wraps them without regard to the isolates around a name with a space.
            references=tuple(m[1] + m[2] if m[1] else m[0] for m in _REFERENCE.finditer(" ".join(self.references))),
            flags=tuple(dict.fromkeys(flags)),
            previous_msgctxt=text(self.previous, "msgctxt"),
            previous_msgid=text(self.previous, "msgid"),
            previous_plural=text(self.previous, "msgid_plural"),
            obsolete=self.obsolete,
            line=self.line,
        )


class _Reader:
    """Takes a file line by line. After a line that cannot be read, the rest of its entry is not judged."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.messages: list[Message] = []
        self.found: list[Diagnostic] = []
        self._draft = _Draft()
        self._pieces: list[str] | None = None
        self._mark = ""
        self._line = 0

    def read(self, text: str) -> None:
        # Only these line ends: str.splitlines would break a translation at U+2028 or U+0085.
        for self._line, raw in enumerate(text.split("\n"), 1):
            line = raw.strip(_BLANK)
            if not line:
                continue
            try:
                self._read_line(line)
            except _SyntaxError as bad:
                self._draft.broken = True
                self._pieces = None
                column = len(raw) - len(raw.lstrip(_BLANK)) + bad.column + 1
                self._report(bad, self._line, column)
        self._finish()
        self._keep_trailing()

    def _report(self, bad: _SyntaxError, line: int, column: int) -> None:
        self.found.append(Diagnostic(bad.code, bad.message, Place(self.path, line, column), bad.hint))

    def _read_line(self, line: str) -> None:
        if "\0" in line:
            raise _SyntaxError("the line holds a NUL character", line.index("\0"), "delete the character")
        if line[0] == "#" and line[1:2] not in ("~", "|"):
            self._comment(line)
            return
        if _CONFLICT.match(line):
            raise _SyntaxError("a merge left its conflict markers here", 0, _MARKERS)
        marked = _MARK.match(line)
        assert marked  # both of its parts may be missing
        mark = marked.group(1) or ""
        at = marked.end()
        if mark == "#~" and line[at : at + 1] in ("", "#"):
            if at < len(line):
                self._comment(line[at:])
            return
        self._data(line, mark, at)

    def _comment(self, line: str) -> None:
        self._end_of_entry()
        self._pieces = None
        if self._draft.previous:
            raise _SyntaxError("a comment stands between “#|” and the entry that it belongs to", 0)
        sort, text = line[1:2], line[2:]
        if sort == ".":
            self._draft.extracted.append(text.removeprefix(" "))
        elif sort == ":":
            self._draft.references.append(text.strip(_BLANK))
        elif sort == ",":
            self._draft.flags += filter(None, (flag.strip() for flag in text.split(",")))
        else:
            self._draft.comments.append(line[1:].removeprefix(" "))

    def _data(self, line: str, mark: str, at: int) -> None:
        keyword = _KEYWORD.match(line, at)
        if keyword:
            text = _strings(line, keyword.end())
            self._keyword(keyword, mark, text)
        elif line[at : at + 1] == '"':
            text = _strings(line, at)
            if self._pieces is None:
                if self._draft.broken:
                    return
                raise _SyntaxError("this text belongs to no msgid or msgstr", at)
            if mark != self._mark:
                raise _SyntaxError(f"a text begun with “{self._mark or 'msg…'}” goes on with “{mark}”", at)
            self._pieces.append(text)
        else:
            raise _SyntaxError(f"“{line[at : at + 40]}” is neither an entry nor a comment", at, _stray_hint(line[at:]))

    def _keyword(self, match: re.Match[str], mark: str, text: str) -> None:
        name, index = match.group(1), match.group(2)
        if mark.endswith("|") or (name in ("msgctxt", "msgid") and self._opens_entry(name)):
            self._end_of_entry()
        self._mark, self._pieces = mark, [text]
        draft = self._draft
        if not draft.begun and not draft.previous:
            draft.obsolete = mark.startswith("#~")
        elif draft.obsolete != mark.startswith("#~"):
            raise _SyntaxError("one half of this entry is obsolete (#~) and the other is not", match.start())
        if mark.endswith("|"):
            self._previous(name, match.start())
        elif name == "msgstr":
            self._translation(index, match.start())
        else:
            self._source(name, match.start())

    def _previous(self, name: str, at: int) -> None:
        draft = self._draft
        before = list(draft.previous)
        draft.line = draft.line or self._line
        assert self._pieces is not None
        draft.previous[name] = self._pieces
        if (*before, name) not in _PREVIOUS:
            raise _SyntaxError(f"“{name}” cannot stand here after #|", at)

    def _opens_entry(self, name: str) -> bool:
        """A msgid after its msgctxt goes on with an entry; any other of the two begins one."""
        return name == "msgctxt" or "msgid" in self._draft.strings or bool(self._draft.translations)

    def _source(self, name: str, at: int) -> None:
        draft = self._draft
        if not draft.begun and draft.previous and "msgid" not in draft.previous:
            raise _SyntaxError("a “#| msgctxt” needs a “#| msgid”", at)
        misplaced = "msgid" not in draft.strings or draft.translations or name in draft.strings
        if name == "msgid_plural" and misplaced and not draft.broken:
            raise _SyntaxError("a msgid_plural has to stand between msgid and msgstr[0]", at)
        draft.line = self._line
        assert self._pieces is not None
        draft.strings[name] = self._pieces

    def _translation(self, index: str | None, at: int) -> None:
        draft = self._draft
        assert self._pieces is not None
        if not draft.broken:
            _check_order(draft, index, at)
        draft.translations.append(self._pieces)

    def _end_of_entry(self) -> None:
        if self._draft.begun:
            self._finish()

    def _finish(self) -> None:
        """Ends the entry at hand; what is missing from it is reported at its first line."""
        draft = self._draft
        if not draft.begun and not draft.previous:
            return
        if not draft.broken and (not draft.translations or "msgid" not in draft.strings):
            missing = "msgstr" if "msgid" in draft.strings else "msgid"
            self._report(_SyntaxError(f"this entry has no {missing}", 0), draft.line, 1)
        elif not draft.broken:
            self.messages.append(draft.message())
        self._draft = _Draft()

    def _keep_trailing(self) -> None:
        """Comments after the last entry have none to belong to, and msgcat drops them: they go to the last
        one."""
        if self._draft.comments and self.messages:
            last = self.messages[-1]
            self.messages[-1] = replace(last, comments=(*last.comments, *self._draft.comments))


def _check_order(draft: _Draft, index: str | None, at: int) -> None:
    expected = len(draft.translations)
    if "msgid" not in draft.strings:
        raise _SyntaxError("this msgstr has no msgid", at)
    if "msgid_plural" in draft.strings and index is None:
        raise _SyntaxError("an entry with a msgid_plural needs msgstr[0], msgstr[1]…", at)
    if "msgid_plural" not in draft.strings and index is not None:
        raise _SyntaxError("msgstr[…] without a msgid_plural", at)
    if index is None and expected:
        raise _SyntaxError("this entry has two msgstr", at, "join them into one")
    if index is not None and int(index) != expected:
        raise _SyntaxError(f"msgstr[{index}] stands where msgstr[{expected}] is due", at)


def _stray_hint(text: str) -> str:
    quoted = text.endswith('"') or text[:1] in "“”„«'"
    return 'begin and end the text with a straight quotation mark: "' if quoted else ""


def _strings(line: str, at: int) -> str:
    """The value of the string literals from `at` to the end of a line."""
    pieces: list[str] = []
    while True:
        match = _LITERAL.match(line, at)
        if not match:
            raise _broken_literal(line, at, first=not pieces)
        pieces.append(_unescape(match.group(1), at + 1) if "\\" in match.group(1) else match.group(1))
        at = match.end()
        if at == len(line):
            return "".join(pieces)


def _broken_literal(line: str, at: int, *, first: bool) -> _SyntaxError:
    if line[at : at + 1] == '"':
        return _SyntaxError("the closing quotation mark is missing", len(line), 'end the text with "')
    if first:
        return _SyntaxError("the opening quotation mark is missing", at, 'begin the text with "')
    return _SyntaxError("there is a quotation mark inside the text", at - 1, 'write \\" for a quotation mark')


def _unescape(text: str, at: int) -> str:
    """C's escapes, as gettext takes them; octal and hexadecimal ones are bytes of UTF-8."""

    def one(match: re.Match[str]) -> str:
        if match.group(1):
            try:
                codes = (int(m[1], 16) if m[1] else int(m[2], 8) for m in _BYTE.finditer(match.group(1)))
                return bytes(codes).decode()
            except ValueError:
                raise _SyntaxError(f"“{match.group(1)}” is no character", at + match.start()) from None
        if match.group(2) not in _ESCAPES:
            raise _SyntaxError(f"“{match.group()}” is no escape", at + match.start(), "write \\\\ for a backslash")
        return _ESCAPES[match.group(2)]

    return _ESCAPE.sub(one, text)


def write_catalogue(catalogue: Catalogue) -> bytes:
    """The bytes of a catalogue: the header, the entries in their order, then the obsolete ones, in
    unwrapped lines that end in LF."""
    header = [catalogue.header] if catalogue.header != Message("") else []
    active = (m for m in catalogue.messages if not m.obsolete)
    obsolete = (m for m in catalogue.messages if m.obsolete)
    return "\n".join("".join(_lines(m)) for m in (*header, *active, *obsolete)).encode()


def _lines(message: Message) -> Iterator[str]:
    yield from _comments("#", message.comments)
    yield from _comments("#.", message.extracted)
    if message.references:
        yield f"#: {' '.join(_reference(r) for r in message.references)}\n"
    if message.flags:
        yield f"#, {', '.join(message.flags)}\n"
    mark = "#~" if message.obsolete else ""
    previous = "#~| " if mark else "#| "
    yield from _field(previous, "msgctxt", message.previous_msgctxt)
    yield from _field(previous, "msgid", message.previous_msgid)
    yield from _field(previous, "msgid_plural", message.previous_plural)
    mark = mark and "#~ "
    yield from _field(mark, "msgctxt", message.msgctxt)
    yield from _field(mark, "msgid", message.msgid)
    yield from _field(mark, "msgid_plural", message.plural)
    if message.plural is None:
        yield from _field(mark, "msgstr", message.msgstr)
    for index, text in enumerate(message.plural_msgstrs):
        yield from _field(mark, f"msgstr[{index}]", text)


def _comments(mark: str, comments: tuple[str, ...]) -> Iterator[str]:
    for comment in comments:
        # gettext takes a backslash at the end of any line for a promise of more: a space after it stops that.
        space = " " if comment.endswith("\\") else ""
        yield f"{mark} {comment}{space}\n" if comment else f"{mark}\n"


def _field(mark: str, keyword: str, text: str | None) -> Iterator[str]:
    if text is None:
        return
    lines = text.split("\n")
    if len(lines) < 2 or (len(lines) == 2 and not lines[1]):
        yield f'{mark}{keyword} "{text.translate(_ESCAPED)}"\n'
        return
    yield f'{mark}{keyword} ""\n'
    for line in lines[:-1]:
        yield f'{mark}"{line.translate(_ESCAPED)}\\n"\n'
    if lines[-1]:
        yield f'{mark}"{lines[-1].translate(_ESCAPED)}"\n'


def _reference(path: str) -> str:
    """A file name with a space in it stands between Unicode's isolates, as gettext has it since 0.19."""
    return f"\u2068{path}\u2069" if re.search(r"\s", path) else path
