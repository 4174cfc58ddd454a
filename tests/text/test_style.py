"""House style in the pass: what is declared is made so, what is not is left alone, and it comes to rest."""

from __future__ import annotations

import pytest
from audited import PATH, prepared

from publish.diagnostics import Place
from publish.text.audit import conventions
from publish.text.audit.corpus import read_corpus
from publish.text.audit.finding import Finding
from publish.text.house import House
from publish.text.style import Style, choices, usual
from publish.text.ways import ways


def house(language: str, century: int = 0, **values: str) -> House:
    style = Style(values, dict.fromkeys(values, Place("style.toml")), century, language)
    return House(language, styles={language: style})


def styled(text: str, century: int = 0, language: str = "en", **values: str) -> str:
    work = prepared(text, house(language, century, **values), language)
    return work.normalised.ledger.apply(PATH, text)


def judged(text: str, language: str, declared: House | None = None) -> list[Finding]:
    """What the audit's finder of conventions says of a text after the pass."""
    declared = declared or House(language)
    return list(conventions.find(read_corpus([prepared(text, declared, language)]), declared))


# The Chicago Manual of Style, 6.83 (em dash), 6.78 (ranges), 9.34 (decades); New Hart's Rules, 4.11 (spaced en rule).
@pytest.mark.parametrize(
    ("received", "wanted", "values"),
    [
        ("the left - and the right -- met", "the left – and the right – met", {"dash": "en"}),
        ("the left - and the right", "the left—and the right", {"dash": "em"}),
        ("a well-known man, 7 - 3 = 4", "a well-known man, 7 - 3 = 4", {"dash": "en"}),
        ("and so on... but", "and so on… but", {"ellipsis": "…"}),
        ("four dots.... stay", "four dots.... stay", {"ellipsis": "…"}),
        ("the workers' party isn't", "the workers' party isn’t", {"apostrophe": "’"}),
        ("from 1914-18, pp. 3-5", "from 1914–18, pp. 3–5", {"ranges": "–"}),
        ("0-306-40615-2 and 2-1 and 555-0100", "0-306-40615-2 and 2-1 and 555-0100", {"ranges": "–"}),
        ("the 1920's and the 30's", "the 1920s and the 30's", {"decades": "1920s"}),
        ('he said "no" and (“yes”)', "he said “no” and (“yes”)", {"quotes": "“”"}),
        ('a 3" nail and "so', 'a 3" nail and "so', {"quotes": "“”"}),
        ("`a - b` [x](http://a.org/a-b...c)", "`a - b` [x](http://a.org/a-b...c)", {"dash": "en", "ellipsis": "…"}),
    ],
)
def test_what_is_declared_is_made_so(received: str, wanted: str, values: dict[str, str]) -> None:
    assert styled(received, **values) == wanted
    assert styled(wanted, **values) == wanted, "it does not come to rest"


def test_a_decade_without_its_century_takes_the_one_declared() -> None:
    assert styled("the late 30's", century=20, decades="1920s") == "the late 1930s"


def test_nothing_is_done_that_nobody_declared() -> None:
    text = "the 1920's - isn't \"so\"... 1914-18"
    assert styled(text) == text


