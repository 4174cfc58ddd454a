"""The House: what the editors of all works have ruled, read from `sources/house/*.toml`.

Corrections, entities (persons, places, bodies…), terms and house style. An entity or term is written once, with
its form in each language and the stray forms seen; correction, translator's hint, check, glossary and index are
all made from that one record.

A change that is made by hand, in a text or in a definition, is carried into the catalogues like a correction if
the editor declares it: `[[editorial]]` with `before` and `after`, in a corrections.toml. What holds everywhere is a
`[[rule]]` there: a pattern, with examples of what it must and must not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic, Place
from ..files import Folder
from ..languages import script
from ..project import HOUSE, Project, Work, canonical_locale, check_locale
from ..tables import Table, nearest, read_table
from .authority import established
from .inversion import inverted
from .patterns import PatternError, check_filling, readings
from .periods import Period, is_date, overlapping
from .quotations import Quotations, read_quotations
from .romanisation import Derived, derive
from .rulebook import Rule, Rulebook
from .style import Style, read_styles

CLASSES = (
    "typo", "name-variant", "grammar", "punctuation", "spelling-convention", "artefact", "factual", "style",
)  # fmt: skip
KINDS = ("person", "place", "body", "title", "event", "work", "thing")


@dataclass(frozen=True, slots=True)
class Correction:
    """A reviewed correction. `context` is text of the paragraph that must hold `before`; `count` is how often it
    must match in the works it is for, 0 for any number from one up; `work` "" means every work."""

    before: str
    after: str
    kind: str = "typo"
    reason: str = ""
    by: str = ""
    work: str = ""
    context: str = ""
    count: int = 0
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """What an Entity and a Term have in common. `forms` has, for each locale, the house form first and then the
    others that are right too (“USSR”, “Soviet Union”); `periods` those that held for a time (Moldavia until August
    1991), `roles` what a person was at what time; `strays` leads from a stray form to the right one, ""
    meaning the house form of the text's language. `index` says, by locale, how the index enters it, and `sort` what it
    is sorted by: a reading, a second part; for each of its forms where it has several. `sub` are the entries that stand
    under this one there. One that is not `indexed` is passed over where the text names it, and indexed where an author
    marks it."""

    key: str
    kind: str
    forms: Mapping[str, tuple[str, ...]]
    strays: Mapping[str, str] = field(default_factory=dict)
    index: Mapping[str, str] = field(default_factory=dict)
    sort: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sub: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    gloss: str = ""
    indexed: bool = True
    native: str = ""
    language: str = ""
    dates: str = ""
    periods: tuple[Period, ...] = ()
    roles: tuple[Period, ...] = ()
    place: Place = field(default=Place(), compare=False)

    @property
    def is_term(self) -> bool:
        return self.kind == "term"

    def ruled(self, locale: str) -> tuple[str, ...]:
        """The forms that the editors have ruled right in a locale, those of every period among them: those of its
        language where it has none of its own; the form in native script in the language that it is native to; a
        person's own name where it needs no romanisation."""
        own = _in(self.forms, locale)
        if not own and self.native and self.language.split("-")[0] == locale.split("-")[0]:
            own = (self.native,)
        if not own and self.kind == "person" and not self.native and script(locale) == "Latn":
            # A name that is Latin from its birth is the same wherever Latin is written.
            own = next((forms for code, forms in self.forms.items() if script(code) == "Latn"), ())
        return tuple(dict.fromkeys((*own, *(form for period in self.periods for form in _in(period.forms, locale)))))

    def derived(self, locale: str) -> Derived | None:
        """The form of a locale that nobody has ruled on: as the authority has it, or else by the rules of its
        language. None where there is a ruling, or where no rule can tell."""
        if not self.native or self.ruled(locale):
            return None
        return established(self.native, self.language, locale) or derive(self.native, self.language, locale)

    def accepted(self, locale: str) -> tuple[str, ...]:
        """The forms that are right in a locale, the house form first; a derived one where nobody has ruled."""
        derived = self.derived(locale)
        return (derived.form,) if derived else self.ruled(locale)

    def form(self, locale: str) -> str:
        """The house form in a locale; "" where nobody has ruled on one and none can be derived."""
        return next(iter(self.accepted(locale)), "")

    def timed(self, locale: str) -> tuple[tuple[str, str, str], ...]:
        """The first date, the last date and the form of each period, none where a locale has a form for all times."""
        if _in(self.forms, locale):
            return ()
        return tuple((p.first, p.last, _in(p.forms, locale)[0]) for p in self.periods if _in(p.forms, locale))

    def form_at(self, locale: str, when: str) -> str:
        """The form that holds in a locale at a date; the house form where the date does not tell."""
        held = (form for first, last, form in self.timed(locale) if when and Period(first, last).holds(when))
        return next(held, self.form(locale))

    def untimely(self, form: str, locale: str, when: str) -> bool:
        """Whether a form is one of another period than the date `when` and of no other."""
        if form in _in(self.forms, locale):
            return False
        said = [period.holds(when) for period in self.periods if form in _in(period.forms, locale)]
        return bool(said) and all(holds is False for holds in said)

    def counterpart(self, form: str, language: str, locale: str) -> str:
        """What answers in a locale to a form of a language: the one in the same place, else the house form."""
        at, others = self.accepted(language).index(form), self.accepted(locale)
        return others[at] if at < len(others) else self.form(locale)

    def reading(self, locale: str, called: str) -> str:
        """What a locale sorts it by where it is called so: by its heading, or by one of its forms; "" for the words
        themselves."""
        forms, readings = self.accepted(locale), _in(self.sort, locale)
        at = forms.index(called) if called in forms else 0
        return readings[at] if at < len(readings) else ""

    def heading(self, locale: str) -> str:
        """How the index of a locale enters it (“Zhukov, Georgy”)."""
        stated = self.index.get(locale) or self.index.get(locale.split("-")[0])
        form = self.form(locale)
        return stated or (inverted(form, self.language.split("-")[0]) if self.kind == "person" else form)


