"""From configuration files to a validated Project: its works, locales, formats and styles.

A project is a folder with a `publish.toml` or with a `[tool.publish]` in its `pyproject.toml`. A work is any
folder of `sources/` with a `work.toml`. Everything wrong in any of these files is reported in one go.
"""

from __future__ import annotations

import posixpath
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .diagnostics import Diagnostic, Place, Refusal, has_errors
from .files import Folder
from .tables import Table, nearest, read_table

FORMATS = ("epub", "pdf", "html")
REPORTS = ("html", "tei")
USUAL = ("epub", "pdf")  # what is made where a project does not say
HOUSE = "house"
BELOW = ("mark", "fail", "omit")
TRIMS = ("A5", "B6", "US trade", "pocket")
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?([-_][A-Za-z0-9]{5,8})*")
_WORK_ID = re.compile(r"[^\W_]([\w.-]*[\w])?")
# No file or folder of Windows can have these names (Naming Files, Paths, and Namespaces).
_DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))


@dataclass(frozen=True, slots=True)
class Fallback:
    """What a book does with a chapter of which fewer than `threshold` per cent of the words are translated: `mark`
    the passages that stay in the source's language, `fail`, or `omit` the chapter."""

    threshold: int = 100
    below: str = "mark"


MARK = Fallback()


@dataclass(frozen=True, slots=True)
class Print:
    """What a table [print] says: `trim` names the size of the page, whose measures the styles have; `press`: a PDF
    with bleed and crop marks is made, too."""

    trim: str = "A5"
    press: bool = False


@dataclass(frozen=True, slots=True)
class FallbackRule:
    """What a table [fallback] or [fallback.FORMAT] says; `format` is "" for every format, None and "" leave a thing
    to the rules before."""

    format: str = ""
    threshold: int | None = None
    below: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One title. `language` is a BCP 47 tag; `date` is ISO 8601, as precise as it is known (1991-10);
    `chapters` are files of the project, in reading order; `parallel` are the locales in which it comes out beside its
    own text, too; `edition` counts from 1, 0 where none is named; `isbn` are (locale, format, number); `translators`
    are named by locale, those of a catalogue where none are. `cover` is a picture beside work.toml; `writing` holds in
    languages that can be set in columns; `sort_as` has what titles and names are sorted under."""

    id: str
    title: str
    language: str
    chapters: tuple[str, ...]
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    description: str = ""
    publisher: str = ""
    rights: str = ""
    identifier: str = ""
    form: str = "book"
    provenance: tuple[tuple[str, str], ...] = ()
    cover: str = ""
    writing: str = "horizontal"
    subjects: tuple[str, ...] = ()
    sort_as: tuple[tuple[str, str], ...] = ()
    fallback: tuple[FallbackRule, ...] = ()
    print: Print = Print()
    parallel: tuple[str, ...] = ()
    errata: bool = False  # whether its books list at their end what was corrected
    edition: int = 0
    version: str = ""
    dedication: str = ""
    epigraph: str = ""
    epigraph_source: str = ""
    colophon: str = ""
    isbn: tuple[tuple[str, str, str], ...] = ()
    translators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"sources/{self.id}/work.toml"

    @property
    def template(self) -> str:
        return f"locale/{self.id}.pot"

    def catalogue(self, locale: str) -> str:
        return catalogue_path(self.id, locale)


@dataclass(frozen=True, slots=True)
class Project:
    """The validated configuration. `config` names the file that holds it, `table` its table there."""

    folder: Folder
    config: str
    table: str
    works: tuple[Work, ...]
    locales: tuple[str, ...]
    formats: tuple[str, ...] = USUAL
    styles: str = "styles"
    found: tuple[Diagnostic, ...] = field(default=())
    fallback: tuple[FallbackRule, ...] = ()
    reports: tuple[str, ...] = ()  # of each work's corrections, which a build leaves in dist/reports/

    def fallback_of(self, work: Work, name: str) -> Fallback:
        """What is ruled for a work in the format `name`: the work's rules before the project's and, in each, the
        format's before the general ones."""
        rules = [r for r in (*self.fallback, *work.fallback) if r.format in ("", name)]
        thresholds = [r.threshold for r in rules if r.threshold is not None]
        below = [r.below for r in rules if r.below]
        return Fallback(thresholds[-1] if thresholds else MARK.threshold, below[-1] if below else MARK.below)

    def select(self, ids: list[str]) -> tuple[Work, ...]:
        """The works of these ids, all of them for none; Refusal `unknown-work`."""
        known = {work.id: work for work in self.works}
        unknown = [i for i in ids if i not in known]
        if unknown:
            raise Refusal(
                Diagnostic("unknown-work", f"there is no work “{i}”", Place("sources"), nearest(i, set(known)))
                for i in unknown
            )
        return tuple(known[i] for i in ids) if ids else self.works

    def locales_of(self, work: Work, wanted: list[str]) -> tuple[str, ...]:
        """The locales to make of a work, its own language first: those wanted, or all that the project names."""
        every = (work.language, *(code for code in self.locales if code != work.language))
        if not wanted:
            return every
        return tuple(code for code in every if code in {canonical_locale(w) for w in wanted})

    def check_locales(self, wanted: list[str]) -> None:
        """Refusal `unknown-locale` where one is neither the project's nor the language of a work."""
        known = {*self.locales, *(work.language for work in self.works)}
        place = Place(self.config)
        unknown = [w for w in wanted if canonical_locale(w) not in known]
        bad = [d for w in unknown for d in check_locale(w, place)]
        if unknown:
            raise Refusal(
                bad
                or (
                    Diagnostic("unknown-locale", f"the project has no locale “{w}”", place,
                               nearest(w, known) + f"; `publish update -l {w}` starts a new one")
                    for w in unknown
                )
            )  # fmt: skip


