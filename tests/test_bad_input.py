"""What is wrong with a user's files gets one finding, at its place, and leaves every file as it was."""

from __future__ import annotations

import pytest
from running import Make, Run, files_of

WORK = "sources/essay/work.toml"
ONE = "sources/essay/one.md"
HOUSE = "sources/house"
PO = "locale/fr/LC_MESSAGES/essay.po"
HOUSE_PO = "locale/fr/LC_MESSAGES/house.po"
IN_FRENCH = 'locales = ["fr"]\nformats = ["epub"]\n'
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'  # three lines
UNCLOSED = HEADER + 'msgid "The words of the text.\nmsgstr "Les mots du texte."\n'
ESSAY = 'title = "An essay"\nlanguage = "en"\n'
ZHUKOV = '[zhukov]\nforms.en = "Zhukov"\n'

SOURCES = [
    ("a chapter that is not there", {WORK: ESSAY + 'chapters = ["two.md"]\n'}, f"{WORK}:3:13 chapter-missing"),
    (
        "a chapter in a folder that is not there",
        {WORK: ESSAY + 'chapters = ["part/one.md"]\n'},
        f"{WORK}:3:13 chapter-missing",
    ),
    (
        "a chapter listed twice",
        {WORK: ESSAY + 'chapters = ["one.md", "one.md"]\n'},
        f"{WORK}:3:23 chapter-twice",
    ),
    (
        "a chapter listed under two spellings",
        {WORK: ESSAY + 'chapters = ["one.md", "./part/../one.md"]\n'},
        f"{WORK}:3:23 chapter-twice",
    ),
    ("a folder for a chapter", {WORK: ESSAY + 'chapters = ["."]\n'}, "sources/essay file-unreadable"),
    ("a chapter of another project", {WORK: ESSAY + 'chapters = ["../../../x.md"]\n'}, f"{WORK}:3:13 outside-project"),
    ("a chapter by its place on the disk", {WORK: ESSAY + 'chapters = ["/etc/hosts"]\n'}, f"{WORK}:3:13 outside-project"),
    ("a name that no file can have", {WORK: ESSAY + 'chapters = ["a\\u0000b"]\n'}, f"{WORK}:3:1 control-character"),
    ("a name that is too long", {WORK: ESSAY + f'chapters = ["{"a" * 300}"]\n'}, f"{WORK}:3:13 file-unreadable"),
    ("a chapter in Latin-1", {ONE: "# One\n\nA café.\n".encode("latin-1")}, f"{ONE}:3:6 not-utf8"),
    ("Latin-1 behind a byte order mark", {ONE: b"\xef\xbb\xbfcaf\xe9\n"}, f"{ONE}:1:4 not-utf8"),
    ("a chapter in UTF-16", {ONE: "# One".encode("utf-16")}, f"{ONE}:1:1 not-utf8"),
    ("an empty chapter", {ONE: ""}, f"{ONE} empty-text"),
    ("a chapter of blanks and a byte order mark", {ONE: b"\xef\xbb\xbf \n\n\t\n"}, f"{ONE} empty-text"),
    ("a work without chapters", {WORK: ESSAY + "chapters = []\n"}, f"{WORK}:3:1 missing-key"),
    ("a work that does not speak of chapters", {WORK: ESSAY}, f"{WORK}:1:1 missing-key"),
    ("an empty work.toml", {WORK: ""}, f"{WORK} missing-key"),
    ("a work.toml in Latin-1", {WORK: 'title = "É"\n'.encode("latin-1")}, f"{WORK}:1:10 not-utf8"),
    ("chapters that are no list", {WORK: ESSAY + "chapters = 3\n"}, f"{WORK}:3:1 wrong-value"),
    ("a title that is a number", {WORK: 'title = 3\nlanguage = "en"\nchapters = ["one.md"]\n'}, f"{WORK}:1:1 wrong-value"),
    (
        "a day that is not in the calendar",
        {WORK: ESSAY + 'chapters = ["one.md"]\ndate = "1991-02-31"\n'},
        f"{WORK}:4:1 wrong-value",
    ),
    ("a quotation mark forgotten", {WORK: 'title = "An essay\n'}, f"{WORK}:1:18 toml-syntax"),
    ("an image without a file", {ONE: "# One\n\nWords ![a map]() of it.\n"}, f"{ONE}:3:7 image-missing"),
    ("brackets beyond all measure", {ONE: ">" * 3000 + " Words.\n"}, f"{WORK} too-complex"),
]  # fmt: skip
KEYS = [
    ("in publish.toml", {"publish.toml": 'formats = ["epub"]\n\nlocale = ["fr"]\n'}, "publish.toml:3:1"),
    ("a table in publish.toml", {"publish.toml": 'formats = ["epub"]\n\n[pdf]\nsize = "A5"\n'}, "publish.toml:3:1"),
    ("in work.toml", {WORK: 'titel = "An essay"\n' + ESSAY + 'chapters = ["one.md"]\n'}, f"{WORK}:1:1"),
    ("in style.toml", {f"{HOUSE}/style.toml": 'language = "en"\n  quotes = "curly"\n'}, f"{HOUSE}/style.toml:2:3"),
    (
        "in the second correction",
        {
            f"{HOUSE}/corrections.toml": '[[correction]]\nbefore = "words"\nafter = "letters"\n\n'
            '[[correction]]\nbefore = "text"\nafter = "book"\nreson = "taste"\n'
        },
        f"{HOUSE}/corrections.toml:8:1",
    ),
    ("beside the corrections", {f"{HOUSE}/corrections.toml": "\ncorrections = []\n"}, f"{HOUSE}/corrections.toml:2:1"),
    (
        "in a work's own corrections",
        {"sources/essay/corrections.toml": '[[correction]]\nbefore = "words"\nafter = "letters"\nwork = "essay"\n'},
        "sources/essay/corrections.toml:4:1",
    ),
    ("in a name", {f"{HOUSE}/names.toml": ZHUKOV + 'stray = ["Jukov"]\n'}, f"{HOUSE}/names.toml:3:1"),
    (
        "in a name in braces",
        {f"{HOUSE}/names.toml": '[zhukov]\nforms = { en = "Zhukov" }\n"born" = 1896\n'},
        f"{HOUSE}/names.toml:3:1",
    ),
    ("in a term", {f"{HOUSE}/terms.toml": '[soviet]\ngloss = "A council."\nforms.en = "soviet"\n'}, f"{HOUSE}/terms.toml:2:1"),
]  # fmt: skip
LOCALES = [
    ("of the project", {"publish.toml": 'locales = ["fr", "xx"]\n'}, ["build"], "publish.toml:1:18 bad-locale"),
    ("that is a path", {"publish.toml": 'locales = ["../../x"]\n'}, ["build"], "publish.toml:1:12 bad-locale"),
    ("of a work", {WORK: 'title = "An essay"\nlanguage = "english"\nchapters = ["one.md"]\n'}, ["build"], f"{WORK}:2:1 bad-locale"),
    ("of the house", {f"{HOUSE}/style.toml": 'language = "xx"\n'}, ["build"], f"{HOUSE}/style.toml:1:1 bad-locale"),
    ("of a name", {f"{HOUSE}/names.toml": ZHUKOV + 'language = "xx"\n'}, ["build"], f"{HOUSE}/names.toml:3:1 bad-locale"),
    ("of a form", {f"{HOUSE}/names.toml": ZHUKOV + 'forms.xx = "J"\n'}, ["build"], f"{HOUSE}/names.toml:3:7 bad-locale"),
    (
        "of a form in braces",
        {f"{HOUSE}/names.toml": '[zhukov]\nforms = { en = "Zhukov", xx = "J" }\n'},
        ["build"],
        f"{HOUSE}/names.toml:2:26 bad-locale",
    ),
    ("to be built", {}, ["build", "-l", "de"], "publish.toml unknown-locale"),
    ("to be checked", {}, ["check", "-l", "de"], "publish.toml unknown-locale"),
    ("to be counted", {}, ["stats", "-l", "de"], "publish.toml unknown-locale"),
    ("built that is a path", {}, ["build", "-l", "../../x"], "publish.toml bad-locale"),
    ("begun that is a path", {}, ["update", "-l", "../../x"], "publish.toml bad-locale"),
    ("begun that is no language", {}, ["update", "-l", "xx"], "publish.toml bad-locale"),
    ("of a text to be brought in", {}, ["import", "sources/essay/one.md", "--language", "xx"], "sources/essay/one.md bad-locale"),
]  # fmt: skip
HOUSES = [
    ("a name that is no table", {f"{HOUSE}/names.toml": 'zhukov = "Zhukov"\n'}, f"{HOUSE}/names.toml:1:1 wrong-value"),
    (
        "a correction of nothing",
        {f"{HOUSE}/corrections.toml": '[[correction]]\nafter = ""\n'},
        f"{HOUSE}/corrections.toml:1:1 missing-key",
    ),
    (
        "a correction of a work that is not there",
        {f"{HOUSE}/corrections.toml": '[[correction]]\nbefore = "a"\nafter = "b"\nwork = "esay"\n'},
        f"{HOUSE}/corrections.toml:4:1 unknown-work",
    ),
    ("a folder for a file of the house", {f"{HOUSE}/names.toml/x": ""}, f"{HOUSE}/names.toml file-unreadable"),
]


