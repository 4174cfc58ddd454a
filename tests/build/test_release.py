"""A release: from a clean commit, without a warning, judged, and with what a forge wants beside the books."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from running import FILES as MADE
from running import Make, Run

from publish.build.verify import judge
from publish.cli import main

FILES = {
    "publish.toml": 'locales = ["fr"]\nformats = ["epub"]\n',
    "sources/essay/one.md": "# One\n\nThe words of the text.\n",
    "locale/fr/LC_MESSAGES/essay.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgctxt "title"\nmsgid "An essay"\nmsgstr "Un essai"\n',
    ".gitignore": "dist/\n",
}
pytestmark = pytest.mark.xdist_group("release")  # they share one


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(folder), *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a complete translation, all of it committed."""
    folder = tmp_path_factory.mktemp("original") / "project"
    for path, text in (MADE | FILES).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    assert main(["-C", str(folder), "update", "--quiet"]) == 0
    catalogue = folder / "locale/fr/LC_MESSAGES/essay.po"
    text = catalogue.read_text()
    for english, french in (("An essay", "Un essai"), ("One", "Un"), ("The words of the text.", "Les mots du texte.")):
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{french}"')
    catalogue.write_text(text)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "All of it")
    return folder


@pytest.fixture
def committed(original: Path, tmp_path: Path) -> Path:
    """A copy of it to work in."""
    return shutil.copytree(original, tmp_path / "project")


@pytest.fixture(scope="module")
def released(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it with a release, to look at."""
    folder = shutil.copytree(original, tmp_path_factory.mktemp("released") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBLISH_CACHE", str(tmp_path_factory.mktemp("cache")))
        assert main(["-C", str(folder), "release", "--quiet"]) == 0
    return folder


def test_a_release_says_what_it_is(released: Path) -> None:
    dist = released / "dist"
    books = {"essay-en.epub", "essay-fr.epub"}
    assert {p.name for p in dist.iterdir()} == {*books, "manifest.json", "sbom.cdx.json", "SHA256SUMS"}
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=dist, capture_output=True, text=True
    )
    assert (checked.returncode, checked.stdout.count(": OK")) == (0, 4)

    manifest = json.loads((dist / "manifest.json").read_text())
    assert manifest["commit"] == git(released, "rev-parse", "HEAD")
    assert manifest["date"] == git(released, "log", "-1", "--format=%cI")
    assert [(e["work"], e["locale"], e["complete"]) for e in manifest["editions"]] == [
        ("essay", "en", 100),
        ("essay", "fr", 100),
    ]
    sizes = {f["name"]: f["size"] for e in manifest["editions"] for f in e["files"]}
    assert sizes == {name: (dist / name).stat().st_size for name in books}


def test_the_bill_of_materials_is_valid_and_names_every_part(released: Path) -> None:
    text = (released / "dist" / "sbom.cdx.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    parts = {part["name"]: part for part in json.loads(text)["components"]}
    assert {
        "essay-fr.epub", "sources/essay/one.md", "sources/essay/work.toml", "locale/fr/LC_MESSAGES/essay.po",
        "fontpkg-eb-garamond",
    } <= parts.keys()  # fmt: skip
    said = subprocess.run(["sha256sum", "sources/essay/one.md"], cwd=released, capture_output=True, text=True)
    assert parts["sources/essay/one.md"]["hashes"] == [{"alg": "SHA-256", "content": said.stdout.split()[0]}]


def test_the_same_commit_gives_the_same_release(publish: Run, committed: Path, released: Path) -> None:
    said = publish(committed, "release")
    assert said.status == 0, said.err
    first, second = ({p.name: p.read_bytes() for p in (folder / "dist").iterdir()} for folder in (released, committed))
    assert first == second


@pytest.mark.parametrize(("kind", "judged"), [("application/epub+zip", "epubcheck"), ("application/pdf", "qpdf")])
def test_a_damaged_book_is_judged(kind: str, judged: str) -> None:
    said = judge("book", kind, b"%PDF-1.7 but not for long")
    assert said
    assert all(d.code == "not-valid" and d.message.startswith(judged) for d in said)


def test_a_sound_pdf_passes(publish: Run, project: Make) -> None:
    folder = project({})
    assert publish(folder, "build", "--format", "pdf").status == 0
    assert judge("essay-en.pdf", "application/pdf", (folder / "dist/essay-en.pdf").read_bytes()) == []


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("sources/essay/one.md", "# One\n\nOther words of the text.\n", "not-committed"),
        ("sources/essay/two.md", "A file that git does not know.\n", "not-committed"),
    ],
)
def test_what_is_not_committed_is_not_released(publish: Run, committed: Path, path: str, text: str, code: str) -> None:
    (committed / path).write_text(text)
    said = publish(committed, "release", "--output-format", "json")
    assert (said.status, said.codes) == (2, [code])
    assert said.found[0]["path"] == path
    assert not (committed / "dist").exists()


def test_a_warning_stops_a_release(publish: Run, committed: Path) -> None:
    (committed / "sources/essay/one.md").write_text("# One\n\nOther words of the text.\n")
    git(committed, "commit", "-qam", "Changed, and not translated")
    said = publish(committed, "release", "--output-format", "json")
    assert said.status == 1
    assert "stale" in said.codes
    assert not (committed / "dist").exists()


def test_a_folder_without_commits_is_no_release(publish: Run, project: Make) -> None:
    said = publish(project(FILES), "release", "--output-format", "json")
    assert (said.status, said.codes) == (2, ["not-committed"])
