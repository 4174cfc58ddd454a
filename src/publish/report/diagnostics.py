"""Diagnostics as a person, a program or a forge reads them: text, JSON, GitHub annotations, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..codes import CODES
from ..diagnostics import Diagnostic, Severity

FORMATS = ("text", "json", "github", "sarif")
SHOWN = 3  # notes of one code in one file that are shown one by one; a new catalogue has hundreds
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(diagnostics: Sequence[Diagnostic], style: str) -> str:
    """The diagnostics in one of FORMATS, "" for none as text."""
    ordered = sorted(diagnostics, key=lambda d: (d.place, d.code, d.message))
    return {"text": _text, "json": _json, "github": _github, "sarif": _sarif}[style](ordered)


def _text(diagnostics: Sequence[Diagnostic]) -> str:
    lines: list[str] = []
    notes: Counter[tuple[str, str]] = Counter()
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.NOTE:
            notes[diagnostic.code, diagnostic.place.path] += 1
            if notes[diagnostic.code, diagnostic.place.path] > SHOWN:
                continue
        lines.append(f"{diagnostic.place}: {diagnostic.severity}: {diagnostic.message} [{diagnostic.code}]")
        if diagnostic.next_step:
            lines.append(f"    {diagnostic.next_step}")
    for (code, path), count in notes.items():
        if count > SHOWN:
            lines.append(f"{path}: note: and {count - SHOWN} more of these [{code}]")
    return "\n".join(lines)


def as_record(diagnostic: Diagnostic) -> dict[str, Any]:
    """The keys that users' scripts rely on; a place that is not known is null."""
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "path": place.path or None,
        "line": place.line or None,
        "column": place.column or None,
        "end_line": place.end_line or None,
        "end_column": place.end_column or None,
        "before": diagnostic.before,
        "after": diagnostic.after,
        "hint": diagnostic.next_step,
    }


def _json(diagnostics: Sequence[Diagnostic]) -> str:
    return json.dumps([as_record(d) for d in diagnostics], ensure_ascii=False, indent=2)


def _github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands (GitHub documentation, “Workflow commands for GitHub Actions”)."""
    lines = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        level = "notice" if diagnostic.severity is Severity.NOTE else str(diagnostic.severity)
        values = {
            "file": place.path, "line": place.line, "endLine": place.end_line, "col": place.column,
            "endColumn": place.end_column, "title": diagnostic.code,
        }  # fmt: skip
        fields = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in values.items() if value)
        hint = f" ({diagnostic.next_step})" if diagnostic.next_step else ""
        lines.append(f"::{level} {fields}::{_escaped(diagnostic.message + hint)}")
    return "\n".join(lines)


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """A log of one run (OASIS SARIF 2.1.0)."""
    rules = [
        {"id": code, "shortDescription": {"text": CODES[code].meaning}, "help": {"text": CODES[code].hint}}
        for code in sorted({d.code for d in diagnostics})
    ]
    driver = {"name": "publish", "semanticVersion": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": list(_results(diagnostics)),
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _results(diagnostics: Iterable[Diagnostic]) -> Iterable[dict[str, Any]]:
    for diagnostic in diagnostics:
        place = diagnostic.place
        region = {
            "startLine": place.line, "startColumn": place.column,
            "endLine": place.end_line, "endColumn": place.end_column,
        }  # fmt: skip
        known = {key: value for key, value in region.items() if value}
        location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.path)}}
        if known:
            location["region"] = known
        result: dict[str, Any] = {
            "ruleId": diagnostic.code,
            "level": _LEVELS[diagnostic.severity],
            "message": {"text": diagnostic.message},
        }
        if place.path:
            result["locations"] = [{"physicalLocation": location}]
        yield result
