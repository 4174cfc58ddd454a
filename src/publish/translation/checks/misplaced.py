"""`misplaced`: a translation that belongs to another entry, as a merge that went wrong leaves behind.

It is told by being that of another entry word for word, or by numbers and names that are none of its own source's
and all of another's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ...diagnostics import Diagnostic
from ..messages import Key
from .numbers import figures
from .pair import Context, Pair

_WORDS = 4  # two texts of fewer words may well have one translation
_ALIKE = 0.6
_FEATURES = 2  # numbers and names that have to fit
_PART = 0.6  # of those of the entry that they fit


def misplaced(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    said = context.homes.get(pair.message.key)
    if said:
        yield pair.finding("misplaced", said)


def homes(pairs: Sequence[Pair], context: Context) -> dict[Key, str]:
    """What is to be said of the entries of a catalogue whose translation seems to be another's, by their keys."""
    return _by_features(pairs, context) | _by_text(pairs)


def _by_text(pairs: Sequence[Pair]) -> dict[Key, str]:
    same: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if len(pair.target.split()) >= _WORDS:
            same[pair.target].append(pair)
    return {
        pair.message.key: f"is the same as that of “{other.excerpt}” in line {other.message.line}"
        for group in same.values()
        for pair in group
        for other in [next((o for o in group if not _alike(o.source, pair.source)), None)]
        if other
    }


def _alike(first: str, second: str) -> bool:
    return first.lower() == second.lower() or SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _by_features(pairs: Sequence[Pair], context: Context) -> dict[Key, str]:
    sources = [_source_features(pair, context) for pair in pairs]
    having: defaultdict[str, set[int]] = defaultdict(set)
    for n, features in enumerate(sources):
        for feature in features:
            having[feature].add(n)
    found = {}
    for pair, own in zip(pairs, sources, strict=True):
        given = _target_features(pair, context)
        if own and len(given) >= _FEATURES and not given & own:
            # A number may be spelled out, a name be a pronoun: so a part of the other's will do.
            fitting = set.intersection(*(having.get(feature, set()) for feature in given))
            home = next((n for n in sorted(fitting) if len(given) >= _PART * len(sources[n])), None)
            if home is not None:
                line = pairs[home].message.line
                found[pair.message.key] = f"has the numbers and names of “{pairs[home].excerpt}” in line {line}"
    return found


def _source_features(pair: Pair, context: Context) -> frozenset[str]:
    keys = {m.key for m in context.sources.find(pair.source)}
    named = {key for key in keys if context.house.entries[key].form(context.locale)}
    return frozenset(named | set(figures(pair.source, context.language)))


def _target_features(pair: Pair, context: Context) -> frozenset[str]:
    return frozenset({m.key for m in context.targets.find(pair.target)} | set(figures(pair.target, context.locale)))
