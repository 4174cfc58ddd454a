"""What a text quotes keeps the conventions that it was written in, in the pass and in the audit, as the house rules."""

from __future__ import annotations

import pytest
from audited import PATH, audited, prepared

from publish.diagnostics import Diagnostic, Place
from publish.tables import read_table
from publish.text.house import Correction, Entry, House
from publish.text.quotations import Quotations, read_quotations
from publish.text.rulebook import Rule
from publish.text.style import Style

EN_DASH = Style({"dash": "en"}, {"dash": Place("style.toml")})
EM_DASH = Style({"dash": "em"}, {"dash": Place("style.toml")})


def passed(text: str, house: House, language: str = "en") -> str:
    return prepared(text, house, language).normalised.ledger.apply(PATH, text)


def dashed(text: str, language: str, quotations: Quotations | None = None) -> str:
    """A text after the pass of a house whose dash is “ – ”."""
    return passed(text, House(language, styles={language: EN_DASH}, quotations=quotations or Quotations()), language)


# Quotation marks: Hart's Rules 9, the Lexique de l'Imprimerie nationale, Duden (D 11), Мильчин and Чельцова, RAE, PWN.
@pytest.mark.parametrize(
    ("language", "received", "wanted"),
    [
        ("en", "“They took the road - and lost it” - so", "“They took the road - and lost it” – so"),
        ("en", "‘They took the road - and didn’t’ - so", "‘They took the road - and didn’t’ – so"),
        ("en", 'a "road that leads - on and on" - so', 'a "road that leads - on and on" – so'),
        ("fr", "« Ils ont pris la route - et puis » - voilà", "« Ils ont pris la route - et puis » – voilà"),
        ("de", "„Sie gingen den Weg - zu Fuß“ - ja", "„Sie gingen den Weg - zu Fuß“ – ja"),
        ("de", "»Sie gingen den Weg - zu Fuß« - ja - »er ging dann - heim«", "»Sie gingen den Weg - zu Fuß« – ja – »er ging dann - heim«"),
        ("ru", "«Пошли по дороге - и пропали» - вот", "«Пошли по дороге - и пропали» – вот"),
        ("pl", "„Poszli drogą - i zginęli” - tak", "„Poszli drogą - i zginęli” – tak"),
        ("es", "«Tomaron el camino - y ya» - sí", "«Tomaron el camino - y ya» – sí"),
        ("it", "«Presero la strada - e poi via» - sì", "«Presero la strada - e poi via» – sì"),
    ],
)  # fmt: skip
def test_speech_keeps_its_dashes_in_every_language(language: str, received: str, wanted: str) -> None:
    assert dashed(received, language) == wanted
    assert dashed(wanted, language) == wanted


@pytest.mark.parametrize(
    ("language", "received", "wanted"),
    [
        ("en", "the “thaw - freeze” of 1956", "the “thaw – freeze” of 1956"),
        ("en", "“we - won” and “out - now!”", "“we - won” and “out - now!”"),
        ("fr", "le « dégel - gel » et « il - part »", "le « dégel – gel » et « il - part »"),
        ("de", "das „Tau - Wetter“ und „ich - gehe“", "das „Tau – Wetter“ und „ich - gehe“"),
        ("ru", "эта «оттепель - зима» и «мы - победили»", "эта «оттепель – зима» и «мы - победили»"),
    ],
)
def test_a_short_quotation_that_states_nothing_is_text(language: str, received: str, wanted: str) -> None:
    assert dashed(received, language) == wanted


def test_titles_and_blocks_of_quotation_are_no_text_of_the_house() -> None:
    assert dashed("*The March - A Novel* - a book", "en") == "*The March - A Novel* – a book"
    assert dashed("> The road - so long\n\nThe road - so long", "en") == "> The road - so long\n\nThe road – so long"
    assert dashed("“The road - so long\n\nand - over” - yes", "en") == "“The road - so long\n\nand – over” – yes"


def test_a_work_that_the_house_knows_is_a_title_however_short() -> None:
    work = Quotations(works=frozenset({"nord - süd"}))
    assert dashed("„Nord - Süd“ - ja", "de") == "„Nord – Süd“ – ja"
    assert dashed("„Nord - Süd“ - ja, *Nord - Süd*", "de", work) == "„Nord - Süd“ – ja, *Nord - Süd*"


def test_each_kind_follows_what_the_house_says_of_it() -> None:
    speech, title, scare = "“They took the road - and on” - so", "*The March - A Novel*", "“thaw - freeze”"
    assert dashed(speech, "en", Quotations(speech="text")) == "“They took the road – and on” – so"
    assert dashed(title, "en", Quotations(titles="text")) == "*The March – A Novel*"
    assert dashed(scare, "en", Quotations(scare="misspellings")) == scare
    assert dashed(scare, "en", Quotations(words=1)) == scare


def test_a_convention_is_not_imposed_on_speech_but_a_misspelling_in_it_is_corrected() -> None:
    house = House(
        "en",
        (
            Correction("percent", "per cent", "spelling-convention"),
            Correction("recieved", "received"),
            Correction("honor", "honour", "spelling-convention", context="an honor to be seen"),
        ),
        rules=(Rule("r", "{the|a} build up", "{1} build-up", "style", pattern=True),),
    )
    text = "“Nine percent recieved the build up” and nine percent the build up; “it is an honor to be seen here”"
    wanted = "“Nine percent received the build up” and nine per cent the build-up; “it is an honour to be seen here”"
    assert passed(text, house) == wanted


def test_what_is_marked_as_another_language_follows_that_language() -> None:
    zhukov = Entry("z", "person", {"en": ("Zhukov",), "fr": ("Joukov",)}, {"Joukov": "", "Jukov": ""})
    house = House("en", entries={"z": zhukov}, styles={"en": EM_DASH, "fr": EN_DASH})
    text = "Joukov - so [Jukov - Joukov]{lang=fr} said.\n\n::: {lang=fr}\nJoukov - enfin\n:::\n"
    wanted = "Zhukov—so [Joukov – Joukov]{lang=fr} said.\n\n::: {lang=fr}\nJoukov – enfin\n:::\n"
    assert passed(text, house) == wanted


def test_the_audit_leaves_what_is_quoted_as_the_house_says() -> None:
    text = "“A goverment that took it all on August 19”, and 20 August.\n\n*The Goverment and Us*\n"
    style = Style({"dates": "19 August"}, {"dates": Place("style.toml")})

    def said(quotations: Quotations) -> list[tuple[str, int]]:
        found = audited(text, house=House("en", styles={"en": style}, quotations=quotations))
        return sorted((f.words, f.count) for f in found)

    assert said(Quotations()) == [("Goverment", 1), ("goverment", 1)]
    assert said(Quotations(speech="text")) == [("August 19", 1), ("Goverment", 1), ("goverment", 1)]
    assert said(Quotations(speech="nothing")) == [("Goverment", 1)]
    assert said(Quotations(speech="nothing", titles="nothing")) == []


def test_the_policy_is_read_from_style_toml() -> None:
    found: list[Diagnostic] = []
    table = read_table("style.toml", '[quotations]\nspeech = "nothing"\nwords = 5\ntitles = "all"\n', found)
    policy = read_quotations(table.table("quotations"), frozenset({"war and peace"}))
    assert policy == Quotations(speech="nothing", words=5, works=frozenset({"war and peace"}))
    assert [d.code for d in found] == ["wrong-value"]