@pytest.mark.parametrize(("files", "finding"), [(f, e) for _, f, e in SOURCES], ids=[name for name, *_ in SOURCES])
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_bad_source_is_named_once(
    publish: Run, project: Make, files: dict[str, str | bytes], finding: str, command: str
) -> None:
    _finds(publish, project, files, [command], finding)


@pytest.mark.parametrize(("files", "place"), [(f, p) for _, f, p in KEYS], ids=[name for name, *_ in KEYS])
def test_an_unknown_key_is_named_once(publish: Run, project: Make, files: dict[str, str | bytes], place: str) -> None:
    _finds(publish, project, files, ["build"], f"{place} unknown-key")


@pytest.mark.parametrize(("files", "finding"), [(f, e) for _, f, e in HOUSES], ids=[name for name, *_ in HOUSES])
def test_a_bad_house_is_named_once(publish: Run, project: Make, files: dict[str, str | bytes], finding: str) -> None:
    _finds(publish, project, files, ["check"], finding)


@pytest.mark.parametrize(
    ("files", "command", "finding"), [(f, c, e) for _, f, c, e in LOCALES], ids=[name for name, *_ in LOCALES]
)
def test_a_locale_that_does_not_exist_is_named_once(
    publish: Run, project: Make, files: dict[str, str | bytes], command: list[str], finding: str
) -> None:
    _finds(publish, project, files, command, finding)