# Lexique de l'Imprimerie nationale; Duden and DIN 5008; RAE, Ortografía (2010); Treccani; PWN; Мильчин and Чельцова.
@pytest.mark.parametrize(
    ("language", "key", "value", "received", "wanted"),
    [
        ("en", "percent", "per cent", "about 7% of it", "about 7 per cent of it"),
        ("en", "percent", "%", "about 7 per cent, a few per cent", "about 7%, a few per cent"),
        ("en", "quotes", "“”", "„no“ and «never mind»", "“no” and “never mind”"),
        ("en", "quotes", "“”", "«the “old” way»", "«the “old” way»"),
        ("fr", "percent", "%", "7 pour cent des voix", "7\u202f% des voix"),
        ("fr", "percent", "pour cent", "7\u00a0% des voix", "7 pour cent des voix"),
        ("fr", "quotes", "«»", 'il dit "non" et “oui”', "il dit «\u202fnon\u202f» et «\u202foui\u202f»"),
        ("fr", "centuries", "XXe siècle", "au 19e siècle, au 1er siècle", "au XIXe siècle, au Ier siècle"),
        ("fr", "ranges", "-", "1914–1918", "1914-1918"),
        ("de", "percent", "%", "7 Prozent der Stimmen", "7\u202f% der Stimmen"),
        ("de", "decades", "1920er-Jahre", "in den 1930er Jahren", "in den 1930er-Jahren"),
        ("de", "quotes", "„“", "er sagt »nein« und \"ja\"", "er sagt „nein“ und „ja“"),
        ("de", "centuries", "20. Jh.", "das 19. Jahrhundert", "das 19. Jh."),
        ("es", "percent", "%", "el 7 por ciento de", "el 7\u202f% de"),
        ("es", "quotes", "«»", "dijo “no” y \"sí\"", "dijo «no» y «sí»"),
        ("es", "centuries", "siglo XX", "el siglo 19", "el siglo XIX"),
        ("it", "percent", "per cento", "il 7% dei voti", "il 7 per cento dei voti"),
        ("it", "centuries", "XX secolo", "nel 19° secolo", "nel XIX secolo"),
        ("it", "apostrophe", "’", "dell'anno", "dell’anno"),
        ("pl", "percent", "%", "7 procent głosów", "7% głosów"),
        ("pl", "percent", "procent", "7% głosów", "7 procent głosów"),
        ("pl", "percent", "%", "7 procentów głosów", "7% głosów"),
        ("pl", "quotes", "„”", 'powiedział "nie"', "powiedział „nie”"),
        ("pl", "centuries", "XX wiek", "w 19. wieku", "w XIX wieku"),
        ("ru", "percent", "%", "7 процентов голосов", "7\u00a0% голосов"),
        ("ru", "centuries", "XX век", "в 19-м веке", "в XIX веке"),
        ("ru", "quotes", "«»", 'сказал "нет" и „да“', "сказал «нет» и «да»"),
        ("ru", "dash", "spaced em", "Москва - столица", "Москва — столица"),
        ("ru", "ranges", "—", "1914-1918", "1914—1918"),
        ("ru", "ellipsis", "…", "и так далее...", "и так далее…"),
    ],
)  # fmt: skip
def test_what_is_declared_of_a_language_is_made_so(
    language: str, key: str, value: str, received: str, wanted: str
) -> None:
    assert styled(received, language=language, **{key: value}) == wanted
    assert styled(wanted, language=language, **{key: value}) == wanted, "it does not come to rest"


def test_a_french_decade_without_its_century_takes_the_one_declared() -> None:
    assert styled("les années 30", 20, "fr", decades="années 1920") == "les années 1930"
    assert styled("les années 30", 0, "fr", decades="années 1920") == "les années 30"


