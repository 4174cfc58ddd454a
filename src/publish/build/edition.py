"""One edition, from the corrected text to its finished files: a function of its inputs, run in a process of its own
where there is more than one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import PurePosixPath

from ..book.errata import errata_of
from ..book.images import read_cover, read_images
from ..book.labels import read_labels
from ..book.manuscript import Gloss, Image, Manuscript, compose
from ..book.parallel import parallel
from ..diagnostics import Diagnostic, Refusal, has_errors
from ..files import Folder
from ..formats.artefact import Artefact, Style, default_style, trim_style
from ..formats.stylesheet import check_style
from ..project import HOUSE, MARK, Fallback, Project, Work, catalogue_path
from ..text.document import Document
from ..text.house import House
from ..text.ledger import Ledger
from ..translation.checks import misfits
from ..translation.fallback import leave_out
from ..translation.localise import Edition, localise, localise_glosses, translators
from ..translation.messages import Catalogue
from ..translation.segments import segments
from .cache import Cache
from .rendering import rendered

LABEL = "label"  # the msgctxt under which a house catalogue overrides a word of the tool's


@dataclass(frozen=True, slots=True)
class Task:
    """All that an edition is made of. `built` is an ISO 8601 instant, or "" to take it from the work's dates;
    `in_print`: the project prints the work, so that its ebook has the printed pages, whichever is made now."""

    work: Work
    documents: tuple[Document, ...]
    images: dict[str, Image]
    house: House
    locale: str
    catalogue: Catalogue | None
    house_catalogue: Catalogue | None
    formats: tuple[str, ...]
    styles: dict[str, tuple[Style, ...]]
    built: str = ""
    in_print: bool = True
    fallback: Mapping[str, Fallback] = field(default_factory=dict)  # by format
    ledger: Ledger | None = None  # of a work that lists at its end what was corrected
    cover: Image | None = None  # the publisher's own; None has one drawn

    @property
    def name(self) -> str:
        return f"{self.work.id} · {self.locale}"


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a task: its artefacts, or none and why."""

    name: str
    artefacts: tuple[Artefact, ...]
    found: tuple[Diagnostic, ...]


def task_of(
    project: Project, work: Work, documents: tuple[Document, ...], house: House,
    locale: str, formats: tuple[str, ...], built: str,
) -> tuple[Task | None, list[Diagnostic]]:  # fmt: skip
    """The task of an edition of a corrected work; None where a file of it cannot be read."""
    documents, images, found = read_images(documents, project.folder)
    styles, more = read_styles(project, work)
    own, problems = read_catalogue(project.folder, work.catalogue(locale))
    shared, others = read_catalogue(project.folder, catalogue_path(HOUSE, locale))
    cover, wrong = read_cover(work, project.folder)
    found += [*more, *problems, *others, *wrong]
    if has_errors(found):
        return None, found
    rules = {name: project.fallback_of(work, name) for name in formats}
    in_print = "pdf" in (*project.formats, *formats)
    task = Task(
        work, documents, images, house, locale, own, shared, formats, styles, built, in_print, rules, cover=cover
    )
    return task, found


def read_catalogue(folder: Folder, path: str) -> tuple[Catalogue | None, list[Diagnostic]]:
    """The catalogue at a path; None and no diagnostic where there is none."""
    from ..translation.po import read_catalogue as parse

    try:
        return parse(path, folder.read_bytes(path)) if folder.exists(path) else (None, [])
    except Refusal as refusal:
        return None, refusal.diagnostics


def read_styles(project: Project, work: Work) -> tuple[dict[str, tuple[Style, ...]], list[Diagnostic]]:
    """For each kind of style sheet the package's, for print the measures of the work's page, and over them the
    project's own."""
    packaged = {"print.css": (default_style("print.css"), trim_style(work.print.trim)),
                "ebook.css": (default_style("ebook.css"),),
                "cover.css": (default_style("cover.css"),),
                "web.css": (default_style("web.css"),)}  # fmt: skip
    styles: dict[str, tuple[Style, ...]] = {}
    found: list[Diagnostic] = []
    for name, sheets in packaged.items():
        path = str(PurePosixPath(project.styles) / name)
        styles[name] = sheets
        try:
            if project.folder.exists(path):
                own = Style(path, project.folder.read_text(path))
                styles[name] += (own,)
                found += check_style(own)
        except Refusal as refusal:
            found += refusal.diagnostics
    return styles, found


