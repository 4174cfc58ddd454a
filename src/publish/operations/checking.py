"""Commands that look: lints, progress, and what a finding means."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, Place, Refusal, has_errors
from ..project import (
    HOUSE,
    Project,
    catalogue_path,
    load_project,
)
from .catalogues import units_of
from .outcome import Outcome, Tell, Texts, read_texts

if TYPE_CHECKING:  # heavy modules are imported where they are used
    from ..report.progress import Row
    from ..text.preparing import Prepared
    from ..translation.messages import Catalogue


def _dead_links(prepared: Prepared) -> list[Diagnostic]:
    from ..book.manuscript import resolve_links
    from ..translation.localise import localise

    blocks = tuple(block for document in prepared.documents for block in document.blocks)
    edition, _ = localise(prepared.work, prepared.documents, [], None, prepared.work.language)
    return resolve_links(blocks, edition)[1]


def check(options: Namespace, tell: Tell) -> Outcome:
    """Lints sources, house and catalogues."""
    from ..book.images import read_images
    from ..build.edition import read_catalogue
    from ..translation.checks import check_catalogue
    from ..translation.segments import segments

    text = read_texts(options)
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


def _check_house(text: Texts, wanted: list[str]) -> Iterator[Diagnostic]:
    """What is wrong with the house's catalogues: glosses and definitions, which all works share."""
    from ..build.edition import read_catalogue
    from ..translation.checks import check_catalogue

    for locale in dict.fromkeys(code for work in text.works for code in text.project.locales_of(work, wanted)):
        if locale != text.house.language:
            catalogue, found = read_catalogue(text.project.folder, catalogue_path(HOUSE, locale))
            yield from found
            if catalogue:
                units = units_of(text, None, locale, catalogue)
                yield from check_catalogue(None, units, catalogue, text.house, locale)


def stats(options: Namespace, tell: Tell) -> Outcome:
    """Progress of each translation, from the catalogues alone."""
    from ..report.progress import pictures, table

    project = load_project(Path(options.root))
    project.check_locales(options.locales)
    outcome = Outcome(list(project.found))
    rows = list(progress_rows(project, options, outcome))
    outcome.lines += table(rows, options.output_format)
    if options.svg and not has_errors(outcome.found):
        for path in project.folder.write_all(pictures(rows, options.svg)):
            tell(path)
    return outcome


def progress_rows(project: Project, options: Namespace, outcome: Outcome) -> Iterator[Row]:
    """A row for each catalogue that the options name; those that cannot be read go to the findings."""
    from ..report.progress import Row
    from ..translation.checks import failed
    from ..translation.stats import chapters, progress

    for work in project.select(options.works):
        for locale in project.locales_of(work, options.locales):
            if locale != work.language:
                catalogue = _read_lightly(project, work.catalogue(locale), outcome)
                bad = failed(catalogue, work.language, locale) if catalogue else set()
                own = (progress(catalogue, bad), chapters(catalogue, bad)) if catalogue else ()
                yield Row(work.id, locale, *own)


def _read_lightly(project: Project, path: str, outcome: Outcome) -> Catalogue | None:
    """The catalogue at a path, if there is one, without importing what makes books."""
    from ..translation.po import read_catalogue

    if not project.folder.exists(path):
        return None
    try:
        catalogue, found = read_catalogue(path, project.folder.read_bytes(path))
    except Refusal as refusal:
        catalogue, found = None, refusal.diagnostics
    outcome.found += found
    return catalogue


def explain(options: Namespace, tell: Tell) -> Outcome:
    """What a code means and what to do."""
    from ..codes import CODES
    from ..tables import nearest

    code = CODES.get(options.code)
    if code is None:
        hint = nearest(options.code, set(CODES))
        raise Refusal([Diagnostic("wrong-use", f"there is no diagnostic “{options.code}”", hint=hint)])
    step = code.hint[:1].upper() + code.hint[1:]
    return Outcome(lines=[f"{options.code} ({code.severity})", "", code.meaning, "", f"What to do: {step}."])