# What needs an editor's eye: the comma after a date, a man in his thirties, figures that may be no date.
@pytest.mark.parametrize(
    ("language", "key", "value", "text", "words", "proposal"),
    [
        ("en", "dates", "19 August", "It was on August 19, 1991 that they came.", "August 19, 1991", "19 August 1991"),
        ("en", "dates", "August 19", "It was on the 19th August 1991.", "19th August 1991", "August 19, 1991"),
        ("en", "decades", "1920s", "It was in the early thirties.", "thirties", "1930s"),
        ("en", "centuries", "20th century", "The nineteenth-century novels.", "nineteenth-century", "19th-century"),
        ("en", "centuries", "twentieth century", "In the 21st century.", "21st century", "twenty-first century"),
        ("en", "numbers", "10,000", "Some 12 500 men came.", "12 500", "12,500"),
        ("fr", "dates", "19 août", "Fait le 01/05/1991 ici.", "01/05/1991", "1er mai 1991"),
        ("fr", "decades", "années vingt", "Dans les années 1930.", "années 1930", "années trente"),
        ("de", "dates", "19. August", "Am 19.08.1991 war es.", "19.08.1991", "19. August 1991"),
        ("de", "decades", "Zwanzigerjahre", "In den dreißiger Jahren.", "dreißiger Jahren", "Dreißigerjahren"),
        ("de", "numbers", "10.000", "Es waren 12 500 Mann.", "12 500", "12.500"),
        ("es", "dates", "19 de agosto", "Era el 19/08/1991.", "19/08/1991", "19 de agosto de 1991"),
        ("es", "decades", "años veinte", "En los años 30.", "años 30", "años treinta"),
        ("it", "dates", "19 agosto", "Era il 01/05/1991.", "01/05/1991", "1º maggio 1991"),
        ("it", "decades", "anni Venti", "Negli anni '30.", "anni '30", "anni Trenta"),
        ("pl", "dates", "19.08.1991", "Było to 19 sierpnia 1991 roku.", "19 sierpnia 1991", "19.08.1991"),
        ("pl", "decades", "lata dwudzieste", "To było w latach 30. ubiegłego wieku.", "latach 30.", "latach trzydziestych"),
        ("ru", "dates", "19 августа", "Это было 19.08.1991 утром.", "19.08.1991", "19 августа 1991"),
        ("ru", "decades", "1920-е годы", "Это было в тридцатых годах.", "тридцатых годах", "1930-х годах"),
    ],
)  # fmt: skip
def test_what_needs_an_eye_is_found_with_its_proposal(
    language: str, key: str, value: str, text: str, words: str, proposal: str
) -> None:
    declared = house(language, 20, **{key: value})
    found = [(f.words, f.proposal) for f in judged(text, language, declared) if f.code == "off-style"]
    assert found == [(words, proposal)]
    assert styled(text, 20, language, **{key: value}) == text


def test_without_a_declaration_only_a_contradiction_is_asked_about() -> None:
    def asked(text: str) -> list[str]:
        return [f.words for f in judged(text, "fr") if f.code == "two-ways"]

    assert asked("Il y a 7 % des voix.") == asked("Il y a 7 pour cent des voix, et 8 pour cent.") == []
    assert asked("Il y a 7 % des voix, 8 % ici, et 9 pour cent là.") == ["pour cent"]
    assert asked('Il dit « non » et « jamais », puis "oui".') == ['"']


def test_days_that_share_a_month_are_no_date_to_be_turned() -> None:
    text = "From 15–19 August, on August 15 and 16, and 1.5.1991.2."
    assert judged(text, "en", house("en", dates="August 19")) == []
    assert judged(text, "en", house("en", dates="19 August")) == []


def test_every_way_of_a_language_reads_what_it_writes() -> None:
    for language in ("en", "fr", "de", "es", "it", "pl", "ru"):
        for key, several in ways(language).items():
            for way in several:
                text = f"7 {way.name}" if key == "percent" else way.name
                found = [(match.group().strip(), way.write(fields).strip()) for match, fields in way.find(text)]
                assert [words for words, _ in found] == [way.name], (language, key)
                assert choices(language)[key].count(way.name) == 1


# Hart's Rules; Lexique de l'Imprimerie nationale; Duden; RAE, Ortografía; PWN; Мильчин and Чельцова.
def test_what_is_usual_in_a_language_is_offered() -> None:
    keys = ("dash", "quotes", "ranges", "dates", "centuries")
    wanted = {
        "en": ("en", "“”", "–", "19 August", "twentieth century"),
        "fr": ("en", "«»", "-", "19 août", "XXe siècle"),
        "de": ("en", "„“", "–", "19. August", "20. Jahrhundert"),
        "es": ("spaced em", "«»", "–", "19 de agosto", "siglo XX"),
        "pl": ("en", "„”", "–", "19 sierpnia", "XX wiek"),
        "ru": ("spaced em", "«»", "–", "19 августа", "XX век"),
    }
    assert {language: tuple(usual(language, key) for key in keys) for language in wanted} == wanted
    (finding,) = judged("Il y a 7 % des voix, 8 % ici, et 9 pour cent là.", "fr")
    assert finding.reason.endswith("no `percent` is declared in style.toml (usual is “pour cent”)")