def catalogue_path(domain: str, locale: str) -> str:
    """The PO file of a work (or of the house) in gettext's folders, which write pt_BR."""
    return f"locale/{locale.replace('-', '_')}/LC_MESSAGES/{domain}.po"


def canonical_locale(tag: str) -> str:
    """A BCP 47 tag in its customary letters: `pt_br` is pt-BR, `zh_hans` zh-Hans (RFC 5646, 2.1.1)."""
    parts = tag.replace("_", "-").split("-")
    rest = [p.title() if len(p) == 4 else p.upper() if len(p) < 4 else p.lower() for p in parts[1:]]
    return "-".join([parts[0].lower(), *rest])


def check_locale(tag: str, place: Place) -> list[Diagnostic]:
    """`bad-locale` unless the tag is well formed and CLDR knows its language."""
    if _TAG.fullmatch(tag) and _in_cldr(tag):
        return []
    return [Diagnostic("bad-locale", f"“{tag[:40]}” is not the tag of a language that CLDR knows", place)]


def _in_cldr(tag: str) -> bool:
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(canonical_locale(tag).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return True


def find_project(start: Path) -> Path:
    """The folder with the project's configuration: `start` itself; Refusal `no-project`."""
    folder = Folder(start)
    if folder.exists("publish.toml") or _has_tool_table(folder):
        return start
    raise Refusal([Diagnostic("no-project", f"“{start}” is not a project of publish", Place(str(start)))])


def _has_tool_table(folder: Folder) -> bool:
    """Whether a pyproject.toml configures us."""
    if not folder.exists("pyproject.toml"):
        return False
    text = folder.read_bytes("pyproject.toml").decode("utf-8", "replace")
    return bool(re.search(r"^\[tool\.publish\b", text, re.MULTILINE))


def load_project(start: Path) -> Project:
    """The Project in a folder; Refusal with everything that is wrong with its configuration."""
    folder = Folder(find_project(start))
    found: list[Diagnostic] = []
    own = folder.exists("publish.toml")
    config, table = ("publish.toml", "") if own else ("pyproject.toml", "tool.publish")
    top = read_table(config, folder.read_text(config), found)
    if not own:
        top = top.table("tool").table("publish")
    project = _read_config(folder, top, config, table, found)
    if has_errors(found):
        raise Refusal(found)
    return project


def _read_config(folder: Folder, top: Table, config: str, table: str, found: list[Diagnostic]) -> Project:
    listed = tuple(dict.fromkeys(top.texts("works")))
    tags = top.texts("locales")
    locales = tuple(dict.fromkeys(canonical_locale(tag) for tag in tags))
    formats = top.texts("formats") or USUAL
    reports = top.texts("reports")
    styles = top.text("styles", "styles")
    fallback = _fallback(top)
    printing = _print(top, Print())
    top.finish()
    for tag in tags:
        found += check_locale(tag, top.place("locales", tag))
    for key, names, known in (("formats", formats, FORMATS), ("reports", reports, REPORTS)):
        for name in names:
            if name not in known:
                top.report("wrong-value", f"“{name}” is not a format", key, nearest(name, known), name)
    works = _read_works(folder, listed, top, printing, found)
    for work in works:
        for tag in work.parallel:
            if tag not in locales or tag == work.language:
                message = f"“{work.id}” is to come out in parallel with “{tag}”, which is no translation of the project"
                found.append(Diagnostic("unknown-locale", message, Place(work.path), nearest(tag, set(locales))))
    return Project(folder, config, table, works, locales, formats, styles, tuple(found), fallback, reports)


def _read_works(
    folder: Folder, listed: tuple[str, ...], top: Table, printing: Print, found: list[Diagnostic]
) -> tuple[Work, ...]:
    sources = folder.root / "sources"
    there = sorted(p.parent.name for p in sources.glob("*/work.toml")) if sources.is_dir() else []
    for name in listed:
        if name not in there:
            message = f"there is no “sources/{name}/work.toml”"
            top.report("unknown-work", message, "works", nearest(name, set(there)), name)
    if not there:
        found.append(Diagnostic("no-works", "the project has no work yet", Place("sources")))
    works = []
    for name in listed or there:
        try:
            works += [read_work(folder, name, printing, found)] if name in there else []
        except Refusal as refusal:
            found += refusal.diagnostics
    _check_case(works, found)
    return tuple(works)


def _check_case(works: list[Work], found: list[Diagnostic]) -> None:
    seen: dict[str, str] = {}
    for work in works:
        other = seen.setdefault(work.id.casefold(), work.id)
        if other != work.id:
            found.append(
                Diagnostic("bad-work-id", f"“{work.id}” and “{other}” differ in capitals only", Place(work.path))
            )
        found += check_work_id(work.id, Place(work.path))


def check_work_id(name: str, place: Place) -> list[Diagnostic]:
    """`bad-work-id` unless a folder of sources/ may have that name."""
    if name.casefold() not in (HOUSE, *_DEVICES) and _WORK_ID.fullmatch(name):
        return []
    return [Diagnostic("bad-work-id", f"a work cannot be called “{name}”", place)]


def read_work(folder: Folder, name: str, printing: Print, found: list[Diagnostic]) -> Work:
    """The Work of `sources/<name>/work.toml`, printed as the project rules where it rules nothing else; what is wrong
    with it is added to `found`."""
    path = f"sources/{name}/work.toml"
    table = read_table(path, folder.read_text(path), found)
    if not table.values:
        if not found or found[-1].place.path != path:
            found.append(Diagnostic("missing-key", f"“{path}” is empty", Place(path)))
        return Work(name, name, "en", ())
    language = table.required("language")
    if language:
        found += check_locale(language, table.place("language"))
    provenance, sorting = table.table("provenance"), table.table("sort_as")
    work = Work(
        id=name,
        title=table.required("title"),
        language=canonical_locale(language or "en"),
        chapters=_chapters(folder, name, table),
        subtitle=table.text("subtitle"),
        authors=table.texts("author"),
        date=_date(table),
        description=table.text("description"),
        publisher=table.text("publisher"),
        rights=table.text("rights"),
        identifier=table.text("identifier"),
        form=table.choice("form", ("book", "article"), "book"),
        provenance=tuple((key, provenance.text(key)) for key in provenance.values),
        cover=table.text("cover"),
        writing=table.choice("writing", ("horizontal", "vertical"), "horizontal"),
        subjects=table.texts("subjects"),
        sort_as=tuple((name, sorting.text(name)) for name in sorting.values),
        fallback=_fallback(table),
        print=_print(table, printing),
        parallel=tuple(dict.fromkeys(canonical_locale(tag) for tag in table.texts("parallel"))),
        errata=table.flag("errata", False),
        edition=table.number("edition", 0),
        version=table.text("version"),
        dedication=table.text("dedication"),
        epigraph=table.text("epigraph"),
        epigraph_source=table.text("epigraph_source"),
        colophon=table.text("colophon"),
        isbn=tuple(_isbn(table.table("isbn"))),
        translators=_translators(table.table("translators")),
    )
    table.finish()
    return work


def _fallback(top: Table) -> tuple[FallbackRule, ...]:
    """The rules of a file's [fallback], the general ones first."""
    table = top.table("fallback")
    rules = [_fallback_rule(table, "")]
    for name in FORMATS:
        if name in table.values:
            own = table.table(name)
            rules.append(_fallback_rule(own, name))
            own.finish()
    table.known |= set(FORMATS)
    table.finish()
    return tuple(rule for rule in rules if rule != FallbackRule(rule.format))


def _fallback_rule(table: Table, name: str) -> FallbackRule:
    threshold = table.number("threshold", MARK.threshold)
    if threshold > 100:
        table.report("wrong-value", f"“threshold” is {threshold}; it is a share in per cent, 0 to 100", "threshold")
    below = table.choice("below", BELOW, MARK.below)
    given = table.values
    return FallbackRule(name, threshold if "threshold" in given else None, below if "below" in given else "")


def _print(top: Table, default: Print) -> Print:
    table = top.table("print")
    printing = Print(table.choice("trim", TRIMS, default.trim), table.flag("press", default.press))
    table.finish()
    return printing


def _isbn(table: Table) -> Iterator[tuple[str, str, str]]:
    """The numbers of [isbn], a locale's by format: `fr.pdf = "978-…"`."""
    for tag, formats in table.named():
        table.found += check_locale(tag, table.place(tag))
        for name in FORMATS:
            number = formats.text(name)
            if number and not _is_isbn(number):
                formats.report("wrong-value", f"“{number}” is not an ISBN: its check digit says so", name)
            elif number:
                yield canonical_locale(tag), name, number
        formats.finish()


def _is_isbn(text: str) -> bool:
    """Whether the check digit is right (ISO 2108: thirteen digits, weighted 1 and 3, a multiple of ten)."""
    digits = [int(c) for c in text if c.isdigit()]
    well_formed = len(digits) == 13 and re.fullmatch(r"[0-9][0-9 -]*[0-9]", text)
    return bool(well_formed) and sum(d * (1, 3)[n % 2] for n, d in enumerate(digits)) % 10 == 0


def _translators(table: Table) -> dict[str, tuple[str, ...]]:
    for tag in table.values:
        table.found += check_locale(tag, table.place(tag))
    return {canonical_locale(tag): table.texts(tag) for tag in table.values}


def _date(table: Table) -> str:
    value = table.text("date")
    if value and not _is_date(value):
        table.report("wrong-value", f"“{value}” is not a date such as 1991, 1991-10 or 1991-10-31", "date")
        return ""
    return value


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:  # there is no 31 February
        return False
    return True


def _chapters(folder: Folder, name: str, table: Table) -> tuple[str, ...]:
    listed = table.texts("chapters")
    if table.values.get("chapters", []) in ([], ""):
        table.report("missing-key", f"“{table.path}” lists no chapters", "chapters")
        return ()
    chapters: list[str] = []
    for n, entry in enumerate(listed):
        path = posixpath.normpath(posixpath.join(f"sources/{name}", entry))
        if path.casefold() in {c.casefold() for c in chapters}:
            again = listed[:n].count(entry)
            table.report("chapter-twice", f"the chapter “{entry}” is listed twice", "chapters", value=entry, nth=again)
        elif "\ufffd" not in entry:  # told already: no file has that name
            _check_chapter(folder, path, entry, table)
        chapters.append(path)
    return tuple(chapters)


def _check_chapter(folder: Folder, path: str, entry: str, table: Table) -> None:
    try:
        there = folder.exists(path)
    except Refusal as refusal:
        table.report(refusal.diagnostics[0].code, refusal.diagnostics[0].message, "chapters", value=entry)
        return
    if not there:
        message = f"the chapter “{entry}” is listed, but there is no such file"
        table.report("chapter-missing", message, "chapters", value=entry)


def identifier_of(work: Work, locale: str) -> str:
    """A URN for an edition that stays the same from build to build: RFC 4122 version 5, from the work's own
    identifier (or its id, title and language) and the locale."""
    name = work.identifier or f"{work.language}/{work.id}/{work.title}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"publish:{name}#{locale}").urn
