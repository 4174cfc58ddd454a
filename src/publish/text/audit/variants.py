"""One name written two ways: in other capitals than it has, a slip away from what it is, or in two forms that are both
right in one text.

The right forms are those of the house's entities and of the reference authority; of names that neither has, the text
itself is asked, and then the question has no answer of ours: what is more frequent need not be right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from ...inflection import DECLENSIONS
from ..authority import authority
from ..house import House
from ..romanisation import plain, systems
from .corpus import WORD, Corpus, Passage, Word
from .dictionary import Dictionary, dictionary
from .finding import Finding, Sighting
from .named import Names, natives, same_name
from .romanised import stems

MISSPELLED, TWO_WAYS, KIND = "name-misspelled", "name-two-ways", "name-variant"
_LONG = 6  # letters; of shorter names too many lie a slip apart
_ADJECTIVES = {"en": (("ia", "ian"),)}  # what the names of countries become, regularly
_ENOUGH = 1.0  # powers of ten by which the right form is more common


def find(corpus: Corpus, house: House) -> Iterator[Finding]:
    """The variants of every language, those of whole names first."""
    for language, words in corpus.vocabulary.items():
        names = Names(language.split("-")[0], house)
        seeker = _Seeker(names, words, dictionary(language))
        yield from seeker.capitals()
        yield from seeker.slips()
        yield from seeker.two_ways()


class _Seeker:
    """Judges the names of one language."""

    def __init__(self, names: Names, words: Mapping[str, Word], known: Dictionary | None):
        self.names = names
        self.words = words
        self.known = known
        self.locale = names.locale

    def capitals(self) -> Iterator[Finding]:
        """Names with other capitals than the right form has: Soviet union, PolitBuro."""
        found: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for word in self.words.values():
            elided = word.text.replace("’", "'").rfind("'") + 1
            for right, pattern in self._proper.get(word.text[elided:].lower(), ()):
                for passage, begin, _ in word.places:
                    start = begin + elided
                    match = pattern.match(passage.text, start)
                    if match and not _same_capitals(match.group(), right, passage, start):
                        found[match.group(), right].append(Sighting(passage, start, match.end()))
        for (words, right), places in found.items():
            yield Finding(MISSPELLED, KIND, words, right, "a proper name, with the capitals that it has", tuple(places))

    @cached_property
    def _proper(self) -> Mapping[str, list[tuple[str, re.Pattern[str]]]]:
        """Proper names by their first word in lower case, each with a pattern of it in any capitals."""
        forms = [form for known in authority() if known.kind in ("place", "body", "event")
                 for form in known.forms(self.locale)]  # fmt: skip
        forms += [form for entry in self.names.house.entries.values() for form in entry.ruled(self.locale)]
        found: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
        for form in dict.fromkeys(form for form in forms if form[:1].isupper() and not form.isupper()):
            first = WORD.match(form)
            if first:
                found[first.group().lower()].append((form, re.compile(_spaced(form) + r"\b", re.IGNORECASE)))
        return found

    def slips(self) -> Iterator[Finding]:
        """Words that no dictionary has, a slip or two away from a known name."""
        for word in self._unknown:
            for stem in stems(word.text, self.locale):
                right = self._meant(stem)
                if right:
                    reason = "a slip away from a known name"
                    yield _finding(MISSPELLED, word, right + word.text[len(stem) :], reason)
                    break

    @cached_property
    def _unknown(self) -> list[Word]:
        """The capitalised words that are neither known names nor in a dictionary."""
        return [word for word in self.words.values() if len(word.text) >= _LONG and self._is_unknown(word.text)]

    def _is_unknown(self, text: str) -> bool:
        if (
            not text[0].isupper()
            or text.isupper()
            or any(s.lower() in self.names.right for s in stems(text, self.locale))
        ):
            return False
        return not (self.known and (self.known.knows(text) or self.known.knows(text.lower())))

    def _meant(self, stem: str) -> str:
        """The known name that a word is a misspelling of, "" where there is none or where the word is as common."""
        if len(stem) < _LONG or self._inflected(stem):
            return ""
        slips = 2 if len(stem) > 8 else 1
        close = extractOne(plain(stem), self._shelf.get(stem[0].lower(), {}), scorer=OSA.distance, score_cutoff=slips)
        if close is None:
            return ""
        right = str(close[2])
        if self.known and self.known.zipf(right) < self.known.zipf(stem) + _ENOUGH:
            return ""
        return right

    def _inflected(self, stem: str) -> bool:
        """Whether a word of a language that declines its names begins as a known one does."""
        return self.locale in DECLENSIONS and any(stem.lower()[:-n] in self.names.right for n in (1, 2, 3))

    @cached_property
    def _shelf(self) -> Mapping[str, Mapping[str, str]]:
        """The single names of the house and the authority by their first letter: as spelled → without accents."""
        shelf: dict[str, dict[str, str]] = defaultdict(dict)
        for form in self._names:
            if len(form) >= _LONG:
                shelf[form[0].lower()][form] = plain(form)
        return shelf

    @cached_property
    def _names(self) -> list[str]:
        forms = [form for known in authority() if known.kind != "term" for form in known.forms(self.locale)]
        forms += [re.sub(f"{end}$", adjective, form) for known in authority() if known.kind == "place"
                  for form in known.forms(self.locale) for end, adjective in _ADJECTIVES.get(self.locale, ())
                  if form.endswith(end)]  # fmt: skip
        forms += [form for entry in self.names.house.entries.values() for form in entry.accepted(self.locale)]
        return [part for form in forms for part in re.findall(r"[^\W\d_]+", form) if part[0].isupper()]

    def two_ways(self) -> Iterator[Finding]:
        """Two right forms of one thing in one text; two unknown names a slip apart or with one Russian reading."""
        for forms in self._synonyms():
            used = [self.words[form] for form in forms if form in self.words]
            for other in used[1:] if used and used[0].text == forms[0] else used:
                if len(used) > 1:
                    yield _finding(TWO_WAYS, other, forms[0], f"the text also has {used[0].text}")
        yield from self._namesakes()

    def _synonyms(self) -> Iterator[tuple[str, ...]]:
        """Single words that mean one thing, the usual one first, with their plurals."""
        for known in authority():
            forms = tuple(form for form in known.forms(self.locale) if form.isalpha() and not form.isupper())
            if len(forms) > 1:
                yield forms
                yield tuple(form + "s" for form in forms)

    def _namesakes(self) -> Iterator[Finding]:
        if self.locale in DECLENSIONS or self.locale not in systems("ru"):
            return
        shelves: dict[str, list[Word]] = defaultdict(list)
        for word in self._unknown:
            if self._bare(word).isalpha():
                shelves[word.text[:2].lower()].append(word)
        for shelf in shelves.values():
            for n, one in enumerate(shelf[:50]):
                for other in shelf[n + 1 : 50]:
                    amid = one.amid or other.amid  # a capital in mid-sentence makes it a name
                    if amid and _alike(self._bare(one), self._bare(other), self.locale):
                        first, second = sorted((one, other), key=self._standing, reverse=True)
                        yield _finding(TWO_WAYS, second, "", f"the text also has {first.text}", (first.text,))

    def _bare(self, word: Word) -> str:
        return next(iter(stems(word.text, self.locale)))

    def _standing(self, word: Word) -> tuple[bool, int]:
        """How sure a spelling is: one that the language's own rules give, then the one that stands more often."""
        return any(natives(word.text, self.locale)), word.count


