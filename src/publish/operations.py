"""What each command does, without printing: options in, an Outcome out.

A command gathers every diagnostic before it writes anything, and writes nothing where one is an error.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostic, Place, Refusal, has_errors
from .files import Folder, cannot_write, read_whole
from .project import (
    HOUSE,
    Project,
    Work,
    canonical_locale,
    catalogue_path,
    check_locale,
    check_work_id,
    load_project,
)

if TYPE_CHECKING:  # heavy modules are imported where they are used
    from .report.progress import Row
    from .text.house import House
    from .text.preparing import Prepared
    from .translation.interchange import Received
    from .translation.messages import Catalogue
    from .translation.segments import Segment

Tell = Callable[[str], None]


@dataclass
class Outcome:
    """What a command found and what it has to say on standard output. For a command that looks for things
    (`strict`) a warning is a finding; one that makes things has then made them all the same."""

    found: list[Diagnostic] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    strict: bool = False

    @property
    def status(self) -> int:
        """0 clean, 1 findings or a failed build."""
        weighty = ("error", "warning") if self.strict else ("error",)
        return int(any(d.severity in weighty for d in self.found))


def init(options: Namespace, tell: Tell) -> Outcome:
    """Writes a project to start from into a folder that has none."""
    from .starter import STARTER

    root = Path(options.root) / (options.dir or ".")
    taken = [name for name in STARTER if (root / name).exists()]
    if taken:
        message = f"“{root}” has a “{taken[0]}” already; nothing was written"
        raise Refusal([Diagnostic("not-empty", message, Place(taken[0]))])
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(str(root), error) from None
    Folder(root).write_all({path: text.encode() for path, text in STARTER.items()})
    return Outcome(lines=[f"A project is ready in {root}.", "Next: publish import FILE"])


def import_(options: Namespace, tell: Tell) -> Outcome:
    """Brings texts in, each as a work of its own, or one as the translation of a work (`--as-translation`)."""
    from .text.importing import import_text

    if options.translation:
        return _adopt(options)

    folder = load_project(Path(options.root)).folder
    if options.work and len(options.files) > 1:
        raise Refusal([Diagnostic("wrong-use", "--work names one work; give one file with it")])
    bad = check_work_id(options.work, Place("sources")) if options.work else []
    if options.language:
        bad += check_locale(options.language, Place(options.files[0]))
    if bad:
        raise Refusal(bad)
    outcome = Outcome()
    writes: dict[str, bytes] = {}
    for name in options.files:
        imported, found = import_text(
            Path(name).name, _received(Path(name)), language=options.language, work=options.work
        )
        outcome.found += found
        files = {f"sources/{imported.work}/{path}": data for path, data in imported.files.items()}
        taken = next((p for p in files if p in writes or (folder.exists(p) and not options.replace)), "")
        if taken:
            message = f"there is a work “{imported.work}” already; nothing was written"
            raise Refusal([Diagnostic("work-exists", message, Place(taken))])
        writes |= files
        outcome.lines.append(f"{name} → sources/{imported.work}/ ({imported.title})")
    folder.write_all(writes)
    return outcome


def _adopt(options: Namespace) -> Outcome:
    """Puts a document that is the translation of a work into the work's catalogue."""
    from .text.importing import import_text
    from .text.reading import read_documents
    from .translation.adopting import Text, adopt, own_segments
    from .translation.po import read_catalogue, write_catalogue
    from .translation.segments import segments

    if not options.work or len(options.files) != 1:
        raise Refusal([Diagnostic("wrong-use", "--as-translation needs one file, and its work as --work ID")])
    project = load_project(Path(options.root))
    (locale,), (work,) = _wanted_locales(project, [options.translation]), project.select([options.work])
    if locale == work.language:
        raise Refusal([Diagnostic("wrong-use", f"“{locale}” is the language of “{work.id}” itself")])
    options.works = [work.id]
    text = _texts(options, project)
    outcome = Outcome(text.found)
    name = options.files[0]
    imported, found = import_text(Path(name).name, _received(Path(name)), language=locale, work=work.id)
    translated, more = read_documents(imported.chapters)
    outcome.found += [*found, *more]
    updated = [data for path, data, _ in _updated(text, [locale], outcome) if path == work.catalogue(locale)]
    if has_errors(outcome.found) or not updated:
        return outcome
    catalogue = read_catalogue(work.catalogue(locale), updated[0])[0]
    assert catalogue  # it was written a moment ago
    documents = text.prepared[0].documents
    source = Text(tuple(segments(work, documents, text.house)), documents, work.language)
    target = Text(tuple(own_segments(work, translated, locale)), translated, locale)
    adopted = adopt(catalogue, source, target, text.house, {"title": imported.title, "subtitle": imported.subtitle})
    project.folder.write(adopted.catalogue.path, write_catalogue(adopted.catalogue))
    counts = ", ".join(f"{count} {how}" for how, count in adopted.counts.items())
    outcome.lines.append(f"{name} → {adopted.catalogue.path}: {counts}")
    for left in adopted.left_over:
        message = f"nothing in “{work.id}” answers to “{left[:70]}{'…' if len(left) > 70 else ''}”; it was left out"
        outcome.found.append(Diagnostic("unaligned", message, Place(name)))
    _add_locales(project, [locale], outcome)
    return outcome


