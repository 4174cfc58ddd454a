"""The files of an edition from its manuscripts, a format at a time: nothing is rendered again that an earlier build
rendered alike. A format is kept by the content of all that it shows; the pages of the printed book have a key of their
own, for the ebook and the web edition name them.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, has_errors
from ..formats.artefact import Artefact
from .cache import Cache, digest
from .inputs import content, toolchain

if TYPE_CHECKING:  # the renderers are imported where they are used: they take longer than all the rest takes to run
    from ..book.manuscript import Manuscript
    from ..formats.layout import Pagination
    from ..formats.pdf import Printed
    from .edition import Task

ORDER = ("pdf", "epub", "html")  # the printed book first: the others need its pages
Files = tuple[list[Artefact], list[Diagnostic]]


def rendered(manuscripts: Mapping[str, Manuscript], task: Task, cache: Cache) -> Files:
    """The files of the manuscripts, which are by format."""
    contents = {id(manuscript): content(manuscript) for manuscript in manuscripts.values()}
    pages = Pages(manuscripts, contents, task, cache) if task.in_print and manuscripts else None
    made: list[Artefact] = []
    found: list[Diagnostic] = []
    for name in ORDER:
        if name in manuscripts and not has_errors(found):
            manuscript = manuscripts[name]
            key = _key(name, contents[id(manuscript)], task, pages)
            files, more = _kept(cache, key) or _keep(cache, key, _render(name, manuscript, task, pages))
            made += files
            found += more
    return made, found


class Pages:
    """The printed pages of an edition, laid out once and only if somebody needs them."""

    def __init__(
        self, manuscripts: Mapping[str, Manuscript], contents: Mapping[int, str], task: Task, cache: Cache
    ):  # fmt: skip
        self.manuscript = manuscripts.get("pdf") or next(iter(manuscripts.values()))
        self.key = digest("pages", toolchain(), contents[id(self.manuscript)], content(task.styles["print.css"]))
        self._task, self._cache = task, cache

    @cached_property
    def laid_out(self) -> tuple[Printed | None, list[Diagnostic]]:
        from ..formats.pdf import lay_out

        printed, found = lay_out(self.manuscript, self._task.styles["print.css"])
        if printed:
            self._cache.put(self.key, pickle.dumps(printed.pagination))
        return printed, found

    @cached_property
    def pagination(self) -> tuple[Pagination | None, list[Diagnostic]]:
        """Where each page begins, without laying out what was laid out before."""
        kept = None if "laid_out" in self.__dict__ else self._cache.get(self.key)
        if kept is not None:
            return pickle.loads(kept), []
        printed, found = self.laid_out
        return (printed.pagination, []) if printed else (None, [_without_pages(self._task, found)])


def _key(name: str, shown: str, task: Task, pages: Pages | None) -> str:
    """By what the files of a format are kept."""
    styles = {"pdf": ("print.css",), "epub": ("ebook.css", "cover.css"), "html": ("web.css",)}[name]
    others = (task.built, task.cover) if name == "epub" else ()
    look = content(([task.styles[sheet] for sheet in styles], others))
    return digest("rendered", name, toolchain(), shown, look, pages.key if pages else "")


def _kept(cache: Cache, key: str) -> Files | None:
    kept = cache.get(key)
    if kept is None:
        return None
    files, found = pickle.loads(kept)
    artefacts = [Artefact(name, kind, data) for name, kind, at in files if (data := cache.get(at)) is not None]
    return (artefacts, found) if len(artefacts) == len(files) else None


def _keep(cache: Cache, key: str, files: Files) -> Files:
    made, found = files
    if not has_errors(found):
        cache.put(key, pickle.dumps(([(a.name, a.media_type, cache.keep(a.data)) for a in made], found)))
    return files


def _render(name: str, manuscript: Manuscript, task: Task, pages: Pages | None) -> Files:
    if name == "pdf" and pages:
        return _pdf(manuscript, task, pages)
    pagination, found = pages.pagination if pages else (None, [])
    if name == "epub":
        from ..formats.cover import draw_cover
        from ..formats.epub import render_epub

        cover = task.cover or draw_cover(manuscript, task.styles["cover.css"])
        built = task.built or _last_change(manuscript)
        artefact, more = render_epub(manuscript, task.styles["ebook.css"], built, pagination, cover)
    else:
        from ..formats.html import render_share

        artefact, more = render_share(manuscript, task.styles["web.css"], pagination)
    return [artefact] if artefact else [], [*found, *more]


def _pdf(manuscript: Manuscript, task: Task, pages: Pages) -> Files:
    from ..formats.pdf import write_pdf
    from ..formats.press import for_press

    printed, found = pages.laid_out
    artefact, more = write_pdf(manuscript, printed) if printed else (None, [])
    made = [artefact] if artefact else []
    if artefact and task.work.print.press:
        name = artefact.name.replace(".pdf", "-press.pdf")
        made.append(replace(artefact, name=name, data=for_press(artefact.data)))
    return made, [*found, *more]


def _without_pages(task: Task, found: list[Diagnostic]) -> Diagnostic:
    message = f"the ebook “{task.name}” has no page numbers, for it cannot be printed: {found[0].message}"
    return Diagnostic("no-print-pages", message, found[0].place)


def _last_change(manuscript: Manuscript) -> str:
    """The latest date that the work or its catalogue states: the same in every build of the same texts."""
    dates = (manuscript.work.date, manuscript.edition.revised)
    latest = max((f"{d}-01-01"[:10] if len(d) < 10 else d for d in dates if d), default="1980-01-01")
    return f"{latest}T00:00:00Z"