@pytest.mark.parametrize("command", ["update", "build", "check", "stats"])
def test_a_catalogue_with_a_syntax_error_is_named_once(publish: Run, project: Make, command: str) -> None:
    # Line 4 is `msgid "The words of the text.`: 29 characters, and a quotation mark is missing in column 30.
    files = {"publish.toml": IN_FRENCH, PO: UNCLOSED}
    folder = project(files)
    before = files_of(folder)
    said = publish(folder, command)
    assert said.status == 1
    assert said.err.count("[po-syntax]") == said.err.count("]\n") == 1
    assert f"{PO}:4:30: error: the closing quotation mark is missing [po-syntax]" in said.err
    assert files_of(folder) == before


@pytest.mark.parametrize("command", ["update", "build", "check"])
def test_a_house_catalogue_with_a_syntax_error_is_named_once(publish: Run, project: Make, command: str) -> None:
    good = HEADER + 'msgctxt "title"\nmsgid "An essay"\nmsgstr "Un essai"\n\n' + "".join(
        f'msgctxt "{kind}"\nmsgid "{text}"\nmsgstr "{text}"\n\n' for kind, text in [("heading", "One")]
    ) + 'msgid "The words of the text."\nmsgstr "Les mots du texte."\n'  # fmt: skip
    files = {"publish.toml": IN_FRENCH, PO: good, HOUSE_PO: UNCLOSED}
    _finds(publish, project, files, [command], f"{HOUSE_PO}:4:30 po-syntax")


