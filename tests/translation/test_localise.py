"""An edition has the blocks of its source, in the reader's language where there is a translation in force."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from publish.project import Work
from publish.text.document import Document, Inline, plain_text, walk
from publish.text.house import House
from publish.translation.catalogue import update
from publish.translation.localise import Edition, localise, localise_glosses, revised, translators
from publish.translation.messages import Catalogue, Message
from publish.translation.po import read_catalogue, write_catalogue
from publish.translation.segments import house_segments, segments
from publish.translation.stats import Count

Read = Callable[[str], Document]


@pytest.fixture
def into_french(work: Work, house: House, read: Read) -> Callable[..., tuple[Edition, list[tuple[str, str, int]]]]:
    """An edition from Markdown and translations by msgid; what is wrong as code, path and line."""

    def run(markdown: str, texts: Mapping[str, str], **fields: object) -> tuple[Edition, list[tuple[str, str, int]]]:
        documents = [read(markdown)]
        units = segments(work, documents, house)
        catalogue, _ = update(None, units, "fr", work=work)
        messages = tuple(replace(m, msgstr=texts.get(m.msgid, ""), **fields) for m in catalogue.messages)
        data = write_catalogue(replace(catalogue, messages=messages))
        read_back, _ = read_catalogue(catalogue.path, data)
        edition, found = localise(work, documents, units, read_back, "fr")
        return edition, [(d.code, d.place.path, d.place.line) for d in found]

    return run


IntoFrench = Callable[..., tuple[Edition, list[tuple[str, str, int]]]]


def leaves(edition: Edition) -> dict[str, tuple[str, str]]:
    """Text and language of each leaf by its id."""
    blocks = walk(edition.documents[0].blocks)
    return {b.id: (plain_text(b.inlines), b.lang) for b in blocks if b.is_leaf}


def test_a_translation_stands_in_the_place_of_its_source(into_french: IntoFrench) -> None:
    edition, found = into_french(
        "# War\n\nThe *big* war.\n", {"War": "Guerre", "The <em>big</em> war.": "La <em>grande</em> guerre."}
    )
    heading, paragraph = edition.documents[0].blocks
    assert not found
    assert (heading.id, heading.inlines, heading.lang) == ("war", (Inline("text", "Guerre"),), "")
    assert paragraph.inlines == (
        Inline("text", "La "),
        Inline("em", children=(Inline("text", "grande"),)),
        Inline("text", " guerre."),
    )


def test_what_is_not_translated_stays_and_says_its_language(into_french: IntoFrench) -> None:
    edition, found = into_french("# War\n\nThe war.\n", {"War": "Guerre"})
    assert not found
    assert leaves(edition) == {"war": ("Guerre", ""), "war-1": ("The war.", "en")}


def test_a_fuzzy_translation_is_never_printed(into_french: IntoFrench) -> None:
    edition, _ = into_french("The war.\n", {"The war.": "La guerre."}, flags=("fuzzy",))
    assert list(leaves(edition).values()) == [("The war.", "en")]
    assert edition.translated.entries == 0
    assert edition.fuzzy == Count(1, 2)


def test_an_obsolete_translation_is_never_printed(into_french: IntoFrench) -> None:
    edition, _ = into_french("The war.\n", {"The war.": "La guerre."}, obsolete=True)
    assert list(leaves(edition).values()) == [("The war.", "en")]


def test_a_translation_with_wrong_tags_is_an_error_at_its_line_and_falls_back(into_french: IntoFrench) -> None:
    edition, found = into_french("The *war*.\n\nThe peace.\n", {"The <em>war</em>.": "La guerre.", "The peace.": "<b>"})
    path = "locale/fr/LC_MESSAGES/coup.po"
    # 13 lines of header, then 6 for each entry: two comments, msgctxt, msgid (the 4th), msgstr, a blank one.
    assert [(code, where) for code, where, _ in found] == [("tags", path), ("markup", path)]
    assert [line for _, _, line in found] == [13 + 2 * 6 + 4, 13 + 3 * 6 + 4]
    assert [lang for _, lang in leaves(edition).values()] == ["en", "en"]


def test_a_footnote_is_translated_apart_from_its_paragraph(into_french: IntoFrench) -> None:
    text = "The war[^1].\n\n[^1]: A note.\n"
    note_only, _ = into_french(text, {"A note.": "Une note."})
    assert sorted(leaves(note_only).values()) == [("The war.", "en"), ("Une note.", "")]
    paragraph_only, _ = into_french(text, {"The war<fn1/>.": "La guerre<fn1/>."})
    assert sorted(leaves(paragraph_only).values()) == [("A note.", "en"), ("La guerre.", "")]


def test_lists_in_footnotes_are_translated_too(into_french: IntoFrench) -> None:
    edition, _ = into_french("War[^1].\n\n[^1]: Sides:\n\n    - one\n    - two\n", {"one": "un", "two": "deux"})
    assert {text for text, lang in leaves(edition).values() if not lang} == {"un", "deux"}


def images(edition: Edition) -> list[Inline]:
    return [i for b in walk(edition.documents[0].blocks) for i in b.inlines if i.kind == "image"]


def test_an_image_gets_its_alternative_text_and_keeps_its_file(into_french: IntoFrench) -> None:
    edition, _ = into_french(
        "See ![a map](a.png) and ![a plan](b.png).\n",
        {"See <img1/> and <img2/>.": "Voir <img2/> et <img1/>.", "a map": "une carte", "a plan": "un plan"},
    )
    assert [(i.text, i.url, i.attrs.get("lang")) for i in images(edition)] == [
        ("un plan", "b.png", ""),
        ("une carte", "a.png", ""),
    ]


def test_an_alternative_text_in_another_language_than_its_paragraph_says_so(into_french: IntoFrench) -> None:
    text = "See ![a map](a.png).\n"
    only_text, _ = into_french(text, {"See <img1/>.": "Voir <img1/>."})
    assert [(i.text, i.attrs.get("lang")) for i in images(only_text)] == [("a map", "en")]
    only_image, _ = into_french(text, {"a map": "une carte"})
    assert [(i.text, i.attrs.get("lang")) for i in images(only_image)] == [("une carte", "fr")]


def test_a_passage_meant_to_stay_is_no_fallback(into_french: IntoFrench) -> None:
    edition, _ = into_french("::: {translate=no}\nOriginal words.\n:::\n", {})
    assert [lang for _, lang in leaves(edition).values()] == [""]


def test_title_and_description_are_translated_or_named_as_fallen_back(into_french: IntoFrench) -> None:
    edition, _ = into_french("The war.\n", {"After the coup": "Après le putsch"})
    assert (edition.title, edition.description) == ("Après le putsch", "What happened.")
    assert edition.fallback == {"description"}


def test_an_edition_knows_how_complete_it_is(into_french: IntoFrench) -> None:
    # title 3 words, description 2, the paragraphs 2 and 3
    edition, _ = into_french("The war.\n\nThe long peace.\n", {"The war.": "La guerre."})
    assert (edition.total, edition.translated, edition.complete) == (Count(4, 10), Count(1, 2), False)


def test_the_works_own_language_needs_no_catalogue(work: Work, house: House, read: Read) -> None:
    documents = [read("# War\n\nThe war.\n")]
    edition, found = localise(work, documents, segments(work, documents, house), None, "en")
    assert not found
    assert edition.documents == tuple(documents)
    assert edition.complete
    assert not edition.fallback


def test_a_locale_without_catalogue_is_an_error_and_falls_back_whole(work: Work, house: House, read: Read) -> None:
    documents = [read("The war.\n")]
    edition, found = localise(work, documents, segments(work, documents, house), None, "pt-BR")
    assert [(d.code, d.place.path) for d in found] == [("no-catalogue", "locale/pt_BR/LC_MESSAGES/coup.po")]
    assert list(leaves(edition).values()) == [("The war.", "en")]


def test_translators_are_those_that_the_header_names() -> None:
    comments = (
        "French translation of After the coup.",
        "Copyright (C) 2024 The Publisher <office@example.org>",
        "FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.",
        "Jeanne Martin <jeanne@example.org>, 2023.",
        "Łukasz Żak <lukasz@example.org>, 2024.",
    )
    header = Message("", "Last-Translator: Jeanne Martin <jeanne@example.org>\n", comments=comments)
    assert translators(Catalogue("fr.po", header)) == ("Jeanne Martin", "Łukasz Żak")
    assert translators(Catalogue("fr.po", Message("", "Last-Translator: Jeanne Martin\n"))) == ("Jeanne Martin",)
    assert translators(Catalogue("fr.po", Message("", "Last-Translator: FULL NAME <EMAIL@ADDRESS>\n"))) == ()
    assert translators(Catalogue("fr.po", Message("", "Last-Translator: \n"))) == ()


def test_the_date_of_revision_is_the_translators() -> None:
    header = Message("", "PO-Revision-Date: 2024-05-01 12:00+0200\n")
    assert revised(Catalogue("fr.po", header)) == "2024-05-01"
    assert revised(Catalogue("fr.po", Message("", "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"))) == ""


def test_glosses_of_the_house_are_translated_by_their_entry(house: House) -> None:
    catalogue, _ = update(None, house_segments(house), "fr", work=None)
    first, second = catalogue.messages
    catalogue = replace(catalogue, messages=(replace(first, msgstr="Maréchal & soviétique."), second))
    assert localise_glosses(house, catalogue, "fr") == ({"zhukov": "Maréchal & soviétique."}, [])
    assert localise_glosses(house, None, "fr") == ({}, [])


PIECES = [
    "# A heading with *emphasis* {#own-id}",
    "## Another",
    "Plain text with trailing \\\nbreak.",
    "*em* **strong** ***both*** ~~struck~~ H~2~O m^2^ [Small]{.smallcaps} [under]{.underline}",
    'A [link](https://example.org/a?b=c&d=e "title") and <https://example.org>.',
    "Same text.\n\nSame text.",
    "R&D, 1 < 2, `a < b && c`, \\<em\\> &amp;lt; &nbsp;x",
    "A note[^a] and another[^b].\n\n[^a]: One *note*.\n\n    Its second paragraph[^c].\n\n[^b]: Two.\n\n[^c]: Inner.",
    "- one\n- two\n\n  more\n\n  - nested *three*",
    "3. third\n4. fourth",
    "Term *one*\n:   A definition.\n\n    Of two paragraphs.\n\n:   And another.",
    "| a | b |\n|:--|--:|\n| Yes | *No* |\n| Yes | 1,000 |\n|  | `x` |",
    "> A quotation\n> over lines.\n>\n> > Nested.",
    "```python\nprint('<em>')\n```",
    "***",
    "![alt *text*](a.png){width=50%} inline ![](b.png)",
    "![alone](c.png)",
    "[*Nested* **link [span]{lang=ru}**](https://example.org)",
    "::: {.box lang=de}\nEin Absatz.\n:::",
    "::: notranslate\nBleibt.\n:::",
    "Жуков, 朱可夫, ژوکوف \u200fabc\u00a0— “quotes” ‘single’…",
    "*a*{.x} *b* _c_ __d__",
    "\\* \\* \\*",
    "1917",
    "[empty]() []{#anchor} text",
]


def identity(work: Work, documents: list[Document], house: House) -> Edition:
    units = segments(work, documents, house)
    catalogue, _ = update(None, units, "fr", work=work)
    messages = tuple(replace(m, msgstr=m.msgid) for m in catalogue.messages)
    data = write_catalogue(replace(catalogue, messages=messages))
    read_back, found = read_catalogue(catalogue.path, data)
    assert not found
    edition, found = localise(work, documents, units, read_back, "fr")
    assert not found
    return edition


@pytest.mark.parametrize("seed", range(10))
def test_the_identity_translation_gives_the_document_back(work: Work, house: House, read: Read, seed: int) -> None:
    pieces = random.Random(seed).sample(PIECES, 14)
    document = read("\n\n".join(pieces) + "\n")
    edition = identity(work, [document], house)
    assert edition.documents == (document,)
    assert edition.complete


def _shape(inlines: tuple[Inline, ...]) -> list[tuple[object, ...]]:
    """Markup alone: what stands in what, with its addresses and attributes."""
    marked = (i for i in inlines if i.kind != "text")
    return [(i.kind, i.url, i.title, i.attrs, i.kind == "code" and i.text, _shape(i.children)) for i in marked]


@pytest.mark.parametrize("seed", range(4))
def test_a_translation_that_adds_one_letter_keeps_all_markup(work: Work, house: House, read: Read, seed: int) -> None:
    """So that the way back through tags is taken, which the identity translation need not take."""
    document = read("\n\n".join(random.Random(seed).sample(PIECES, 14)) + "\n")
    units = segments(work, [document], house)
    catalogue, _ = update(None, units, "fr", work=work)
    messages = tuple(replace(m, msgstr=f"{m.msgid.rstrip()}•") for m in catalogue.messages)
    edition, found = localise(work, [document], units, replace(catalogue, messages=messages), "fr")
    assert not found
    for ours, theirs in zip(walk(edition.documents[0].blocks), walk(document.blocks), strict=True):
        assert (ours.kind, ours.id, _shape(ours.inlines)) == (theirs.kind, theirs.id, _shape(theirs.inlines))
        assert plain_text(ours.inlines).replace("•", "").rstrip() == plain_text(theirs.inlines).rstrip()


def test_the_identity_translation_gives_a_real_article_back(work: Work, house: House, read: Read, corpus: str) -> None:
    document = read(corpus)
    assert identity(work, [document], house).documents == (document,)


def test_a_span_that_is_not_translated_keeps_its_words(into_french: IntoFrench) -> None:
    edition, found = into_french(
        'He said [Тише]{translate=no lang=ru} [twice]{note="loudly"} to them.\n',
        {"He said <keep1/> <s1>twice</s1> to them.": "Il leur dit <s1>deux fois</s1> <keep1/>."},
    )
    assert not found
    assert [text for text, _ in leaves(edition).values()] == ["Il leur dit deux fois Тише."]
