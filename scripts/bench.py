"""How fast publish is, as a Markdown table: the waits that a person notices, and a book against its parts.

The book is one edition, EPUB and PDF, of the first text in the folder PUBLISH_CORPUS, or in ../shared/corpus,
or else of this repository's sample. Compared are whole processes, run in turns (A B A B …) on the same machine:

A   `publish build WORK --format epub --format pdf -l LANGUAGE` in a fresh copy of the project, so that
    nothing is left over from the run before. It makes glossary, index and front matter and checks them.
B   `pandoc` from the work's Markdown to EPUB, then `weasyprint` from HTML to PDF. The HTML is made before,
    off the clock, by pandoc from the same Markdown; style sheet, fonts and language are publish's own. No
    glossary, index or front matter; the editor's corrections, which hardly change the length, are not in it.

A file NAME.names.tsv beside the text (columns key, type, and one a language) goes into the house, so that the
index has something to list.

The pass is measured in this process, in seconds of one core, on so many copies of the text that they have a million
words. A hundred of its words are corrected, one in a hundred words; the other rules are words that are not there but
begin as the text's most frequent ones do. Reading the text, which is pandoc's work, has a line of its own.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent  # as it was called: the link in .venv, not what it leads to
PUBLISH = str(BIN / "publish")
MILLION = 1_000_000
KINDS = {"person": "person", "place": "place", "org": "body"}


@dataclass(frozen=True)
class Subject:
    """The work that is built, and the project that it stands in."""

    project: Path
    work: str

    @property
    def folder(self) -> Path:
        return self.project / "sources" / self.work

    @property
    def data(self) -> dict[str, object]:
        return tomllib.loads((self.folder / "work.toml").read_text("utf-8"))

    @property
    def language(self) -> str:
        return str(self.data.get("language", "en"))

    @property
    def text(self) -> str:
        """All chapters one after another."""
        names = self.data.get("chapters")
        assert isinstance(names, list)
        found = [path for name in names for path in (self.folder / name, self.project / name) if path.is_file()]
        return "\n\n".join(path.read_text("utf-8") for path in found)


def main() -> None:
    options = argparse.ArgumentParser(description="Measure publish against bare pandoc and WeasyPrint.")
    options.add_argument("--runs", type=int, default=5, help="how often each is run (default: 5)")
    runs: int = options.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="publish-bench-") as folder:
        there = Path(folder)
        source = find_text()
        subject = imported(source, there / "project") if source else sample(there / "project")
        name = f"“{source.name}”" if source else "the sample (no PUBLISH_CORPUS, no ../shared/corpus)"
        print(f"{name}: {len(subject.text.split()):,} words; medians of {runs} runs, {os.cpu_count()} cores\n")
        helps = [run([PUBLISH, "--help"], subject.project) for _ in range(runs + 1)][1:]
        stats = [run([PUBLISH, "stats"], subject.project) for _ in range(runs + 1)][1:]
        passing = the_pass(subject)
        finding = audited(subject)
        ours, bare = compare(subject, there, runs)
    print("| | median | from – to | wanted | |\n|---|---|---|---|---|")
    print(row("`publish --help`", helps, " s", 0.2))
    print(row("the audit of 1,000,000 words (one core)", [finding], " s", 30))
    print(row("`publish stats`", stats, " s", 0.5))
    print(row("bare pandoc, then bare WeasyPrint", bare, " s"))
    print(row("`publish build`, EPUB and PDF", ours, " s"))
    print(row("ratio of the two, pair by pair", [a / b for a, b in zip(ours, bare, strict=True)], "", 1.5))
    print("\n".join(passing))


def the_pass(subject: Subject) -> list[str]:
    """A line for each number of rules, and one for reading."""
    from collections import Counter
    from dataclasses import replace

    from publish.project import Work
    from publish.text.house import Correction, House
    from publish.text.normalise import normalise
    from publish.text.reading import read_documents

    began = time.perf_counter()
    (document,), _ = read_documents({"text.md": subject.text})
    words = len(subject.text.split())
    reading = (time.perf_counter() - began) * MILLION / words
    paths = tuple(f"{n}.md" for n in range(round(MILLION / words)))
    documents = tuple(replace(document, path=path) for path in paths)
    work = Work("w", "", subject.language, paths)
    texts = {**dict.fromkeys(paths, subject.text), work.path: ""}
    counts = Counter(word for word in subject.text.split() if word.isalpha())
    seldom = [word for word, count in counts.items() if count <= max(words // 10_000, 1)][:100]
    often = [word for word, _ in counts.most_common(10)]
    lines = []
    for number in (100, 1_000, 10_000):
        idle = [f"{often[n % 10]} word{n}" for n in range(number - len(seldom))]
        house = House("en", tuple(Correction(word, f"{word}x") for word in (*seldom, *idle)))
        began = time.process_time()
        made, _ = normalise(work, texts, documents, house)
        seconds = time.process_time() - began
        told = f"the pass, {words * len(paths):,} words, {number:,} rules ({len(made.ledger.changes):,} changes)"
        lines.append(row(told, [seconds], " s", 5.0))
    return [*lines, row("reading as many words, with pandoc (on the wall, from one copy)", [reading], " s")]


def audited(subject: Subject) -> float:
    """Seconds of the processor for the finders over the text, repeated with other slips in it until it has a million
    words. Parsing is not in it: every command parses."""
    from publish.text.audit import FINDERS
    from publish.text.audit.corpus import Corpus, Passage, Source
    from publish.text.house import House

    random, source, passages, words = Random(1), Source("text.md", (0,), ()), [], 0
    paragraphs = [part.split() for part in subject.text.split("\n\n") if part.strip()]
    while words < 1_000_000:
        for paragraph in paragraphs:
            text = " ".join(slipped(word, random) for word in paragraph)
            passages.append(Passage(subject.work, subject.language, text, source))
            words += len(paragraph)
    corpus, house = Corpus(tuple(passages)), House(subject.language)
    start = time.process_time()
    for find in FINDERS:
        list(find(corpus, house))
    return time.process_time() - start


def slipped(word: str, random: Random) -> str:
    """One word in three hundred loses a letter."""
    if len(word) < 6 or random.random() > 0.0033:
        return word
    at = random.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1 :]


def row(name: str, values: list[float], unit: str, most: float | None = None) -> str:
    median = statistics.median(values)
    wanted = f"at most {most}{unit} | {'met' if median <= most else '**missed**'}" if most else " | "
    return f"| {name} | {median:.2f}{unit} | {min(values):.2f} – {max(values):.2f}{unit} | {wanted} |"


# What is built


def find_text() -> Path | None:
    folder = Path(os.environ.get("PUBLISH_CORPUS", ROOT.parent / "shared" / "corpus"))
    if "PUBLISH_CORPUS" in os.environ and not folder.is_dir():
        sys.exit(f"bench: PUBLISH_CORPUS names “{folder}”, which is not a folder")
    return next(iter(sorted(folder.resolve().glob("*.txt"))), None)


def imported(source: Path, project: Path) -> Subject:
    """A new project with the text, its names, and a French catalogue for `stats` to count."""
    run([PUBLISH, "init", str(project)], project.parent)
    before = works(project)
    run([PUBLISH, "import", str(source)], project)
    [work] = works(project) - before
    names = source.with_name(source.stem + ".names.tsv")
    if names.is_file():
        (project / "sources/house/names.toml").write_text(house_names(names), "utf-8")
    run([PUBLISH, "update", work, "-l", "fr"], project)
    return Subject(project, work)


def sample(project: Path) -> Subject:
    project.mkdir()
    shutil.copy(ROOT / "publish.toml", project)
    for name in ("sources", "locale", "styles"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, project / name)
    return Subject(project, min(works(project)))


def works(project: Path) -> set[str]:
    return {path.parent.name for path in project.glob("sources/*/work.toml")}


def house_names(path: Path) -> str:
    """names.toml from the table: the form before a bracket or a stroke is the house form."""
    blocks = []
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if line["type"] not in KINDS:
                continue
            forms = {tag: (line[tag] or "").split("(")[0].split("/")[0].strip() for tag in ("en", "fr", "de")}
            quoted = [f"forms.{tag} = {json.dumps(form, ensure_ascii=False)}" for tag, form in forms.items() if form]
            blocks.append("\n".join([f"[{json.dumps(line['key'])}]", f'kind = "{KINDS[line["type"]]}"', *quoted]))
    return "\n\n".join(blocks) + "\n"


# What is compared


def compare(subject: Subject, there: Path, runs: int) -> tuple[list[float], list[float]]:
    """Seconds of each run of A and of B; the first of each warms the disk's cache and does not count."""
    text, page = there / "text.md", there / "page.html"
    text.write_text(subject.text, "utf-8")
    page.write_text(bare_page(subject, text), "utf-8")
    ours, bare = [], []
    for _ in range(runs + 1):
        ours.append(build(subject, there / "copy"))
        bare.append(
            run(
                [
                    pandoc(),
                    "-f",
                    "commonmark_x",
                    *metadata(subject),
                    "-o",
                    str(there / "bare.epub"),
                    str(text),
                ],
                there,
            )
            + run([str(BIN / "weasyprint"), "--quiet", str(page), str(there / "bare.pdf")], there)
        )
    return ours[1:], bare[1:]