def _alike(one: str, other: str, locale: str) -> bool:
    """Whether two spellings are probably of one name; an ending of the plural or the genitive makes no other."""
    short, long = sorted((one, other), key=len)
    if one == other:
        return False
    if long.startswith(short) and long[len(short) :] in ("s", "a", "e", "n", "en", "es"):
        return False
    return same_name(one, other, locale) or (len(short) >= _LONG and OSA.distance(one, other) == 1)


def _spaced(form: str) -> str:
    return r"\s+".join(re.escape(word).replace("'", "['’]") for word in form.split())


def _same_capitals(words: str, right: str, passage: Passage, start: int) -> bool:
    """Whether words have the capitals of a form, or those of a heading, or of the beginning of a sentence. A single
    word in lower case is another word (moscow is none, but turkey is)."""
    words, right = (" ".join(form.replace("’", "'").split()) for form in (words, right))
    if words == right or words.isupper() or (words.islower() and " " not in words):
        return True
    if words == right.title() and passage.kind in ("heading", "title"):
        return True
    return passage.begins_sentence(start) and words[0].isupper() and words[1:] == right[1:]


def _finding(code: str, word: Word, right: str, reason: str, others: tuple[str, ...] = ()) -> Finding:
    return Finding(code, KIND, word.text, right, reason, tuple(Sighting(*p) for p in word.places), others=others)
