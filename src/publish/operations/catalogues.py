"""Commands that write catalogues: templates, updates, interchange."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, Place, Refusal, has_errors
from ..project import (
    HOUSE,
    Project,
    Work,
    canonical_locale,
    catalogue_path,
    check_locale,
    load_project,
)
from .outcome import Outcome, Tell, Texts, read_texts, received

if TYPE_CHECKING:  # heavy modules are imported where they are used
    from ..translation.interchange import Received
    from ..translation.messages import Catalogue
    from ..translation.segments import Segment


def extract(options: Namespace, tell: Tell) -> Outcome:
    """Writes the templates or, in another format, the catalogues for translators who do not use PO."""
    if options.formats or options.locales:
        return _send_out(options)
    from ..translation.catalogue import template
    from ..translation.po import write_catalogue

    text = read_texts(options)
    outcome = Outcome(text.found)
    if has_errors(text.found):
        return outcome
    catalogues = [template(work, units_of(text, work)) for work in (*(p.work for p in text.prepared), None)]
    changed = text.project.folder.write_all({c.path: write_catalogue(c) for c in catalogues})
    outcome.lines += [f"{c.path}: {len(c.messages)} entries" for c in catalogues if c.path in changed]
    return outcome


def _send_out(options: Namespace) -> Outcome:
    """Writes the catalogues, brought up to date, as XLIFF or TMX beside the folder of the PO files."""
    from .. import __version__
    from ..translation.interchange import units_of
    from ..translation.po import read_catalogue
    from ..translation.tmx import write_tmx
    from ..translation.xliff import write_xliff

    if not options.formats:
        raise Refusal([Diagnostic("wrong-use", "-l says into which language; --format has to say in which format")])
    text = read_texts(options)
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
    text = read_texts(options)
    outcome = Outcome(text.found)
    returned = _Returned.read(options, text, outcome)
    locales = _wanted_locales(text.project, returned.locales or options.locales)
    updated = list(_updated(text, locales, outcome, returned))
    if has_errors(outcome.found):
        return outcome
    changed = text.project.folder.write_all({path: data for path, data, _ in updated})
    outcome.lines += [line if path in changed else f"{path} (unchanged)" for path, _, line in updated]
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
    def read(cls, options: Namespace, text: Texts, outcome: Outcome) -> _Returned:
        """The files named with --from; Refusal for one that cannot be read or is of no work here."""
        from ..translation.returned import read_files

        known = {p.work.id: p.work.language for p in text.prepared} | {HOUSE: text.house.language}
        wanted = [canonical_locale(tag) for tag in options.locales]
        contents = {name: received(Path(name)) for name in options.returned}
        files, found = read_files(contents, known, wanted)
        if found:
            raise Refusal(found)
        return cls(files)

    def lay_over(self, old: Catalogue | None, locale: str, work: Work | None, outcome: Outcome) -> Catalogue | None:
        """A catalogue with what the files have for it."""
        from ..translation.catalogue import update as bring_up
        from ..translation.interchange import lay_over

        name = work.id if work else HOUSE
        for sent in self.files:
            if canonical_locale(sent.locale) == locale and sent.catalogue in ("", name):
                laid = lay_over(old or bring_up(None, [], locale, work=work)[0], sent)
                old = laid.catalogue
                outcome.found += laid.found
                counts = ", ".join(f"{count} {how}" for how, count in laid.counts.items())
                if counts:
                    outcome.lines.append(f"{sent.path} → {old.path}: {counts}")
        return old


def _updated(
    text: Texts, locales: list[str], outcome: Outcome, returned: _Returned | None = None
) -> Iterator[tuple[str, bytes, str]]:
    """The catalogues of the works and of the house, brought up to date: path, bytes, what happened."""
    from ..build.edition import read_catalogue
    from ..translation.catalogue import update as bring_up
    from ..translation.editorial import rulings
    from ..translation.memory import Memory, propose
    from ..translation.po import write_catalogue

    ruled = rulings(text.house, text.works, [u for work in (*text.works, None) for u in units_of(text, work)])
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
            done.append(bring_up(old, units_of(text, work, locale, old), locale, work=work, rulings=ruled))
        memory = Memory.of([*((c.field("project-id-version"), c) for c, _ in done), *_others(text, locale)])
        for catalogue, summary in done:
            offered, proposed = propose(catalogue, memory)
            line = f"{catalogue.path}: {replace(summary, proposed=proposed).words}"
            yield catalogue.path, write_catalogue(offered), line


def units_of(text: Texts, work: Work | None, locale: str = "", old: Catalogue | None = None) -> list[Segment]:
    """The segments of a work, which know their text as received, or of the house."""
    from ..translation.editorial import with_received
    from ..translation.offering import offered_labels
    from ..translation.segments import house_segments, segments

    if work is None:
        return [*house_segments(text.house), *(offered_labels(old, locale) if locale else ())]
    prepared = next((p for p in text.prepared if p.work.id == work.id), None)
    if prepared is None:
        return []
    received = next(w for w in text.works if w.id == work.id)
    units = segments(prepared.work, prepared.documents, text.house, locale)
    return with_received(units, received, prepared.documents, prepared.normalised.ledger)


def _others(text: Texts, locale: str) -> Iterator[tuple[str, Catalogue]]:
    """The catalogues of the works that a command is not about."""
    from ..build.edition import read_catalogue

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


def adopt(options: Namespace) -> Outcome:
    """Puts a document that is the translation of a work into the work's catalogue."""
    from ..text.importing import import_text
    from ..text.reading import read_documents
    from ..translation.adopting import Text, adopt, own_segments
    from ..translation.po import read_catalogue, write_catalogue
    from ..translation.segments import segments

    if not options.work or len(options.files) != 1:
        raise Refusal([Diagnostic("wrong-use", "--as-translation needs one file, and its work as --work ID")])
    project = load_project(Path(options.root))
    (locale,), (work,) = _wanted_locales(project, [options.translation]), project.select([options.work])
    if locale == work.language:
        raise Refusal([Diagnostic("wrong-use", f"“{locale}” is the language of “{work.id}” itself")])
    options.works = [work.id]
    text = read_texts(options, project)
    outcome = Outcome(text.found)
    name = options.files[0]
    imported, found = import_text(Path(name).name, received(Path(name)), language=locale, work=work.id)
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
