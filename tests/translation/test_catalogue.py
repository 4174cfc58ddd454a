"""An update keeps what a translator did: in force where that is certain, as a proposal where it is likely."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from publish.project import Work
from publish.text.document import Document
from publish.text.house import House
from publish.translation.catalogue import UpdateSummary, template, update
from publish.translation.messages import Catalogue, Message
from publish.translation.po import read_catalogue, write_catalogue
from publish.translation.segments import Segment, house_segments, segments

Gettext = Callable[..., tuple[int, bytes]]

SOURCES = (
    "In 1917 Russia was already a huge country.",
    "But it was also among the most backward in Europe.",
    "On the whole it was still dominated by lords and clergy.",
    "A small working class had emerged in its midst.",
    "The state which was set up was and is still unique.",
)


def units(texts: Sequence[str]) -> list[Segment]:
    return [
        Segment(f"text-{n}", "paragraph", text, path="sources/coup/text.md", notes=("Paragraph",))
        for n, text in enumerate(texts, 1)
    ]


def translated(work: Work, texts: Sequence[str]) -> Catalogue:
    """A catalogue in which every entry has the translation “fr: …”."""
    catalogue, _ = update(None, units(texts), "fr", work=work)
    return replace(catalogue, messages=tuple(replace(m, msgstr=f"fr: {m.msgid}") for m in catalogue.messages))


def by_msgid(catalogue: Catalogue) -> dict[str, Message]:
    return {m.msgid: m for m in catalogue.messages}


def test_a_template_has_every_segment_and_no_date(work: Work, gettext: Gettext) -> None:
    written = write_catalogue(template(work, units(SOURCES)))
    assert written.count(b"\nmsgid") + written.startswith(b"msgid") == 1 + len(SOURCES)
    assert b"#: sources/coup/text.md\n" in written
    assert b"POT-Creation-Date" not in written
    assert gettext("msgcat", written, "--no-wrap") == (0, written)


@pytest.mark.parametrize("locale", ["fr", "ru", "pt-BR", "zh-Hans", "ar", "cy"])
def test_msgfmt_accepts_a_new_catalogue_without_a_warning(work: Work, gettext: Gettext, locale: str) -> None:
    catalogue, summary = update(None, units(SOURCES), locale, work=work)
    written = write_catalogue(catalogue)
    assert summary == UpdateSummary(new=5)
    assert gettext("msgfmt", written, "-c", "-o", "/dev/null") == (0, b"")
    assert gettext("msgcat", written, "--no-wrap") == (0, written)


@pytest.mark.parametrize(
    ("locale", "forms"),
    [  # Unicode CLDR, “Language Plural Rules”, as GNU gettext writes them
        ("fr", "nplurals=2; plural=(n > 1);"),
        ("ja", "nplurals=1; plural=0;"),
    ],
)
def test_a_new_catalogue_names_its_language_and_plural_rule(work: Work, locale: str, forms: str) -> None:
    catalogue, _ = update(None, units(SOURCES), locale, work=work)
    assert (catalogue.field("language"), catalogue.field("plural-forms")) == (locale, forms)
    assert catalogue.path == f"locale/{locale}/LC_MESSAGES/coup.po"


def test_a_locale_with_a_region_is_spelled_as_gettext_does(work: Work) -> None:
    catalogue, _ = update(None, units(SOURCES), "pt-BR", work=work)
    assert catalogue.field("language") == "pt_BR"
    assert catalogue.path == "locale/pt_BR/LC_MESSAGES/coup.po"


def test_an_update_to_which_nothing_happened_changes_no_byte(work: Work) -> None:
    old = translated(work, SOURCES)
    new, summary = update(old, units(SOURCES), "fr", work=work)
    assert summary == UpdateSummary(kept=5)
    assert write_catalogue(new) == write_catalogue(old)


def test_a_changed_text_keeps_its_translation_as_a_proposal(work: Work) -> None:
    changed = "In 1917 Russia was already a vast country."
    new, summary = update(translated(work, SOURCES), units([changed, *SOURCES[1:]]), "fr", work=work)
    message = new.messages[0]
    assert summary == UpdateSummary(kept=4, fuzzy=1)
    assert (message.msgid, message.msgstr, message.flags) == (changed, f"fr: {SOURCES[0]}", ("fuzzy",))
    assert message.previous_msgid == SOURCES[0]
    assert not message.in_force


def test_a_second_change_still_shows_the_text_that_was_translated(work: Work) -> None:
    once = ["In 1917 Russia was already a vast country.", *SOURCES[1:]]
    twice = ["In 1917 Russia was already a vast land.", *SOURCES[1:]]
    first, _ = update(translated(work, SOURCES), units(once), "fr", work=work)
    second, _ = update(first, units(twice), "fr", work=work)
    assert second.messages[0].previous_msgid == SOURCES[0]


def test_an_editorial_change_keeps_the_translation_in_force(work: Work) -> None:
    corrected = "In 1917, Russia was already a huge country."
    new, summary = update(
        translated(work, SOURCES), units([corrected, *SOURCES[1:]]), "fr", work=work, editorial={SOURCES[0]: corrected}
    )
    assert summary == UpdateSummary(kept=4, carried=1)
    assert new.messages[0].in_force
    assert new.messages[0].msgstr == f"fr: {SOURCES[0]}"
    assert new.messages[0].previous_msgid is None


def test_a_text_that_goes_becomes_obsolete_and_comes_back(work: Work, gettext: Gettext) -> None:
    old = translated(work, SOURCES)
    without, summary = update(old, units(SOURCES[1:]), "fr", work=work)
    assert summary == UpdateSummary(kept=4, obsolete=1)
    assert by_msgid(without)[SOURCES[0]].obsolete
    assert by_msgid(without)[SOURCES[0]].msgstr == f"fr: {SOURCES[0]}"
    written = write_catalogue(without)
    assert gettext("msgcat", written, "--no-wrap") == (0, written)
    back, summary = update(without, units(SOURCES), "fr", work=work)
    assert summary == UpdateSummary(kept=4, revived=1)
    assert write_catalogue(back) == write_catalogue(old)


def test_an_untranslated_text_that_goes_leaves_nothing_but_a_remark(work: Work) -> None:
    empty, _ = update(None, units(SOURCES), "fr", work=work)
    remark = replace(empty.messages[1], comments=("ask the author",))
    old = replace(empty, messages=(empty.messages[0], remark))
    new, summary = update(old, [], "fr", work=work)
    assert summary == UpdateSummary(obsolete=1)
    assert [m.comments for m in new.messages] == [("ask the author",)]


def test_a_new_text_between_others_disturbs_none_of_them(work: Work) -> None:
    new, summary = update(
        translated(work, SOURCES), units([*SOURCES[:2], "Something else happened.", *SOURCES[2:]]), "fr", work=work
    )
    assert summary == UpdateSummary(kept=5, new=1)
    assert new.messages[2].is_empty


def test_texts_that_move_keep_their_translations(work: Work) -> None:
    new, summary = update(translated(work, SOURCES), units(SOURCES[::-1]), "fr", work=work)
    assert summary == UpdateSummary(kept=5)
    assert [m.msgid for m in new.messages] == list(SOURCES[::-1])


def test_a_text_that_moves_and_changes_is_found_again(work: Work) -> None:
    changed = "In 1917 Russia was by then a huge country."
    new, summary = update(translated(work, SOURCES), units([*SOURCES[1:], changed]), "fr", work=work)
    assert summary == UpdateSummary(kept=4, fuzzy=1)
    assert by_msgid(new)[changed].msgstr == f"fr: {SOURCES[0]}"


def test_unlike_texts_are_not_proposed_for_each_other(work: Work) -> None:
    other = "Nobody could have known what the following winter would bring to them."
    _, summary = update(translated(work, SOURCES), units([other, *SOURCES[1:]]), "fr", work=work)
    assert summary == UpdateSummary(kept=4, new=1, obsolete=1)


def test_of_two_changed_neighbours_each_gets_its_own(work: Work) -> None:
    changed = [SOURCES[0].replace("huge", "vast"), SOURCES[1].replace("most", "more"), *SOURCES[2:]]
    new, _ = update(translated(work, SOURCES), units(changed), "fr", work=work)
    assert [m.previous_msgid for m in new.messages[:2]] == list(SOURCES[:2])


def test_a_changed_text_without_spaces_is_found_too(work: Work) -> None:
    old = translated(work, ["一九一七年俄国已经是一个巨大的国家。", "它也是欧洲最落后的国家之一。"])
    _, summary = update(
        old, units(["一九一七年俄国早已是一个巨大的国家。", "它也是欧洲最落后的国家之一。"]), "fr", work=work
    )
    assert summary == UpdateSummary(kept=1, fuzzy=1)


def test_a_renamed_section_keeps_the_short_texts_under_it(
    work: Work, house: House, read: Callable[[str], Document]
) -> None:
    old, _ = update(None, segments(work, [read("# Powr\n\nMay\n")], house), "fr", work=work)
    old = replace(old, messages=tuple(replace(m, msgstr="x") for m in old.messages))
    new, summary = update(old, segments(work, [read("# Power\n\nMay\n")], house), "fr", work=work)
    message = by_msgid(new)["May"]
    assert (message.msgctxt, message.in_force) == ("Power / paragraph", True)
    assert (summary.kept, summary.fuzzy) == (3, 1)


def test_what_the_translator_and_her_tools_wrote_is_kept(work: Work) -> None:
    old = translated(work, SOURCES)
    message = replace(old.messages[0], comments=("publish: allow numbers",), flags=("no-wrap",))
    header = replace(old.header, comments=("Jeanne",), msgstr=old.header.msgstr + "X-Poedit-Basepath: ..\n")
    old = replace(old, header=header, messages=(message, *old.messages[1:]))
    new, _ = update(old, units([SOURCES[0].replace("huge", "vast"), *SOURCES[1:]]), "fr", work=work)
    assert new.header == header
    assert new.messages[0].comments == ("publish: allow numbers",)
    assert new.messages[0].flags == ("fuzzy", "no-wrap")


def test_a_header_without_what_gettext_needs_is_completed(work: Work) -> None:
    old = Catalogue("fr.po", Message("", "Language-Team: us\nContent-Type: text/plain; charset=CHARSET\n"))
    new, _ = update(old, units(SOURCES), "fr", work=work)
    assert new.header.msgstr == (
        "Language-Team: us\nContent-Type: text/plain; charset=UTF-8\nLanguage: fr\nMIME-Version: 1.0\n"
        "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n > 1);\n"
    )


def test_the_house_has_a_catalogue_of_its_own(house: House, gettext: Gettext) -> None:
    catalogue, summary = update(None, house_segments(house), "fr", work=None)
    assert (catalogue.path, summary.new) == ("locale/fr/LC_MESSAGES/house.po", 2)
    assert catalogue.field("project-id-version") == "house"
    assert gettext("msgfmt", write_catalogue(catalogue), "-c", "-o", "/dev/null") == (0, b"")


def _edited(r: random.Random, texts: list[str]) -> list[str]:
    """Some paragraphs changed by a word, dropped, added, moved."""
    done = []
    for text in texts:
        change = r.random()
        words = text.split()
        if change < 0.1:
            words[r.randrange(len(words))] = "changed"
        if change < 0.9:
            done.append(" ".join(words))
        if change > 0.95:
            done.append(f"A new text {r.random()} of no likeness at all.")
    return list(dict.fromkeys(done))


def test_whatever_is_edited_no_translation_is_lost_and_a_second_update_changes_nothing(
    work: Work, gettext: Gettext
) -> None:
    r = random.Random(1917)
    vocabulary = [f"w{n}" for n in range(400)]
    texts = list(dict.fromkeys(" ".join(r.choices(vocabulary, k=r.randint(1, 30))) for _ in range(200)))
    catalogue = translated(work, texts)
    work_done = {m.msgstr for m in catalogue.messages}
    for _ in range(12):
        texts = _edited(r, texts)
        catalogue, _ = update(catalogue, units(texts), "fr", work=work)
        assert work_done <= {m.msgstr for m in catalogue.messages}
        for message in catalogue.messages:
            assert not message.in_force or message.msgstr == f"fr: {message.msgid}"
        written = write_catalogue(catalogue)
        again, summary = update(catalogue, units(texts), "fr", work=work)
        assert write_catalogue(again) == written
        assert (summary.fuzzy, summary.new, summary.obsolete, summary.revived) == (0, 0, 0, 0)
        assert read_catalogue(catalogue.path, written) == (catalogue, [])
    assert gettext("msgfmt", written, "-c", "-o", "/dev/null")[0] == 0
    assert gettext("msgcat", written, "--no-wrap") == (0, written)


def test_twenty_thousand_entries_with_two_hundred_changes_take_seconds(work: Work) -> None:
    r = random.Random(1905)
    vocabulary = [f"word{n}" for n in range(5000)]
    texts = list(dict.fromkeys(" ".join(r.choices(vocabulary, k=30)) for _ in range(20_000)))
    data = write_catalogue(translated(work, texts))
    for n in r.sample(range(len(texts)), 200):
        texts[n] = texts[n].replace(" ", " changed ", 1)
    begun = time.perf_counter()
    old, _ = read_catalogue("fr.po", data)
    new, summary = update(old, units(texts), "fr", work=work)
    write_catalogue(new)
    assert time.perf_counter() - begun < 10  # 2 seconds on an idle machine of 2024
    assert summary == UpdateSummary(kept=len(texts) - 200, fuzzy=200)


def test_forty_typo_fixes_in_a_real_article_lose_nothing(
    work: Work, house: House, read: Callable[[str], Document], corpus: str
) -> None:
    found = segments(work, [read(corpus)], house)
    assert 155 <= len(found) <= 170
    catalogue, _ = update(None, found, "fr", work=work)
    catalogue = replace(catalogue, messages=tuple(replace(m, msgstr=f"fr: {m.msgid}") for m in catalogue.messages))
    r = random.Random(40)
    chosen = set(r.sample([n for n, s in enumerate(found) if s.path == "sources/coup/text.md"], 40))
    fixed = [replace(s, msgid=f"{s.msgid[:-2]}x{s.msgid[-2:]}") if n in chosen else s for n, s in enumerate(found)]
    editorial = {found[n].msgid: fixed[n].msgid for n in chosen}
    _, summary = update(catalogue, fixed, "fr", work=work)
    assert (summary.kept, summary.fuzzy, summary.obsolete) == (len(found) - 40, 40, 0)
    new, summary = update(catalogue, fixed, "fr", work=work, editorial=editorial)
    assert (summary.kept, summary.carried, summary.obsolete) == (len(found) - 40, 40, 0)
    assert all(m.in_force for m in new.messages)
