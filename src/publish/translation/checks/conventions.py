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

# Words that no text of a few words does without in its language. None is a preposition of names (de, van).
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": _words("the of and in to was that it is his with for on at which by from were they had as their this"),
    "fr": _words("et les des est une dans qui que pour du au aux sur il elle était avec par ce cette ne pas"),
    "de": _words("und das nicht ist ein eine dem mit auf zu im sich war wurde auch als bei nach aus dass"),
    "es": _words("y los las una que en por con para se su fue era al como más pero"),
    "it": _words("e il gli che una per con non si nel alla dei delle era come più sono"),
    "pt": _words("e os as uma que em por com para se seu não na no ao como mais era foi"),
    "nl": _words("het een en in dat is op te niet met zijn voor was aan werd ook als bij door"),
    "ru": _words("и в не на что с он как это к по но из был его от у за для которые"),
    "uk": _words("і в не на що з він як це до та його від у за для які був"),
    "pl": _words("i w nie na się z że do to jest był jak po ale od przez o oraz dla który"),
    "cs": _words("a v se na je že s do byl jako po ale od pro který z které"),
}  # fmt: skip

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