def make(task: Task, cache: Cache) -> Made:
    """Makes an edition; what is in the cache is not rendered again. Refusal where it cannot be made at all."""
    edition, found = edition_of(task)
    manuscripts, more = _manuscripts(task, edition)
    found += more
    if has_errors(found):
        return Made(task.name, (), tuple(found))
    artefacts, more = rendered(manuscripts, task, cache)
    found += more
    if task.locale in task.work.parallel and not has_errors(found):
        both, more = rendered(_parallels(task, manuscripts), task, cache)
        artefacts, found = [*artefacts, *both], [*found, *more]
    return Made(task.name, () if has_errors(found) else tuple(artefacts), tuple(found))


def _manuscripts(task: Task, edition: Edition) -> tuple[dict[str, Manuscript], list[Diagnostic]]:
    """The manuscript of each format, one for each choice of chapters that the fallback rules make."""
    found: list[Diagnostic] = []
    composed: dict[tuple[str, ...], Manuscript] = {}
    manuscripts: dict[str, Manuscript] = {}
    for name in task.formats:
        printed, more = leave_out(edition, task.fallback.get(name, MARK), name)
        found += more
        if printed:
            omitted = tuple(document.path for document in printed.omitted)
            if omitted not in composed:
                composed[omitted], more = manuscript_of(task, printed)
                found += more
            manuscripts[name] = composed[omitted]
    return manuscripts, found


def _parallels(task: Task, manuscripts: Mapping[str, Manuscript]) -> dict[str, Manuscript]:
    """The manuscripts of the parallel edition by format: the same chapters, those of the source beside them. What there
    is to be said of the source, its own edition says."""
    own = replace(task, locale=task.work.language, catalogue=None, house_catalogue=None)
    whole, _ = edition_of(own)
    beside = {}
    for name in (name for name in manuscripts if name in ("epub", "pdf")):
        edition = manuscripts[name].edition
        kept = {document.path for document in edition.documents}
        documents = tuple(document for document in whole.documents if document.path in kept)
        source, _ = manuscript_of(own, replace(whole, documents=documents, omitted=edition.omitted))
        beside[name] = parallel(source, manuscripts[name])
    return beside


def warm_up(formats: Collection[str]) -> None:
    """Loads what `make` needs for these formats, so that the processes forked off after it have it."""
    for name in formats:
        import_module(f"publish.formats.{name}")
    if "epub" in formats:
        import_module("publish.formats.cover")
    if not {"epub", "pdf"}.isdisjoint(formats):  # an ebook's cover is a printed page
        from ..formats.pdf import warm_up

        with suppress(Refusal, OSError):  # a typeface or room that lacks: each book that wants it says so
            warm_up()


def edition_of(task: Task) -> tuple[Edition, list[Diagnostic]]:
    """The whole edition. Its translators are those whom the work names, or else its catalogue and the house's."""
    units = segments(task.work, task.documents, task.house)
    edition, found = localise(task.work, task.documents, units, task.catalogue, task.locale)
    shared = task.house_catalogue
    others = translators(shared) if shared and any(m.in_force for m in shared.active) else ()
    named = task.work.translators.get(task.locale) or tuple(dict.fromkeys((*edition.translators, *others)))
    return replace(edition, translators=named), found


def manuscript_of(task: Task, edition: Edition) -> tuple[Manuscript, list[Diagnostic]]:
    glosses, found = _glosses(task)
    overrides, wrong = _overrides(task)
    labels, more = read_labels(task.locale, overrides)
    found += [*wrong, *more]
    manuscript, more = compose(edition, task.documents, task.house, labels, glosses, task.images)
    if task.ledger:
        translated = task.locale != task.work.language
        manuscript = replace(manuscript, errata=errata_of(task.ledger, edition.documents, translated=translated))
    return manuscript, found + more


def _glosses(task: Task) -> tuple[dict[str, Gloss], list[Diagnostic]]:
    """The house's definitions and glosses, translated where they are."""
    own = {key: Gloss(e.gloss, task.house.language) for key, e in task.house.entries.items() if e.gloss}
    if task.locale == task.house.language:
        return own, []
    translated, found = localise_glosses(task.house, task.house_catalogue, task.locale)
    return own | {key: Gloss(text, task.locale) for key, text in translated.items()}, found


def _overrides(task: Task) -> tuple[dict[str, str], list[Diagnostic]]:
    """The house's own words for those that the tool prints, but for what cannot be filled in."""
    if task.house_catalogue is None:
        return {}, []
    wrong = misfits(task.house_catalogue, task.house.language, task.locale)
    own = (m for m in task.house_catalogue.active if m.msgctxt == LABEL and m.in_force and m.key not in wrong)
    return {m.msgid: m.msgstr for m in own}, [d for found in wrong.values() for d in found]