def _received(path: Path) -> bytes:
    """A file that the user names, from anywhere: the one thing that is read from outside the project."""
    return read_whole(path, str(path))


@dataclass
class _Text:
    """The project with its house and the works that a command is about."""

    project: Project
    works: tuple[Work, ...]
    house: House
    found: list[Diagnostic]
    prepared: list[Prepared] = field(default_factory=list)


def _texts(options: Namespace, project: Project | None = None) -> _Text:
    """Reads and corrects the works that a command names; what is wrong is in `found`."""
    from .text.house import read_house
    from .text.normalise import check_counts
    from .text.preparing import prepare

    project = project or load_project(Path(options.root))
    works = project.select(options.works)
    house, found = read_house(project)
    text = _Text(project, works, house, [*project.found, *found])
    for work in works:
        prepared, found = prepare(project, work, house)
        text.found += found
        text.prepared += [prepared] if prepared else []
    runs = [p.normalised for p in text.prepared]
    text.found += check_counts(house, runs, all_works=len(runs) == len(project.works))
    return text


def normalise(options: Namespace, tell: Tell) -> Outcome:
    """Shows what the pass changes."""
    from .report import ledger as show

    text = _texts(options)
    outcome = Outcome(text.found, strict=True)
    for prepared in text.prepared:
        ledger = prepared.normalised.ledger
        if options.output_format != "text":
            outcome.found += show.as_diagnostics(ledger)
        elif options.diff:
            outcome.lines += show.diff(ledger, prepared.texts, colour=options.colour)
        elif not options.check:
            outcome.lines += show.summary(ledger, prepared.work.id)
    return outcome


def extract(options: Namespace, tell: Tell) -> Outcome:
    """Writes the templates or, in another format, the catalogues for translators who do not use PO."""
    if options.formats or options.locales:
        return _send_out(options)
    from .translation.catalogue import template
    from .translation.po import write_catalogue

    text = _texts(options)
    outcome = Outcome(text.found)
    if has_errors(text.found):
        return outcome
    catalogues = [template(work, _units(text, work)) for work in (*(p.work for p in text.prepared), None)]
    changed = text.project.folder.write_all({c.path: write_catalogue(c) for c in catalogues})
    outcome.lines += [f"{c.path}: {len(c.messages)} entries" for c in catalogues if c.path in changed]
    return outcome


def _send_out(options: Namespace) -> Outcome:
    """Writes the catalogues, brought up to date, as XLIFF or TMX beside the folder of the PO files."""
    from . import __version__
    from .translation.interchange import units_of
    from .translation.po import read_catalogue
    from .translation.tmx import write_tmx
    from .translation.xliff import write_xliff

    if not options.formats:
        raise Refusal([Diagnostic("wrong-use", "-l says into which language; --format has to say in which format")])
    text = _texts(options)
    outcome = Outcome(text.found)
    languages = {p.work.id: p.work.language for p in text.prepared} | {HOUSE: text.house.language}
    files: dict[str, bytes] = {}
    for locale in _wanted_locales(text.project, options.locales):
        for path, data, _ in _updated(text, [locale], outcome):
            catalogue = read_catalogue(path, data)[0]
            units = list(units_of(catalogue)) if catalogue else []
            name = Path(path).stem
            target = f"{Path(path).parent.parent.as_posix()}/{name}"
            if units and "xliff" in options.formats:
                files[f"{target}.xlf"] = write_xliff(path, name, languages[name], locale, units)
            if units and "tmx" in options.formats:
                files[f"{target}.tmx"] = write_tmx(__version__, languages[name], locale, units)
    if not has_errors(outcome.found):
        changed = text.project.folder.write_all(files)
        outcome.lines += [f"{path}{'' if path in changed else ' (unchanged)'}" for path in files]
    return outcome


