"""Slips that need no dictionary: a word twice in a row, spaces at the wrong side of a mark, letters of two scripts in
one word, “a” before a vowel, a word divided by a hyphen that was at the end of a line, or by a space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ...languages import DOUBLES, REPEATING
from ..house import House
from .corpus import Corpus, Passage, Word
from .dictionary import Dictionary, dictionary
from .finding import Finding, Sighting, gathered

_DOUBLED = re.compile(r"(?<![\w’'-])([^\W\d_]+)\s+(\1)(?![\w’'-])", re.IGNORECASE)
# A mark that is glued to the word behind it. Abbreviations (p.m., U.S.A.) have a single letter before it.
_GLUED = re.compile(r"(?<!\w)[^\W\d_]{2,}[.,;:!?]+[^\W\d_]{2,}(?![\w.]|[’'])")
_TIGHT = re.compile(r"[.,;:!?](?=[^\W\d_]{2})")
# Not the first of three spaced points; “word ,word” has its space at the wrong side.
_APART = re.compile(r"([^\W_]+) +(?:([.,])(?=\s|$)(?!\s*\.)|(,[^\W\d_]{2,}))")
_LATIN, _CYRILLIC, _GREEK = "A-Za-zÀ-ÖØ-öø-ɏ", "Ѐ-ԯ", "Ͱ-Ͽ"
_MIXED = re.compile(
    rf"[^\W\d_]*(?:[{_LATIN}][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}][{_LATIN}{_GREEK}]|[{_GREEK}][{_LATIN}{_CYRILLIC}])[^\W\d_]*"
)
_ALIKE = str.maketrans("аеорсухіАВЕКМНОРСТХІ", "aeopcyxiABEKMHOPCTXI")
_CYRILLIC_ALIKE = {latin: cyrillic for cyrillic, latin in _ALIKE.items()}
_DIVIDED = re.compile(r"(?<!\w)([^\W\d_]{2,})- ([^\W\d_]{2,})(?!\w)")
# British usage keeps these apart; which it is to be, house style says.
_EITHER = frozenset({"per cent", "for ever", "any more"})
_THRICE = re.compile(r"(?<!\w)[^\W\d_]*?([^\W\d_])\1\1[^\W\d_]*(?!\w)")
_NEXT = re.compile(r" ([^\W\d_]+)(?![\w’'-])")
_PART = 3  # letters that each part of a word has: of smaller words any two may meet
_COMMON = 2.3  # how common (Zipf) a word is
# By how many powers of ten more than by chance, where nobody counts how often its parts meet; where somebody does, and
# they hardly do; than its parts, where they do.
_GAIN, _UNMET_GAIN, _MET_GAIN = 2.3, 1.1, 0.7
_ARTICLE = re.compile(r"(?<![\w.’'-])([Aa]n?)\s+([^\W_][\w’'-]*)")
# Vowels that sound as consonants do, and consonants that are not heard (Oxford English Dictionary).
_LIKE_YOU = re.compile(
    r"(?:eu|ewe|u(?:biq|fo|k(?!e)|nan|ni(?!n|m)|r[aeiou]n|r[aeio](?!g)|s[aeu]|t[aeioi]|top)|one(?!r)|once|oui)", re.I
)
_SILENT = re.compile(r"(?:hour|honou?r|honest|heir)", re.I)


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """All slips, a kind after the other."""
    for language in corpus.languages:
        passages = list(corpus.of(language))
        yield from _doubled(passages, language)
        yield from _spaces(passages, dictionary(language))
        yield from _mixed(passages)
        known = dictionary(language)
        if known:
            yield from _divided(passages, known)
            yield from _thrice(corpus.vocabulary[language], known)
            yield from _parted(corpus.pairs[language], corpus.vocabulary[language], known)
        if language.startswith("en"):
            yield from gathered(
                "confused", "grammar", "the sound that follows asks for the other article",
                (found for passage in passages for found in _articles(passage)),
            )  # fmt: skip


def _doubled(passages: list[Passage], language: str) -> Iterator[Finding]:
    code = language.split("-")[0]
    if code in REPEATING:
        return
    right = DOUBLES.get(code, frozenset())
    seen = [
        (Sighting(p, m.start(), m.end()), m[1])
        for p in passages
        for m in (_DOUBLED.finditer(p.text) if _repeats(p.text) else ())
        if m[1].lower() not in right
        and (m[1] == m[2] or m[2].islower())
        and not (m[1][0].isupper() and m[2][0].isupper())
    ]
    yield from gathered("doubled-word", "typo", "it stands twice in a row", seen)


def _repeats(text: str) -> bool:
    """Whether any word may stand twice in a row: most passages are passed over at one look."""
    words = text.lower().split()
    return any(first == second for first, second in zip(words, (w.rstrip(".,;:!?") for w in words[1:]), strict=False))


def _spaces(passages: list[Passage], known: Dictionary | None) -> Iterator[Finding]:
    seen = []
    for passage in passages:
        for match in _GLUED.finditer(passage.text) if _TIGHT.search(passage.text) else ():
            head, mark, tail = re.split(r"([.,;:!?]+)", match.group(), maxsplit=1)
            words = not known or ((known.knows(head) or head[0].isupper()) and (known.knows(tail) or tail[0].isupper()))
            if words and (tail[0].isupper() or mark in ",;:"):
                seen.append((Sighting(passage, match.start(), match.end()), f"{head}{mark} {tail}"))
        for match in _APART.finditer(passage.text) if " ," in passage.text or " ." in passage.text else ():
            word, mark, glued = match.groups()
            seen.append((Sighting(passage, match.start(), match.end()), word + (mark or f", {glued[1:]}")))
    yield from gathered("stray-space", "punctuation", "the space belongs behind the mark", seen)


def _mixed(passages: list[Passage]) -> Iterator[Finding]:
    seen = []
    for passage in passages:
        for match in () if passage.text.isascii() else _MIXED.finditer(passage.text):
            latin = sum(c.isascii() for c in match.group()) * 2 > len(match.group())
            one = match.group().translate(_ALIKE if latin else _CYRILLIC_ALIKE)
            seen.append((Sighting(passage, match.start(), match.end()), "" if _MIXED.search(one) else one))
    yield from gathered("mixed-script", "typo", "it has letters of two scripts", seen)


def _divided(passages: list[Passage], known: Dictionary) -> Iterator[Finding]:
    """“tele- vision”; not “pre- and post-war”."""
    seen = [
        (Sighting(p, m.start(), m.end()), m[1] + m[2])
        for p in passages
        for m in (_DIVIDED.finditer(p.text) if "- " in p.text else ())
        if known.knows(m[1] + m[2]) and known.zipf(m[1] + m[2]) > 1
    ]
    yield from gathered("misspelled", "typo", "it was divided at the end of a line", seen)


def _thrice(words: Mapping[str, Word], known: Dictionary) -> Iterator[Finding]:
    """A key that was held too long, in what no dictionary proposes words for: names and abbreviations (WWWII)."""
    for word in words.values():
        match = _THRICE.fullmatch(word.text)
        if match and not known.knows(word.text) and not known.knows(word.text.lower()):
            start, end = match.start(1), match.end(1) + 2
            for times in (2, 1):
                right = word.text[:start] + match[1] * times + word.text[end:]
                if known.zipf(right) >= _COMMON > known.zipf(word.text) + 1:
                    seen = [(Sighting(p, s, e), right) for p, s, e in word.places]
                    yield from gathered("misspelled", "typo", "a letter stands three times", seen)
                    break


def _parted(pairs: Iterable[tuple[str, str]], words: Mapping[str, Word], known: Dictionary) -> Iterator[Finding]:
    """“news paper”: two words that together are one, which is much more common than the two would meet by chance."""
    for head, tail in sorted(pair for pair in pairs if pair[0] in words and _are_one(*pair, known)):
        seen = [
            (Sighting(p, start, end + 1 + len(tail)), head + tail)
            for p, start, end in words[head].places
            if (following := _NEXT.match(p.text, end))
            and following[1] == tail
            and (head.islower() or p.begins_sentence(start))  # “the Red Sea coast”
        ]
        yield from gathered("misspelled", "typo", "it is usually written in one word", seen)


def _are_one(head: str, tail: str, known: Dictionary) -> bool:
    """Whether two words are more common in one piece (pointwise mutual information, in powers of ten)."""
    together = known.zipf(head + tail)
    if (
        head.lower() + " " + tail in _EITHER
        or together < _COMMON
        or min(len(head), len(tail)) < _PART
        or not tail.islower()
    ):
        return False
    met, gain = known.together(head, tail), together - (known.zipf(head) + known.zipf(tail) - 9)
    enough = together - met >= _MET_GAIN if met else gain >= (_UNMET_GAIN if known.counts_pairs else _GAIN)
    return enough and all(map(known.knows, (head.lower(), tail, head.lower() + tail)))


def _articles(passage: Passage) -> Iterator[tuple[Sighting, str]]:
    for match in _ARTICLE.finditer(passage.text):
        article, word = match[1], match[2]
        if article == "A" and not passage.begins_sentence(match.start()):
            continue  # a letter or a grade
        if len(word) < 3 or not word.islower():
            continue
        vowel = bool(_SILENT.match(word)) or (word[0] in "aeiou" and not _LIKE_YOU.match(word))
        wanted = "an" if vowel else "a"
        # “an historic” is old, not wrong.
        if article.lower() != wanted and not (word[0] == "h" and article.lower() == "an"):
            right = wanted if article[0] == "a" else wanted.capitalize()
            yield Sighting(passage, match.start(), match.end()), f"{right} {word}"
