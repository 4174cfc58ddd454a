"""XLIFF 2 and TMX: what goes out comes back the same, edits come in, and a bad file changes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from running import Make, Run, files_of

from publish.diagnostics import Refusal
from publish.translation.interchange import lay_over, units_of
from publish.translation.messages import Catalogue, Message
from publish.translation.po import read_catalogue, write_catalogue
from publish.translation.tmx import read_tmx, write_tmx
from publish.translation.xliff import CORE, read_xliff, write_xliff

SAMPLE = Path(__file__).parents[2] / "locale/fr/LC_MESSAGES"
PATH = "locale/fr/LC_MESSAGES/coup.po"
ENTRIES = (
    Message("The <em>big</em> <em>war</em>, by <a1>him</a1>.<fn1/>", "La <a1>sienne</a1>, <em>grande</em> "
            "<em>guerre</em>.<fn1/>", extracted=("Paragraph", "<a1>: https://example.org/?a&b")),
    Message("War", "Guerre", msgctxt="heading", comments=("publish: reviewed", "Titre revu")),
    Message("R&amp;D &lt; 3", "R&D &lt; 3"),
    Message("Old", "Vieux <b>", flags=("fuzzy",), previous_msgid="Older"),
    Message("Two<br/>lines", "Deux<br/>lignes\u00a0! \U0001f600"),
    Message("Empty"),
    Message("One gone", "Un parti", obsolete=True),
)  # fmt: skip
CATALOGUE = Catalogue(PATH, Message("", "Language: fr\nContent-Type: text/plain; charset=UTF-8\n"), ENTRIES)


def xliff(catalogue: Catalogue = CATALOGUE) -> str:
    return write_xliff(PATH, "coup", "en", "fr", units_of(catalogue)).decode()


def back(text: str, catalogue: Catalogue = CATALOGUE) -> tuple[dict[str, Message], list[tuple[str, int]]]:
    """A file laid over the catalogue: its entries by msgid, and what is wrong."""
    (received,) = read_xliff("coup.xlf", text.encode())
    laid = lay_over(catalogue, received)
    return {m.msgid: m for m in laid.catalogue.messages}, [(d.code, d.place.line) for d in laid.found]


@pytest.mark.parametrize("name", ["august", "house"])
@pytest.mark.parametrize("sent", [True, False], ids=["with fingerprints", "without"])
def test_out_and_in_again_the_sample_is_the_same_bytes(name: str, sent: bool) -> None:
    data = (SAMPLE / f"{name}.po").read_bytes()
    catalogue, _ = read_catalogue(PATH, data)
    assert catalogue
    out = xliff(catalogue)
    (received,) = read_xliff("x.xlf", (out if sent else re.sub(r' publish:sent="\w+"', "", out)).encode())
    assert write_catalogue(lay_over(catalogue, received).catalogue) == data
    memory = read_tmx("x.tmx", write_tmx("1", "en", "fr", units_of(catalogue)), "en", "fr")
    assert write_catalogue(lay_over(catalogue, memory).catalogue) == data


def test_a_memory_and_an_xliff_fill_an_empty_catalogue_with_what_was_in_it() -> None:
    data = (SAMPLE / "august.po").read_bytes()
    catalogue, _ = read_catalogue(PATH, data)
    assert catalogue
    empty = replace(catalogue, messages=tuple(m if m.obsolete else replace(m, msgstr="") for m in catalogue.messages))
    out = re.sub(r' publish:sent="\w+"', "", xliff(catalogue)).encode()
    assert write_catalogue(lay_over(empty, read_xliff("x.xlf", out)[0]).catalogue) == data
    tmx = write_tmx("1", "en", "fr", units_of(catalogue)).replace(b"x-publish-sent", b"x-other")
    assert write_catalogue(lay_over(empty, read_tmx("x.tmx", tmx, "en", "fr")).catalogue) == data


def test_untouched_everything_stays_even_what_we_would_spell_otherwise() -> None:
    messages, found = back(xliff())
    assert (tuple(messages.values()), found) == (ENTRIES, [])


def test_the_file_has_what_the_specification_requires() -> None:
    # XLIFF 2.0, 4.2.2: xliff has version and srcLang; file and unit have an id, each unique; a data has an id that every
    # reference names; the codes of a source have ids of their own; subState needs state; subType needs type.
    root = etree.fromstring(xliff().encode())
    assert (root.tag, root.get("version"), root.get("srcLang")) == (f"{{{CORE}}}xliff", "2.0", "en")
    units = root.findall(f".//{{{CORE}}}unit")
    ids = [unit.get("id") or "" for unit in units]
    assert len(ids) == len(set(ids)) == 6
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", identifier) for identifier in ids)
    for unit in units:
        order = [etree.QName(child).localname for child in unit]
        assert order == [name for name in ("notes", "originalData", "segment") if name in order]
        data = {d.get("id") for d in unit.iter(f"{{{CORE}}}data")}
        used = {v for e in unit.iter() for k, v in e.attrib.items() if str(k).startswith("dataRef")}
        assert used == data
        codes = [e.get("id") for e in unit.findall(f".//{{{CORE}}}source//*")]
        assert len(codes) == len(set(codes))
        for element in unit.iter():
            assert "subState" not in element.attrib or "state" in element.attrib
            assert "subType" not in element.attrib or element.get("type") == "fmt"
            assert element.get("state", "initial") in ("initial", "translated", "reviewed", "final")


def test_states_go_out_and_come_back() -> None:
    out = xliff()
    assert 'state="initial" subState="publish:fuzzy"' in out
    assert 'state="reviewed"' in out
    messages, _ = back(
        out.replace('state="initial" subState="publish:fuzzy"', 'state="final"').replace("&lt;b&gt;", "")
    )
    assert (messages["Old"].flags, messages["Old"].comments) == ((), ("publish: final",))
    assert messages["Old"].previous_msgid is None


def test_a_foreign_edit_comes_in_with_its_note() -> None:
    out = xliff().replace("<target>Guerre</target>", "<target>La guerre</target>")
    out = out.replace("Titre revu</note>", "Titre revu</note><note>Avec l’article</note>")
    messages, found = back(out)
    assert (messages["War"].msgstr, found) == ("La guerre", [])
    assert messages["War"].comments == ("Titre revu", "Avec l’article", "publish: reviewed")


def test_what_a_tool_has_cut_into_segments_is_put_together() -> None:
    out = xliff()
    start = out.index("<source>Two")
    begin, end = out.rindex("<segment", 0, start), out.index("</segment>", start) + len("</segment>")
    cut = (
        '<segment state="final"><source>Two<ph id="1" dataRef="d1"/></source><target order="2">lignes</target></segment>'
        '<ignorable><source></source></ignorable>'
        '<segment state="translated"><source><mrk id="m" type="term">lines</mrk></source>'
        '<target order="1">Deux <sm id="n"/><ph id="1" dataRef="d1"/></target></segment>'
    )  # fmt: skip
    messages, found = back(out[:begin] + cut + out[end:])
    assert (messages["Two<br/>lines"].msgstr, found) == ("Deux <br/>lignes", [])


@pytest.mark.parametrize(("old", "new", "code"), [
    ('<pc id="3" canCopy="no" type="link" canDelete="no" dataRefStart="d3" dataRefEnd="d4">sienne</pc>', "sienne", "tags"),
    ("sienne", 'sienne<ph id="7" dataRef="d5"/>', "tags"),
    ("sienne", '<x xmlns="urn:other"/>', "markup"),
    ("sienne", '<cp hex="0007"/>', "markup"),
    ("<data id=\"d5\">&lt;fn1/&gt;</data>", "<data id=\"d5\">&lt;script/&gt;</data>", None),
])  # fmt: skip
def test_tags_that_are_not_the_sources_are_refused_at_their_line(old: str, new: str, code: str | None) -> None:
    out = xliff()
    assert old in out
    if code is None:
        with pytest.raises(Refusal, match="not a tag of publish"):
            back(out.replace(old, new))
        return
    head, _, tail = out.rpartition(old)
    messages, found = back(head + new + tail)
    assert [c for c, _ in found] == [code]
    assert found[0][1] > 1
    assert tuple(messages.values()) == ENTRIES


def test_what_changed_here_and_there_is_a_conflict_and_ours_is_kept() -> None:
    edited = xliff().replace("<target>Guerre</target>", "<target>La guerre</target>")
    ours = tuple(replace(m, msgstr="Le conflit") if m.msgid == "War" else m for m in ENTRIES)
    messages, found = back(edited, replace(CATALOGUE, messages=ours))
    assert (messages["War"].msgstr, [code for code, _ in found]) == ("Le conflit", ["interchange-conflict"])


def test_a_memory_of_another_tool_fills_gaps_and_replaces_nothing() -> None:
    pairs = {"War": "FAUX", "Empty": "Vide", "Old": "Ancien", "Nowhere": "Nulle part"}
    body = "".join(
        f'<tu><tuv xml:lang="EN-us"><seg>{s}</seg></tuv><tuv xml:lang="fr"><seg>{t}</seg></tuv></tu>'
        for s, t in pairs.items()
    )
    text = f'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>{body}</body></tmx>'
    laid = lay_over(CATALOGUE, read_tmx("m.tmx", text.encode(), "en", "fr"))
    texts = {m.msgid: (m.msgstr, m.in_force) for m in laid.catalogue.messages}
    assert [texts[k] for k in ("War", "Empty", "Old")] == [("Guerre", True), ("Vide", True), ("Ancien", True)]
    assert "Nowhere" not in texts


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><xliff>&b;</xliff>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>'


@pytest.mark.parametrize("data", [
    BOMB.encode(), BOMB.encode("utf-16"), FILE.encode(), b"", b"\x00\x01", b"<xliff", b"<html/>",
    b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', b"<a>" * 5000,
    xliff().replace(' trgLang="fr"', "").encode(), xliff().replace('<file id="coup"', "<file").encode(),
])  # fmt: skip
def test_a_file_that_cannot_be_trusted_is_refused_and_changes_nothing(data: bytes, publish: Run, project: Make) -> None:
    folder = project({"publish.toml": 'locales = ["fr"]\nformats = ["epub"]\n', "back.xlf": data, "back.tmx": data})
    publish(folder, "update")
    before = files_of(folder)
    for name in ("back.xlf", "back.tmx"):
        said = publish(folder, "update", "-l", "fr", "--from", name, "--output-format", "json")
        assert (said.status, said.codes) == (2, ["interchange-syntax"])
    assert files_of(folder) == before


def test_by_command_out_edited_and_in(publish: Run, project: Make) -> None:
    folder = project({"publish.toml": 'locales = ["fr"]\nformats = ["epub"]\n'})
    assert publish(folder, "update").status == 0
    catalogue = folder / "locale/fr/LC_MESSAGES/essay.po"
    assert publish(folder, "extract", "--format", "xliff", "--format", "tmx", "-l", "fr").status == 0
    file = folder / "locale/fr/essay.xlf"
    before = catalogue.read_bytes()
    assert publish(folder, "update", "--from", str(file)).status == 0
    assert catalogue.read_bytes() == before
    done = re.sub(
        r'state="initial">(\s*)(<source>The words of the text.</source>)',
        r'state="translated">\1\2<target>Les mots du texte.</target>',
        file.read_text(),
    )
    file.write_text(done)
    (folder / "sources/essay/one.md").write_text("# One\n\nThe words of the text.\n\nMore was written meanwhile.\n")
    said = publish(folder, "update", "--from", str(file))
    assert (said.status, "1 added" in said.out) == (0, True)
    assert 'msgid "The words of the text."\nmsgstr "Les mots du texte."' in catalogue.read_text()
