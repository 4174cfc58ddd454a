"""The publisher's real text and its editor's hand-made lists, read where they lie; nothing of them is kept here.

They are looked for beside the repository, or in the folder that PUBLISH_CORPUS names.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest
import tomlkit

FOLDER = Path(os.environ.get("PUBLISH_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
NAME = "000_2209b3769a908544"
LANGUAGES = ("en", "fr", "de", "es", "it", "pl")
KINDS = {"person": "person", "place": "place", "org": "body", "title": "title", "event": "event", "given": "person"}
# Words of our own on a few of the terms, so that there is a glossary.
DEFINITIONS = {
    "kulak": "A peasant counted as well-to-do.",
    "NEP": "The New Economic Policy of 1921.",
    "perestroika": "Restructuring: the reforms that began in 1985.",
    "glasnost": "Openness in public speech.",
}
FRENCH = {
    "kulak": "Paysan tenu pour aisé.",
    "NEP": "La nouvelle politique économique de 1921.",
    "perestroika": "Restructuration\u00a0: les réformes commencées en 1985.",
    "glasnost": "Transparence de la parole publique.",
}

needs_corpus = pytest.mark.skipif(
    not (FOLDER / f"{NAME}.txt").exists(),
    reason=f"the publisher's text is not at {FOLDER} (PUBLISH_CORPUS names another place)",
)


def text_file() -> Path:
    return FOLDER / f"{NAME}.txt"


def rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{NAME}.{table}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def write_house(folder: Path) -> None:
    """The editor's lists as the house files of a project."""
    names, terms = tomlkit.document(), tomlkit.document()
    strays = _strays()
    for row in rows("names"):
        entry = tomlkit.table()
        forms = {code: _forms(row[code]) for code in LANGUAGES if row[code]}
        entry["forms"] = forms
        entry["strays"] = [s for s in strays if s in row["surface_forms_000"] and s not in forms["en"]]
        key = re.sub(r"\W+", "-", row["key"]).lower()
        if row["type"] == "term":
            if row["key"] in DEFINITIONS:
                entry["definition"] = DEFINITIONS[row["key"]]
            terms[key] = entry
        else:
            entry["kind"] = KINDS[row["type"]]
            names[key] = entry
    corrections = tomlkit.document()
    corrections["correction"] = _corrections()
    for name, document in (("names", names), ("terms", terms), ("corrections", corrections)):
        (folder / f"{name}.toml").write_text(tomlkit.dumps(document), encoding="utf-8")


def _forms(cell: str) -> list[str]:
    """“Trotsky (Trotski)” is two forms, the house's first; “Soviet: Moldavia” in brackets is a period's form."""
    main, _, more = cell.partition(" (")
    return [main, *(part.split(": ")[-1] for part in more.rstrip(")").split(", ") if part)]


def _strays() -> list[str]:
    """Single-word spellings that the editor corrects to another name."""
    return [
        r["as received"] for r in rows("corrections") if r["class"] == "name-variant" and r["as received"].isalpha()
    ]


def _corrections() -> list[dict[str, object]]:
    """The editor's corrections, those of fact and of the web page left out: the first are queries, the second are
    the importer's. One that does not hold everywhere gets its paragraph as context."""
    lines = text_file().read_text(encoding="utf-8").split("\n")
    whole = "\n".join(lines)
    grouped: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows("corrections"):
        if row["class"] not in ("factual", "artefact"):
            grouped[row["as received"], row["corrected"]].append(row)
    corrections = []
    for (before, after), found in grouped.items():
        base = {"before": before, "after": after, "class": found[0]["class"], "by": "editor"}
        if found[0]["note"]:
            base["reason"] = found[0]["note"]
        if whole.count(before) == len(found):
            corrections.append(base)
        else:
            for line in sorted({int(row["line"]) for row in found}):
                corrections.append(base | {"context": lines[line - 1]})
    return corrections
