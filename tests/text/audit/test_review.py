"""`publish audit --review`: one key a finding, each decision in the house files before the next is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.cli import main

CORRECTIONS = """\
# Our own corrections.
[[correction]]
before = "foo"  # a remark
after = "bar"
"""
TEXT = "foo. The goverment was seperate from its neigbours. We are loosing ground, loosing arrows.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "publish.toml": 'formats = ["epub"]\n',
        "sources/essay/work.toml": 'title = "An essay"\nlanguage = "en"\nchapters = ["one.md"]\n',
        "sources/essay/one.md": TEXT,
        "sources/house/corrections.toml": CORRECTIONS,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def review(project: Path, keys: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Runs the command with keys as a script would press them, a line each."""
    answers = tmp_path / "keys.txt"
    answers.write_text("".join(f"{key}\n" for key in keys.split()), "utf-8")
    with answers.open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert main(["-C", str(project), "audit", "--review"]) == 0


def codes(project: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["-C", str(project), "audit"])
    return [line.split("“")[1].split("”")[0] for line in capsys.readouterr().err.splitlines() if "warning" in line]


def test_decisions_are_kept_with_the_comments_that_were_there(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert codes(project, capsys) == ["goverment", "seperate", "neigbours", "loosing"]
    # In the order of the finders: loosing, then the three misspellings.
    review(project, "a e powers I s", monkeypatch, tmp_path)
    written = (project / "sources/house/corrections.toml").read_text("utf-8")
    assert written.startswith(CORRECTIONS)
    assert 'before = "goverment"\nafter = "powers"' in written
    assert codes(project, capsys) == ["neigbours"]
    main(["-C", str(project), "normalise", "--diff"])
    assert "ground, loosing arrows" in capsys.readouterr().out, "a word that is right elsewhere stays there"


def test_ignored_here_is_asked_again_elsewhere(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review(project, "s i q", monkeypatch, tmp_path)
    assert "goverment" not in codes(project, capsys)
    source = project / "sources/essay/one.md"
    source.write_text(TEXT + "\nHis goverment resigned.\n", "utf-8")
    assert "goverment" in codes(project, capsys)


def test_what_was_decided_before_quitting_is_there(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review(project, "s a q", monkeypatch, tmp_path)
    assert codes(project, capsys) == ["seperate", "neigbours", "loosing"]


def test_a_stray_form_goes_to_its_name(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = '# Who is who.\n[zhukov]\nkind = "person"\nnative = "Жуков"\nlanguage = "ru"\nforms.en = "Zhukov"  # the marshal\n'
    (project / "sources/house/names.toml").write_text(names, "utf-8")
    (project / "sources/essay/one.md").write_text("Marshal Jukov came. They saw Jukov.\n", "utf-8")
    review(project, "a", monkeypatch, tmp_path)
    written = (project / "sources/house/names.toml").read_text("utf-8")
    assert written.startswith(names.rstrip("\n"))
    assert 'strays = ["Jukov"]' in written
    assert codes(project, capsys) == ["foo"]  # the correction that is nowhere now


def test_a_decade_in_words_is_corrected_at_its_place(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    style = '[text.en]\ndecades = "1920s"\ncentury = 20\n'
    (project / "sources/house/style.toml").write_text(style, "utf-8")
    text = "It was in the early thirties. He was in his thirties.\n"
    (project / "sources/essay/one.md").write_text(text, "utf-8")
    review(project, "a", monkeypatch, tmp_path)
    written = (project / "sources/house/corrections.toml").read_text("utf-8")
    assert written.count('before = "thirties"\nafter = "1930s"') == 2
    assert written.count("\ncontext = ") == 2, "an editor can take back the one that is somebody's age"
