"""A translation that exists as a document goes into the catalogue: what is certain in force, and nothing wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from running import Run
from written import written

from publish.build.edition import read_catalogue
from publish.project import load_project
from publish.text.house import read_house
from publish.text.preparing import prepare
from publish.translation.align import Passage, align
from publish.translation.localise import localise
from publish.translation.segments import segments

SAMPLE = Path(__file__).parents[2]
FRENCH = "locale/fr/LC_MESSAGES/august.po"
Parts = list[str]


@pytest.fixture(scope="module")
def parts() -> Parts:
    """The sample's French, paragraph by paragraph, in Markdown: written from its finished catalogue."""
    project = load_project(SAMPLE)
    (work,) = project.select(["august"])
    house, _ = read_house(project)
    prepared, _ = prepare(project, work, house)
    assert prepared
    units = segments(work, prepared.documents, house)
    catalogue, _ = read_catalogue(project.folder, work.catalogue("fr"))
    edition, _ = localise(work, prepared.documents, units, catalogue, "fr")
    return ["# " + edition.title, *written(edition.documents)]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample project without its French."""
    folder = tmp_path / "sample"
    shutil.copytree(SAMPLE / "sources", folder / "sources")
    (folder / "publish.toml").write_text('locales = ["fr"]\nformats = ["epub"]\n')
    return folder


Adopt = Callable[[Parts], dict[tuple[str | None, str], polib.POEntry]]


@pytest.fixture
def adopt(sample: Path, publish: Run) -> Adopt:
    """Imports a document as the sample's French; gives the entries of the catalogue."""

    def run(paragraphs: Parts) -> dict[tuple[str | None, str], polib.POEntry]:
        document = sample / "vieux.md"
        document.write_text("\n\n".join(paragraphs) + "\n")
        said = publish(sample, "import", "--as-translation", "fr", str(document), "--work", "august")
        assert said.status == 0, said.err
        catalogue = polib.pofile(str(sample / FRENCH), wrapwidth=0)
        return {(e.msgctxt, e.msgid): e for e in catalogue if not e.obsolete}

    return run


def truth() -> dict[tuple[str | None, str], str]:
    return {(e.msgctxt, e.msgid): e.msgstr for e in polib.pofile(str(SAMPLE / FRENCH))}


def same(one: str, other: str) -> bool:
    """Apart from spaces, the apostrophe and the marks for the index: Markdown has ends of lines and no opinion of
    quotation marks, and a document that somebody wrote has no marks of ours."""
    one, other = (re.sub(r"</?(?:m|place)\d+/?>", "", text).replace("’", "'") for text in (one, other))
    return one.split() == other.split()


def spoken(entries: dict[tuple[str | None, str], polib.POEntry]) -> list[tuple[str | None, str]]:
    """What stands in the text itself, so that a document can have it: not the headings of the index."""
    return [key for key in entries if not (key[0] or "").startswith(("index", "subtitle", "description"))]


def in_force(entries: dict[tuple[str | None, str], polib.POEntry]) -> list[tuple[str | None, str]]:
    return [key for key, entry in entries.items() if entry.msgstr and not entry.fuzzy]


def starts(parts: Parts, words: str) -> int:
    return next(n for n, part in enumerate(parts) if re.sub(r"\s", " ", part).startswith(words))


def test_a_complete_translation_comes_in_with_its_tags(adopt: Adopt, parts: Parts) -> None:
    entries, right = adopt(parts), truth()
    certain = in_force(entries)
    assert [key for key in certain if not same(entries[key].msgstr, right[key])] == []
    assert len(certain) >= 0.75 * len(spoken(entries))
    assert sum("<em>" in entries[key].msgstr for key in certain) >= 3
    assert any("<a1>" in entries[key].msgstr for key in certain), "a link of the same address"
    assert any("<fn1/>" in entries[key].msgstr for key in certain)