def test_a_project_may_be_configured_in_pyproject_toml(publish: Run, project: Make) -> None:
    folder = project({"pyproject.toml": '[project]\nname = "books"\n\n[tool.publish]\nformat = ["epub"]\n'})
    (folder / "publish.toml").unlink()
    said = publish(folder, "check", "--output-format", "json")
    assert [_short(record) for record in said.found] == ["pyproject.toml:5:1 unknown-key"]
    assert said.found[0]["hint"] == "did you mean “formats”?"


def test_everything_that_is_wrong_is_said_in_one_run(publish: Run, project: Make) -> None:
    folder = project({
        "publish.toml": 'formats = ["epud"]\nlocales = ["xx"]\nstyle = "styles"\n',
        WORK: ESSAY + 'chapters = ["two.md"]\nsubtitel = "On words"\n',
    })  # fmt: skip
    said = publish(folder, "build", "--output-format", "json")
    assert said.status == 2
    assert [_short(record) for record in said.found] == [
        "publish.toml:1:12 wrong-value",
        "publish.toml:2:12 bad-locale",
        "publish.toml:3:1 unknown-key",
        "sources/essay/work.toml:3:13 chapter-missing",
        "sources/essay/work.toml:4:1 unknown-key",
    ]


def test_links_that_go_in_a_circle_are_named_once(publish: Run, project: Make) -> None:
    folder = project({})
    (folder / ONE).unlink()
    (folder / ONE).symlink_to("two.md")
    (folder / "sources/essay/two.md").symlink_to("one.md")
    said = publish(folder, "check", "--output-format", "json")
    assert [_short(record) for record in said.found] == [f"{WORK}:3:13 file-unreadable"]


def test_nothing_is_read_from_a_pipe_or_a_device(publish: Run, project: Make) -> None:
    import os

    folder = project({})
    (folder / ONE).unlink()
    os.mkfifo(folder / ONE)
    said = publish(folder, "check", "--output-format", "json")
    assert [_short(record) for record in said.found] == [f"{ONE} file-unreadable"]
    assert publish(folder, "import", "/dev/zero", "--output-format", "json").codes == ["file-unreadable"]


def test_import_never_writes_over_a_text(publish: Run, project: Make) -> None:
    letter = "The letter\n\nDear friend, I write to you in the old way, with a pen and on paper.\n"
    folder = project({"letter.txt": letter, "copy.txt": letter, "sources/mine/text.md": "Written by hand.\n"})
    for arguments in (["letter.txt", "--work", "mine"], ["letter.txt", "--work", "essay"], ["letter.txt", "copy.txt"]):
        before = files_of(folder)
        said = publish(folder, "import", *arguments, "--output-format", "json")
        assert (said.status, said.codes) == (2, ["work-exists"])
        assert files_of(folder) == before
    assert publish(folder, "import", "letter.txt", "--work", "house", "--output-format", "json").codes == [
        "bad-work-id"
    ]


def _finds(publish: Run, project: Make, files: dict[str, str | bytes], command: list[str], finding: str) -> None:
    folder = project(files)
    before = files_of(folder)
    said = publish(folder, *command, "--output-format", "json")
    found = said.found if command[0] != "stats" or said.status == 2 else []
    assert [_short(record) for record in found] == [finding]
    assert said.status in (1, 2)
    assert files_of(folder) == before


def _short(record: dict[str, object]) -> str:
    """`path:line:column code`, as far as the place is known."""
    place = ":".join(str(record[key]) for key in ("path", "line", "column") if record[key])
    return f"{place} {record['code']}"
