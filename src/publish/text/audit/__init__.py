"""The audit: what nobody has ruled on, over all works together, after the pass.

Each finder is one function `(corpus, house) -> findings`, in a module of its own. Those that know more of a word
come first: what they claim is not asked about again. Nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..house import House
from ..preparing import Prepared
from . import confusions, conventions, dates, neighbours, queries, romanised, slips, spelling, variants
from .corpus import Corpus, read_corpus
from .finding import Finding, unclaimed, unsettled

Finder = Callable[[Corpus, House], Iterable[Finding]]
FINDERS: tuple[Finder, ...] = (
    romanised.find, variants.find, slips.find, confusions.find, neighbours.find, spelling.find, conventions.find,
    queries.find, dates.find,
)  # fmt: skip


def audit(works: Iterable[Prepared], house: House) -> list[Finding]:
    """The findings of all finders, one a thing to be decided, each with all its places."""
    corpus = read_corpus(works)
    found = (finding for find in FINDERS for finding in find(corpus, house))
    return list(unclaimed(unsettled(found, house)))
