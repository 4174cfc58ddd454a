"""What `publish audit` finds, as Markdown tables: recall by class and precision against lists made by hand.

Measured are the publisher's own texts in the folder PUBLISH_CORPUS (or ../shared/corpus), each NAME.txt with its
NAME.corrections.tsv, and the texts of tests/text/audit/texts, whose names and faults were written down before
anything had been measured on them. No house file is used: the audit knows no more than what ships with it. Beside it
codespell, typos and hunspell read the same text, those of them that are on this machine.

A fault is found if something is said of a word in which received and corrected text differ, on the line of the list
where the list has lines. A finding is a true one if the list has a fault at one of its places. An `optional` row of
the list counts as true where it is found and is not asked for. Rows of the class `name-variant` are romanisations if
one word changes that the list of names has as a spelling of a name in Cyrillic, and other variants if not.
"""

from __future__ import annotations

import csv
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from publish.project import Work
from publish.text.audit import audit
from publish.text.house import House
from publish.text.normalise import normalise
from publish.text.preparing import Prepared
from publish.text.reading import read_documents

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("PUBLISH_CORPUS", ROOT.parent / "shared" / "corpus"))
OTHERS = ROOT / "tests" / "text" / "audit" / "texts"
BIN = Path(sys.executable).parent
CLASSES = (
    "romanisation", "name-variant", "typo", "real-word", "grammar", "spelling-convention", "punctuation", "query",
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]")


@dataclass(frozen=True)
class Fault:
    """A row of a list: the words that are wrong, on a line of the text (0: anywhere)."""

    line: int
    words: frozenset[str]
    kind: str
    optional: bool = False


@dataclass
class Said:
    """What a tool says of a text: each finding with the (line, words) of its places."""

    name: str
    findings: list[list[tuple[int, frozenset[str]]]] = field(default_factory=list)


def main() -> None:
    for path in sorted(CORPUS.glob("*.txt")):
        report(path.read_text(encoding="utf-8"), "en", _publisher_faults(path), "A publisher's text (English)")
    for path in sorted(OTHERS.glob("*.md")):
        language = path.suffixes[0][1:]
        report(path.read_text(encoding="utf-8"), language, _own_faults(path), f"{path.stem} (held out)")


def report(text: str, language: str, faults: list[Fault], title: str) -> None:
    """The table of one text."""
    counts = {kind: [f for f in faults if f.kind == kind and not f.optional] for kind in CLASSES}
    kinds = [kind for kind in CLASSES if counts[kind]]
    names = [f for kind in ("romanisation", "name-variant") for f in counts[kind]]
    print(f"\n### {title}: {len(WORD.findall(text))} words\n")
    print("| tool | " + " | ".join(f"{kind} ({len(counts[kind])})" for kind in kinds) + f" | all names ({len(names)})"
          " | findings | true |")  # fmt: skip
    print("|---" * (len(kinds) + 4) + "|")
    for said in (_publish(text, language), *(tool(text, language) for tool in (_codespell, _typos, _hunspell))):
        if said is not None:
            cells = [_recall(counts[kind], said) for kind in kinds] + [_recall(names, said)]
            true = sum(any(_meets(place, fault) for place in places for fault in faults) for places in said.findings)
            share = f"{true / len(said.findings):.0%}" if said.findings else "–"
            print(f"| {said.name} | " + " | ".join(cells) + f" | {len(said.findings)} | {share} |")


def _recall(faults: list[Fault], said: Said) -> str:
    if not faults:
        return "–"
    places = [place for places in said.findings for place in places]
    found = [fault for fault in faults if any(_meets(place, fault) for place in places)]
    if "-v" in sys.argv and said.name == "publish audit":
        for fault in faults:
            if fault not in found:
                print(f"missed {fault.kind} {fault.line}: {' '.join(sorted(fault.words))}", file=sys.stderr)
    return f"{len(found) / len(faults):.0%}"


def _meets(place: tuple[int, frozenset[str]], fault: Fault) -> bool:
    return (not fault.line or place[0] == fault.line) and bool(place[1] & fault.words)


# --- the lists ------------------------------------------------------------------------------------------------


