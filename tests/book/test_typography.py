"""Each language's own marks and spaces. What is expected is taken from its manuals, named beside each case:

CLDR   Unicode CLDR, delimiters                 IN     Lexique des règles typographiques, Imprimerie nationale
OQLF   Banque de dépannage, Espacements         Duden  Duden 1, Textverarbeitung; DIN 5008 for spaces
CH     Schreibweisungen, Bundeskanzlei          RAE    Ortografía de la lengua española, 3.4 (raya, comillas)
PWN    Wielki słownik ortograficzny, 98         ČSN    ČSN 01 6910
МЧ     Мильчин, Чельцова, Справочник издателя   GB     GB/T 15834—2011
JLReq  Requirements for Japanese Text Layout    ALREQ  Arabic & Persian Layout Requirements, 6 (punctuation)
"""

import time
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.book.typography import as_title, typeset_inlines, typeset_text
from publish.languages import LANGUAGES
from publish.text.document import Attrs, Inline, plain_text


@pytest.mark.parametrize(("locale", "text", "wanted"), [
    ("en", '"So", he said', "“So”, he said"),  # CLDR
    ("en", "it's the '90s", "it’s the ’90s"),
    ("en", "she said 'no' twice", "she said ‘no’ twice"),  # CLDR, alternate
    ("en", '"He said "no" twice"', "“He said ‘no’ twice”"),
    ("en", "‘He said “no” twice’", "‘He said “no” twice’"),  # a British translator's own choice
    ("en", "the «Pravda» of", "the “Pravda” of"),
    ("en", "today - the state -- is", "today – the state – is"),
    ("en", "and so on...", "and so on…"),
    ("fr", '"Non" ; dit-il', "«\u202fNon\u202f»\u202f; dit-il"),  # IN
    ("fr", '"Il dit "non" deux fois"', "«\u202fIl dit “non” deux fois\u202f»"),  # IN: guillemets anglais inside
    ("fr", "« Non »", "«\u202fNon\u202f»"),
    ("fr", "„Non“", "«\u202fNon\u202f»"),
    ("fr", "Qui ? Lui ! Ainsi : rien", "Qui\u202f? Lui\u202f! Ainsi\u00a0: rien"),  # IN
    ("fr", "Qui? Lui!", "Qui\u202f? Lui\u202f!"),
    ("fr", "10 % des voix", "10\u202f% des voix"),  # IN
    ("fr", "- Non, dit-il.", "—\u00a0Non, dit-il."),  # IN: tiret of dialogue
    ("fr", "l'état - ouvrier - tient", "l’état –\u00a0ouvrier\u00a0– tient"),
    ("fr", "à 19:30, sur https://a.org?b", "à 19:30, sur https://a.org?b"),
    ("fr", "l'URSS", "l’URSS"),
    ("fr-CA", "Qui ? « Lui » : rien", "Qui ? «\u00a0Lui\u00a0»\u00a0: rien"),  # OQLF
    ("fr-CH", "« Non »", "«\u202fNon\u202f»"),
    ("de", '"Nein", sagte er', "„Nein“, sagte er"),  # Duden
    ("de", "“Nein”, sagte er", "„Nein“, sagte er"),
    ("de", "er sagte: \"Sie rief 'Halt' laut\"", "er sagte: „Sie rief ‚Halt‘ laut“"),  # Duden: halbe Anführungszeichen
    ("de", "10 % - so viel", "10\u202f% – so viel"),  # DIN 5008
    ("de-CH", '"Nein"', "«Nein»"),  # CH
    ("pl", '"Nie", powiedział', "„Nie”, powiedział"),  # PWN
    ("pl", "“Nie”", "„Nie”"),
    ("pl", "- Nie - odparł w domu", "–\u00a0Nie – odparł w\u00a0domu"),  # PWN: dialogue; single letters
    ("cs", '"Ne" v Praze', "„Ne“ v\u00a0Praze"),  # ČSN
    ("ru", 'Он - "друг"', "Он\u00a0— «друг»"),  # МЧ
    ("ru", "“друг”", "«друг»"),
    ("ru", 'газета "Дело "Искры""', "газета «Дело „Искры“»"),  # МЧ: лапки inside ёлочки
    ("ru", "- Нет, - сказал он.", "—\u00a0Нет,\u00a0— сказал он."),  # МЧ
    ("ru", "он был в городе", "он был в\u00a0городе"),
    ("uk", '"Так" - слово', "«Так»\u00a0— слово"),
    ("es", "la casa - vieja - cayó", "la casa —vieja— cayó"),  # RAE: raya
    ("es", "- ¿Qué? -dijo", "—¿Qué? -dijo"),
    ("es", '¿"Qué"?', "¿«Qué»?"),
    ("it", '"No"', "«No»"),  # CLDR
    ("nl", '"Nee"', "“Nee”"),
    ("es", '"la "voz" sola"', "«la “voz” sola»"),  # RAE, Ortografía 2010: angulares, within them inglesas
    ("ar", "لا, نعم; هل؟ ماذا?", "لا، نعم؛ هل؟ ماذا؟"),  # ALREQ
    ("ar", '"كلمة"', "«كلمة»"),
    ("zh-Hans", "1991年8月20日", "1991\u2060年8\u2060月20\u2060日"),  # a figure is not parted from its counter
    ("ja", "20世紀", "20\u2060世紀"),
    ("en", "1985–1991", "1985–\u20601991"),  # Unicode Annex 14: a line may end after an en dash
    ("zh-Hans", "8月19—21日", "8\u2060月19\u2060—\u206021\u2060日"),  # and before an em dash
    ("ar", "عام 1,5 و 10:30", "عام 1,5 و 10:30"),
    ("fa", "«آری», گفت", "«آری»، گفت"),
    ("he", 'צה"ל ו"שלום"', "צה״ל ו״שלום”"),
    ("ja", '"はい"', "「はい」"),  # CLDR; JLReq 3.1
    ("ja", '彼は"はい"と言った.', "彼は「はい」と言った。"),
    ("ja", "はい, そう(です)...", "はい、そう（です）……"),  # JLReq
    ("zh-Hans", '他说:"好, 来(吧)!"', "他说：“好，来（吧）！”"),  # GB
    ("zh-Hans", "1,000 人, 3.5 和 http://a.org/?b,c", "1,000 人，3.5 和 http://a.org/?b,c"),
    ("zh-Hant", "“好”", "「好」"),  # CLDR
])  # fmt: skip
def test_a_text_is_set_as_its_language_has_it(locale: str, text: str, wanted: str) -> None:
    assert typeset_text(text, locale) == wanted


