"""Accessibility, as Ace by DAISY finds it: the sample with its page list, index and glossary, and a book that is
written from right to left and has what the sample lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import Epub, epubcheck
from checkers import ace
from running import Make, Run

pytestmark = pytest.mark.xdist_group("browser")
DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'
)
TEXT = """# البحر

::: epigraph
البحر واسع.
:::

نظر إلى *البحر* طويلا،[^1] ثم كتب `كلمة` إلى [صديقه](#letter).

![](dot.svg)

| اليوم | الساعة |
|-------|-------:|
| الأحد | 7 |

: ساعات الرحلة

[^1]: كان الجو صافيا.

## الرسالة {#letter}

1. السفينة
2. الميناء

> قال: لا تنس، [Il mare]{lang=it}.
"""


def test_ace_finds_no_violation_in_the_sample(paths: dict[str, Path], tmp_path: Path) -> None:
    assert ace(paths["fr"], tmp_path) == []


def test_ace_finds_no_violation_in_a_book_from_right_to_left(project: Make, publish: Run, tmp_path: Path) -> None:
    folder = project(
        {
            "sources/essay/work.toml": 'title = "البحر"\nlanguage = "ar"\nauthor = "كاتب"\nchapters = ["one.md"]\n',
            "sources/essay/one.md": TEXT,
            "sources/essay/dot.svg": DOT,
        }
    )
    assert publish(folder, "build").status == 0
    book = folder / "dist" / "essay-ar.epub"
    assert epubcheck(book) == []
    # Ace takes an image without a text for an ornament; whether it is one, the metadata must not pretend to know.
    package = "".join(Epub(book).tree("package.opf").itertext())
    assert "alternativeText" not in package
    assert "بعض الصور بلا وصف مكتوب." in package
    assert ace(book, tmp_path / "ace") == []
