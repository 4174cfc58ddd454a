"""`name-form`: a name or term that the source mentions has its form of this locale in the translation.
Where nobody has ruled on that form the derived one is only a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Diagnostic, Place
from ...inflection import adjective
from .conventions import COMPOUNDING
from .pair import Context, Pair

_SHORT = 4  # letters; a shorter name begins too many words


def names(pair: Pair, context: Context) -> Iterator[Diagnostic]:
    if pair.message.key in context.homes:
        return
    for mention in {m.key: m for m in context.sources.find(pair.source)}.values():
        form = context.house.entries[mention.key].form(context.locale)
        if form and not _has(pair.target, mention.key, context):
            name = pair.source[mention.start : mention.end]
            derived = context.house.entries[mention.key].derived(context.locale)
            origin = f" ({derived.origin})" if derived else ""
            text = f"“{name}” is “{form}” in {context.locale}{origin}, which the translation does not have"
            place = Place(pair.path, pair.message.line)
            yield Diagnostic("form-derived" if derived else "name-form", text, place, before=name, after=form)


def _has(target: str, key: str, context: Context) -> bool:
    """Whether a translation has a name in any of its forms: inflected, as an adjective, within a compound."""
    if any(context.finder(key).find(target)):
        return True
    forms = context.bare_house.entries[key].accepted(context.locale)
    return any(re.search(p, target) for form in forms if (p := _derived(form, context.target_language)))


def _derived(form: str, language: str) -> str:
    """A pattern for words made of a name, "" where the language makes none that can be told."""
    patterns = [p for p in (adjective(form, language),) if p]
    if language in COMPOUNDING and len(form) >= _SHORT:
        patterns.append(rf"{re.escape(form)}(?=[a-zäöüåæøß-])")
    return rf"(?<![^\W_])(?:{'|'.join(patterns)})" if patterns else ""
