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
