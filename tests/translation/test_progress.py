"""How far a translation is, counted by hand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from publish.translation.messages import Catalogue, Message
from publish.translation.stats import Count, Progress, progress, words


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
    code = "import sys, publish.translation.po, publish.translation.stats; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"babel", "rapidfuzz", "polib", "pypandoc", "weasyprint", "icu", "lxml"} & set(done.stdout.split())
