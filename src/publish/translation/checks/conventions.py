"""What the checks have to know of each language: one row a language in each table.

What CLDR knows (months, the order of a date, scripts, numbers in words) is asked of ICU and Babel where it is used.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Articles that melt into a preposition, or change, where a title or name stands in a sentence (du Lac des cygnes,
# im Spiegel).
ARTICLES: dict[str, str] = {
    "fr": "Les? |La |L[’']|les? |la |l[’']",
    "de": "D(?:er|ie|as) |d(?:er|ie|as) ",
    "es": "(?:El|La|Los|Las|el|la|los|las) ",
    "it": "(?:Il|Lo|La|I|Gli|Le|il|lo|la|i|gli|le) |[Ll][’']",
    "pt": "(?:[OAoa]s?) ",
    "en": "(?:[Tt]he) ",
    "nl": "(?:De|Het|de|het) ",
}

# Languages that write compounds in one word, so that a name may be the beginning of one (Kremlführung).
COMPOUNDING = frozenset({"de", "nl", "sv", "da", "nb", "nn", "no", "fi", "is", "fo", "hu", "et", "af", "lb"})

# How long the same text is, in characters, English being 1: after the lengths of the Universal Declaration of Human
# Rights in these languages, rounded. A language that is not here counts as 1.1.
LENGTHS: dict[str, float] = {
    "en": 1.0, "fr": 1.15, "de": 1.15, "es": 1.12, "it": 1.12, "pt": 1.1, "nl": 1.12, "ru": 1.08, "uk": 1.05,
    "pl": 1.05, "cs": 0.95, "sv": 1.0, "da": 1.0, "nb": 1.0, "fi": 1.05, "hu": 1.08, "tr": 1.0, "el": 1.15,
    "ar": 0.8, "he": 0.75, "fa": 0.9, "ja": 0.5, "ko": 0.55, "zh": 0.33, "th": 0.9, "vi": 1.1,
}  # fmt: skip

# What a number word multiplies by, by the beginnings of the word. An English billion is a milliard elsewhere.
SCALES: tuple[tuple[str, int], ...] = (
    ("milliard|miliard|миллиард|мільярд|млрд|mld|mrd|mil millones|miljard|bilhão|bilhões", 10**9),
    ("millio|milio|milhõ|milhã|milló|miljo|миллион|мільйон|млн|mln|mio", 10**6),
    ("thousand|tausend|mille|mila|mil|тысяч|тисяч|тыс|tysi|tys|tisíc|duizend|tusen", 10**3),
)
ENGLISH_BILLION = ("billion|bn", 10**9)

# The decades of a century from the twenties to the nineties, as the beginnings of their words and what stands before.
DECADES: dict[str, str] = {
    "en": "twenties thirties forties fifties sixties seventies eighties nineties",
    "fr": "années_vingt années_trente années_quarante années_cinquante années_soixante années_soixante-dix "
    "années_quatre-vingt années_quatre-vingt-dix",
    "de": "zwanziger dreißiger vierziger fünfziger sechziger siebziger achtziger neunziger",
    "es": "años_veinte años_treinta años_cuarenta años_cincuenta años_sesenta años_setenta años_ochenta años_noventa",
    "it": "anni_venti anni_trenta anni_quaranta anni_cinquanta anni_sessanta anni_settanta anni_ottanta anni_novanta",
    "pt": "anos_vinte anos_trinta anos_quarenta anos_cinquenta anos_sessenta anos_setenta anos_oitenta anos_noventa",
    "nl": "jaren_twintig jaren_dertig jaren_veertig jaren_vijftig jaren_zestig jaren_zeventig jaren_tachtig "
    "jaren_negentig",
    "ru": "двадцаты тридцаты сороковы пятидесяты шестидесяты семидесяты восьмидесяты девяносты",
    "uk": "двадцят тридцят сороков п’ятдесят шістдесят сімдесят вісімдесят дев’яност",
    "pl": "dwudziest trzydziest czterdziest pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    "cs": "dvacát třicát čtyřicát padesát šedesát sedmdesát osmdesát devadesát",
    "ar": "عشريني ثلاثيني أربعيني خمسيني ستيني سبعيني ثمانيني تسعيني",
    "zh": "二十年代 三十年代 四十年代 五十年代 六十年代 七十年代 八十年代 九十年代",
}
