"""The order, the letters and the numbers of indexes: from CLDR's collation charts and alphabets and from the style
manuals, not from our own output."""

import pytest

from publish.book.index import IndexEntry, in_order, make_index, page_ranges, range_text, sort_text


def shown(names: list[str], locale: str) -> list[tuple[str, list[str]]]:
    groups, found = make_index([IndexEntry(name, name) for name in names], locale)
    assert found == []
    return [(group.label, [e.heading for e in group.entries]) for group in groups]


def test_accents_do_not_move_a_french_name() -> None:
    assert shown(["Joukov", "Éluard", "Eltsine"], "fr") == [("E", ["Eltsine", "Éluard"]), ("J", ["Joukov"])]


def test_russian_names_stand_under_russian_letters_and_latin_ones_under_their_own() -> None:
    assert shown(["Хрущёв", "Жуков", "KGB"], "ru") == [("Ж", ["Жуков"]), ("Х", ["Хрущёв"]), ("K", ["KGB"])]


def test_turkish_has_letters_of_its_own() -> None:
    assert [label for label, _ in shown(["Irak", "İnönü", "Çiller", "Şeker"], "tr")] == ["Ç", "I", "İ", "Ş"]


def test_japanese_kana_stand_under_their_row() -> None:
    assert [label for label, _ in shown(["ジューコフ", "エリツィン"], "ja")] == ["あ", "さ"]


def test_chinese_stands_under_pinyin_letters_or_by_strokes() -> None:
    # 朱 (zhū) has six strokes, 中 four, 阿 (ā) eight.
    assert shown(["朱可夫", "阿富汗", "中央"], "zh") == [("A", ["阿富汗"]), ("Z", ["中央", "朱可夫"])]
    assert [label for label, _ in shown(["朱可夫", "中央"], "zh-Hant")] == ["4劃", "6劃"]


def test_arabic_passes_over_its_article() -> None:
    names = ["جوكوف", "الكرملين", "بريجنيف"]
    groups, _ = make_index([IndexEntry(n, n, sort_text(n, "ar", is_name=True)) for n in names], "ar")
    assert [(g.label, g.entries[0].heading) for g in groups] == [("ب", "بريجنيف"), ("ج", "جوكوف"), ("ك", "الكرملين")]


def test_years_come_before_the_letters_by_their_value() -> None:
    assert shown(["1991", "91", "August"], "en") == [("0–9", ["91", "1991"]), ("A", ["August"])]


def test_a_japanese_name_without_a_reading_is_found_and_one_with_it_is_sorted() -> None:
    groups, found = make_index([IndexEntry("togo", "東郷平八郎")], "ja")
    assert [d.code for d in found] == ["index-unsorted"]
    groups, found = make_index([IndexEntry("togo", "東郷平八郎", sort="とうごう")], "ja")
    assert ([g.label for g in groups], found) == (["た"], [])


def test_headings_that_differ_in_nothing_a_reader_sees_are_found() -> None:
    _, found = make_index([IndexEntry("a", "Press"), IndexEntry("b", "press"), IndexEntry("c", "Pressure")], "en")
    assert [d.code for d in found] == ["index-doubled"]


@pytest.mark.parametrize(("heading", "locale", "is_name", "is_sub", "text"), [
    ("The Old Regime", "en", False, False, "Old Regime"),
    ("Le Lac des cygnes", "fr", False, False, "Lac des cygnes"),
    ("L’Ancien Régime", "fr", False, False, "Ancien Régime"),
    ("Le Havre", "fr", True, False, "Le Havre"),  # the article of a place is part of its name
    ("and the party", "en", False, True, "party"),
    ("and the party", "en", False, False, "and the party"),
    ("theatre", "en", False, True, "theatre"),
    ("al-Sadat, Anwar", "en", True, False, "Sadat, Anwar"),
    ("d’abord", "fr", False, True, "abord"),
])  # fmt: skip
def test_what_is_passed_over_in_sorting(heading: str, locale: str, is_name: bool, is_sub: bool, text: str) -> None:
    assert sort_text(heading, locale, is_name=is_name, is_sub=is_sub) == text


def test_words_come_before_longer_words() -> None:
    # Word by word (BS ISO 999): New York before Newark.
    ordered = in_order([IndexEntry(n, n) for n in ("Newark", "New York")], "en")
    assert [e.heading for e in ordered] == ["New York", "Newark"]


@pytest.mark.parametrize(("pages", "ranges"), [
    ([5], [(5, 5)]),
    ([5, 6], [(5, 5), (6, 6)]),
    ([7, 5, 6, 6], [(5, 7)]),
    ([1, 3, 4, 5, 9], [(1, 1), (3, 5), (9, 9)]),
])  # fmt: skip
def test_three_pages_in_a_row_are_a_range(pages: list[int], ranges: list[tuple[int, int]]) -> None:
    assert page_ranges((page, page) for page in pages) == ranges


@pytest.mark.parametrize(("spans", "ranges"), [
    ([(5, 6)], [(5, 6)]),  # two pages that a mark says are one passage
    ([(5, 6), (6, 6), (9, 9)], [(5, 6), (9, 9)]),
    ([(5, 8), (6, 12)], [(5, 12)]),
    ([(5, 6), (7, 7)], [(5, 7)]),
])  # fmt: skip
def test_marked_passages_are_ranges(spans: list[tuple[int, int]], ranges: list[tuple[int, int]]) -> None:
    assert page_ranges(spans) == ranges


# The examples of the Chicago Manual of Style for each of its rules.
@pytest.mark.parametrize("text", [
    "3–10", "71–72", "96–117", "100–104", "1100–1113", "101–8", "808–33", "1103–4", "321–28", "498–532", "1087–89",
    "1496–500", "11564–615", "12991–3001",
])  # fmt: skip
def test_english_ranges_are_abbreviated_as_chicago_does(text: str) -> None:
    first, short = text.split("–")
    whole = first[: len(first) - len(short)] + short if len(short) < len(first) else short
    last = int(whole) if int(whole) > int(first) else int(whole) + 10 ** len(short)
    assert range_text(int(first), last, "en") == text


@pytest.mark.parametrize(("locale", "text"), [
    ("fr", "107-108"), ("es", "107-108"), ("ja", "107～108"), ("zh-Hans", "107～108"), ("ar-EG", "١٠٧–١٠٨"), ("fa", "۱۰۷–۱۰۸"),
])  # fmt: skip
def test_other_languages_write_ranges_out_in_their_own_digits(locale: str, text: str) -> None:
    assert range_text(107, 108, locale) == text
