"""What becomes of a finished translation when its text is edited: publish beside msgmerge, po4a and sphinx-intl.

The text is the one in PUBLISH_CORPUS, or ../shared/corpus/*.txt, or else this repository's sample. Every
paragraph is given a translation. Then the text is edited: forty one-word corrections, thirty changes of meaning
(a figure, a “not”, another word), and in between paragraphs inserted, moved and split. All tools get
the same old and new text; publish gets the corrections as entries of its corrections.toml and the rest as edits
of the text. What each tool leaves in force is counted. A tool that is not installed is passed over.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from publish.project import Work
from publish.translation.catalogue import update
from publish.translation.po import read_catalogue, write_catalogue
from publish.translation.segments import Segment

ROOT = Path(__file__).resolve().parent.parent
SEED = 1917


@dataclass
class Edits:
    """The paragraphs before and after, the corrections (misprint, word), and of each edited paragraph its text
    after by the number of the translation that it had."""

    before: list[str]
    after: list[str] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    corrections: list[tuple[str, str]] = field(default_factory=list)
    corrected: dict[int, str] = field(default_factory=dict)
    changed: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """How many of the corrected paragraphs kept their translations, and of the changed ones did so wrongly."""

    kept: int
    fuzzy: int
    lost: int
    wrongly_kept: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.kept} | {self.fuzzy} | {self.lost} | {self.wrongly_kept} | {self.seconds:.2f} s"


def main() -> None:
    source = find_text()
    if source is None:
        print("no PUBLISH_CORPUS, no ../shared/corpus: the sample of this repository is used", file=sys.stderr)
        source = ROOT / "sources" / "august" / "text.md"
    texts = paragraphs(source.read_text("utf-8"))
    edits = edit(texts) if len(texts) > 100 else edit(texts, len(texts) // 4, len(texts) // 4)
    wanted, changes = len(edits.corrected), len(edits.changed)
    print(f"{len(edits.before)} paragraphs, {wanted} corrections, {changes} changes of meaning\n")
    print(f"| | kept of {wanted} | fuzzy | lost | wrongly kept of {changes} | time |\n|---|---|---|---|---|---|")
    for name, needed, play in TOOLS:
        missing = [program for program in needed if not shutil.which(program)]
        print(f"| {name} | {f'{missing[0]} is not installed | | | |' if missing else play(edits)} |")
    print()
    print(f"Update of the text's catalogue, without reading the text: {text_time(edits):.2f} s")
    print(f"Update of 20,000 entries with 200 changed, reading and writing included: {large_time():.1f} s")


def find_text() -> Path | None:
    named = os.environ.get("PUBLISH_CORPUS")
    place = Path(named) if named else ROOT.parent / "shared" / "corpus"
    return place if place.is_file() else next(iter(sorted(place.glob("*.txt"))), None)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that are prose, each once, without what a Markdown reader might take for markup."""
    lines = (" ".join(re.sub(r"[*_\[\]{}<>#`\\^~|$]|^\W+", "", line).split()) for line in text.split("\n"))
    return list(dict.fromkeys(line for line in lines if len(line.split()) > 7 and not line[0].isdigit()))


def edit(texts: list[str], corrections: int = 40, changes: int = 30) -> Edits:
    """The edits, the same in each run. `received` has the misprints still, `after` has not."""
    r = random.Random(SEED)
    vocabulary = sorted({w for text in texts for w in re.findall(r"\b[a-z]{5,}\b", text)})
    chosen = r.sample(range(len(texts)), corrections + changes + 8)
    edits = Edits(list(texts))
    new: dict[int, list[str]] = {n: [text] for n, text in enumerate(texts)}
    for n in chosen[:corrections]:
        word = r.choice(re.findall(r"\b[A-Za-z]{4,}\b", texts[n]))
        misprint = _misprint(r, word, set(" ".join(texts).split()))
        edits.before[n] = re.sub(rf"\b{word}\b", misprint, texts[n])
        edits.corrections.append((misprint, word))
        edits.corrected[n] = texts[n]
    for n in chosen[corrections : corrections + changes]:
        new[n] = [_changed(r, texts[n], vocabulary)]
        edits.changed[n] = new[n][0]
    order = _rearranged(r, new, chosen[corrections + changes :])
    edits.after = [text for _, text in order]
    edits.received = [edits.before[n] if n in edits.corrected else text for n, text in order]
    return edits


