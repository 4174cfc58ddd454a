"""The inflected forms of names, each after a grammar of its language, and the words that are none of them."""

from __future__ import annotations

import re

import pytest

from publish.inflection import adjective
from publish.languages import inflected


@pytest.mark.parametrize(
    ("locale", "name", "forms"),
    [
        ("ru", "Жуков", "Жукова / Жукову / Жуковым / Жукове"),
        ("ru", "Ельцин", "Ельцина / Ельциным"),
        ("ru", "Жилец", "Жильца"),
        ("ru", "Китаец", "Китайца"),
        ("ru", "Георгий Жуков", "Георгия Жукова / Георгием Жуковым"),
        ("ru", "Верховный Совет", "Верховного Совета / Верховному Совету"),
        ("ru", "Россия", "России / Россией"),
        ("ru", "Москва", "Москве / Москвой"),
        ("ru", "Лев", "Льва / Львом"),
        ("ru", "Павел", "Павла"),
        ("ru", "Толстой", "Толстого / Толстым"),
        ("ru", "Горбачёв", "Горбачева / Горбачёвым"),
        ("ru", "Крым", "Крыму / Крыма"),
        ("ru", "Белый дом", "Белого дома / Белым домом"),
        ("ru", "Союзный договор", "Союзного договора"),
        ("ru", "съезд", "съезде / съездов"),
        ("ru", "перестройка", "перестройки / перестройкой"),
        ("ru", "XX съезд", "XX съезде / XX съезда"),
        ("ru", "оттепель", "оттепели / оттепелью"),
        ("ru", "Политбюро", "Политбюро"),
        ("ru", "гласность", "гласностью / гласности"),
        ("ru", "совет", "советами / Советам"),
        ("ru", "застой", "застоя / застоем / застое"),
        ("ru", "Герой Советского Союза", "Героя Советского Союза / Героям Советского Союза"),
        ("ru", "ГУЛАГ", "ГУЛАГа / ГУЛАГе"),
        ("de", "Schukow", "Schukows"),
        ("de", "Oberster Sowjet", "Obersten Sowjet / Obersten Sowjets"),
        ("de", "Weißes Haus", "Weißen Haus / Weißen Hauses / Weiße Haus"),
        ("de", "Marx", "Marx’"),
        ("de", "Kalter Krieg", "Kalten Krieges / Kalte Krieg"),
        ("de", "Kolchose", "Kolchosen"),
        ("de", "Unionsvertrag", "Unionsvertrags / Unionsvertrages"),
        ("pl", "Żukow", "Żukowa / Żukowowi / Żukowem / Żukowie"),
        ("pl", "Moskwa", "Moskwy / Moskwie / Moskwę / Moskwą"),
        ("pl", "Kraków", "Krakowa / Krakowie"),
        ("pl", "Związek Radziecki", "Związku Radzieckiego / Związkiem Radzieckim"),
        ("pl", "Rada Najwyższa", "Rady Najwyższej / Radzie Najwyższej / Radą Najwyższą"),
        ("pl", "Chruszczow", "Chruszczowa"),
        ("pl", "zastój", "zastoju"),
        ("pl", "odwilż", "odwilży"),
        ("pl", "głasnost", "głasnosti"),
        ("pl", "Rosja", "Rosji / Rosję"),
        ("pl", "Praga", "Pradze / Pragi"),
        ("pl", "Kreml", "Kremla / Kremlu"),
        ("pl", "Komitet Centralny", "Komitetu Centralnego / Komitecie Centralnym"),
        ("pl", "Polska", "Polski / Polsce / Polskę / Polską"),
        ("pl", "Poznań", "Poznania / Poznaniu"),
        ("pl", "Jelcyn", "Jelcyna / Jelcynem"),
        ("pl", "Krym", "Krymu / Krymie"),
        ("pl", "Biały Dom", "Białego Domu / Białym Domem"),
        ("pl", "kołchoz", "kołchozie / kołchozów"),
        ("pl", "Partia Komunistyczna", "Partii Komunistycznej / Partię Komunistyczną"),
        ("pl", "Unia Europejska", "Unii Europejskiej / Unię Europejską"),
        ("pl", "Osetia Południowa", "Osetii Południowej"),
        ("pl", "Czeczenia", "Czeczenii / Czeczenię"),
        ("pl", "ośrodek", "ośrodka / ośrodku"),
        ("pl", "człowieczek", "człowieczku"),
        ("pl", "obwód", "obwodu / obwodów / obwodzie"),
        ("pl", "zjazd", "zjeździe / zjazdów"),
        ("pl", "ZSRR", "ZSRR-u / ZSRR-em"),
        ("ar", "غلاسنوست", "الغلاسنوست / بالغلاسنوست / للغلاسنوست / والغلاسنوست"),
        ("ar", "اتحاد سوفييتي", "الاتحاد السوفييتي / للاتحاد السوفييتي"),
        ("pl", "Kowalski", "Kowalskiego / Kowalskim"),
        ("cs", "Praha", "Prahy / Praze / Prahou"),
        ("cs", "Havel", "Havla / Havlovi / Havlem"),
        ("cs", "Moskva", "Moskvě / Moskvy"),
        ("cs", "Nejvyšší sovět", "Nejvyššího sovětu"),
        ("cs", "Žukov", "Žukova / Žukovem"),
        ("uk", "Київ", "Києва / Києві"),
        ("uk", "Львів", "Львова / Львові"),
        ("uk", "Шевченко", "Шевченка / Шевченкові"),
        ("uk", "Москва", "Москві / Москви"),
        ("uk", "Україна", "України / Україні"),
        ("uk", "Радянський Союз", "Радянського Союзу / Радянським Союзом"),
    ],
)
def test_a_name_is_known_in_all_its_cases(locale: str, name: str, forms: str) -> None:
    pattern = re.compile(inflected(name, locale))
    assert [form for form in (name, *forms.split(" / ")) if not pattern.fullmatch(form)] == []


