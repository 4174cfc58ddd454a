"""The words that the tool prints into books are there, whole, in every language that has a catalogue."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest

LOCALE = Path(__file__).parent.parent / "src" / "publish" / "locale"
TEMPLATE = polib.pofile(str(LOCALE / "publish.pot"))
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/publish.po"))
LANGUAGES = ["ar", "cs", "de", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "uk", "zh_Hans"]

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s", text))


def test_every_language_of_the_library_has_a_catalogue() -> None:
    assert [path.parent.parent.name for path in CATALOGUES] == LANGUAGES


@each_catalogue
def test_a_catalogue_translates_every_word_of_the_template(path: Path) -> None:
    words = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    assert list(words) == [entry.msgid for entry in TEMPLATE]
    assert all(words.values())


@each_catalogue
def test_a_catalogue_keeps_the_placeholders_and_adds_none(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        assert placeholders(entry.msgstr) == placeholders(entry.msgid), entry.msgid
        assert "%" not in re.sub(r"%\(\w+\)s", "", entry.msgstr), entry.msgid


@each_catalogue
def test_msgfmt_accepts_a_catalogue_and_it_names_its_language(path: Path) -> None:
    assert polib.pofile(str(path)).metadata["Language"] == path.parent.parent.name
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt (gettext) is not installed, so the catalogues were not checked with it")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
