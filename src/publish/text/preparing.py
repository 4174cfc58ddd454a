"""A work from its files: read, parsed, corrected. The one way in for every command that needs the text."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Diagnostic, Place, Refusal
from ..project import Project, Work
from .document import Document
from .house import House
from .normalise import Normalised, normalise
from .reading import read_documents


@dataclass(frozen=True, slots=True)
class Prepared:
    """A work as received (`texts` by path) and as corrected."""

    texts: dict[str, str]
    normalised: Normalised

    @property
    def work(self) -> Work:
        return self.normalised.work

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.normalised.documents


def prepare(project: Project, work: Work, house: House) -> tuple[Prepared | None, list[Diagnostic]]:
    """The Prepared work, with all that is wrong with any of its chapters; None where one cannot be read."""
    texts: dict[str, str] = {}
    found: list[Diagnostic] = []
    for path in (*work.chapters, work.path):
        try:
            texts[path] = project.folder.read_text(path)
        except Refusal as refusal:
            found += refusal.diagnostics
    if found:
        return None, found
    try:
        documents, found = read_documents({path: texts[path] for path in work.chapters})
        normalised, more = normalise(work, texts, documents, house)
    except Refusal as refusal:
        return None, [*found, *refusal.diagnostics]
    except RecursionError:  # pandoc's own tree is too deep to be read at all
        return None, [*found, Diagnostic("too-complex", f"a text of “{work.id}” nests too deep", Place(work.path))]
    return Prepared(texts, normalised), [*found, *more]
