"""What builds cost, as a Markdown table: a cold one against bare tools, one without changes, one after a change, and a
house of many works. Whole processes, timed on the wall.

Bare pandoc and WeasyPrint get our own manuscripts: the chapters of each EPUB as one page of HTML, with the EPUB's
fonts and the package's style sheet for print; pandoc makes an EPUB of it, then WeasyPrint a PDF, one edition after the
other. They make no index, no page numbers in the ebook, no tags, and check nothing.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import sys
import tempfile
import zipfile
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
    print("| | median | from – to | wanted | |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="publish-bench-") as folder:
        os.environ["PUBLISH_CACHE"] = f"{folder}/cache"
        for line in (*the_sample(Path(folder), given.runs), *the_house(Path(folder), given.works)):
            print(line, flush=True)


def build(project: Path, *arguments: str) -> float:
    return run([PUBLISH, "build", "--quiet", *arguments], project)


def forget() -> None:
    shutil.rmtree(os.environ["PUBLISH_CACHE"], ignore_errors=True)


# The sample


def the_sample(there: Path, runs: int) -> list[str]:
    project = there / "sample"
    for name in ("sources", "locale"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "publish.toml", project)
    build(project)  # the first warms the disk's cache, and makes the manuscripts
    pages = [page(book, there / "bare" / book.stem) for book in sorted((project / "dist").glob("*.epub"))]
    cold, bare = [], []
    for _ in range(runs):
        forget()
        cold.append(build(project))
        bare.append(sum(map(made_bare, pages)))
    same = [build(project) for _ in range(runs)]
    own, changed = [], []
    for n in range(runs):
        forget()
        own.append(build(project, "august", "-l", "fr"))
        build(project)
        catalogue = project / "locale/fr/LC_MESSAGES/august.po"
        text = catalogue.read_text("utf-8")
        catalogue.write_text(text.replace('msgstr "Lundi', f'msgstr "Lundi {n}'), "utf-8")
        changed.append(build(project))
    return [
        row(f"bare pandoc and WeasyPrint, {len(pages)} editions one after the other", bare, " s"),
        row("`publish build` of them, nothing kept", cold, " s"),
        row("ratio of the two, pair by pair", [a / b for a, b in zip(cold, bare, strict=True)], "", 0.75),
        row("`publish build` without changes", same, " s", 0.7),
        row(
            "one paragraph changed, to that edition alone", [a / b for a, b in zip(changed, own, strict=True)], "", 1.2
        ),
    ]


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


def the_house(there: Path, works: int) -> list[str]:
    """A house of short works, ebooks only, so that the whole can be built in minutes."""
    project = there / "house"
    make_house(project, works)
    forget()
    planning = run([PUBLISH, "build", "--dry-run"], project)
    one = [build(project, f"work{n:03}", "-l", "en", "--jobs", "1") for n in range(2)]
    forget()
    whole = build(project)
    same = build(project)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    editions = works * (len(LOCALES) + 1)
    return [
        row(f"planning {works} works in {len(LOCALES) + 1} languages", [planning], " s", 5.0),
        row(f"building the {editions} ebooks, {os.cpu_count()} cores (one alone: {min(one):.2f} s)", [whole], " s"),
        row("the same without changes", [same], " s", 5.0),
        row("memory of the largest process", [memory], " GiB", 1.0),
    ]


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
