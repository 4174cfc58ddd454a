"""A build costs what has changed, and says so; two at a time keep out of each other's way."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest
from running import FILES, Make, Run, files_of

from publish.build.cache import Cache, open_cache
from publish.build.inputs import Inputs, Recorder, content
from publish.build.runner import Step, run
from publish.cli import main
from publish.files import Folder

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'
TWO = {
    "publish.toml": 'locales = ["fr"]\nformats = ["epub"]\n',
    "sources/letter/work.toml": 'title = "A letter"\nlanguage = "en"\nchapters = ["letter.md"]\n',
    "sources/letter/letter.md": "# Letter\n\nMarshal Jukov wrote.\n",
    "sources/house/names.toml": '[zhukov]\nforms.en = "Zhukov"\nforms.fr = "Joukov"\nstrays = ["Jukov"]\n',
    "locale/fr/LC_MESSAGES/letter.po": PO.format("Letter", "Lettre"),
    "locale/fr/LC_MESSAGES/essay.po": PO.format("The words of the text.", "Les mots du texte."),
}
EVERY = {"essay · en", "essay · fr", "letter · en", "letter · fr"}
pytestmark = pytest.mark.xdist_group("builds")  # most begin with one that is made once


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project that is built, and what the build kept."""
    folder = tmp_path_factory.mktemp("first")
    for path, text in (FILES | TWO).items():
        (folder / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "project" / path).write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBLISH_CACHE", str(folder / "cache"))
        assert main(["-C", str(folder / "project"), "build", "--quiet"]) == 0
    return folder