@pytest.mark.parametrize(
    ("locale", "name", "others"),
    [
        ("ru", "совет", "советский / советник / советская"),
        ("ru", "Сталин", "Сталинский / сталинский"),
        ("ru", "Киев", "Киевский"),
        ("de", "Stalin", "Stalinismus / stalinistisch / Stalinsche"),
        ("pl", "Stalin", "stalinowski / Stalinowski"),
        ("pl", "Moskwa", "Moskwicz"),
    ],
)
def test_an_adjective_or_another_word_is_not_the_name(locale: str, name: str, others: str) -> None:
    pattern = re.compile(inflected(name, locale))
    assert [word for word in others.split(" / ") if pattern.fullmatch(word)] == []


@pytest.mark.parametrize(
    ("language", "name", "adjectives"),
    [
        ("ru", "Сталин", "сталинская / сталинского / Сталинские"),
        ("ru", "Москва", "московское / Московской"),
        ("ru", "Жуков", "жуковская"),
        ("ru", "Кремль", "кремлёвский / кремлевская"),
        ("ru", "Москва", "подмосковный / подмосковная"),
        ("ru", "Свердловск", "свердловский / Свердловской"),
        ("pl", "Moskwa", "moskiewski / moskiewskiego"),
        ("uk", "Київ", "київський / Київська"),
        ("pl", "Stalin", "stalinowska / Stalinowskiego"),
        ("cs", "Praha", ""),
        ("de", "Moskau", "Moskauer"),
        ("de", "Stalin", "Stalinsche"),
    ],
)
def test_the_adjectives_of_a_name_are_known_as_such(language: str, name: str, adjectives: str) -> None:
    pattern = re.compile(adjective(name, language))
    assert [word for word in adjectives.split(" / ") if word and not pattern.match(word)] == []
    assert not pattern.fullmatch(name)
