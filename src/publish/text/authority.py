"""A reference authority of Soviet and post-Soviet history: some hundreds of persons, places, bodies, peoples and words,
with the forms that reference works of each language have. A project's own names.toml comes before it.

`authority.tsv` states a form only where the rules of romanisation would give another; several forms of a language
are parted by semicolons, the usual one first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .romanisation import Derived, derive

LOCALES = ("en", "fr", "de", "es", "it", "pl")


@dataclass(frozen=True, slots=True)
class Role:
    """What a person was: a title, and the first and last year of it."""

    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Known:
    """One row. `stated` has the forms of a language that no rule gives."""

    kind: str
    native: str
    language: str
    stated: Mapping[str, tuple[str, ...]]
    dates: str
    roles: tuple[Role, ...]

    def forms(self, locale: str) -> tuple[str, ...]:
        """The established forms of a locale, the usual one first; none where neither row nor rule has one."""
        stated = self.stated.get(locale.split("-")[0])
        if stated:
            return stated
        derived = derive(self.native, self.language, locale)
        return (derived.form,) if derived else ()

    @property
    def family(self) -> str:
        """The part of a person's name that stands alone in a text, in native script."""
        return self.native.split()[-1]


@cache
def authority() -> tuple[Known, ...]:
    """All rows, in the order of the file."""
    lines = files(__package__).joinpath("authority.tsv").read_text("utf-8").splitlines()
    return tuple(_known(line.split("\t")) for line in lines[1:])


def established(native: str, language: str, locale: str) -> Derived | None:
    """The form that the authority has for a name in native script; for a family name alone, if all its bearers there
    write it alike, that part of theirs."""
    rows = [known for known in _by_native().get(native, ()) if language in ("und", known.language)]
    forms = {known.forms(locale)[:1] if known.native == native else _family(known, locale) for known in rows}
    if len(forms) == 1 and (form := forms.pop()) and any(locale.split("-")[0] in known.stated for known in rows):
        return Derived(form[0], "reference authority")
    return None


@cache
def _by_native() -> Mapping[str, list[Known]]:
    rows: dict[str, list[Known]] = {}
    for known in authority():
        rows.setdefault(known.native, []).append(known)
        if known.kind == "person" and " " in known.native:
            rows.setdefault(known.family, []).append(known)
    return rows


def _family(known: Known, locale: str) -> tuple[str, ...]:
    return tuple(form.split()[-1] for form in known.forms(locale)[:1])


def _known(cells: list[str]) -> Known:
    kind, native, language, *rest = [*cells, *[""] * (11 - len(cells))]
    stated = {locale: tuple(cell.split(";")) for locale, cell in zip(LOCALES, rest, strict=False) if cell}
    return Known(kind, native, language, stated, rest[6], tuple(_roles(rest[7])))


def _roles(cell: str) -> list[Role]:
    found = re.findall(r"([^;]+?) (\d{4})-(\d{4})(?:; |$)", cell)
    return [Role(title, int(first), int(last)) for title, first, last in found]
