"""Which system a stray form came from, where several could have made it.

Portuguese and Turkish write Жуков as *Jukov*; so does who knows French (j) and has half gone over to English (u). The
rule: first comes the system that most of the other strays of the text were written by, since an author has mostly read
one; then the languages from which histories of the region are most translated, in the order of `LIKELY`; then a mixture
of one of these with the text's own language; and last the systems that few texts come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from ..romanisation import System, systems
from .named import Stray

LIKELY = ("fr", "de", "pl", "it", "es", "cs", "nl", "en", "sv", "hu", "alalc", "iso9")
_MIXED = LIKELY[:5]
_HALF = "half "


def traced(strays: Iterable[tuple[str, Stray]], locale: str) -> Iterator[Stray]:
    """The strays of a text, each with its likeliest system; given are pairs of the form and what is known of it."""
    made = [(stray, origins(form.lower(), stray.native.lower(), locale)) for form, stray in strays]
    common = Counter(_whole(name) for _, names in made for name in names)
    for stray, names in made:
        likely = max(names, key=lambda name: (common[_whole(name)], -names.index(name)), default=stray.system)
        yield replace(stray, system=likely)


def _whole(name: str) -> str:
    return name.removeprefix(_HALF)


@cache
def origins(form: str, native: str, locale: str) -> tuple[str, ...]:
    """The names of the Russian systems that a form may come from, the likelier first; all in lower case."""
    known = systems("ru")
    exact = [key for key in known if key != locale and form in map(str.lower, known[key].ways(native))]
    mixed = [key for key in _MIXED if key not in (locale, *exact) and _mixed(form, native, known[locale], known[key])]
    names = [known[key].name for key in LIKELY if key in exact]
    names += [_HALF + known[key].name for key in mixed]
    return (*names, *(known[key].name for key in exact if key not in LIKELY))


def _mixed(form: str, native: str, own: System, other: System) -> bool:
    """Whether each letter is written as one of two systems has it."""
    ways = ({own.letters.get(letter, letter), other.letters.get(letter, letter)} for letter in native)
    return bool(re.fullmatch("".join(f"(?:{'|'.join(map(re.escape, sorted(way)))})" for way in ways), form))
