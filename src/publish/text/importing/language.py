"""The language of a text, told from its script and its function words.

One row a language: the two dozen words that any page of it is full of. Languages of one script share many, so
the text goes to the row that covers most of it, and to none where the evidence is thin or two rows are level.
"""

# ruff: noqa: E501 (tables of words)

from __future__ import annotations

import re
from collections import Counter

_FUNCTION_WORDS = {
    "en": "the of and to in is that was for it with as his on be at by this had not are but from or have an they which",
    "fr": "de la le et les des en un une du est que dans qui par pour pas au sur plus ne se ce il sont avec cette ont d l",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus hat",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha",
    "it": "di e il la che in un è per una non del si da le con i della sono al dei nel alla più ma gli ha",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das à",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit door naar hij",
    "pl": "w i na się nie z do to że jest o jak ale po co przez za od tak był dla oraz które są ich jego",
    "cs": "a se v na je že o s z do i to k ve pro za by ale jako po který od jsou byl tak jeho nebo",
    "sk": "a sa v na je že o s z do aj to k vo pre za by ale ako po ktorý od sú bol tak jeho alebo",
    "hr": "i u je se na da za su od s o koji kao ne što bi iz ali to nije ili po kako a",
    "sv": "och i att det som en på är av för med den till inte har de om ett var men sig så han från",
    "da": "og i at det er en til på som de med for den af der ikke har et om var men sig han blev",
    "nb": "og i det er som en til på av for at med de den ikke har et om var men seg han ble fra etter",
    "fi": "ja on ei että se oli hän ovat mutta kun niin myös joka tai sen kuin ole mukaan vain jos sitä",
    "hu": "a az és hogy nem is egy de meg ez volt azt csak már mint ha el vagy még sem ki aki",
    "ro": "de și în a la cu pe nu că o un din care se mai pentru este sunt ce au sau dar prin fi",
    "tr": "ve bir bu da de için ile çok olarak daha olan gibi en ne o ama kadar sonra değil var her",
    "ca": "de la i el que a en els les un per amb no una del és al es va com més o però seva",
    "ru": "и в не на что с он как это по но из у за от к для так же его был все или бы",
    "uk": "і в не на що з та як це до у за від є для але його був так про або які ще під",
    "be": "і ў не на што з як да гэта у за ад для але яго быў так пра або якія яшчэ па",
    "bg": "и на да се в не за от е с по са но че като това си до който при ще беше или",
    "sr": "и у је се на да за су од о који као не што би из али то није или по како",
    "ar": "في من على إلى أن ما لا التي الذي عن هذا هذه مع كان كما قد ذلك بعد كل أو بين لم",
    "fa": "و در به از که این را با است برای آن یک تا بر هم شد می بود خود ها",
}  # fmt: skip
# Scripts that one language of the table's kind is known by; Han without kana is Chinese.
_SCRIPTS = {
    "ja": "\u3040-\u30ff", "ko": "\uac00-\ud7af\u1100-\u11ff", "el": "\u0370-\u03ff", "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f", "th": "\u0e00-\u0e7f", "ka": "\u10a0-\u10ff", "hy": "\u0530-\u058f",
    "zh": "\u4e00-\u9fff",
}  # fmt: skip
# Letters that only the one language of a close pair has.
_LETTERS = {
    "uk": "їєґ", "be": "ў", "ru": "ыэё", "sr": "ђћџљњј", "fa": "پچژگ", "nb": "", "sv": "äö", "da": "æø", "es": "ñ¿¡",
    "pt": "ãõ", "pl": "łąęśż", "cs": "řěů", "sk": "ľŕôĺ", "de": "ß", "hu": "őű", "ro": "țș", "tr": "ışğ",
}  # fmt: skip
_SAMPLE = 50_000  # characters: as sure as the whole book, and at once
_ENOUGH = 0.12  # share of function words below which nothing is told; running text has 0.3 to 0.5
_AHEAD = 1.15  # how far the best row must lead the second


def detect(text: str) -> str:
    """The BCP 47 tag of a text's language; empty where it cannot be told."""
    sample = text[:_SAMPLE].casefold()
    letters = sum(c.isalpha() for c in sample)
    if not letters:
        return ""
    for code, letters_of in _SCRIPTS.items():
        # A Japanese page is a third kana, the rest Han.
        if len(re.findall(f"[{letters_of}]", sample)) > (0.1 if code == "ja" else 0.4) * letters:
            return code
    return _by_words(sample)


def _by_words(sample: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", sample))
    total = sum(words.values())
    if total < 5:
        return ""
    scores = {code: _score(row, code, words, sample) / total for code, row in _FUNCTION_WORDS.items()}
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    return best if scores[best] >= _ENOUGH and scores[best] >= _AHEAD * scores[second] else ""


def _score(row: str, code: str, words: Counter[str], sample: str) -> float:
    own = sum(sample.count(letter) for letter in _LETTERS.get(code, ""))
    return sum(words[word] for word in row.split()) + 0.5 * own