def build(subject: Subject, copy: Path) -> float:
    shutil.copytree(subject.project, copy)
    cache = copy.with_name("cache")
    os.environ["PUBLISH_CACHE"] = str(cache)
    formats = ["--format", "epub", "--format", "pdf"]
    seconds = run([PUBLISH, "build", subject.work, *formats, "-l", subject.language], copy)
    made = {path.suffix for path in (copy / "dist").iterdir()}
    if not {".epub", ".pdf"} <= made:
        sys.exit(f"bench: publish build succeeded, but dist/ holds {sorted(made)}")
    for folder in (copy, cache):  # the next run finds nothing of this one
        shutil.rmtree(folder)
    return seconds


def metadata(subject: Subject) -> list[str]:
    return [f"--metadata=title={subject.data['title']}", f"--metadata=lang={subject.language}"]


def bare_page(subject: Subject, text: Path) -> str:
    made = subprocess.run([pandoc(), "-f", "commonmark_x", "-t", "html5", str(text)], capture_output=True, check=True)
    title = html.escape(str(subject.data["title"]))
    return (
        f'<!doctype html><html lang="{subject.language}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{font_faces()}{style_sheets()}</style>"
        f'<body class="article"><h1>{title}</h1><section class="chapter">{made.stdout.decode()}</section>'
    )


def style_sheets() -> str:
    styles = ROOT / "src/publish/styles"
    return "".join((styles / name).read_text("utf-8") for name in ("print.css", "trim/a5.css"))


def font_faces() -> str:
    """“Book”, the family of publish's style sheet, from the same files."""
    import fontpkg_eb_garamond

    files = fontpkg_eb_garamond.ROOT / "files"
    return "".join(
        f"@font-face {{ font-family: Book; font-style: {style}; font-weight: 400 800;"
        f" src: url('{(files / name).as_uri()}') }}\n"
        for style, name in (("normal", "EBGaramond[wght].ttf"), ("italic", "EBGaramond-Italic[wght].ttf"))
    )


def pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def run(command: list[str], folder: Path) -> float:
    """Seconds on the wall that a command takes; the end of the measurement if it fails."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace"))
        sys.exit(f"bench: status {done.returncode} from {' '.join(command)}")
    return seconds


if __name__ == "__main__":
    main()
