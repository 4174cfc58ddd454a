"""The repository's own library: two works in nine languages, every book of it made and judged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polib
import pytest
from books import Pdf, epubcheck
from running import Run

from publish.cli import main

ROOT = Path(__file__).parent.parent
LOCALES = ("ar", "de", "en", "es", "fr", "ja", "pl", "ru", "zh-Hans")
WORKS = ("august", "companion")
# The one chapter that is left untranslated on purpose: it shows what becomes of one.
UNFINISHED = ("es", "sources/companion/books.md")
pytestmark = pytest.mark.xdist_group("sample")


def _copy(folder: Path) -> Path:
    for name in ("sources", "locale"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "publish.toml", folder)
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample with all of its books."""
    folder = _copy(tmp_path_factory.mktemp("library"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBLISH_CACHE", str(tmp_path_factory.mktemp("cache")))
        assert main(["-C", str(folder), "build", "--quiet"]) == 0
    return folder


def test_every_edition_is_there(library: Path) -> None:
    names = {f"{work}-{locale}" for work in WORKS for locale in LOCALES} | {"companion-en+fr"}
    assert {p.name for p in (library / "dist").iterdir()} == {f"{n}.{kind}" for n in names for kind in ("epub", "pdf")}


def test_every_book_is_the_same_bytes_wherever_and_however_it_is_made(library: Path, tmp_path: Path) -> None:
    folder = _copy(tmp_path / "another folder")
    elsewhere = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": str(tmp_path),
                 "PUBLISH_CACHE": str(tmp_path / "cache")}  # fmt: skip
    command = [sys.executable, "-m", "publish.cli", "-C", str(folder), "build", "--quiet", "--jobs", "3"]
    subprocess.run(command, env={**os.environ, **elsewhere}, umask=0o077, check=True)
    books = {p.name: p.read_bytes() for p in (library / "dist").iterdir()}
    others = {p.name: p.read_bytes() for p in (folder / "dist").iterdir()}
    assert books.keys() == others.keys()
    assert [name for name in books if books[name] != others[name]] == []


def test_epubcheck_has_nothing_to_say_of_any(library: Path) -> None:
    books = sorted((library / "dist").glob("*.epub"))
    with ThreadPoolExecutor(2) as judges:
        said = dict(zip((b.name for b in books), judges.map(epubcheck, books), strict=True))
    assert {name: messages for name, messages in said.items() if messages} == {}


def test_each_book_is_in_its_language(library: Path) -> None:
    titles = {"ar": "ثلاثة أيام", "de": "Drei Tage", "ja": "三日間", "ru": "Три дня", "zh-Hans": "三天"}
    for locale, title in titles.items():
        pages = Pdf(library / "dist" / f"august-{locale}.pdf").reader
        assert str(pages.trailer["/Root"]["/Lang"]) == locale
        assert title in str(pages.metadata.title)


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_every_entry_is_translated(locale: str) -> None:
    folder = ROOT / "locale" / locale.replace("-", "_") / "LC_MESSAGES"
    for name in (*WORKS, "house"):
        for entry in polib.pofile(folder / f"{name}.po"):
            if entry.obsolete or (locale, entry.occurrences[0][0]) == UNFINISHED:
                continue
            assert entry.msgstr, f"{locale}/{name}: {entry.msgid[:60]}"
            assert not entry.fuzzy, f"{locale}/{name}: {entry.msgid[:60]}"


def test_nothing_is_left_to_mend(publish: Run) -> None:
    found = publish(ROOT, "check", "--output-format", "json").found
    assert [d for d in found if d["severity"] != "note"] == []
    assert {(d["code"], d["path"]) for d in found} <= {("untranslated", "locale/es/LC_MESSAGES/companion.po")}


def test_nothing_is_left_to_rule_on(publish: Run) -> None:
    assert publish(ROOT, "audit", "--output-format", "json").found == []


@pytest.mark.parametrize("kind", ["names", "terms"])
def test_the_house_has_a_form_in_every_language(kind: str) -> None:
    house = tomllib.loads((ROOT / "sources" / "house" / f"{kind}.toml").read_text("utf-8"))
    languages = {locale if locale == "zh-Hans" else locale.split("-")[0] for locale in LOCALES}
    lacking = {key: languages - entry.get("forms", {}).keys() for key, entry in house.items()}
    assert {key: missing for key, missing in lacking.items() if missing} == {}
