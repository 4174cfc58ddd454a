"""How far a translation is, counted by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from running import Make, Run, files_of

from publish.report.progress import Row, pictures, table
from publish.translation.checks import failed
from publish.translation.messages import Catalogue, Message
from publish.translation.stats import NONE, Count, Progress, chapters, progress, words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two three", 3),
        ("an <em>emphatic</em> word<fn1/>", 3),
        ("don’t re-read 1,000 pages", 4),
        ("<code1/> — …", 0),
        ("Zhukov’s", 1),
        ("Жуков пришёл", 2),
        ("俄国革命", 4),
        ("R&amp;D", 2),
        ("", 0),
    ],
)
def test_words_are_counted_as_translators_count_them(text: str, count: int) -> None:
    assert words(text) == count


def test_progress_counts_entries_and_words_and_leaves_obsolete_ones_out() -> None:
    catalogue = Catalogue(
        "fr.po",
        messages=(
            Message("three words done", "fait"),
            Message("two fuzzy", "flou", flags=("fuzzy",)),
            Message("not at all done"),
            Message("nothing is fuzzy here", flags=("fuzzy",)),
            Message("gone", "parti", obsolete=True),
        ),
    )
    found = progress(catalogue)
    assert found == Progress(translated=Count(1, 3), fuzzy=Count(1, 2), untranslated=Count(2, 8))
    assert found.total == Count(4, 13)
    assert found.share == pytest.approx(3 / 13)


def test_an_empty_catalogue_has_nothing_left_to_do() -> None:
    assert progress(Catalogue("fr.po")).share == 1.0


def test_counting_imports_nothing_heavy() -> None:
    """`publish stats` has half a second."""
    code = (
        "import sys, publish.translation.po, publish.translation.checks, publish.report.progress; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"babel", "rapidfuzz", "polib", "pypandoc", "weasyprint", "icu", "lxml"} & set(done.stdout.split())


def test_chapters_and_failed_checks_are_counted_apart() -> None:
    catalogue = Catalogue(
        "fr.po",
        messages=(
            Message("An essay", "Un essai", references=("sources/e/work.toml",)),
            Message("In 1917 it began", "En 1971 cela commença", references=("sources/e/one.md",)),
            Message("It ended in 1991", references=("sources/e/two.md", "sources/e/one.md")),
        ),
    )
    bad = failed(catalogue, "en", "fr")
    assert progress(catalogue, bad).failed == Count(1, 4)
    assert chapters(catalogue, bad) == {
        "sources/e/work.toml": Progress(translated=Count(1, 2)),
        "sources/e/one.md": Progress(translated=Count(1, 4), failed=Count(1, 4)),
        "sources/e/two.md": Progress(untranslated=Count(1, 4)),
    }


HALF = Row(
    "essay",
    "fr",
    Progress(Count(2, 6), Count(1, 2), Count(1, 4), Count(1, 4)),
    {"sources/essay/one.md": Progress(Count(2, 6), failed=Count(1, 4)),
     "sources/essay/two.md": Progress(NONE, Count(1, 2), Count(1, 4))},
)  # fmt: skip


def test_the_table_has_a_row_a_catalogue_and_one_a_chapter() -> None:
    assert list(table([HALF, Row("essay", "de")], "text")) == [
        "work      locale  translated  fuzzy  untranslated  to mend         words",
        "essay     fr           2 (6)  1 (2)         1 (4)    1 (4)          50 %",
        "  one.md               2 (6)      0             0    1 (4)         100 %",
        "  two.md                   0  1 (2)         1 (4)        0           0 %",
        "essay     de               –      –             –        –  no catalogue",
    ]


def test_json_has_entries_and_words_of_each_kind() -> None:
    record, missing = json.loads("\n".join(table([HALF, Row("essay", "de")], "json")))
    assert (record["percent"], record["failed"], record["total"]["words"]) == (50, {"entries": 1, "words": 4}, 12)
    assert [c["path"] for c in record["chapters"]] == ["sources/essay/one.md", "sources/essay/two.md"]
    assert missing == {"work": "essay", "locale": "de", "catalogue": False}


def test_pictures_say_in_words_what_they_show_and_run_nothing() -> None:
    files = pictures([HALF, Row("essay", "de")], "dist/reports")
    assert list(files) == ["dist/reports/essay-fr-badge.svg", "dist/reports/essay-fr-bar.svg"]
    for data in files.values():
        svg = ElementTree.fromstring(data)
        assert svg.findtext("{*}title") == "essay in fr: 50 % translated"
        assert svg.findtext("{*}desc") == "Of 12 words 6 translated, 2 fuzzy, 4 untranslated."
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby") == "title desc"
        assert not {"script", "foreignObject", "image", "a"} & {e.tag.partition("}")[2] for e in svg.iter()}
        assert b"href" not in data
    bar = ElementTree.fromstring(files["dist/reports/essay-fr-bar.svg"])
    # 400 pixels for 12 words: 6, 2 and 4 of them
    assert [int(rect.get("width", "")) for rect in bar.iterfind("{*}rect")] == [200, 67, 133]


def test_badges_are_written_into_the_project_only(publish: Run, project: Make) -> None:
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "The text."\nmsgstr "Le texte."\n'
    folder = project({"publish.toml": 'locales = ["fr"]\n', "locale/fr/LC_MESSAGES/essay.po": po})
    assert publish(folder, "stats", "--svg", "docs").status == 0
    first = files_of(folder)
    assert {"docs/essay-fr-badge.svg", "docs/essay-fr-bar.svg"} <= first.keys()
    assert publish(folder, "stats", "--svg", "docs").status == 0
    assert files_of(folder) == first, "nothing is written that is the same"
    said = publish(folder, "stats", "--svg", "../elsewhere")
    assert said.status == 2
    assert "outside-project" in said.err
