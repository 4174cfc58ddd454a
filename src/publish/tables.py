"""TOML as an editor writes it: every key asked for by name, whatever was not asked for refused with its place.

`Table` wraps one table of a file. Reading a key checks its type and remembers that the key is known; `finish`
reports the others with the nearest known name. Findings add up in the list that the tables of a file share.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .diagnostics import Diagnostic, Place, line_column
from .files import NO_TEXT, named

MAX_UNKNOWN = 50
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_HEADER_KEY = re.compile(r"""\"[^"\n]*\"|'[^'\n]*'|[^\s.\[\]"']+""")
_HEADER_LINE = re.compile(rf"^[ \t]*(\[\[?)((?:[ \t.]|{_HEADER_KEY.pattern})+)\]", re.MULTILINE)
_OVERRIDE = re.compile("[\u202d\u202e]")
_LINE_END = ("Illegal character '\\n'", "the line ends before its closing quotation mark")
_KEY_LINE = re.compile(r"^[ \t]*(\[|[\w.\"'-]+[ \t]*=)", re.MULTILINE)


@dataclass
class Table:
    """One table of the TOML file `path`; `start` is the offset of its header in `source`."""

    values: dict[str, Any]
    path: str
    source: str
    found: list[Diagnostic]
    start: int = 0
    name: str = ""
    known: set[str] = field(default_factory=set)

    def text(self, key: str, default: str = "") -> str:
        """A string; a TOML date counts as its ISO 8601 text."""
        value = self._take(key, default)
        if hasattr(value, "isoformat"):
            return str(value.isoformat())
        return self._clean(key, value) if isinstance(value, str) else self._wrong(key, "a text in quotes", default)

    def number(self, key: str, default: int) -> int:
        value = self._take(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._wrong(key, "a whole number", default)
        return default

    def flag(self, key: str, default: bool) -> bool:
        value = self._take(key, default)
        return value if isinstance(value, bool) else self._wrong(key, "true or false", default)

    def texts(self, key: str) -> tuple[str, ...]:
        """A string, or a list of strings, as a tuple."""
        value = self._take(key, [])
        if isinstance(value, str):
            return (self._clean(key, value),)
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(self._clean(key, v) for v in value)
        self._wrong(key, "a text or a list of texts", ())
        return ()

    def choice(self, key: str, among: tuple[str, ...], default: str) -> str:
        value = self.text(key, default)
        if value in among:
            return value
        message = f"“{key}” is “{value}”; it can be {', '.join(among)}"
        self.report("wrong-value", message, key, hint=nearest(value, among))
        return default

    def required(self, key: str) -> str:
        value = self.text(key)
        if not value.strip() and isinstance(self.values.get(key, ""), str):
            self.report("missing-key", f"{self._called} has no “{key}”", "")
        return value

    def table(self, key: str) -> Table:
        """The table under `key`, an empty one if there is none."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            value = self._wrong(key, "a table", {})
        name = f"{self.name}.{key}" if self.name else key
        return Table(value, self.path, self.source, self.found, self._header(name, 0), name)

    def tables(self, key: str) -> Iterator[Table]:
        """The array of tables under `key` (`[[correction]]`)."""
        value = self._take(key, [])
        if not (isinstance(value, list) and all(isinstance(v, dict) for v in value)):
            value = self._wrong(key, f"a list of tables, each under [[{key}]]", [])
        name = f"{self.name}.{key}" if self.name else key
        for n, item in enumerate(value):
            yield Table(item, self.path, self.source, self.found, self._header(name, n, "[[]]"), f"{name} {n + 1}")

    def named(self) -> Iterator[tuple[str, Table]]:
        """Every key with its table: for files whose keys the user chooses."""
        for key, value in self.values.items():
            table = self.table(key)
            if isinstance(value, dict):
                yield key, table

    def report(self, code: str, message: str, key: str = "", hint: str = "", value: str = "", nth: int = 0) -> None:
        self.found.append(Diagnostic(code, message, self.place(key, value, nth), hint))

    def place(self, key: str = "", value: str = "", nth: int = 0) -> Place:
        """Where `key` of this table stands in the file, or else the table's header; with a `value`, where that
        stands among the key's values for the nth time, counted from 0."""
        offset = self._key(key) if key else self.start
        if value:
            end = _KEY_LINE.search(self.source, self.source.find("=", offset) + 1)
            quoted = re.compile(rf"([\"']){re.escape(value)}\1")
            places = [m.start() for m in quoted.finditer(self.source, offset, end.start() if end else len(self.source))]
            offset = places[nth] if nth < len(places) else offset
        return Place(self.path, *line_column(self.source, offset))

    def _key(self, key: str) -> int:
        """The offset of a key, written on a line of its own, with dots (`forms.fr = …`) or in braces
        (`forms = { fr = … }`) or as a header; that of this table's header where it is not found."""
        headed = _HEADER.match(self.source, self.start)
        rest = (self.source.find("\n", self.start) + 1 or len(self.source)) if headed else self.start
        following = _HEADER.search(self.source, rest)
        end = following.start() if following else len(self.source)
        own = rf"[\"']?{re.escape(key)}[\"']?[ \t]*[=.]"
        parent = self.name.rpartition(".")[2]
        held = rf"[\"']?{re.escape(parent)}[\"']?[ \t]*"
        within = (rf"^[ \t]*{held}\.[ \t]*", rf"^[ \t]*{held}=[ \t]*\{{[^}}\n]*?\b")
        # Patterns of their own for each of hundreds of tables take longer than all the rest of reading them.
        for before in (*(within if self.source.find(parent, rest, end) >= 0 else ()), r"^[ \t]*"):
            match = re.compile(rf"(?:{before})(?P<key>{own})", re.MULTILINE).search(self.source, rest, end)
            if match:
                return match.start("key")
        return self._header(f"{self.name}.{key}" if self.name else key, 0)  # a key that holds a table of its own

    def finish(self) -> None:
        """Reports the keys that nothing asked for; of a file of another kind the first ones do."""
        for key in [key for key in self.values if key not in self.known][:MAX_UNKNOWN]:
            self.report("unknown-key", f"“{key}” is not a key of {self._called}", key, nearest(key, self.known))

    def _clean(self, key: str, value: str) -> str:
        """A text with a mark (U+FFFD) for each character that no text has, which TOML can spell; they are reported."""
        if turning := _OVERRIDE.search(value):
            message = (
                f"“{key}” holds U+{ord(turning.group()):04X}, which nobody sees and which turns the direction of text"
            )
            self.report("bidi-control", message, key)
        unwanted = NO_TEXT.search(value)
        if unwanted is None:
            return value
        self.report("control-character", f"“{key}” holds {named(unwanted.group())}", key)
        return NO_TEXT.sub("\ufffd", value)

    @property
    def _called(self) -> str:
        return f"[{self.name}]" if self.name else f"“{self.path}”"

    def _take(self, key: str, default: Any) -> Any:
        self.known.add(key)
        return self.values.get(key, default)

    def _wrong(self, key: str, wanted: str, default: Any) -> Any:
        self.report("wrong-value", f"“{key}” must be {wanted}", key)
        return default

    def _header(self, name: str, nth: int, brackets: str = "[]") -> int:
        starts = _headers(self.source).get((brackets[: len(brackets) // 2], name), [])
        return starts[nth] if nth < len(starts) else self.start


@lru_cache(maxsize=8)
def _headers(source: str) -> dict[tuple[str, str], list[int]]:
    """Where the headers of tables begin, by their opening brackets and their keys, joined with dots."""
    starts: dict[tuple[str, str], list[int]] = {}
    for header in _HEADER_LINE.finditer(source):
        keys = (key.strip("\"'") for key in _HEADER_KEY.findall(header[2]))
        starts.setdefault((header[1], ".".join(keys)), []).append(header.start())
    return starts


def read_table(path: str, source: str, found: list[Diagnostic]) -> Table:
    """The top table of a TOML file. A syntax error is a diagnostic, and the table then an empty one."""
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = Place(path, *(int(n) for n in match.groups())) if match else Place(path, source.count("\n") + 1)
        reason = re.sub(r" \(at .*\)$", "", str(error)).replace(*_LINE_END)
        found.append(Diagnostic("toml-syntax", f"“{path}” is not TOML: {reason}", place))
        values = {}
    except ValueError:  # a number of more digits than Python reads (sys.set_int_max_str_digits)
        found.append(Diagnostic("toml-syntax", f"“{path}” has a number that is too long", Place(path)))
        values = {}
    except RecursionError:
        found.append(Diagnostic("too-complex", f"“{path}” nests too deep", Place(path)))
        values = {}
    return Table(values, path, source, found)


def nearest(word: str, among: set[str] | tuple[str, ...]) -> str:
    """“did you mean …?” with the closest of the known words, or the list of them where none is close."""
    close = difflib.get_close_matches(word, sorted(among), n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"known here: {', '.join(sorted(among))}" if among else ""
