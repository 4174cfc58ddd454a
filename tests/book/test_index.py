"""The order and the letters of indexes: from CLDR's collation charts and alphabets, not from our own output."""

import pytest

from publish.book.index import IndexEntry, make_index, page_ranges


def shown(names: list[str], locale: str) -> list[tuple[str, list[str]]]:
    entries = [IndexEntry(name, name) for name in names]
    return [(group.label, [e.heading for e in group.entries]) for group in make_index(entries, locale)]


def test_accents_do_not_move_a_french_name() -> None:
    assert shown(["Joukov", "Éluard", "Eltsine"], "fr") == [("E", ["Eltsine", "Éluard"]), ("J", ["Joukov"])]


def test_russian_names_stand_under_russian_letters_and_latin_ones_under_their_own() -> None:
    assert shown(["Хрущёв", "Жуков", "KGB"], "ru") == [("Ж", ["Жуков"]), ("Х", ["Хрущёв"]), ("K", ["KGB"])]


def test_turkish_has_letters_of_its_own() -> None:
    assert [label for label, _ in shown(["Irak", "İnönü", "Çiller", "Şeker"], "tr")] == ["Ç", "I", "İ", "Ş"]


def test_japanese_kana_stand_under_their_row() -> None:
    assert [label for label, _ in shown(["ジューコフ", "エリツィン"], "ja")] == ["あ", "さ"]


@pytest.mark.parametrize(("pages", "ranges"), [
    ([5], [(5, 5)]),
    ([5, 6], [(5, 5), (6, 6)]),
    ([7, 5, 6, 6], [(5, 7)]),
    ([1, 3, 4, 5, 9], [(1, 1), (3, 5), (9, 9)]),
])  # fmt: skip
def test_three_pages_in_a_row_are_a_range(pages: list[int], ranges: list[tuple[int, int]]) -> None:
    assert page_ranges(pages) == ranges