def update(options: Namespace, tell: Tell) -> Outcome:
    """Brings every catalogue up to date, creating what is missing; a locale that is new is added. With a file that
    came back from a translator (`--from`), its translations are put in."""
    text = _texts(options)
    outcome = Outcome(text.found)
    returned = _Returned.read(options, text, outcome)
    locales = _wanted_locales(text.project, returned.locales or options.locales)
    updated = list(_updated(text, locales, outcome, returned))
    if has_errors(outcome.found):
        return outcome
    changed = text.project.folder.write_all({path: data for path, data, _ in updated})
    outcome.lines += [line for path, _, line in updated if path in changed]
    _add_locales(text.project, locales, outcome)
    return outcome


def _wanted_locales(project: Project, wanted: list[str]) -> list[str]:
    """The locales that an update is for; Refusal `bad-locale`."""
    bad = [d for tag in wanted for d in check_locale(tag, Place(project.config))]
    if bad:
        raise Refusal(bad)
    return [canonical_locale(tag) for tag in wanted] or list(project.locales)


@dataclass
class _Returned:
    """The XLIFF and TMX files that came back from translators."""

    files: list[Received] = field(default_factory=list)

    @property
    def locales(self) -> list[str]:
        return list(dict.fromkeys(received.locale for received in self.files))

    @classmethod
    def read(cls, options: Namespace, text: _Text, outcome: Outcome) -> _Returned:
        """The files named with --from; Refusal for one that cannot be read or is of no work here."""
        from .translation.returned import read_files

        known = {p.work.id: p.work.language for p in text.prepared} | {HOUSE: text.house.language}
        wanted = [canonical_locale(tag) for tag in options.locales]
        contents = {name: _received(Path(name)) for name in options.returned}
        files, found = read_files(contents, known, wanted)
        if found:
            raise Refusal(found)
        return cls(files)

    def lay_over(self, old: Catalogue | None, locale: str, work: Work | None, outcome: Outcome) -> Catalogue | None:
        """A catalogue with what the files have for it."""
        from .translation.catalogue import update as bring_up
        from .translation.interchange import lay_over

        name = work.id if work else HOUSE
        for received in self.files:
            if canonical_locale(received.locale) == locale and received.catalogue in ("", name):
                laid = lay_over(old or bring_up(None, [], locale, work=work)[0], received)
                old = laid.catalogue
                outcome.found += laid.found
                counts = ", ".join(f"{count} {how}" for how, count in laid.counts.items())
                if counts:
                    outcome.lines.append(f"{received.path} → {old.path}: {counts}")
        return old


def _updated(
    text: _Text, locales: list[str], outcome: Outcome, returned: _Returned | None = None
) -> Iterator[tuple[str, bytes, str]]:
    """The catalogues of the works and of the house, brought up to date: path, bytes, what happened."""
    from .build.edition import read_catalogue
    from .translation.catalogue import update as bring_up
    from .translation.editorial import rulings
    from .translation.memory import Memory, propose
    from .translation.po import write_catalogue

    ruled = rulings(text.house, text.works, [u for work in (*text.works, None) for u in _units(text, work)])
    for locale in locales:
        works = [p.work for p in text.prepared if p.work.language != locale]
        done = []
        for work in [*works, None] if locale != text.house.language else works:
            path = catalogue_path(work.id if work else HOUSE, locale)
            old, found = read_catalogue(text.project.folder, path)
            outcome.found += found
            if has_errors(found):
                continue
            old = returned.lay_over(old, locale, work, outcome) if returned else old
            done.append(bring_up(old, _units(text, work, locale, old), locale, work=work, rulings=ruled))
        memory = Memory.of([*((c.field("project-id-version"), c) for c, _ in done), *_others(text, locale)])
        for catalogue, summary in done:
            offered, proposed = propose(catalogue, memory)
            line = f"{catalogue.path}: {replace(summary, proposed=proposed).words}"
            yield catalogue.path, write_catalogue(offered), line


