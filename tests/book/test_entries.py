"""What an index enters, from a text, its marks and its house: counted by hand in small texts."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from running import Make

from publish.book.entries import near
from publish.book.index import IndexEntry
from publish.book.labels import Labels
from publish.book.manuscript import Gloss, Manuscript, compose
from publish.build.edition import read_catalogue
from publish.project import load_project
from publish.text.document import walk
from publish.text.house import read_house
from publish.text.preparing import prepare
from publish.translation.localise import localise
from publish.translation.segments import segments

TEXT = "sources/essay/one.md"
NAMES = """
[zhukov]
kind = "person"
forms.en = ["Zhukov", "Georgy Zhukov"]
forms.fr = ["Joukov"]
index.en = "Zhukov, Georgy"
index.fr = "Joukov, Gueorgui"

[moscow]
kind = "place"
sub = ["kremlin"]
see_also = ["union", "kremlin"]
forms.en = ["Moscow"]

[kremlin]
kind = "place"
forms.en = ["Kremlin"]
index.en = "Kremlin (Moscow)"

[union]
kind = "place"
forms.en = ["Soviet Union", "USSR"]

[empire]
kind = "place"
see = ["union"]
forms.en = ["the Red Empire"]
"""


def composed(
    project: Make, text: str, names: str = NAMES, locale: str = "en", po: str = "", terms: str = ""
) -> Manuscript:
    files = {TEXT: text, "sources/house/names.toml": names, "sources/house/terms.toml": terms}
    files |= {f"locale/{locale}/LC_MESSAGES/essay.po": po} if po else {}
    loaded = load_project(project(files))
    house, found = read_house(loaded)
    prepared, more = prepare(loaded, loaded.works[0], house)
    assert prepared is not None
    assert found + more == []
    units = segments(prepared.work, prepared.documents, house)
    catalogue, found = read_catalogue(loaded.folder, prepared.work.catalogue(locale))
    edition, more = localise(prepared.work, prepared.documents, units, catalogue, locale)
    assert found + more == []
    glosses = {entry.key: Gloss(entry.gloss, locale) for entry in house.entries.values() if entry.gloss}
    return compose(edition, prepared.documents, house, Labels(locale, {}), glosses, {})[0]


def index_of(manuscript: Manuscript) -> dict[str, list[str]]:
    """Each heading, its subheadings below it, with the text that each reference begins at (and ends at)."""
    leaves = {
        b.id: "".join(i.text or _text(i.children) for i in b.inlines)
        for c in manuscript.chapters
        for b in walk(c.blocks)
    }

    def lines(entries: Iterable[IndexEntry], above: str = "") -> Iterable[tuple[str, list[str]]]:
        for entry in entries:
            places = [leaves[r.first.block][r.first.offset :][:6] for r in entry.references]
            places += [f"see {heading}" for _, heading in entry.see] + [f"also {h}" for _, h in entry.see_also]
            yield above + entry.heading, places
            yield from lines(entry.entries, f"{entry.heading} > ")

    return dict(lines(e for group in manuscript.index for e in group.entries))


def _text(inlines: Iterable[object]) -> str:
    return "".join(getattr(i, "text", "") for i in inlines)


def test_what_stands_under_another_entry_is_seen_from_its_own_place(project: Make) -> None:
    index = index_of(composed(project, "# One\n\nIn Moscow the Kremlin, and the Kremlin.\n"))
    assert index == {
        "Moscow": ["Moscow", "also Moscow: Kremlin"],
        "Moscow > Kremlin": ["Kremli", "Kremli"],
        "Kremlin (Moscow)": ["see Moscow: Kremlin"],
    }


def test_a_form_far_from_the_heading_is_seen_there(project: Make) -> None:
    index = index_of(composed(project, "# One\n\nThe USSR met Georgy Zhukov.\n"))
    assert index == {
        "the Red Empire": ["see Soviet Union"],  # the house has that cross-reference wherever its target is
        "Soviet Union": ["USSR m"],
        "USSR": ["see Soviet Union"],
        "Zhukov, Georgy": ["Georgy"],
    }


@pytest.mark.parametrize(("locale", "form", "heading", "is_near"), [
    ("zh-Hans", "阿列克谢·柯西金", "柯西金，阿列克谢", True),
    ("ja", "ボリス・エリツィン", "エリツィン、ボリス", True),
    ("ar", "بوريس يلتسين", "يلتسين، بوريس", True),
    ("fr", "Jean-Paul Sartre", "Sartre, Jean-Paul", True),
    ("pl", "Zjeździe Deputowanych", "Zjazd Deputowanych", True),  # a case that changes the stem
    ("pl", "ZSRR", "Związek Radziecki", False),
    ("en", "USSR", "Soviet Union", False),
])  # fmt: skip
def test_a_name_in_another_order_or_case_is_near_its_heading(
    locale: str, form: str, heading: str, *, is_near: bool
) -> None:
    assert near(form, heading, locale) is is_near


READINGS = """
[politburo]
definition = "It governed."
forms.en = ["政治局", "幹部会"]
sort.en = ["せいじきょく", "かんぶかい"]