WORDS = ["so", "1991", "3,5", "я", "說話", "לא", "نعم", "http://a.org/?b:c,d", "a@b.org"]
MARKS = [
    " ",
    " ",
    "'",
    '"',
    "-",
    "--",
    "–",
    "…",
    "...",
    ",",
    ";",
    ":",
    "?",
    "!",
    ".",
    "%",
    "(",
    ")",
    "«",
    "»",
    "“",
    "”",
    "„",
    "\u00a0",
]


@given(st.sampled_from([*LANGUAGES, "zh-Hant", "sv", "ko"]), st.lists(st.sampled_from(WORDS + MARKS), max_size=14))
def test_setting_a_text_twice_changes_nothing_and_figures_and_addresses_never(locale: str, parts: list[str]) -> None:
    text = "".join(parts)
    once = typeset_text(text, locale)
    assert typeset_text(once, locale) == once
    for part in ("1991", "3,5", "a.org/?b"):
        assert once.count(part) == text.count(part)


def test_marks_across_markup_are_set_and_code_stays() -> None:
    inlines = (
        Inline("em", children=(Inline("text", "a"),)),
        Inline("text", ' - "'),
        Inline("code", '"b" - c'),
        Inline("text", '" '),
        Inline("link", children=(Inline("text", "d"),), url="http://x.org/'"),
        Inline("text", "?"),
    )
    made = typeset_inlines(inlines, "fr")
    assert plain_text(made) == 'a – «\u202f"b" - c\u202f» d\u202f?'
    assert made[4].url == "http://x.org/'"


@pytest.mark.parametrize(("locale", "text", "wanted"), [
    ("en", "Swan Lake", None),  # Chicago 8.2: italics
    ("de", "Der Zauberberg", "„Der Zauberberg“"),  # Duden, D 11
    ("ru", "Спутник «Трёх дней»", "«Спутник „Трёх дней“»"),  # МЧ: лапки inside ёлочки
    ("zh-Hans", "《八月的三天》导读", "《〈八月的三天〉导读》"),  # GB, 4.15: 〈〉 inside 《》
    ("ja", "『八月』の手引き", "『「八月」の手引き』"),
    ("ja", "『八月』", "『八月』"),  # in its marks already
])  # fmt: skip
def test_a_title_is_written_as_its_language_has_titles(locale: str, text: str, wanted: str | None) -> None:
    assert as_title(text, locale) == wanted


@pytest.mark.parametrize(("lang", "text", "wanted"), [
    ("fr", '"Oui" ?', "He said “«\u202fOui\u202f»\u202f?”, 1985–\u20601991"),
    ("ru-Latn", '"Da" ?', "He said “‘Da’ ?”, 1985–\u20601991"),  # romanised: as the text around it
])  # fmt: skip
def test_a_passage_is_set_as_its_own_language_has_it(lang: str, text: str, wanted: str) -> None:
    passage = Inline("span", attrs=Attrs(pairs=(("lang", lang),)), children=(Inline("text", text),))
    around = (Inline("text", 'He said "'), passage, Inline("text", '", 1985–1991'))
    assert plain_text(typeset_inlines(around, "en")) == wanted


@pytest.mark.parametrize("text", ['"“«' * 3_000, "字" * 50_000, "(" * 50_000, "a - " * 15_000, "' " * 15_000])
@pytest.mark.parametrize("locale", ["fr", "zh-Hans"])
def test_no_text_takes_long(text: str, locale: str) -> None:
    assert timeit.timeit(lambda: typeset_text(text, locale), number=1, timer=time.process_time) < 5


def test_a_title_in_its_marks_is_not_emphasised_as_well() -> None:
    inlines = (
        Inline("em", children=(Inline("text", text="《天鹅湖》"),)),
        Inline("em", children=(Inline("text", text="不"),)),
    )
    assert [inline.kind for inline in typeset_inlines(inlines, "zh-Hans")] == ["span", "em"]
    assert [inline.kind for inline in typeset_inlines(inlines, "fr")] == ["em", "em"]
