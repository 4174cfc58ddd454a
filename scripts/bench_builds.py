"""What builds cost, as a Markdown table of ratios within one run: a cold build against bare tools, one without changes,
one after a change, and a house of many works. Whole processes, timed on the wall.

Bare pandoc and WeasyPrint get our own manuscripts: the text of each EPUB as one page of HTML, with the EPUB's fonts
and the package's style sheets for print; pandoc makes an EPUB of it, then WeasyPrint a PDF, one edition after the
other. They find no page numbers, mark no pages in the ebook, tag nothing, draw no cover and check nothing.

The house has short works, as ebooks. Its renders are what each edition takes, summed up; reading the texts, planning,
and putting the books into dist/ are in the whole build and not in them.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench import BIN, PUBLISH, ROOT, pandoc, row, run

from publish.formats.artefact import default_style, in_script, trim_style
from publish.languages import script

LOCALES = ("fr", "de", "es", "it", "pl")  # of the made-up house, beside English
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)


def main() -> None:
    options = argparse.ArgumentParser(description="Measure what builds cost.")
    options.add_argument("--works", type=int, default=300, help="works of the made-up house (default: 300)")
    options.add_argument("--runs", type=int, default=3, help="how often the sample is built (default: 3)")
    given = options.parse_args()
    print(f"{os.cpu_count()} cores, medians of {given.runs} runs; of the house, one\n")
    print("| | median | from – to | wanted | |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="publish-bench-") as folder:
        for line in (*the_sample(Path(folder), given.runs), *the_house(Path(folder), given.works)):
            print(line, flush=True)


def build(project: Path, *arguments: str) -> float:
    """Seconds that a build takes, with what is kept for this project alone."""
    os.environ["PUBLISH_CACHE"] = str(cache_of(project))
    return run([PUBLISH, "build", "--quiet", *arguments], project)


def cache_of(project: Path) -> Path:
    return project.with_name(f"{project.name}-cache")


def forget(project: Path) -> None:
    shutil.rmtree(cache_of(project), ignore_errors=True)


# The sample


def the_sample(there: Path, runs: int) -> Iterator[str]:
    project = sample(there / "sample")
    build(project)  # the first warms the disk's cache, and makes the manuscripts
    pages = [page(book, there / "bare" / book.stem) for book in sorted((project / "dist").glob("*.epub"))]
    cold, bare = [], []
    for _ in range(runs):
        forget(project)
        cold.append(build(project))
        bare.append(sum(map(made_bare, pages)))
    yield row(f"bare pandoc and WeasyPrint, {len(pages)} editions one after the other", bare, " s")
    yield row("`publish build` of them, nothing kept", cold, " s")
    yield row("ratio of the two, pair by pair", ratios(cold, bare), "", 0.75)
    yield row("`publish build` without changes", [build(project) for _ in range(runs)], " s", 0.7)
    own, changed = [], []
    other = sample(there / "other")
    catalogue = project / "locale/fr/LC_MESSAGES/august.po"
    text = catalogue.read_text("utf-8")
    for n in range(runs):
        forget(other)
        own.append(build(other, "august", "-l", "fr"))
        catalogue.write_text(text.replace("L’expérience apprend", "Or " * (n + 1) + "l’expérience apprend", 1), "utf-8")
        changed.append(build(project))
    yield row("`publish build august -l fr`, nothing kept", own, " s")
    yield row("`publish build` of all, one paragraph of that edition changed", changed, " s")
    yield row("ratio of the two, pair by pair", ratios(changed, own), "", 1.2)


def sample(project: Path) -> Path:
    for name in ("sources", "locale"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "publish.toml", project)
    return project


def ratios(ours: list[float], theirs: list[float]) -> list[float]:
    return [a / b for a, b in zip(ours, theirs, strict=True)]


def page(book: Path, folder: Path) -> Path:
    """The chapters of an EPUB as one page of HTML, in a folder with all that it refers to."""
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder)
        names = [n for n in archive.namelist() if n.endswith(".xhtml") and "nav" not in n and "cover" not in n]
        bodies = [_BODY.search(archive.read(name).decode()) for name in names]
        first = archive.read(names[0]).decode()
    faces = [line for line in (folder / "EPUB/style.css").read_text("utf-8").splitlines() if "@font-face" in line]
    [language] = re.findall(r'<html[^>]* lang="([^"]+)"', first)
    sheets = in_script((default_style("print.css"), trim_style("A5")), script(language))
    style = "\n".join([*faces, 'body { font-family: "Book" }', *(sheet.text for sheet in sheets)])
    text = "".join(body[1] for body in bodies if body)
    path = folder / "EPUB" / "bare.html"
    path.write_text(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{book.stem}</title>'
        f"<style>{style}</style><body>{text}",
        "utf-8",
    )
    return path


def made_bare(page: Path) -> float:
    return run([pandoc(), "-f", "html", "-o", "bare.epub", page.name], page.parent) + run(
        [str(BIN / "weasyprint"), "--quiet", page.name, "bare.pdf"], page.parent
    )


# The house


def the_house(there: Path, works: int) -> Iterator[str]:
    project = there / "house"
    make_house(project, works)
    cores, editions = os.cpu_count() or 1, works * (len(LOCALES) + 1)
    os.environ["PUBLISH_CACHE"] = str(cache_of(project))
    run([PUBLISH, "build", "--dry-run", "work000"], project)  # warms the disk's cache
    planning = run([PUBLISH, "build", "--dry-run"], project)
    yield row(f"planning {works} works in {len(LOCALES) + 1} languages", [planning], " s", 5.0)
    whole, renders = timed(project)
    yield row(f"building their {editions} ebooks, {cores} cores", [whole], " s")
    yield row(
        f"ratio to the sum of their renders ({renders:.0f} s) by {cores} cores", [whole * cores / renders], "", 1.15
    )
    yield row("the same without changes", [build(project)], " s", 5.0)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2  # Linux counts KiB (getrusage(2))
    yield row("memory of the largest process of all", [memory], " GiB", 1.0)


def timed(project: Path) -> tuple[float, float]:
    """Seconds of a build on the wall, and of its renders in all."""
    began = time.perf_counter()
    done = subprocess.run([PUBLISH, "build", "--timings", "--quiet"], cwd=project, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"bench: the house was not built: {done.stderr[-2000:]}")
    return seconds, sum(float(took) for took in re.findall(r"^ *([\d.]+) s  work", done.stdout, re.MULTILINE))


def make_house(project: Path, works: int) -> None:
    files = {
        "publish.toml": f"locales = {list(LOCALES)}\nformats = ['epub']\n",
        "sources/house/names.toml": "".join(
            f'[n{n}]\nforms.en = "Name{n:03}"\nstrays = ["Nom{n:03}"]\n\n' for n in range(200)
        ),
    }
    for n in range(works):
        paragraphs = (
            f"Paragraph {p} of work {n} speaks of Nom{(7 * n + p) % 200:03} and of the year 19{(n + p) % 100:02}. "
            + "It goes on for a while, as paragraphs do, and then it ends. " * 3
            for p in range(8)
        )
        files[f"sources/work{n:03}/work.toml"] = f'title = "Work {n}"\nlanguage = "en"\nchapters = ["a.md"]\n'
        files[f"sources/work{n:03}/a.md"] = f"# Work {n}\n\n" + "\n\n".join(paragraphs) + "\n"
        for locale in LOCALES:
            files[f"locale/{locale}/LC_MESSAGES/work{n:03}.po"] = (
                'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
                f'msgid "Work {n}"\nmsgstr "{locale} {n}"\n'
            )
    for path, text in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
