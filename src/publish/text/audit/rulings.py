"""A decision about a finding, as the house files keep it: what is to be written, and where.

Everything else in the files stays as the editor wrote it, comments and order among it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...files import Folder
from ...project import HOUSE
from .finding import Finding, Sighting

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_CORRECTIONS = f"sources/{HOUSE}/corrections.toml"
_NAMES = f"sources/{HOUSE}/names.toml"
IGNORED = f"sources/{HOUSE}/ignored.toml"
_AROUND = (40, 25, 12, 5)  # characters of context on each side, as many as the received text has in one piece
_BY_PLACE = ("confused", "doubled-word")  # the words are right elsewhere
_FIGURE = re.compile(r"\d")


def correct(folder: Folder, finding: Finding, after: str) -> None:
    """Writes that the finding's words are to be `after`: as a stray form of the name that is meant, or as a
    correction; one for each place where the same words may be right in another."""
    if finding.entity and after == finding.proposal and _add_stray(folder, finding):
        return
    rows = []
    by_place = _is_right_elsewhere(finding)
    for sighting in finding.sightings if by_place else finding.sightings[:1]:
        row: dict[str, Any] = {"before": finding.words, "after": after, "class": finding.kind, "reason": finding.reason}
        if by_place:
            row |= {"work": sighting.passage.work, "context": context(folder, sighting)}
        rows.append(row)
    _append(folder, _CORRECTIONS, "correction", rows)


def _is_right_elsewhere(finding: Finding) -> bool:
    """Whether the words may be right in other places: a decade in words is somebody's age there."""
    in_words = finding.code == "off-style" and finding.kind == "punctuation" and not _FIGURE.search(finding.words)
    return finding.code in _BY_PLACE or in_words


def ignore(folder: Folder, finding: Finding, *, here: bool) -> None:
    """Writes that the finding's words are right: wherever they stand, or at its places alone."""
    row = {"code": finding.code, "words": finding.words}
    places = [row | {"work": s.passage.work, "context": context(folder, s)} for s in finding.sightings]
    _append(folder, IGNORED, "ignore", places if here else [row])


def context(folder: Folder, sighting: Sighting) -> str:
    """Words around a sighting as the text was received with them, so that they name the place."""
    received = " ".join(folder.read_text(sighting.passage.source.path).split())
    text, words = sighting.passage.text, " ".join(sighting.words.split())
    for around in _AROUND:
        start, end = max(sighting.start - around, 0), min(sighting.end + around, len(text))
        start = text.find(" ", start, sighting.start) + 1 or sighting.start if start else 0
        end = max(text.rfind(" ", sighting.end, end), sighting.end) if end < len(text) else end
        piece = " ".join(text[start:end].split())
        if piece in received and piece.count(words) == 1:
            return piece
    return words


def _append(folder: Folder, path: str, name: str, rows: list[Mapping[str, Any]] | list[dict[str, Any]]) -> None:
    """Adds tables to the end of a file, under `[[name]]`."""
    import tomlkit

    written = folder.read_text(path) if folder.exists(path) else ""
    parts = [written.rstrip("\n")] if written.strip() else []
    for row in rows:
        table = tomlkit.document()
        for key, value in row.items():
            table.add(key, tomlkit.item(value))
        parts.append(f"[[{name}]]\n{tomlkit.dumps(table).rstrip()}")
    folder.write(path, "\n\n".join(dict.fromkeys(parts)) + "\n")


def _add_stray(folder: Folder, finding: Finding) -> bool:
    """Adds a stray form to its entity; False where names.toml has none of that key."""
    import tomlkit

    if not folder.exists(_NAMES):
        return False
    document: TOMLDocument = tomlkit.parse(folder.read_text(_NAMES))
    entity: Any = document.get(finding.entity)
    if not isinstance(entity, dict):
        return False
    strays = entity.get("strays")
    if isinstance(strays, dict):
        strays[finding.words] = ""
    elif isinstance(strays, list):
        strays.append(finding.words)
    else:
        entity["strays"] = [*([strays] if strays else []), finding.words]
    folder.write(_NAMES, tomlkit.dumps(document))
    return True
