"""Misspellings, each with the word that was most probably meant.

Every different word of the texts is looked up once. What no dictionary has is a misspelling only if a word that
is much more common lies a slip or two away: names, rare words and words of other languages have no such neighbour.
Slips are weighed as they happen (Damerau 1964; Kernighan, Church and Gale 1990): a letter doubled or swapped with its
neighbour is likelier than another letter put in its place, and the first letter is seldom wrong.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import Levenshtein

from ..house import House
from .corpus import WORD, Corpus, Word
from .dictionary import LONG as REORDERED
from .dictionary import Dictionary, dictionary, plain
from .finding import Finding, Sighting

_VOWELS = frozenset("aeiouyàâäáãåæèéêëìíîïòóôöõøùúûüýœаеёиоуыэюяąęó")
_ALIKE = frozenset(frozenset(pair) for pair in ("ck", "cs", "sz", "gj", "bp", "dt", "vw", "fv", "mn", "kq", "vb"))
# Powers of ten by which what was meant is more common.
WORD_GAIN, OPENING_GAIN, FORMED_GAIN, NAME_GAIN = 1.0, 2.0, 2.5, 3.2
RUN_GAIN, MET_GAIN = 4.0, 2.5  # than words run together, taken one by one, and as they stand side by side
SLIP = 2.5  # powers of ten that a slip costs
SOUND = 0.6  # the slip of a letter or two that sound alike
OFTEN = 0.5  # what is written often is meant: powers of ten for each doubling
LEAST, LEAST_OF_NAMES, SURE = -1.5, 0.5, 3.0  # what weighs less is not proposed; the last where a word looks foreign
LONG, LONG_GAIN, LONG_MOST = 7, 0.5, 2.5  # each letter beyond so many makes another neighbour unlikelier, up to that
UNHEARD = 0.6  # a word that was never counted anywhere is hardly a rarity
EVERYDAY = 3.5  # Zipf
SHORT = 6  # letters
SHORTEST = 4  # letters; a shorter word that is not known is an abbreviation, or has too many neighbours


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """The misspelled words of every language that has a dictionary, in the order in which they first appear."""
    ruled = _ruled(house)
    for language, words in corpus.vocabulary.items():
        known = dictionary(language)
        if known is None:
            continue
        unknown = [word for word in words.values() if not _is_settled(word, known, ruled)]
        foreign = _foreign(unknown) | _of_others(unknown, known)
        for word in unknown:
            yield from _judged(word, known, words, foreign=word.text in foreign)


def _foreign(unknown: list[Word]) -> set[str]:
    """Words that look like words of another language: emphasised, or beside another word that nobody knows."""
    ends = {(place[0], place[2]) for word in unknown if word.text.islower() for place in word.places}
    starts = {(place[0], place[1]) for word in unknown if word.text.islower() for place in word.places}
    return {
        word.text
        for word in unknown
        if any(
            (passage, start - 1) in ends or (passage, end + 1) in starts or passage.emphasised(start, end)
            for passage, start, end in word.places
        )
    }


def _of_others(unknown: list[Word], known: Dictionary) -> set[str]:
    """Words with letters that the language does not write, and everyday words of English, which stand in texts of
    every language."""
    english = dictionary("en")
    bare = {word.text: _parts(plain(word.text), known)[1] for word in unknown}
    return {
        word
        for word, text in bare.items()
        if not known.writes(text) or (english and english != known and english.zipf(text) >= EVERYDAY)
    }


def _ruled(house: House) -> frozenset[str]:
    """Every word that the editors have written themselves: forms, strays, and what corrections lead to."""
    texts = [form for entry in house.entries.values() for forms in entry.forms.values() for form in forms]
    texts += [text for entry in house.entries.values() for text in (entry.native, *entry.strays)]
    texts += [correction.after for correction in house.corrections]
    return frozenset(word.lower() for text in texts for word in WORD.findall(text))


def _is_settled(word: Word, known: Dictionary, ruled: frozenset[str]) -> bool:
    text = plain(word.text)
    if len(text) < SHORTEST or (text.isupper() and len(text) <= 6) or text.lower() in ruled or _begins_compound(word):
        return True
    return known.knows(text) or known.knows(text.lower())


def _begins_compound(word: Word) -> bool:
    """Whether a word is the first part of a compound with a hyphen, as adjectives make them (Perso-Arabic, polsko-)."""
    return word.text[-1] in "oо" and all(passage.text[end : end + 1] == "-" for passage, _, end in word.places)


def _judged(word: Word, known: Dictionary, words: Mapping[str, Word], *, foreign: bool) -> Iterator[Finding]:
    """The finding that a word which no dictionary has gives rise to, if any."""
    head, text, tail = _parts(plain(word.text), known)
    if not text.isalpha() or not (text.islower() or text.isupper() or text.istitle()):
        return  # an abbreviation, or the name of a product
    weighed = _proposals(word, text, known, words)
    proposals = [p for weight, p in weighed if weight > _least(word, text, p, foreign=foreign)]
    if proposals:
        best, *others = [head + _cased(p, text) + tail for p in proposals]
        sightings = tuple(Sighting(*place) for place in word.places)
        yield Finding(
            "misspelled", "typo", word.text, best, "no dictionary has it", sightings, others=tuple(others[:4])
        )


def _least(word: Word, text: str, proposal: str, *, foreign: bool) -> float:
    """What a proposal has to weigh. An accent is left out more often than a word of another language stands unmarked,
    names are spelled as they please, and every word of a few letters has neighbours."""
    accent = unaccented(proposal) == unaccented(text.lower())
    least = SURE if foreign and not accent else LEAST_OF_NAMES if _is_name(word, text) else LEAST
    return least + (2.0 if len(text) < SHORT else 0.0)


def _parts(text: str, known: Dictionary) -> tuple[str, str, str]:
    """A word without what is elided before it (“l'”) and the genitive behind it (“'s”), and these."""
    head, mark, rest = text.partition("'")
    if mark and known.elides(head):
        return head + mark, rest, ""
    return ("", head, mark + rest) if rest == "s" else ("", text, "")


def _proposals(word: Word, text: str, known: Dictionary, words: Mapping[str, Word]) -> list[tuple[float, str]]:
    """What may have been meant, the likeliest first; nothing where the word is better taken for a name or a rarity."""
    low, needed = text.lower(), _needed(word, text, known)
    own = known.zipf(low)
    weighed = []
    alone = min(LONG_GAIN * max(len(low) - LONG, 0), LONG_MOST) + (0 if own else UNHEARD)
    for other, _ in known.near(low, _reach(low) if needed == WORD_GAIN else 1):
        common = known.zipf(other) + (0.5 if other in words else 0)
        slip = min(slips(low, other), SOUND if known.same_sound(low, other) else 9.0)
        weight = common + alone - SLIP * slip - OFTEN * math.log2(word.count)
        if known.zipf(other) - own >= needed:
            weighed.append((weight, other))
    weighed += _divided(low, known) if text.islower() else []
    return sorted(weighed, reverse=True)


def _reach(low: str) -> int:
    """How many slips away a word is looked for: the longer it is, the more of it is left to know it by."""
    return 1 if len(low) <= 5 else 2 if len(low) < 10 else 3


def _divided(low: str, known: Dictionary) -> Iterator[tuple[float, str]]:
    """Two words that were run together (“alot”, “shortlived”), in languages that do not compound."""
    own = known.zipf(low)
    for n in range(1, len(low)):
        head, tail = low[:n], low[n:]
        least = 5.0 if known.counts_pairs else 6.0  # of two words of which one is very short
        if min(known.zipf(head), known.zipf(tail)) < (least if min(n, len(low) - n) < 3 else 4.0):
            continue
        hyphen = known.hyphenates(f"{head}-{tail}")
        common = (known.zipf(head) + known.zipf(tail)) / 2
        if hyphen or _stand_apart(head, tail, own, known):
            yield common - SLIP * (0.9 if hyphen else 1.3), f"{head}-{tail}" if hyphen else f"{head} {tail}"


def _stand_apart(head: str, tail: str, own: float, known: Dictionary) -> bool:
    """Whether two words are much more common side by side than run together, or, where nobody has counted that, one
    of them is a little word."""
    if known.counts_pairs and known.together(head, tail) - own >= MET_GAIN:
        return True
    common, most = (known.zipf(head) + known.zipf(tail)) / 2, max(known.zipf(head), known.zipf(tail))
    little = most >= 6.3 and known.knows(head) and known.knows(tail)
    return little and common - own >= RUN_GAIN and not known.compounds


def _needed(word: Word, text: str, known: Dictionary) -> float:
    """By how many powers of ten a neighbour has to be more common: much more where a capital makes it a name."""
    if not text[0].isupper():
        return FORMED_GAIN if known.forms(text) else WORD_GAIN
    return NAME_GAIN if _is_name(word, text) and not known.capital_nouns else OPENING_GAIN


def _is_name(word: Word, text: str) -> bool:
    """Whether the stem has a capital that no sentence put there (“l'Euron”)."""
    return text[0].isupper() and (word.amid > 0 or word.text[0].islower())


def slips(written: str, meant: str) -> float:
    """How unlikely it is that `meant` was written so: about 1 for each slip of the fingers or the ear."""
    start = next((n for n, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), 0)
    total = 1.0 if written[:1] != meant[:1] else 0.0
    if written[start : start + 2] == meant[start : start + 2][::-1] and written[start + 2 :] == meant[start + 2 :]:
        return total + 0.7
    if len(written) >= REORDERED and sorted(written) == sorted(meant):
        return total + 1.2
    steps = Levenshtein.editops(written, meant)
    total += 0.4 * (len(steps) - 1)  # who slips twice in a word is rare
    for step in steps:
        if step.tag == "replace":
            total += _mistaken(written[step.src_pos], meant[step.dest_pos])
        else:
            text, at = (written, step.src_pos) if step.tag == "delete" else (meant, step.dest_pos)
            doubled = text[at] in (text[max(at - 1, 0) : at], text[at + 1 : at + 2])
            total += 0.5 if doubled else 0.9
    return total


def _mistaken(a: str, b: str) -> float:
    """One letter in the place of another."""
    if unaccented(a) == unaccented(b):
        return 0.4
    return 0.8 if {a, b} <= _VOWELS or frozenset((a, b)) in _ALIKE else 1.4


def _cased(word: str, like: str) -> str:
    """A word in capitals as another has them."""
    if like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


_STROKES = str.maketrans("łøđßæœ", "lodsao")


def unaccented(text: str) -> str:
    """The letters without what is written on, under or through them."""
    text = text.translate(_STROKES)
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
