"""Brings a received text in: what it is, what it is called, and its words as Markdown.

Takes the bytes of a .txt, .md, .html, .docx, .odt or .epub file and gives the files of a new work with a
report of each thing that was dropped or moved. The words are never changed: before anything is given back,
what would be written is read again and compared with what was received, word for word (`guard`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...diagnostics import Diagnostic, Place, Refusal
from . import guard
from .chapters import divide, file_slug
from .draft import Draft
from .received import format_of, page_of, refusal, text_of


@dataclass(frozen=True, slots=True)
class Imported:
    """A work just brought in. `date` is ISO 8601 as precise as it is known, `language` a BCP 47 tag, `form`
    article or book; `files` are work.toml, chapters and media by their path inside sources/<work>/."""

    work: str
    title: str
    subtitle: str
    authors: tuple[str, ...]
    date: str
    language: str
    form: str
    files: Mapping[str, bytes]

    @property
    def chapters(self) -> dict[str, str]:
        """The text of each chapter by its path, in reading order."""
        return {path: data.decode() for path, data in self.files.items() if path.endswith(".md")}


def import_text(name: str, data: bytes, *, language: str = "", work: str = "") -> tuple[Imported, list[Diagnostic]]:
    """The work in a received file. `name` tells the format by its suffix; `language` and `work` (the id of
    the work) are found out where they are not given. Refusal `import-format`, `import-empty`, `not-utf8`,
    `import-changed`… where nothing can be brought in."""
    name = name.encode("utf-8", "replace").decode()
    if work and not re.fullmatch(r"[^\W_]([\w.-]*\w)?", work):
        raise Refusal([Diagnostic("bad-work-id", f"a work cannot be called “{work}”", Place(name))])
    try:
        return _import(Draft(name, language=language), data, work, given=bool(language))
    except RecursionError:
        raise refusal("too-complex", f"“{name}” nests too deep", name) from None


def _import(draft: Draft, data: bytes, work: str, *, given: bool) -> tuple[Imported, list[Diagnostic]]:
    from .office import title_from_name
    from .worktoml import write_work

    kind = format_of(draft.name, data)
    _read(draft, data, kind)
    if not draft.words and not draft.media:
        raise refusal("import-empty", f"no text was found in “{draft.name}”", draft.name)
    draft.title = draft.title or title_from_name(draft)
    if not given:
        _settle_language(draft)
    form, chapters = divide(draft, kind)
    guard.check(draft, chapters)
    files = {path: text.encode() for path, text in chapters.items()} | draft.media
    files["work.toml"] = write_work(draft, data, list(chapters), form).encode()
    identifier = work or _work_id(draft.title)
    imported = Imported(
        identifier, draft.title, draft.subtitle, tuple(draft.authors), draft.date, draft.language, form, files
    )
    return imported, draft.found


def _read(draft: Draft, data: bytes, kind: str) -> None:
    if kind == "txt":
        from .plain import read_plain

        read_plain(draft, text_of(draft.name, data))
    elif kind == "md":
        from .markdown import read_markdown

        read_markdown(draft, text_of(draft.name, data))
    else:
        from .office import read_with_pandoc

        if kind == "html":
            from .webpage import read_page

            data = read_page(draft, page_of(draft.name, data)).encode()
        read_with_pandoc(draft, data, kind)


def _settle_language(draft: Draft) -> None:
    """The language that the file names, unless the text itself is clearly in another; or a warning."""
    from ...project import canonical_locale, check_locale
    from .language import detect

    told = detect(" ".join(draft.words))
    named = canonical_locale(draft.language) if draft.language else ""
    if named and check_locale(named, Place()):
        named = ""
    if named and (not told or told.split("-")[0] == named.split("-")[0]):
        draft.language = named
        return
    draft.language = told or "en"
    if named or not told:
        why = f"the file says “{named}”, its text is “{told}”" if told else "it could not be told from the text"
        message = f"the language of “{draft.name}” is taken to be “{draft.language}”: {why}"
        draft.found.append(Diagnostic("import-language", message, Place(draft.name)))


def _work_id(title: str) -> str:
    """A slug of the title; “house” is the name of another folder."""
    name = file_slug(title) or "text"
    return f"{name}-text" if name == "house" else name
