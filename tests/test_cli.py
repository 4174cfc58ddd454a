"""The command line: help, exit statuses, folders, silence, and the forms in which findings are written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from running import Make, Run

ONE = "sources/essay/one.md"
WORK = "sources/essay/work.toml"
PO = "locale/fr/LC_MESSAGES/essay.po"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
COMMANDS = ("init", "import", "normalise", "extract", "update", "check", "stats", "build", "explain")
IN_FRENCH = 'locales = ["fr"]\nformats = ["epub"]\n'


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(publish: Run, project: Make, command: str) -> None:
    said = publish(project({}), command, "--help")
    assert said.status == 0
    assert f"example: publish {command} " in f"{said.out.rstrip()} "


def test_the_exit_status_says_how_it_went(publish: Run, project: Make) -> None:
    folder = project({})
    assert publish(folder, "check").status == 0
    assert publish(folder, "normalize", "--check").status == 0
    assert publish(folder, "build", "nothing").status == 2
    assert publish(folder, "biuld").status == 2
    assert publish(folder, "check", "--format", "epub").status == 2
    assert publish(folder, "build", "--jobs", "many").status == 2
    (folder / ONE).write_text("<p>Raw</p>\n")
    assert publish(folder, "check").status == 1
    assert publish(folder, "build").status == 1
    (folder / "publish.toml").unlink()
    assert publish(folder, "check").status == 2


def test_a_warning_is_a_finding_of_a_check_but_stops_no_build(publish: Run, project: Make) -> None:
    folder = project({"sources/house/corrections.toml": '[[correction]]\nbefore = "teh"\nafter = "the"\n'})
    assert publish(folder, "check").status == 1
    assert publish(folder, "build").status == 0


def test_another_folder_can_be_named_on_either_side_of_the_command(publish: Run, project: Make) -> None:
    folder = project({})
    for arguments in (["-C", "project", "extract"], ["extract", "-C", "project"]):
        assert publish(folder.parent, *arguments).status == 0
        (folder / "locale" / "essay.pot").unlink()
    assert publish(folder.parent, "extract").status == 2


def test_a_new_project_works_at_once_and_is_not_written_over(publish: Run, project: Make) -> None:
    folder = project({"letter.txt": "The letter\n\nDear friend, I write to you in the old way, with a pen.\n"})
    assert publish(folder, "init", "books").status == 0
    assert publish(folder, "-C", "books", "import", "letter.txt").status == 0
    assert publish(folder, "-C", "books", "check").status == 0
    assert publish(folder, "init", "books").status == 2
    assert publish(folder, "init", "letter.txt/books", "--output-format", "json").codes == ["cannot-write"]


def test_quiet_says_results_and_findings_only(publish: Run, project: Make) -> None:
    folder = project({})
    said = publish(folder, "build", "--quiet")
    assert (said.out, said.err) == ("dist/essay-en.epub\n", "")
    assert publish(folder, "check", "--quiet").err == ""
    assert "Nothing to mend." in publish(folder, "check").err
    (folder / ONE).write_text("")
    assert "[empty-text]" in publish(folder, "check", "--quiet").err


@pytest.mark.parametrize("command", ["extract", "update", "normalise", "check", "build", "import letter.txt"])
def test_json_is_the_one_thing_on_standard_output(publish: Run, project: Make, command: str) -> None:
    letter = "The letter\n\nDear friend, I write to you in the old way, with a pen.\n"
    folder = project({"publish.toml": IN_FRENCH, "letter.txt": letter, PO: HEADER})
    said = publish(folder, *command.split(), "--output-format", "json")
    keys = [
        "code",
        "severity",
        "message",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "before",
        "after",
        "hint",
    ]
    assert all(list(record) == keys for record in said.found)


def test_an_update_says_what_it_leaves_as_it_is(publish: Run, project: Make) -> None:
    folder = project({"publish.toml": IN_FRENCH, PO: HEADER})
    publish(folder, "update", "essay")
    said = publish(folder, "update", "essay")
    assert said.out.splitlines()[0] == "locale/fr/LC_MESSAGES/essay.po (unchanged)"


def test_stats_in_json_are_the_one_thing_on_standard_output(publish: Run, project: Make) -> None:
    """The title, the heading and the paragraph: one of three is translated. The other work's catalogue is broken."""
    entry = 'msgid "The words of the text."\nmsgstr "Les mots du texte."\n'
    folder = project({
        "publish.toml": IN_FRENCH,
        PO: HEADER + entry,
        "sources/letter/work.toml": 'title = "A letter"\nlanguage = "en"\nchapters = ["one.md"]\n',
        "sources/letter/one.md": "Dear friend!\n",
        "locale/fr/LC_MESSAGES/letter.po": "msgid\n",
    })  # fmt: skip
    assert publish(folder, "update", "essay").status == 0
    said = publish(folder, "stats", "--output-format", "json")
    essay, letter = json.loads(said.out)
    assert {kind: essay[kind]["entries"] for kind in ("translated", "fuzzy", "untranslated", "total")} == {
        "translated": 1, "fuzzy": 0, "untranslated": 2, "total": 3,
    }  # fmt: skip
    assert (letter["work"], letter["locale"], letter["catalogue"]) == ("letter", "fr", False)
    assert said.status == 1
    assert "po-syntax" in said.err


