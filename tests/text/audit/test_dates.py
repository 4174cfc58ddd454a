"""Dates that cannot be, in every language of CLDR; they are asked about and never changed."""

from __future__ import annotations

import pytest
from audited import prepared

from publish.text.audit import dates, queries
from publish.text.audit.corpus import read_corpus
from publish.text.audit.finding import Finding
from publish.text.house import Entry, House
from publish.text.periods import Period, spoken_of

ZHUKOV = Entry(
    "zhukov",
    "person",
    {"en": ("Georgy Zhukov", "Zhukov"), "fr": ("Joukov",), "de": ("Schukow",), "es": ("Zhúkov",), "it": ("Žukov",),
     "pl": ("Żukow",), "ru": ("Жуков",)},
    dates="1 December 1896 – 18 June 1974",
)  # fmt: skip


def asked(text: str, language: str) -> list[str]:
    house = House(language, entries={"zhukov": ZHUKOV})
    found: list[Finding] = list(dates.find(read_corpus([prepared(text, house, language)]), house))
    assert {(f.code, f.kind, f.proposal) for f in found} <= {("fact-query", "factual", "")}
    return [f.words for f in found]


# 19 August 1991 was a Monday, 7 November 1917 (25 October by the Julian calendar) a Wednesday; 1900 was a leap year in
# the Julian calendar alone (Explanatory Supplement to the Astronomical Almanac, chapter 15).
@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "From 31 April 1991 to September 31 it went on.", ["31 April 1991", "September 31"]),
        ("en", "It was 29 February 1993, and 29 February 1992, and 29 February.", ["29 February 1993"]),
        ("en", "On Tuesday, 19 August 1991, and Monday, August 19, 1991.", ["Tuesday, 19 August 1991"]),
        ("en", "He may 31 times; on page 31 Mayday came in 1931 April.", []),
        ("en", "On 31.04.1991, 04/31/1991, 30/04/1991, 04/30/1991 and 1991-02-30.", ["1991-02-30", "31.04.1991", "04/31/1991"]),
        ("fr", "Le 31 avril, le mardi 19 août 1991, et lundi 1er juin 1992.", ["31 avril", "mardi 19 août 1991"]),
        ("de", "Am 31. April und Dienstag, den 19. August 1991; am Montag, 19. August 1991.", ["31. April", "Dienstag, den 19. August 1991"]),
        ("es", "El 31 de abril y el martes 19 de agosto de 1991.", ["31 de abril", "martes 19 de agosto de 1991"]),
        ("it", "Il 31 aprile e martedì 19 agosto 1991.", ["31 aprile", "martedì 19 agosto 1991"]),
        ("pl", "Dnia 31 kwietnia i we wtorek 19 sierpnia 1991, w poniedziałek 19 sierpnia 1991.", ["31 kwietnia", "wtorek 19 sierpnia 1991"]),
        ("ru", "Это 31 апреля и во вторник, 19 августа 1991 года, в понедельник 19 августа 1991.", ["31 апреля", "вторник, 19 августа 1991"]),
        ("ru", "В среду 25 октября 1917 года, в четверг 25 октября 1917, 29 февраля 1900.", []),
        ("ru", "Это пятница, 25 октября 1917 года.", ["пятница, 25 октября 1917"]),
        ("uk", "Це було 31 квітня 1991 року.", ["31 квітня 1991"]),
        ("cs", "Bylo to 31. dubna a v úterý 19. srpna 1991.", ["31. dubna", "úterý 19. srpna 1991"]),
        ("pt", "Foi em 31 de abril de 1991.", ["31 de abril de 1991"]),
        ("hu", "Ez 1991. április 31. volt.", ["1991. április 31"]),
        ("ja", "それは1991年4月31日でした。", ["1991年4月31日"]),
    ],
)  # fmt: skip
def test_days_that_no_calendar_has(language: str, text: str, wanted: list[str]) -> None:
    assert asked(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "In 1991–1985, 1991-85, 1941–45, 1998–02 and 1913-05.", ["1991–1985", "1991-85"]),
        ("en", "It stood 1991–1985 BC, from 1991 to 1985, between 1941 and 1945.", ["from 1991 to 1985"]),
        ("fr", "De 44–31 av. J.-C., 1991-1985 av. J.-C., entre 1991 et 1985.", ["entre 1991 et 1985"]),
        ("de", "Von 1991 bis 1985, 1985–1991.", []),
        ("de", "Es war von 1991 bis 1985, und zwischen 1941 und 1945.", ["von 1991 bis 1985"]),
        ("ru", "Это было с 1991 по 1985, с 1941 по 1945.", ["с 1991 по 1985"]),
        ("pl", "To było od 1991 roku do 1985.", ["od 1991 roku do 1985"]),
        ("en", "The 19th century (1925), the twentieth century (1925), the 20th (1900).", ["19th century (1925"]),
        ("en", "In 1935, in the 1920s; in the 1930s, in 1935; the 1920s and 1935.", ["1935, in the 1920s"]),
        ("fr", "Au XIXe siècle (1925), dans les années 1920 (1925).", ["XIXe siècle (1925"]),
        ("de", "Im 19. Jahrhundert (1925), in den zwanziger Jahren (1935).", ["19. Jahrhundert (1925", "zwanziger Jahren (1935"]),
        ("ru", "В XIX веке (1925), в двадцатых годах (1935).", ["XIX веке (1925", "двадцатых годах (1935"]),
    ],
)  # fmt: skip
def test_spans_and_ages_that_contradict_their_years(language: str, text: str, wanted: list[str]) -> None:
    assert asked(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Zhukov (1896–1974) met Zhukov (1895–1974).", ["Zhukov (1895–1974)"]),
        ("en", "Zhukov was born in Strelkovka in 1897. Zhukov, born in 1896, won.", ["Zhukov was born in Strelkovka in 1897"]),
        ("en", "Zhukov died on 18 June 1975.", ["Zhukov died on 18 June 1975"]),
        ("en", "Zhukov attacked in 1980. In 1980 Marshal Zhukov attacked. In 1945 Zhukov attacked.", ["Zhukov", "Zhukov"]),
        ("en", "Zhukov was praised in 1980. Books on Zhukov came in 1990. Zhukov writes (1990) of it. Zhukov’s men met in 1990.", []),
        ("fr", "Joukov est né en 1897. En 1980, Joukov attaque Berlin.", ["Joukov est né en 1897", "Joukov"]),
        ("de", "Schukow wurde 1897 in Strelkowka geboren.", ["Schukow wurde 1897 in Strelkowka geboren"]),
        ("es", "Zhúkov nació en 1897.", ["Zhúkov nació en 1897"]),
        ("it", "Žukov nacque nel 1897.", ["Žukov nacque nel 1897"]),
        ("pl", "Żukow urodził się w 1897.", ["Żukow urodził się w 1897"]),
        ("ru", "Жуков родился в 1897 году.", ["Жуков родился в 1897"]),
    ],
)  # fmt: skip
def test_a_year_outside_of_a_life(language: str, text: str, wanted: list[str]) -> None:
    assert asked(text, language) == wanted


