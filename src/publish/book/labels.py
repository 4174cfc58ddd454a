"""The words that the tool itself prints into books, from the catalogues inside the package.

A project's house catalogue may override each of them (msgctxt "label").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from ..diagnostics import Diagnostic, Place
from ..languages import conventions

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """`labels("Index")` is the word for it in a locale; `labels("by %(names)s", names=…)` fills in. `words` are the
    translations by msgid."""

    locale: str
    words: Mapping[str, str]

    def __call__(self, msgid: str, **values: str) -> str:
        text = self.words.get(msgid) or msgid
        return text % values if values else text

    @property
    def rtl(self) -> bool:
        return conventions(self.locale).rtl

    def language(self, tag: str) -> str:
        """The name of a language in this one, from CLDR."""
        from babel import Locale

        return Locale.parse(tag, sep="-").get_display_name(_babel(self.locale)) or tag

    def names(self, names: tuple[str, ...]) -> str:
        """Names as a list in this language, from CLDR (“A, B and C”)."""
        from babel.lists import format_list

        return format_list(list(names), locale=_babel(self.locale)) if names else ""

    def date(self, iso: str) -> str:
        """A date as precise as it is known (1991, 1991-10, 1991-10-31) in this language, from CLDR."""
        from datetime import date

        from babel.dates import format_date, format_skeleton

        parts = [int(p) for p in iso.split("-")]
        if len(parts) == 1:
            return iso
        day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
        if len(parts) > 2:
            return format_date(day, "long", locale=_babel(self.locale))
        return format_skeleton("yMMMM", day, locale=_babel(self.locale))

    def ordinal(self, number: int) -> str:
        """A number as an ordinal that goes with the word for an edition (2nd, 2.ª, 2-е), from CLDR by ICU."""
        import icu

        rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.ORDINAL, icu.Locale(_babel(self.locale)))
        wanted = f"%digits-ordinal-{conventions(self.locale).edition}"
        if wanted in {rules.getRuleSetName(n) for n in range(rules.getNumberOfRuleSetNames())}:
            rules.setDefaultRuleSet(wanted)
        return str(rules.format(number))

    def percent(self, part: float) -> str:
        from babel.numbers import format_percent

        return format_percent(part, locale=_babel(self.locale))


def read_labels(locale: str, overrides: Mapping[str, str]) -> tuple[Labels, list[Diagnostic]]:
    """The Labels of a locale; `labels-missing` where the package has no catalogue and the house does not fill in."""
    import polib

    words: dict[str, str] = {}
    for folder in (locale.split("-")[0], locale.replace("-", "_")):
        file = resources.files("publish") / "locale" / folder / "LC_MESSAGES" / "publish.po"
        if file.is_file():
            words |= {e.msgid: e.msgstr for e in polib.pofile(file.read_text("utf-8")) if e.msgstr}
    words |= overrides
    found = []
    if not words and locale.split("-")[0] != SOURCE:
        message = f"the words that the tool prints into books are not translated into “{locale}”"
        found.append(Diagnostic("labels-missing", message, Place("locale")))
    return Labels(locale, words), found


def _babel(tag: str) -> str:
    return tag.replace("-", "_")