@pytest.fixture
def built(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    folder = shutil.copytree(first, tmp_path / "first")
    monkeypatch.setenv("PUBLISH_CACHE", str(folder / "cache"))
    return folder / "project"


def due(said: str) -> dict[str, str]:
    """What `build --dry-run` would make, and why."""
    lines = [line.split(": ", 2) for line in said.splitlines()]
    return {name: rest[0] for name, verb, *rest in lines if verb == "make"}


def test_a_build_without_changes_does_nothing_and_says_so(publish: Run, project: Make) -> None:
    folder = project(TWO)
    assert due(publish(folder, "build", "--dry-run").out).keys() == EVERY
    assert not (folder / "dist").exists()
    assert "4 made" in publish(folder, "build").err
    before = files_of(folder)
    again = publish(folder, "build")
    assert "nothing to make" in again.err
    assert again.out.count("(unchanged)") == 4
    assert due(publish(folder, "build", "--dry-run").out) == {}
    assert files_of(folder) == before


def test_a_build_leaves_the_reports_that_the_project_asks_for(publish: Run, project: Make) -> None:
    folder = project({**TWO, "publish.toml": 'formats = ["epub"]\nreports = ["html", "tei"]\n'})
    names = {f"dist/reports/{name}" for name in ("essay.html", "essay.xml", "letter.html", "letter.xml")}
    said = publish(folder, "build").out
    assert {line for line in said.splitlines() if "reports" in line} == names
    made = {name: (folder / name).read_bytes() for name in names}
    assert b"<del>Jukov</del><ins>Zhukov</ins>" in made["dist/reports/letter.html"]
    assert b"<orig>Jukov</orig>" in made["dist/reports/letter.xml"]
    (folder / "dist/reports/letter.html").unlink()
    assert [line for line in publish(folder, "build").out.splitlines() if "reports" in line] == [
        "dist/reports/letter.html"
    ]
    publish(folder, "normalise", "--report", "--tei")
    assert {name: (folder / name).read_bytes() for name in names} == made


CHANGES = {
    "a paragraph of one catalogue": ("locale/fr/LC_MESSAGES/essay.po", {"essay · fr"}),
    "a text": ("sources/letter/letter.md", {"letter · en", "letter · fr"}),
    "a work's own data": ("sources/essay/work.toml", {"essay · en", "essay · fr"}),
    "the house": ("sources/house/names.toml", EVERY),
}


@pytest.mark.parametrize(("path", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_what_has_changed_is_made_again(publish: Run, built: Path, path: str, expected: set[str]) -> None:
    text = (built / path).read_text()
    (built / path).write_text(text + "\n# A remark.\n")
    assert due(publish(built, "build", "--dry-run").out) == dict.fromkeys(expected, f"{path} has changed")
    (built / path).write_text(text)
    assert due(publish(built, "build", "--dry-run").out) == {}


def test_a_file_that_was_not_there_is_noticed(publish: Run, built: Path) -> None:
    (built / "styles").mkdir()
    (built / "styles" / "ebook.css").write_text("p { margin: 0 }\n")
    assert due(publish(built, "build", "--dry-run").out) == dict.fromkeys(EVERY, "styles/ebook.css is new")


def test_settings_are_inputs_too(publish: Run, built: Path) -> None:
    (built / "publish.toml").write_text(TWO["publish.toml"] + "[fallback]\nthreshold = 1\n")
    assert due(publish(built, "build", "--dry-run").out) == dict.fromkeys(
        EVERY, "the project's configuration has changed"
    )


def test_a_name_that_a_text_does_not_have_renders_nothing_anew(
    publish: Run, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = built / "sources/house/names.toml"
    house.write_text(house.read_text() + '\n[konev]\nforms.en = "Konev"\n')
    monkeypatch.setattr("publish.build.rendering._render", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert publish(built, "build").status == 0
    house.write_text(house.read_text() + '\n[words]\nkind = "thing"\nforms.en = "words"\n')
    said = publish(built, "build", "--output-format", "json")
    assert [d["message"].split("“")[1].split("”")[0] for d in said.found if d["severity"] == "error"] == [
        "essay · en", "essay · fr",
    ]  # fmt: skip


def test_what_formats_share_is_made_once(publish: Run, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project({"publish.toml": 'formats = ["epub", "pdf"]\n'})
    assert publish(folder, "build", "--format", "pdf").status == 0
    monkeypatch.setattr("publish.formats.pdf.lay_out", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert publish(folder, "build", "--format", "epub").status == 0, "the pages are known"
    monkeypatch.setattr("publish.build.rendering._render", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert publish(folder, "build").status == 0, "both books are there"
    assert {path.name for path in (folder / "dist").iterdir()} == {"essay-en.epub", "essay-en.pdf"}


def test_a_warning_is_said_again_though_nothing_is_made(publish: Run, project: Make) -> None:
    folder = project(TWO | {"sources/house/corrections.toml": '[[correction]]\nbefore = "nowhere"\nafter = "there"\n'})
    first = publish(folder, "build", "--output-format", "json")
    again = publish(folder, "build", "--output-format", "json")
    assert "nothing to make" in again.err
    assert first.codes == again.codes
    assert "correction-unmatched" in again.codes


def test_an_edition_that_fails_does_not_stop_the_others(publish: Run, project: Make) -> None:
    folder = project(TWO | {"dist/letter-en.epub": "the last one"})
    broken = TWO["locale/fr/LC_MESSAGES/essay.po"] + "\nmsgid oops\n"
    (folder / "locale/fr/LC_MESSAGES/essay.po").write_text(broken)
    said = publish(folder, "build")
    assert said.status == 1
    assert "3 made, 0 as they were, 1 failed" in said.err
    assert [p.name for p in (folder / "dist").iterdir()] == ["letter-en.epub"], "a build that fails changes nothing"
    (folder / "locale/fr/LC_MESSAGES/essay.po").write_text(TWO["locale/fr/LC_MESSAGES/essay.po"])
    assert due(publish(folder, "build", "--dry-run").out).keys() == {"essay · fr"}
    assert publish(folder, "build").status == 0
    assert len(list((folder / "dist").iterdir())) == 4


def test_books_that_were_deleted_come_back_from_the_cache(publish: Run, built: Path) -> None:
    book = built / "dist" / "essay-fr.epub"
    data = book.read_bytes()
    book.write_bytes(data[:-1])
    said = publish(built, "build")
    assert "nothing to make" in said.err
    assert book.read_bytes() == data


def test_watching_makes_a_book_again_when_its_text_is_saved(project: Make) -> None:
    folder = project(TWO)
    command = [sys.executable, "-m", "publish", "-C", str(folder), "build", "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as watching:
        assert watching.stderr
        _read_until(watching.stderr, "4 made")
        (folder / "sources/letter/letter.md").write_text("# Letter\n\nHe wrote again.\n")
        _read_until(watching.stderr, "2 made, 2 as they were")
        (folder / "publish.toml").write_text("formats = [")
        _read_until(watching.stderr, "toml-syntax")
        (folder / "publish.toml").write_text(TWO["publish.toml"])
        _read_until(watching.stderr, "nothing to make")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(10) == 0


def _read_until(stream: IO[str], words: str) -> None:
    """Reads lines up to one with the words; the end of the stream first would be a failure."""
    for line in stream:
        if words in line:
            return
    raise AssertionError(f"“{words}” was never said")


# The cache may be lost, damaged or shared at any time.


def test_a_cache_may_be_thrown_away_or_damaged(publish: Run, built: Path) -> None:
    before = files_of(built)
    cache, _ = open_cache()
    assert cache.folder
    files = [p for p in cache.folder.rglob("*") if p.is_file()]
    for n, path in enumerate(files):
        path.unlink() if n % 2 else path.write_bytes(path.read_bytes()[: n % 50] + b"x")
    assert publish(built, "build").status == 0
    assert files_of(built) == before


def test_a_cache_that_others_can_write_is_not_read(publish: Run, built: Path) -> None:
    Path(os.environ["PUBLISH_CACHE"]).chmod(0o777)
    said = publish(built, "build", "--output-format", "json")
    assert said.codes == ["no-cache"]
    assert "4 made" in said.err


def test_the_cache_keeps_what_was_used_last(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for n in range(10):
        cache.put(f"{n:064}", bytes(1000))
        os.utime(tmp_path / "00" / f"{n:062}", (n, n))
    assert cache.get(f"{2:064}") == bytes(1000)  # used now
    cache.sweep(5000)
    assert [n for n in range(10) if cache.has(f"{n:064}")] == [2, 7, 8, 9]  # a value takes 32 bytes more


# One build at a time.


def test_a_second_build_is_told_and_a_dead_one_forgotten(publish: Run, project: Make) -> None:
    folder = project(TWO)
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    said = publish(folder, "build", "--output-format", "json")
    assert (said.status, said.codes) == (2, ["build-running"])
    os.close(descriptor)
    holder = "import fcntl, os, sys, time; fcntl.flock(os.open(sys.argv[1], 0), fcntl.LOCK_EX); print(1, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", holder, str(folder)], stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        assert publish(folder, "build", "--output-format", "json").codes == ["build-running"]
        other.kill()
    assert publish(folder, "build").status == 0


# The steps.


def test_a_step_that_hangs_or_dies_fails_alone() -> None:
    steps = [Step("hangs", time.sleep, (60,)), Step("dies", os._exit, (3,)), Step("adds", sum, ([1, 2],))]
    began = time.monotonic()
    done = {result.name: result for _, result in run(steps, 2, seconds=1.0)}
    assert time.monotonic() - began < 30
    assert done["adds"].value == 3
    assert "took more than 1 seconds" in done["hangs"].found[0].message
    assert "was ended from outside" in done["dies"].found[0].message


def test_a_step_that_wants_all_memory_fails_alone() -> None:
    [(_, done)] = run([Step("greedy", bytes, (8 * 1024**3,))], 1)
    assert "more than 4 GiB" in done.found[0].message


# The inputs.


def test_a_recorder_tells_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    folder = Recorder(tmp_path)
    assert folder.read_text("a") == "one"
    assert not folder.exists("b")
    inputs = Inputs(Folder(tmp_path), {"the weather": "fine"})
    assert inputs.changed({**folder.reads, **inputs.others}) == []
    (tmp_path / "b").write_text("two")
    inputs = Inputs(Folder(tmp_path), {"the weather": "rain"})
    assert inputs.changed({**folder.reads, "the weather": "fine"}) == ["b", "the weather"]


def test_the_content_of_a_value_is_what_it_says() -> None:
    assert content(({"a": 1}, frozenset({"x", "y"}))) == content(({"a": 1}, frozenset({"y", "x"})))
    different = [("ab", "c"), ("a", "bc"), ["ab", "c"][:1], {"ab": "c"}, b"abc", "abc", 1, "1", None, True]
    assert len({content(value) for value in different}) == len(different)
    with pytest.raises(TypeError):
        content(object())
