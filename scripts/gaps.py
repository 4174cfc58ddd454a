"""How even the lines of a printed book are: the gaps between words of its justified lines, in points.

The book is laid out as `publish build` does it, and the boxes of its pages are walked: a line that was stretched to
the measure has one gap, the width of a space with all that was added to it. Last lines of paragraphs are not
stretched and do not count; nor do ragged parts, such as the index. Without PROJECT the first text in the folder
PUBLISH_CORPUS, or in ../shared/corpus, is imported and measured, at A5. Exit status 1: a limit is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publish.build.edition import Task, edition_of, manuscript_of, task_of
from publish.formats.pdf import lay_out
from publish.project import load_project
from publish.text.house import read_house
from publish.text.preparing import prepare

ROOT = Path(__file__).resolve().parent.parent
MOST = 4.0  # points, at most, that 95 of 100 lines have between their words
WIDE, SHARE = 5.0, 0.01  # the share of lines that may have more points than that
POINTS = 0.75  # a CSS pixel


def main() -> int:
    options = argparse.ArgumentParser(description="Measure the gaps between the words of a printed book.")
    options.add_argument("project", nargs="?", help="a project's folder (default: the corpus, imported)")
    options.add_argument("-l", "--locale", help="the edition (default: the work's own language)")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="publish-gaps-") as folder:
        project = Path(given.project) if given.project else imported(Path(folder))
        return int(not all([*map(report, tasks(project, given.locale))]))


def imported(folder: Path) -> Path:
    texts = Path(os.environ.get("PUBLISH_CORPUS", ROOT.parent / "shared" / "corpus"))
    text = next(iter(sorted(texts.resolve().glob("*.txt"))), None)
    if text is None:
        sys.exit(f"gaps: there is no text in “{texts}”; name a project")
    project = folder / "project"
    for command in (["init", str(project)], ["-C", str(project), "import", str(text)]):
        subprocess.run([sys.executable, "-m", "publish", *command], check=True, capture_output=True)
    return project


def tasks(folder: Path, locale: str | None) -> Iterator[Task]:
    project = load_project(folder)
    house, _ = read_house(project)
    for work in project.works:
        prepared, _ = prepare(project, work, house)
        if prepared:
            found = prepared.work, prepared.documents, house, locale or work.language
            task, _ = task_of(project, *found, ("pdf",), "")
            yield from [task] if task else []


def report(task: Task) -> bool:
    """Prints the figures of an edition; whether they are within the limits."""
    printed, found = lay_out(manuscript_of(task, edition_of(task)[0])[0], task.styles["print.css"])
    if printed is None:
        sys.exit("\n".join(f"gaps: {d.message}" for d in found))
    gaps = sorted(line_gaps(printed.document.pages))
    if not gaps:
        sys.exit(f"gaps: no line of “{task.name}” is justified")
    most, wide = gaps[int(0.95 * len(gaps))], sum(gap > WIDE for gap in gaps) / len(gaps)
    print(f"{task.name}: {len(gaps)} justified lines, gaps {gaps[0]:.2f}–{gaps[-1]:.2f} pt,", end=" ")
    print(f"median {gaps[len(gaps) // 2]:.2f}; 95 of 100 at most {most:.2f} (wanted {MOST}),", end=" ")
    print(f"over {WIDE} pt {wide:.2%} (wanted {SHARE:.0%}); {len(printed.document.pages)} pages")
    return most <= MOST and wide <= SHARE


def line_gaps(pages: list[Any]) -> Iterator[float]:
    """The gap of each line that was stretched, in points."""
    from weasyprint.formatting_structure import boxes

    for page in pages:
        for line in page._page_box.descendants():
            if isinstance(line, boxes.LineBox):
                texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and " " in box.text]
                if texts and texts[0].justification_spacing:
                    yield space(texts[0]) * POINTS


def space(box: Any) -> float:
    """How wide a space of this text is set, in CSS pixels: what it adds between two letters."""
    from weasyprint.text.line_break import Layout, line_size

    def width(text: str) -> float:
        layout = Layout(box.style, box.justification_spacing)
        layout.set_text(text, justify=True)
        return float(line_size(layout.get_first_line()[0], box.style)[0])

    return width("n n") - width("nn")


if __name__ == "__main__":
    sys.exit(main())