def _units(text: _Text, work: Work | None, locale: str = "", old: Catalogue | None = None) -> list[Segment]:
    """The segments of a work, which know their text as received, or of the house."""
    from .translation.editorial import with_received
    from .translation.offering import offered_labels
    from .translation.segments import house_segments, segments

    if work is None:
        return [*house_segments(text.house), *(offered_labels(old, locale) if locale else ())]
    prepared = next((p for p in text.prepared if p.work.id == work.id), None)
    if prepared is None:
        return []
    received = next(w for w in text.works if w.id == work.id)
    units = segments(prepared.work, prepared.documents, text.house, locale)
    return with_received(units, received, prepared.documents, prepared.normalised.ledger)


def _others(text: _Text, locale: str) -> Iterator[tuple[str, Catalogue]]:
    """The catalogues of the works that a command is not about."""
    from .build.edition import read_catalogue

    for work in text.project.works:
        if work.id not in {w.id for w in text.works}:
            catalogue, _ = read_catalogue(text.project.folder, work.catalogue(locale))
            if catalogue:
                yield work.id, catalogue


def _add_locales(project: Project, locales: Iterable[str], outcome: Outcome) -> None:
    """Adds new locales to the project's configuration, its comments and order kept."""
    languages = {work.language for work in project.works}
    new = [code for code in locales if code not in project.locales and code not in languages]
    if not new:
        return
    import tomlkit

    document = tomlkit.parse(project.folder.read_text(project.config))
    table: Any = document
    for name in project.table.split(".") if project.table else ():
        table = table[name]
    if isinstance(table.get("locales"), list):
        table["locales"].extend(new)
    else:
        table["locales"] = [*project.locales, *new]
    project.folder.write(project.config, tomlkit.dumps(document))
    outcome.lines.append(f"{project.config}: {', '.join(new)} added")


def _dead_links(prepared: Prepared) -> list[Diagnostic]:
    from .book.manuscript import resolve_links
    from .translation.localise import localise

    blocks = tuple(block for document in prepared.documents for block in document.blocks)
    edition, _ = localise(prepared.work, prepared.documents, [], None, prepared.work.language)
    return resolve_links(blocks, edition)[1]


def check(options: Namespace, tell: Tell) -> Outcome:
    """Lints sources, house and catalogues."""
    from .book.images import read_images
    from .build.edition import read_catalogue
    from .translation.checks import check_catalogue
    from .translation.segments import segments

    text = _texts(options)
    text.project.check_locales(options.locales)
    outcome = Outcome(text.found, strict=True)
    for prepared in text.prepared:
        work = prepared.work
        outcome.found += read_images(prepared.documents, text.project.folder)[2]
        outcome.found += _dead_links(prepared)
        for locale in text.project.locales_of(work, options.locales):
            if locale == work.language:
                continue
            catalogue, found = read_catalogue(text.project.folder, work.catalogue(locale))
            outcome.found += found
            units = segments(work, prepared.documents, text.house, locale)
            if catalogue:
                outcome.found += check_catalogue(work, units, catalogue, text.house, locale)
            elif not found:
                message = f"“{work.id}” has no catalogue for {locale}"
                outcome.found.append(Diagnostic("no-catalogue", message, Place(work.catalogue(locale))))
    outcome.found += _check_house(text, options.locales)
    if not outcome.status:
        tell("Nothing to mend.")
    return outcome


def _check_house(text: _Text, wanted: list[str]) -> Iterator[Diagnostic]:
    """What is wrong with the house's catalogues: glosses and definitions, which all works share."""
    from .build.edition import read_catalogue
    from .translation.checks import check_catalogue

    for locale in dict.fromkeys(code for work in text.works for code in text.project.locales_of(work, wanted)):
        if locale != text.house.language:
            catalogue, found = read_catalogue(text.project.folder, catalogue_path(HOUSE, locale))
            yield from found
            if catalogue:
                units = _units(text, None, locale, catalogue)
                yield from check_catalogue(None, units, catalogue, text.house, locale)