def _misprint(r: random.Random, word: str, known: set[str]) -> str:
    while True:
        at = r.randrange(1, len(word) - 1)
        made = r.choice([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + "q" + word[at:]])
        if made not in known:
            return made


def _changed(r: random.Random, text: str, vocabulary: list[str]) -> str:
    """Another figure where there is one; else a “not” more or less; else another word of the text."""
    figure = re.search(r"\d+", text)
    if figure:
        return text[: figure.end() - 1] + str((int(figure[0][-1]) + 1) % 10) + text[figure.end() :]
    verb = re.search(r"\b(was|were|is|are|had|could|would|did)\b(?! not)", text)
    if " not " in text:
        return text.replace(" not ", " ", 1)
    if verb and r.random() < 0.6:
        return f"{text[: verb.end()]} not{text[verb.end() :]}"
    word = r.choice(re.findall(r"\b[a-z]{5,}\b", text))
    return re.sub(rf"\b{word}\b", r.choice([w for w in vocabulary if w != word]), text, count=1)


def _rearranged(r: random.Random, new: dict[int, list[str]], others: list[int]) -> list[tuple[int, str]]:
    """In order with their numbers: two paragraphs moved, two split, two joined to the next, three inserted."""
    order = [(n, text) for n, texts in new.items() for text in texts]
    for n in others[:2]:
        moved = next(p for p in order if p[0] == n)
        order.remove(moved)
        order.insert(r.randrange(len(order)), moved)
    for n in others[2:6]:
        at = next(i for i, p in enumerate(order) if p[0] == n)
        half = len(words := order[at][1].split()) // 2
        order[at : at + 1] = [(n, " ".join(words[:half]) + "."), (n, " ".join(words[half:]))]
    for k in range(3):
        order.insert(
            r.randrange(len(order)), (-1, f"An inserted paragraph of quite another kind, the {k}th one of them.")
        )
    return order


