"""Whatever limit pandoc runs into, the file is said to be too complex, on every machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import Refusal
from publish.text import pandoc

CIRCLE = "Words[^a].\n\n[^a]: Note[^b].\n\n[^b]: More[^a].\n"  # pandoc follows the notes without end


def said(text: str = CIRCLE) -> list[str]:
    with pytest.raises(Refusal) as refused:
        pandoc.to_json(text, "text.md")
    return [d.code for d in refused.value.diagnostics]


def test_a_text_that_takes_too_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "HEAP", 80 * 1024**2)
    assert said() == ["too-complex"]


def test_a_text_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "TIMEOUT", 0.2)
    assert said() == ["too-complex"]


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("kill -KILL $$", "too-complex"),  # as the system does where memory is short
        ("echo 'pandoc: out of memory' >&2; exit 251", "too-complex"),  # as on a machine with less than the limit
        ("echo 'stack overflow' >&2; exit 2", "too-complex"),
        ("echo 'no such reader' >&2; exit 21", "pandoc-failed"),
    ],
)
def test_a_pandoc_that_ends_otherwise(ending: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\n{ending}\n")
    program.chmod(0o755)
    monkeypatch.setattr(pandoc, "program", lambda: str(program))
    assert said() == [code]


def test_a_dense_text_is_within_the_limits() -> None:
    assert pandoc.to_json("*a* " * 5_000, "text.md")["blocks"]