def test_with_a_paragraph_dropped_one_split_and_one_joined_nothing_wrong_is_in_force(
    adopt: Adopt, parts: Parts
) -> None:
    changed = list(parts)
    split = starts(changed, "Le lundi 19 août")
    changed[split] = re.sub(r"(Comité d’État.*?\.) ", r"\1\n\n", changed[split], count=1)
    assert "\n\n" in changed[split]
    joined = starts(changed, "Au milieu de la journée")
    changed[joined : joined + 2] = [" ".join(changed[joined : joined + 2])]
    del changed[starts(changed, "Le 25 février 1956")]
    entries, right = adopt(changed), truth()
    certain = in_force(entries)
    assert [key for key in certain if not same(entries[key].msgstr, right[key])] == []
    assert len(certain) >= 0.5 * len(spoken(entries))
    halves = [
        e for (_, msgid), e in entries.items() if msgid.startswith(("In the middle of the day", "At five in the"))
    ]
    assert [(e.fuzzy, bool(e.msgstr)) for e in halves] == [(True, True)] * 2
    whole = next(e for (_, msgid), e in entries.items() if msgid.startswith("At six in the morning"))
    assert whole.fuzzy
    assert "La télévision diffusa" in whole.msgstr, "both halves of what was split"
    dropped = next(e for (_, msgid), e in entries.items() if msgid.startswith("On 25 February 1956"))
    assert not dropped.msgstr or dropped.fuzzy


def test_markup_that_was_lost_leaves_the_words_fuzzy_and_without_tags(adopt: Adopt, parts: Parts) -> None:
    entries = adopt([part.replace("*", "") for part in parts])
    marked = [entry for (_, msgid), entry in entries.items() if "<em>" in msgid and entry.msgstr]
    assert marked
    assert all(entry.fuzzy and "<em>" not in entry.msgstr for entry in marked)


def test_another_number_or_another_name_is_never_in_force(adopt: Adopt, parts: Parts) -> None:
    wrong = [p.replace("1956", "1957").replace("Joukov", "Konev") for p in parts]
    assert wrong != parts
    entries = adopt(wrong)
    assert not [e.msgid for e in entries.values() if not e.fuzzy and re.search("1957.*février|Konev", e.msgstr)]


def test_what_is_in_force_already_is_never_written_over(sample: Path, adopt: Adopt, parts: Parts, publish: Run) -> None:
    publish(sample, "update", "-l", "fr")
    catalogue = polib.pofile(str(sample / FRENCH), wrapwidth=0)
    mine = next(e for e in catalogue if e.msgid.startswith("The health of the president"))
    mine.msgstr = "Il se portait bien."
    catalogue.save()
    entries = adopt(parts)
    assert entries[mine.msgctxt, mine.msgid].msgstr == "Il se portait bien."
    before = (sample / FRENCH).read_bytes()
    adopt(parts)
    assert (sample / FRENCH).read_bytes() == before, "a second time changes nothing"


def test_what_answers_to_nothing_is_named(sample: Path, parts: Parts, publish: Run) -> None:
    more = "Avis du traducteur\u00a0: ce paragraphe n’est pas de l’auteur, et nul ne l’a jamais écrit en anglais."
    (sample / "vieux.md").write_text("\n\n".join([*parts[:8], " ".join([more] * 6), *parts[8:]]) + "\n")
    said = publish(
        sample, "import", "--as-translation", "fr", "vieux.md", "--work", "august", "--output-format", "json"
    )
    assert ["Avis du traducteur" in d["message"] for d in said.found if d["code"] == "unaligned"] == [True]


def test_a_translation_needs_a_work_and_another_language(sample: Path, publish: Run) -> None:
    (sample / "a.md").write_text("Un texte.\n")
    for arguments, code in (
        (["fr", "a.md"], "wrong-use"),
        (["en", "a.md", "--work", "august"], "wrong-use"),
        (["fr", "a.md", "--work", "septembre"], "unknown-work"),
        (["xx-nowhere", "a.md", "--work", "august"], "bad-locale"),
    ):
        said = publish(sample, "import", "--as-translation", *arguments, "--output-format", "json")
        assert (said.status, said.codes) == (2, [code])
    assert not (sample / "locale").exists()


def test_where_every_fiftieth_paragraph_is_missing_the_others_find_each_other() -> None:
    texts = [" ".join(f"w{(n * 7919 + k * k) % 997}" for k in range(10 + n * 37 % 90)) for n in range(300)]
    sources = [Passage("paragraph", text) for text in texts]
    targets = [Passage("paragraph", text) for n, text in enumerate(texts) if n % 50]
    beads = [b for b in align(sources, targets) if b.certain]
    kept = [n for n in range(300) if n % 50]
    assert all(kept[b.target[0]] == b.source[0] for b in beads)
    assert len(beads) > 250