[soviet]
definition = "A council."
forms.en = ["ソビエト"]

[cult]
definition = "A way to rule."
forms.en = ["個人崇拝"]
sort.en = "こじんすうはい"
"""


def test_index_and_glossary_have_one_order_and_a_form_its_own_reading(project: Make) -> None:
    text = "# One\n\nソビエト, 幹部会 and 個人崇拝.\n"
    manuscript = composed(project, text, terms=READINGS)
    assert [term.term for term in manuscript.glossary] == ["個人崇拝", "政治局", "ソビエト"]  # ko, se, so
    assert list(index_of(manuscript)) == ["幹部会", "個人崇拝", "政治局", "ソビエト"]  # ka, ko, se, so


def test_pages_stand_where_see_leads(project: Make) -> None:
    index = index_of(composed(project, "# One\n\nThen the Red Empire fell.\n"))
    assert index == {"Soviet Union": ["the Re"], "the Red Empire": ["see Soviet Union"]}


def test_nothing_is_seen_that_is_not_there(project: Make) -> None:
    assert index_of(composed(project, "# One\n\nMoscow.\n")) == {"Moscow": ["Moscow"]}


def test_marked_words_are_entered_as_marked_and_not_twice(project: Make) -> None:
    text = '# One\n\nThen [Zhukov]{index="zhukov > as a rider; riding"} rode. Zhukov fell.\n'
    assert index_of(composed(project, text)) == {
        "riding": ["Zhukov"],
        "Zhukov, Georgy": ["Zhukov"],
        "Zhukov, Georgy > as a rider": ["Zhukov"],
    }
    (entry,) = composed(project, text).index[-1].entries
    assert entry.references[0].first.offset == len("Then Zhukov rode. ")


@pytest.mark.parametrize("words", ['[Zhukov]{index="-"}', '[old Zhukov rides]{index="-"}'])
def test_what_is_kept_out_is_not_entered(project: Make, words: str) -> None:
    assert index_of(composed(project, f"# One\n\nThen {words}. Moscow.\n")) == {"Moscow": ["Moscow"]}


def test_a_place_without_words_and_a_section_are_marked(project: Make) -> None:
    text = (
        '# One\n\nFirst. []{index="press"}Second.\n\n## Deep {index="depth"}\n\nThird.\n\n### Deeper\n\nLast one.\n\n'
        '## Next {index="-"}\n\nMoscow.\n'
    )
    manuscript = composed(project, text)
    assert index_of(manuscript) == {"depth": ["Deep"], "press": ["Second"]}
    depth = manuscript.index[0].entries[0].references[0]
    assert (depth.first.block, depth.last.block, depth.last.offset) == ("deep", "deeper-1", len("Last one."))


def test_a_name_of_passing_mentions_is_entered_where_it_is_marked(project: Make) -> None:
    names = NAMES.replace("[moscow]", "[moscow]\nindexed = false")
    text = '# One\n\nMoscow. Moscow. [Here]{index="Moscow"}.\n'
    assert index_of(composed(project, text, names)) == {"Moscow": ["Here."]}


PO = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nLanguage: fr\n"

msgid "Then <m1>he</m1> rode, and Zhukov <m2>fell</m2> in the <m3>war</m3>."
msgstr "Puis <m1>il</m1> partit, et Joukov tomba à la <m3>guerre</m3>."

msgctxt "index"
msgid "war"
msgstr "guerre"

msgctxt "index / zhukov"
msgid "as a rider"
msgstr "cavalier"
"""


def test_in_a_translation_marks_keep_their_words_or_stand_for_the_paragraph(project: Make) -> None:
    text = (
        '# One\n\nThen [he]{index="Zhukov > as a rider"} rode, and Zhukov [fell]{index="falls"} in the '
        '[war]{index="war"}.\n'
    )
    manuscript = composed(project, text, locale="fr", po=PO)
    assert index_of(manuscript) == {
        "falls": ["Puis i"],
        "guerre": ["guerre"],
        "Joukov, Gueorgui": ["Joukov"],
        "Joukov, Gueorgui > cavalier": ["il par"],
    }
    falls = next(e for g in manuscript.index for e in g.entries if e.heading == "falls")
    assert falls.lang == "en"


def test_a_name_that_is_not_found_is_expected_where_the_source_has_it(project: Make) -> None:
    """Half-way down the source is half-way down the translation."""
    english, french = "a word or two " * 20, "un mot ou deux " * 30
    po = (
        PO.partition('msgid "Then')[0]
        + f'msgid "{english}Zhukov {english.strip()}"\nmsgstr "{french}lui {french.strip()}"\n'
    )
    manuscript = composed(project, f"# One\n\n{english}Zhukov {english.strip()}\n", locale="fr", po=po)
    (mention,) = (m for m in manuscript.mentions if m.key == "zhukov")
    assert mention.end == 0
    assert mention.start == pytest.approx(len(french), abs=10)