def test_the_years_of_a_life_are_read_as_they_are_written() -> None:
    written = [
        "1896–1974",
        "1 December 1896 – 18 June 1974",
        "born 1931",
        "1931–",
        "† 1974",
        "c. 1896–1974",
        "1896/97–1974",
    ]
    wanted = [(1896, 1974), (1896, 1974), (1931, 0), (1931, 0), (0, 1974), (0, 0), (0, 0)]
    assert [dates.years_of(text) for text in written] == wanted


MOLDOVA = Entry(
    "moldova",
    "place",
    {},
    {"Moldavie": "", "Молдовия": ""},
    periods=(
        Period("", "1991-08-27", {"en": ("Moldavia",), "ru": ("Молдавия",)}),
        Period("1991-08-27", "", {"en": ("Moldova",), "ru": ("Молдова",)}),
    ),
)


def untimely(text: str, date: str, language: str = "en") -> list[tuple[str, str]]:
    house = House(language, entries={"moldova": MOLDOVA})
    found = queries.find(read_corpus([prepared(text, house, language, date)]), house)
    return [(f.words, f.reason) for f in found]


def test_a_name_is_held_against_the_time_that_is_spoken_of_nearest_or_else_the_works() -> None:
    assert untimely("In 1985 Moldavia, and in 1995 Moldova, were poor.", "2020") == []
    assert untimely("In 1985 Moldova was poor.", "2020") == [
        ("Moldova", "the text speaks of 1985, when the name was Moldavia")
    ]
    assert untimely("It was in 1985. Moldavia was poor.", "2020") == []
    assert untimely("Moldavia is poor.", "1985-05") == []
    assert untimely("Moldavia is poor.", "2020") == [("Moldavia", "the work is of 2020, when the name was Moldova")]
    assert untimely("Moldavia is poor.", "") == untimely("Moldavia is poor in 1991.", "2020") == []
    assert untimely("В 1995 году в Молдавии.", "", "ru") == [
        ("Молдавия", "the text speaks of 1995, when the name was Молдова")
    ]


def test_a_stray_becomes_the_name_of_the_time() -> None:
    house = House("en", entries={"moldova": MOLDOVA})

    def passed(text: str, date: str) -> str:
        return prepared(text, house, "en", date).normalised.ledger.apply("sources/w/text.md", text)

    assert passed("In 1985 Moldavie; in 1995 Moldavie. Later, Moldavie.", "1980") == (
        "In 1985 Moldavia; in 1995 Moldova. Later, Moldova."
    )
    assert passed("Moldavie it is.", "1980-03") == "Moldavia it is."
    assert passed("Moldavie it is.", "2020") == "Moldova it is."


def test_the_year_that_is_spoken_of() -> None:
    text = "In 1917 it fell. Then, in 1922, a union; and in 1991 it ended. Nobody wept."
    assert [spoken_of(text, text.index(word)) for word in ("fell", "union", "ended", "wept")] == [
        "1917", "1922", "1991", "1991",
    ]  # fmt: skip