def _in(forms: Mapping[str, tuple[str, ...]], locale: str) -> tuple[str, ...]:
    """What a locale has, or else its language."""
    return forms.get(locale) or forms.get(locale.split("-")[0]) or ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """Words that an editor found right when the audit asked: everywhere, or in a work where the text around them is
    `context`."""

    code: str
    words: str
    work: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """All that is ruled. `language` is the language in which the house writes its glosses and definitions."""

    language: str
    corrections: tuple[Correction, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    by_hand: tuple[tuple[str, str], ...] = ()  # before and after of the changes that are declared editorial
    rules: tuple[Rule, ...] = ()  # what holds in every text, or in every text of its language

    ignored: tuple[Ignored, ...] = ()
    styles: Mapping[str, Style] = field(default_factory=dict)
    quotations: Quotations = field(default_factory=Quotations)

    def style(self, language: str) -> Style:
        """What is declared for texts in a language; an empty Style where nothing is."""
        return self.styles.get(language) or self.styles.get(language.split("-")[0]) or Style()

    def named(self, language: str) -> Mapping[str, str]:
        """The key of each entry by all that names it in a language, case folded: the key itself and its forms."""
        forms = {form.casefold(): entry.key for entry in self.entries.values() for form in entry.accepted(language)}
        return forms | {key.casefold(): key for key in self.entries}

    def person(self, name: str, language: str) -> Entry | None:
        """The person whom a name is a form of."""
        people = (entry for entry in self.entries.values() if entry.kind == "person")
        return next((entry for entry in people if name in entry.accepted(language)), None)

    def for_work(self, work: Work) -> tuple[Correction, ...]:
        return tuple(c for c in self.corrections if c.work in ("", work.id))


def read_house(project: Project) -> tuple[House, list[Diagnostic]]:
    """The House of a project, the corrections of single works included. Every file of it may be missing."""
    found: list[Diagnostic] = []
    style = _file(project.folder, f"sources/{HOUSE}/style.toml", found)
    language = _language(style) or next((w.language for w in project.works), "en")
    styles = read_styles(style)
    ignored = tuple(_ignored(_file(project.folder, f"sources/{HOUSE}/ignored.toml", found)))
    entries: dict[str, Entry] = {}
    for name, read in (("names", _entity), ("terms", _term)):
        for key, table in _file(project.folder, f"sources/{HOUSE}/{name}.toml", found).named():
            if key in entries:
                table.report("entry-twice", f"“{key}” is both a name and a term")
            entries[key] = read(key, table)
            table.finish()
    quotations = read_quotations(style.table("quotations"), _titles(entries.values()))
    style.finish()
    works = {work.id for work in project.works}
    corrections: list[Correction] = []
    by_hand: list[tuple[str, str]] = []
    rules: list[Rule] = []
    for owner in (HOUSE, *(work.id for work in project.works)):
        file = _file(project.folder, f"sources/{owner}/corrections.toml", found)
        corrections += _corrections(file, owner, works)
        by_hand += _declared(file)
        rules += _rules(file) if owner == HOUSE else ()
        file.finish()
    _check_entries(entries, tuple(dict.fromkeys(w.language for w in project.works)), found)
    house = House(language, tuple(corrections), entries, tuple(by_hand), tuple(rules), ignored, styles, quotations)
    return house, found


def _file(folder: Folder, path: str, found: list[Diagnostic]) -> Table:
    return read_table(path, folder.read_text(path) if folder.exists(path) else "", found)


def _titles(entries: Iterable[Entry]) -> frozenset[str]:
    """What the works that the house knows are called, in any language, case folded."""
    works = (entry for entry in entries if entry.kind in ("work", "title"))
    return frozenset(
        form.casefold() for entry in works for own in entry.forms.values() for form in (entry.native, *own)
    )


def _ignored(file: Table) -> Iterator[Ignored]:
    for table in file.tables("ignore"):
        yield Ignored(table.required("code"), table.required("words"), table.text("work"), table.text("context"))
        table.finish()
    file.finish()


def _language(table: Table) -> str:
    """The tag under `language` in its customary letters, "" where there is none."""
    tag = table.text("language")
    table.found += check_locale(tag, table.place("language")) if tag else []
    return canonical_locale(tag)


def _declared(file: Table) -> Iterator[tuple[str, str]]:
    """What was changed by hand without a change of meaning."""
    for table in file.tables("editorial"):
        before, after = table.required("before"), table.required("after")
        if before.strip() and after.strip():
            yield before, after
        table.finish()


def _corrections(file: Table, owner: str, works: set[str]) -> Iterator[Correction]:
    for table in file.tables("correction"):
        correction = Correction(
            before=table.required("before"),
            after=table.text("after"),
            kind=table.choice("class", CLASSES, "typo"),
            reason=table.text("reason"),
            by=table.text("by"),
            work=table.text("work") if owner == HOUSE else owner,
            context=table.text("context"),
            count=table.number("count", 0),
            place=table.place("before"),
        )
        if correction.before.strip() and _check_correction(correction, table):
            yield correction
        if correction.work and correction.work not in works:
            hint = nearest(correction.work, works)
            table.report("unknown-work", f"there is no work “{correction.work}”", "work", hint)
        table.finish()


def _check_correction(correction: Correction, table: Table) -> bool:
    """Whether a correction can be made at all; the reason why not is reported."""
    if correction.before == correction.after:
        table.report("correction-idle", f"“{correction.before}” is corrected to itself", "after")
        return False
    if correction.context and correction.before not in correction.context:
        table.report("context-without-before", f"the context does not hold “{correction.before}”", "context")
        return False
    return True


def _rules(file: Table) -> Iterator[Rule]:
    """The rules that hold everywhere, each tried on its own examples."""
    for table in file.tables("rule"):
        place = table.place("before")
        rule = Rule(
            name=str(place),
            before=table.required("before"),
            after=table.text("after"),
            kind=table.choice("class", CLASSES, "style"),
            reason=table.text("reason"),
            by=table.text("by"),
            place=place,
            pattern=True,
            language=_language(table),
            examples=tuple(_examples(table)),
        )
        leave = table.texts("leave")
        for key, given in (("examples", rule.examples), ("leave", leave)):
            if not given and not table.values.get(key):
                message = f"“{rule.before}” holds everywhere, so it needs “{key}”: what it must and must not change"
                table.report("missing-key", message, "before")
        if rule.before.strip() and _can_be_used(rule, table):
            _try_examples(rule, leave, table)
            yield rule
        table.finish()


def _examples(table: Table) -> Iterator[tuple[str, str]]:
    """Texts before and after, as `"the build up → the build-up"`."""
    for text in table.texts("examples"):
        before, arrow, after = re.sub(r"\s*(?:->|→)\s*", "→", text, count=1).partition("→")
        if arrow:
            yield before, after
        else:
            table.report("wrong-value", f"“{text}” is no example; write “before → after”", "examples", value=text)


def _can_be_used(rule: Rule, table: Table) -> bool:
    """Whether a pattern can be looked for; the reason why not is reported."""
    try:
        readings(rule.before)
        check_filling(rule.after, rule.before)
    except PatternError as error:
        table.report("rule-pattern", f"“{rule.before}” cannot be looked for: {error}", "before")
        return False
    return True


def _try_examples(rule: Rule, leave: Iterable[str], table: Table) -> None:
    """Reports the examples that the rule does not change as they say, and those that it should leave alone."""
    book = Rulebook([rule])
    for key, before, wanted in (*(("examples", *pair) for pair in rule.examples), *(("leave", t, t) for t in leave)):
        made = book.rewrite(before)
        if made != wanted:
            wrong = f"becomes “{made}”" if made != before else "is left as it is"
            place = next((t for t in table.texts(key) if t.startswith(before)), before)
            table.report("rule-example", f"“{before}” {wrong}, not “{wanted}”", key, value=place)


def _entity(key: str, table: Table) -> Entry:
    return _entry(key, table, table.choice("kind", KINDS, "thing"), table.text("gloss"))


def _term(key: str, table: Table) -> Entry:
    return _entry(key, table, "term", table.text("definition"))


def _entry(key: str, table: Table, kind: str, gloss: str) -> Entry:
    entry = Entry(
        key=key,
        kind=kind,
        forms=_by_locale(table.table("forms")),
        strays=_strays(table),
        index={k: v[0] for k, v in _by_locale(table.table("index")).items()},
        sort=_by_locale(table.table("sort")),
        sub=table.texts("sub"),
        see=table.texts("see"),
        see_also=table.texts("see_also"),
        gloss=gloss,
        indexed=table.flag("indexed", True),
        native=table.text("native"),
        language=_language(table) or "und",
        dates=table.text("dates"),
        periods=_periods(key, table),
        roles=tuple(_period(t, t.required("title")) for t in table.tables("role")) if kind == "person" else (),
        place=table.place(),
    )
    if not (entry.forms or entry.native or entry.periods):
        table.report("missing-key", f"“{key}” has no form in any language", "")
    return entry


def _by_locale(table: Table) -> Mapping[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for tag in table.values:
        table.found += check_locale(tag, table.place(tag))
        forms[canonical_locale(tag)] = tuple(f for f in table.texts(tag) if f.strip())
    return {tag: f for tag, f in forms.items() if f}


def _periods(key: str, table: Table) -> tuple[Period, ...]:
    """The `[[key.period]]` of an entry, which must not overlap."""
    periods = tuple(_period(t) for t in table.tables("period"))
    for tag in sorted({tag for period in periods for tag in period.forms}):
        other = overlapping([period for period in periods if tag in period.forms])
        if other:
            message = f"two periods of “{key}” hold at one time in {tag}: “{other.forms[tag][0]}” begins too early"
            table.found.append(Diagnostic("period-overlap", message, other.place))
    return periods


def _period(table: Table, title: str = "") -> Period:
    ends = {}
    for key in ("from", "until"):
        ends[key] = table.text(key)
        if ends[key] and not is_date(ends[key]):
            table.report("wrong-value", f"“{ends[key]}” is no date; write 1991, 1991-08 or 1991-08-27", key)
            ends[key] = ""
    forms = {} if title else _by_locale(table.table("forms"))
    period = Period(ends["from"], ends["until"], forms, title, table.place())
    table.finish()
    return period


def _strays(table: Table) -> Mapping[str, str]:
    if isinstance(table.values.get("strays"), dict):
        inner = table.table("strays")
        return {stray: inner.text(stray) for stray in inner.values}
    return dict.fromkeys(table.texts("strays"), "")


def _check_entries(entries: Mapping[str, Entry], languages: tuple[str, ...], found: list[Diagnostic]) -> None:
    claimed: dict[str, str] = {}
    right = {form: (key, tag) for tag in languages for key, entry in entries.items() for form in entry.accepted(tag)}
    for key, entry in entries.items():
        for stray in entry.strays:
            other = claimed.setdefault(stray, key)
            if other != key:
                message = f"“{stray}” is a stray form of both “{other}” and “{key}”"
                found.append(Diagnostic("stray-claimed-twice", message, entry.place))
            owner, tag = right.get(stray, (key, ""))
            if owner != key:
                message = f"“{stray}” is a stray form of “{key}”, but the right form of “{owner}” in {tag}"
                found.append(Diagnostic("stray-is-form", message, entry.place))
        if _leads_back(key, entries):
            message = f"whoever looks for “{key}” in the index is sent round and finds no page"
            found.append(Diagnostic("see-circle", message, entry.place))
        for target in (*entry.see, *entry.see_also, *entry.sub):
            if target not in entries:
                found.append(
                    Diagnostic("see-nothing", f"“{key}” refers to “{target}”, which is not there", entry.place)
                )


def _leads_back(key: str, entries: Mapping[str, Entry]) -> bool:
    """Whether `see` leads from an entry to itself."""
    seen: set[str] = set()
    waiting = list(entries[key].see)
    while waiting:
        target = waiting.pop()
        if target not in seen and target in entries:
            seen.add(target)
            waiting += entries[target].see
    return key in seen