def publish(edits: Edits) -> Row:
    """The commands of publish, in a project of its own."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "sources" / "text"
        work.mkdir(parents=True)
        (Path(folder) / "publish.toml").write_text('locales = ["fr"]\n')
        (work / "work.toml").write_text('title = "T"\nlanguage = "en"\nchapters = ["text.md"]\n')
        (work / "text.md").write_text("\n\n".join(edits.before), "utf-8")
        command = [sys.executable, "-m", "publish", "update", "-l", "fr"]
        _run(command, folder)
        file = Path(folder) / "locale" / "fr" / "LC_MESSAGES" / "text.po"
        _translate(file, edits)
        entries = (f'[[correction]]\nbefore = "{before}"\nafter = "{after}"\n' for before, after in edits.corrections)
        (work / "corrections.toml").write_text("\n".join(entries), "utf-8")
        (work / "text.md").write_text("\n\n".join(edits.received), "utf-8")
        return _counted(edits, file, _run(command, folder))


def msgmerge(edits: Edits) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        file = _template(Path(folder) / "fr.po", edits.before)
        _translate(file, edits)
        template = _template(Path(folder) / "new.pot", edits.after)
        return _counted(edits, file, _run(["msgmerge", "-q", "-U", "--backup=none", str(file), str(template)], folder))


def po4a(edits: Edits) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        text, file = Path(folder) / "text.md", Path(folder) / "fr.po"
        command = ["po4a-updatepo", "-f", "text", "-o", "markdown", "-M", "utf-8", "-m", str(text), "-p", str(file)]
        text.write_text("\n\n".join(edits.before), "utf-8")
        _run(command, folder)
        _translate(file, edits)
        text.write_text("\n\n".join(edits.after), "utf-8")
        return _counted(edits, file, _run(command, folder))


def sphinx_intl(edits: Edits) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "index.md"
        (Path(folder) / "conf.py").write_text('extensions = ["myst_parser"]\n')
        extract = ["sphinx-build", "-q", "-b", "gettext", ".", "pot"]
        merge = ["sphinx-intl", "update", "-p", "pot", "-d", "locale", "-l", "fr", "-w", "0"]
        text.write_text("# T\n\n" + "\n\n".join(edits.before), "utf-8")
        _run(extract, folder)
        _run(merge, folder)
        file = Path(folder) / "locale" / "fr" / "LC_MESSAGES" / "index.po"
        _translate(file, edits)
        text.write_text("# T\n\n" + "\n\n".join(edits.after), "utf-8")
        _run(extract, folder)
        return _counted(edits, file, _run(merge, folder))


TOOLS: tuple[tuple[str, tuple[str, ...], Callable[[Edits], Row]], ...] = (
    ("publish update", (), publish),
    ("msgmerge", ("msgmerge",), msgmerge),
    ("po4a-updatepo", ("po4a-updatepo",), po4a),
    ("sphinx-intl update", ("sphinx-intl", "sphinx-build"), sphinx_intl),
)


def _run(command: list[str], folder: str) -> float:
    """The seconds that a command took."""
    begun = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr or done.stdout}")
    return time.perf_counter() - begun


def _bare(text: str) -> str:
    """A text by its letters and figures alone: tools differ in how they spell the rest."""
    return re.sub(r"&\w+;|\W+", "", text)


def _template(file: Path, texts: list[str]) -> Path:
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr"}
    catalogue.extend(polib.POEntry(msgid=text) for text in dict.fromkeys(texts))
    catalogue.save(str(file))
    return file


def _translate(file: Path, edits: Edits) -> None:
    """Translations that say which paragraph they are of."""
    numbers = {_bare(text): n for n, text in enumerate(edits.before)}
    catalogue = polib.pofile(str(file), wrapwidth=0)
    catalogue.metadata["Content-Type"] = "text/plain; charset=UTF-8"
    for entry in catalogue:
        entry.msgstr = f"({numbers.get(_bare(entry.msgid), 'none')}) {entry.msgid}"
    catalogue.save()


def _counted(edits: Edits, file: Path, seconds: float) -> Row:
    there = {_bare(e.msgid): e for e in polib.pofile(str(file)) if not e.obsolete}

    def state(n: int, text: str) -> str:
        entry = there.get(_bare(text))
        if entry is None or not entry.msgstr.startswith(f"({n})"):
            return "lost"
        return "fuzzy" if entry.fuzzy else "kept"

    states = [state(n, text) for n, text in edits.corrected.items()]
    wrongly = sum(state(n, text) == "kept" for n, text in edits.changed.items())
    return Row(states.count("kept"), states.count("fuzzy"), states.count("lost"), wrongly, seconds)


def text_time(edits: Edits) -> float:
    """Seconds of the processor for the text's catalogue with the edits as plain changes, read and written."""
    return _update_time(edits.before, edits.after)


def large_time() -> float:
    """Seconds of the processor for 20,000 entries of thirty words of which 200 are changed."""
    r = random.Random(SEED)
    vocabulary = [f"word{n}" for n in range(5000)]
    texts = list(dict.fromkeys(" ".join(r.choices(vocabulary, k=30)) for _ in range(20_000)))
    changed = list(texts)
    for n in r.sample(range(len(texts)), 200):
        changed[n] = texts[n].replace(" ", " changed ", 1)
    return _update_time(texts, changed)


def _update_time(before: list[str], after: list[str]) -> float:
    work = Work("text", "T", "en", ("text.md",))
    catalogue, _ = update(None, list(_segments(before)), "fr", work=work)
    update(catalogue, list(_segments(after)), "fr", work=work)  # so that all modules are loaded
    translated = tuple(replace(m, msgstr=f"fr: {m.msgid}") for m in catalogue.messages)
    data = write_catalogue(replace(catalogue, messages=translated))
    begun = time.process_time()
    old, _ = read_catalogue("fr.po", data)
    write_catalogue(update(old, list(_segments(after)), "fr", work=work)[0])
    return time.process_time() - begun


def _segments(texts: list[str]) -> Iterator[Segment]:
    for n, text in enumerate(texts):
        yield Segment(f"text-{n}", "paragraph", text)


if __name__ == "__main__":
    main()