def test_github_gets_annotations(publish: Run, project: Make) -> None:
    """GitHub's documentation, “Workflow commands for GitHub Actions”."""
    folder = project({WORK: 'title = "An essay"\nlanguage = "en"\nchapters = ["a,b.md"]\n'})
    said = publish(folder, "check", "--output-format", "github")
    assert said.out == (
        "::error file=sources/essay/work.toml,line=3,col=13,title=chapter-missing::the chapter “a,b.md” is listed, but "
        "there is no such file (put the file there, or take it out of `chapters`)\n"
    )


def test_no_text_smuggles_a_command_to_github(publish: Run, project: Make) -> None:
    folder = project({"sources/a,b:c%/work.toml": 'title = "A"\nlanguage = "x\\n::error::y"\nchapters = ["one.md"]\n'})
    said = publish(folder, "check", "--output-format", "github")
    assert "\n::error::y" not in said.out
    assert "x%0A::error::y" in said.out
    assert "file=sources/a%2Cb%3Ac%25/work.toml," in said.out


def test_sarif_is_sarif(publish: Run, project: Make) -> None:
    """OASIS SARIF 2.1.0: 3.13 (log), 3.14 (run), 3.19 (driver), 3.27 (result), 3.30 (region)."""
    work = 'title = "An essay"\nlanguage = "en"\nchapters = ["one.md"]\nauthors = ["A"]\n'
    said = publish(project({"sources/my essay/work.toml": work}), "check", "--output-format", "sarif")
    log = json.loads(said.out)
    assert log["version"] == "2.1.0"
    (sarif,) = log["runs"]
    driver = sarif["tool"]["driver"]
    assert driver["name"] == "publish"
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert rules.keys() == {"bad-work-id", "chapter-missing", "unknown-key"}
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules.values())
    assert [_sarif(result) for result in sarif["results"]] == [
        ("bad-work-id", "error", "sources/my%20essay/work.toml", {}),
        ("chapter-missing", "error", "sources/my%20essay/work.toml", {"startLine": 3, "startColumn": 13}),
        ("unknown-key", "error", "sources/my%20essay/work.toml", {"startLine": 4, "startColumn": 1}),
    ]


def test_sarif_of_nothing_is_a_run_without_results(publish: Run, project: Make) -> None:
    log = json.loads(publish(project({}), "check", "--output-format", "sarif").out)
    assert log["runs"][0]["results"] == []


def _sarif(result: dict[str, Any]) -> tuple[str, str, str, dict[str, int]]:
    assert result["message"]["text"]
    (location,) = result["locations"]
    where = location["physicalLocation"]
    return result["ruleId"], result["level"], where["artifactLocation"]["uri"], where.get("region", {})
