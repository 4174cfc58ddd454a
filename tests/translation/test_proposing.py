"""What cannot be kept in force is proposed: halves, wholes, and what was translated elsewhere."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

from running import Make, Run
from test_carrying import Desk

from publish.translation.messages import Message
from publish.translation.partition import divided, joined, sentences

ROOT = Path(__file__).parents[2]
TWO = "The war was long and cold. Nobody had wanted it <a1>at all</a1>."


def test_sentences_end_where_the_next_one_begins() -> None:
    assert sentences("He came (at 3.30 p.m. or so). “Why?” she said. No.") == [
        "He came (at 3.30 p.m. or so). ",
        "“Why?” she said. ",
        "No.",
    ]
    assert sentences("一。二！三") == ["一。", "二！", "三"]


def test_a_translation_is_divided_where_the_paragraph_was() -> None:
    message = Message(TWO, "La guerre fut longue. Personne ne <a1>la</a1> voulait.")
    first, second = divided(message, ["The war was long and cold.", "Nobody had wanted it <a1>at all</a1>."])
    assert (first.msgstr, second.msgstr) == ("La guerre fut longue.", "Personne ne <a1>la</a1> voulait.")
    assert first.is_fuzzy
    assert (first.previous_msgid, second.previous_msgid) == (TWO, TWO)


def test_tags_are_numbered_anew_in_the_second_half() -> None:
    message = Message("<a1>One</a1> here. Then <a2>two</a2>.", "<a1>Un</a1> ici. Puis <a2>deux</a2>.")
    _, second = divided(message, ["<a1>One</a1> here.", "Then <a1>two</a1>."])
    assert second.msgstr == "Puis <a1>deux</a1>."


def test_where_it_is_not_clear_each_half_gets_the_whole() -> None:
    message = Message(TWO, "La guerre fut longue et personne ne la voulait.")
    halves = divided(message, ["The war was long and cold.", "Nobody had wanted it <a1>at all</a1>."])
    assert [m.msgstr for m in halves] == [message.msgstr, message.msgstr]


def test_translations_are_joined_with_the_remarks_of_both() -> None:
    whole = joined([Message("A b.", "Un.", comments=("x",)), Message("C d.", "Deux.", comments=("y",))])
    assert (whole.msgstr, whole.previous_msgid, whole.comments) == ("Un. Deux.", "A b. C d.", ("x", "y"))
    assert whole.is_fuzzy


def test_a_paragraph_that_is_split_and_joined_again(project: Make, publish: Run) -> None:
    whole = "The war was long and very cold. Nobody there had wanted it at all.\n"
    desk = Desk(project({"sources/essay/one.md": f"# One\n\n{whole}"}), publish)
    desk.update()
    desk.translate()
    desk.change("sources/essay/one.md", "cold. Nobody", "cold.\n\nNobody")
    assert "2 fuzzy, of a paragraph that was split" in desk.update()
    assert desk.settled()
    desk.write("sources/essay/one.md", f"# One\n\n{whole}")
    assert "1 fuzzy, of paragraphs that were joined" in desk.update()
    (message,) = [m for m in desk.catalogue().active if m.is_fuzzy]
    assert message.msgstr == f"fr: {whole.strip()}"


def test_another_work_s_translations_are_offered_once_and_named(project: Make, publish: Run) -> None:
    same, near = "The very same words stand here.", "Nobody at all was ready for the war that came."
    more = {
        "sources/essay/one.md": f"# One\n\n{same}\n\n{near}\n",
        "sources/other/work.toml": 'title = "Other"\nlanguage = "en"\nchapters = ["a.md"]\n',
        "sources/other/a.md": "# Something else\n",
    }
    desk = Desk(project(more), publish)
    desk.update()
    desk.translate()
    desk.write("sources/other/a.md", f"# Something else\n\n{same}\n\n{near.replace('war', 'storm')}\n")
    assert "2 with a proposal, fuzzy" in desk.update()
    path = "locale/fr/LC_MESSAGES/other.po"
    offered = [m for m in desk.catalogue(path).active if m.is_fuzzy]
    assert [(m.msgstr, m.previous_msgid) for m in offered] == [(f"fr: {same}", None), (f"fr: {near}", near)]
    assert all("Proposed from “essay”" in m.extracted for m in offered)
    assert desk.settled()


def test_the_words_of_the_tool_are_offered_where_it_lacks_the_language(project: Make, publish: Run) -> None:
    desk = Desk(project(), publish)
    publish(desk.folder, "update", "-l", "fi")
    publish(desk.folder, "update", "-l", "fr")
    labels = [m for m in desk.catalogue("locale/fi/LC_MESSAGES/house.po").active if m.msgctxt == "label"]
    assert "Index" in {m.msgid for m in labels}
    assert not desk.catalogue("locale/fr/LC_MESSAGES/house.po").messages


def test_a_line_break_that_a_program_left_at_the_end_is_taken_off(project: Make, publish: Run) -> None:
    desk = Desk(project(), publish)
    desk.update()
    desk.change("locale/fr/LC_MESSAGES/essay.po", 'text."\nmsgstr ""', 'text."\nmsgstr "Les mots.\\n"')
    desk.update()
    assert desk.in_force("The words of the text.") == "Les mots."


def _carry() -> ModuleType:
    spec = importlib.util.spec_from_file_location("carry", ROOT / "scripts" / "carry.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["carry"] = module
    spec.loader.exec_module(module)
    return module


def test_forty_corrections_are_kept_and_no_change_of_meaning_is() -> None:
    carry = _carry()
    sample = (ROOT / "sources" / "august" / "text.md").read_text("utf-8").replace(". ", ".\n")
    terms = "".join((ROOT / "sources" / "house" / f"{name}.toml").read_text("utf-8") for name in ("names", "terms"))
    glosses = re.findall(r'(?:gloss|definition) = "(.*)"', terms)
    texts = carry.paragraphs("\n".join([sample, *glosses]))
    edits = carry.edit(texts)
    assert (len(edits.corrected), len(edits.changed)) == (40, 30)
    row = carry.publish(edits)
    assert (row.kept, row.fuzzy, row.lost, row.wrongly_kept) == (40, 0, 0, 0)
