"""A person's name as an index enters it: family name, comma, given names, after the custom of the person's language.

The rules are those of AACR2 22.5 and of IFLA's Names of Persons: which particles go with the family name and which
stay with the given names, and the languages whose names begin with the family name already.
"""

from __future__ import annotations

import re

_FAMILY_FIRST = frozenset(("hu", "ja", "ko", "vi", "zh"))
_GIVEN_FIRST = frozenset(("is", "am"))  # entered under the given name, there being no family name
# Particles under which a language enters a name; the others stay behind: Goethe, Johann Wolfgang von.
_ENTERED_UNDER = {
    "de": ("am", "aus'm", "im", "vom", "zum", "zur"),
    "en": None,  # every particle
    "af": None,
    "fr": ("du", "des", "le", "la", "l'"),
    "it": None,
    "nl": ("ver",),
    "ro": None,
    "es": ("el", "la", "las", "los"),
}
_PARTICLES = re.compile(
    r"(?:aa?n?|af|auf|am|d[aiou]|dal(?:la)?|de(?:[ilnrs]|gli|la|lla)?|dos|el|het|im|in|l[aeo]s?|op|'t|ten?|ter|toe|tot"
    r"|v\.|van|ver|vom|von|zum?|zur)"
)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_REGNAL = re.compile(r"(?:[IVX]+|[IVX]+\.|[IVX]+[ºª°])")


def inverted(name: str, language: str) -> str:
    """“Zhukov, Georgy” for “Georgy Zhukov”; the name as it is where the person's language puts the family name first,
    or where there is none (Nicholas II, Ivan the Terrible)."""
    words = name.replace(",", "").split()
    if len(words) < 2 or "," in name or language in _FAMILY_FIRST | _GIVEN_FIRST or _is_byname(words):
        return name
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = len(words) - 1
    while start > 1 and (_PARTICLES.fullmatch(words[start - 1]) or _enters(words[start - 1], language)):
        start -= 1
    head = next((n for n in range(start, len(words) - 1) if _enters(words[n], language)), len(words) - 1)
    if head < len(words) - 1:
        head = start if _ENTERED_UNDER.get(language) is None else head
    parts = [" ".join(words[head:]), " ".join(words[:head]), suffix]
    return ", ".join(part for part in parts if part)


def _is_byname(words: list[str]) -> bool:
    """Whether a name ends in a number or an epithet and not in a family name."""
    return bool(_REGNAL.fullmatch(words[-1])) or (len(words) == 3 and words[1] in ("the", "le", "der", "el", "il"))


def _enters(particle: str, language: str) -> bool:
    under = _ENTERED_UNDER.get(language, ())
    return bool(_PARTICLES.fullmatch(particle)) if under is None else particle.lower() in under