def stats(options: Namespace, tell: Tell) -> Outcome:
    """Progress of each translation, from the catalogues alone."""
    from .report.progress import pictures, table

    project = load_project(Path(options.root))
    project.check_locales(options.locales)
    outcome = Outcome(list(project.found))
    rows = list(_progress_rows(project, options, outcome))
    outcome.lines += table(rows, options.output_format)
    if options.svg and not has_errors(outcome.found):
        for path in project.folder.write_all(pictures(rows, options.svg)):
            tell(path)
    return outcome


def _progress_rows(project: Project, options: Namespace, outcome: Outcome) -> Iterator[Row]:
    """A row for each catalogue that the options name; those that cannot be read go to the findings."""
    from .report.progress import Row
    from .translation.checks import failed
    from .translation.stats import chapters, progress

    for work in project.select(options.works):
        for locale in project.locales_of(work, options.locales):
            if locale != work.language:
                catalogue = _read_lightly(project, work.catalogue(locale), outcome)
                bad = failed(catalogue, work.language, locale) if catalogue else set()
                own = (progress(catalogue, bad), chapters(catalogue, bad)) if catalogue else ()
                yield Row(work.id, locale, *own)


def _read_lightly(project: Project, path: str, outcome: Outcome) -> Catalogue | None:
    """The catalogue at a path, if there is one, without importing what makes books."""
    from .translation.po import read_catalogue

    if not project.folder.exists(path):
        return None
    try:
        catalogue, found = read_catalogue(path, project.folder.read_bytes(path))
    except Refusal as refusal:
        catalogue, found = None, refusal.diagnostics
    outcome.found += found
    return catalogue


def build(options: Namespace, tell: Tell) -> Outcome:
    """Makes the books, and puts them into dist/ when all are made."""
    from .build.edition import plan
    from .build.runner import commit, preload, run

    project = load_project(Path(options.root))
    project.check_locales(options.locales)
    formats = tuple(dict.fromkeys(options.formats)) or project.formats
    with preload((*project.formats, *formats)):
        text = _texts(options, project)
    outcome = Outcome(text.found)
    if has_errors(text.found):
        return outcome
    tasks = []
    for prepared in text.prepared:
        locales = text.project.locales_of(prepared.work, options.locales)
        more, found = plan(
            text.project, prepared.work, prepared.documents, text.house, locales, formats, _source_date()
        )
        tasks += more
        outcome.found += found
    if has_errors(outcome.found):
        return outcome
    made = run(tasks, options.jobs or os.cpu_count() or 1, tell)
    outcome.found += dict.fromkeys(d for m in made for d in m.found)
    if not has_errors(outcome.found):
        artefacts = [a for m in made for a in m.artefacts]
        changed, found = commit(text.project.folder.resolve("dist"), artefacts)
        outcome.found += found
        if not found:
            outcome.lines += [f"dist/{a.name}{'' if a.name in changed else ' (unchanged)'}" for a in artefacts]
    return outcome


def _source_date() -> str:
    """SOURCE_DATE_EPOCH as an instant (reproducible-builds.org), "" where it is not set; Refusal `wrong-use`."""
    from datetime import UTC, datetime

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%SZ}" if seconds else ""
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is “{seconds[:40]}”, which is no number of seconds since 1970"
        raise Refusal([Diagnostic("wrong-use", message, hint="give it as `date +%s` does, or unset it")]) from None


def explain(options: Namespace, tell: Tell) -> Outcome:
    """What a code means and what to do."""
    from .codes import CODES
    from .tables import nearest

    code = CODES.get(options.code)
    if code is None:
        hint = nearest(options.code, set(CODES))
        raise Refusal([Diagnostic("wrong-use", f"there is no diagnostic “{options.code}”", hint=hint)])
    step = code.hint[:1].upper() + code.hint[1:]
    return Outcome(lines=[f"{options.code} ({code.severity})", "", code.meaning, "", f"What to do: {step}."])