def _publisher_faults(path: Path) -> list[Fault]:
    spelled = _spelled_names(path.with_suffix(".names.tsv"))
    faults = []
    for row in _rows(path.with_suffix(".corrections.tsv")):
        words, kind = differing(row["as received"], row["corrected"]), row["class"]
        if kind == "factual":
            words, kind = frozenset(WORD.findall(row["as received"])), "query"
        if kind == "name-variant" and len(words) == 1 and words <= spelled:
            kind = "romanisation"
        faults.append(Fault(int(row["line"]), words, kind, row["note"] == "optional"))
    return faults


def _spelled_names(path: Path) -> frozenset[str]:
    """The words of all spellings that the text has of names with a form in Cyrillic."""
    rows = (row for row in _rows(path) if row["cyrillic"] and row["type"] in ("person", "place", "given"))
    return frozenset(word for row in rows for word in WORD.findall(row["surface_forms_000"]) if word[0].isupper())


def _own_faults(path: Path) -> list[Fault]:
    kinds = {"name": "name-variant", "convention": "spelling-convention"}
    return [
        Fault(0, differing(row["received"], row["corrected"]), kinds.get(row["class"], row["class"]))
        for row in _rows(path.with_suffix(".tsv"))
    ]


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def differing(received: str, corrected: str) -> frozenset[str]:
    """The words of a received text that its correction changes; those beside an insertion where nothing else is."""
    before, after = WORD.findall(received), WORD.findall(corrected)
    found: set[str] = set()
    for tag, i, j, _, _ in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag in ("replace", "delete"):
            found.update(before[i:j])
        elif tag == "insert":
            found.update(before[max(i - 1, 0) : i + 1])
    return frozenset(found)


# --- the tools ------------------------------------------------------------------------------------------------


def _publish(text: str, language: str) -> Said:
    """The audit of a text whose every line is a paragraph; its own lines are counted without the empty ones."""
    path = "sources/w/text.md"
    text = "\n\n".join(text.split("\n"))
    work = Work("w", "", language, (path,))
    house = House(language)
    texts = {path: text, work.path: ""}
    documents, _ = read_documents({path: text})
    findings = audit([Prepared(texts, normalise(work, texts, documents, house)[0])], house)
    places = [[((s.place.line + 1) // 2, frozenset(WORD.findall(s.words))) for s in f.sightings] for f in findings]
    if "-v" in sys.argv:
        for f in findings:
            where = ",".join(str((s.place.line + 1) // 2) for s in f.sightings[:3])
            print(f"said {f.code} {where}: {f.words} → {f.proposal} ({f.reason})", file=sys.stderr)
    return Said("publish audit", places)


def _codespell(text: str, language: str) -> Said | None:
    return _by_lines("codespell", text, [], r":(\d+): (\S+) ==>") if language == "en" else None


def _typos(text: str, language: str) -> Said | None:
    return (
        _by_lines("typos", text, ["--format", "brief"], r":(\d+):\d+: (?:\w+: )?`([^`]+)`")
        if language == "en"
        else None
    )


def _hunspell(text: str, language: str) -> Said | None:
    dictionary = {"en": "en_GB", "fr": "fr", "de": "de_DE", "ru": "ru_RU", "es": "es_ES", "pl": "pl_PL"}[language]
    program = _program("hunspell")
    if program is None:
        return None
    said = Said("hunspell")
    run = subprocess.run(
        [program, "-d", dictionary, "-l"], input=text, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if run.returncode:
        print(f"hunspell has no dictionary {dictionary}", file=sys.stderr)
        return None
    unknown = set(run.stdout.split())
    places: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for word in set(WORD.findall(line)) & unknown:
            places.setdefault(word, []).append((number, frozenset((word,))))
    said.findings = list(places.values())
    return said


def _by_lines(name: str, text: str, options: list[str], pattern: str) -> Said | None:
    """What a tool says that prints the line and the word of each finding, each word counted once."""
    program = _program(name)
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        run = subprocess.run([program, *options, str(path)], capture_output=True, text=True, check=False)
    places: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for line, word in re.findall(pattern, run.stdout):
        places.setdefault(word, []).append((int(line), frozenset((word,))))
    return Said(name, list(places.values()))


def _program(name: str) -> str | None:
    found = str(BIN / name) if (BIN / name).exists() else shutil.which(name)
    if found is None:
        print(f"{name} is not on this machine and is left out", file=sys.stderr)
    return found


if __name__ == "__main__":
    main()
