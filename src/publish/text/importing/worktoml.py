"""The work.toml of a work just brought in, with comments that say what an editor may want to fill in.

The identifier comes from the received bytes alone (RFC 9562, version 5), so that the same file always makes
the same book.
"""

from __future__ import annotations

import hashlib
import uuid

from .draft import Draft


def write_work(draft: Draft, data: bytes, chapters: list[str], form: str) -> str:
    """The text of work.toml for a draft made of the bytes `data`."""
    import tomlkit

    digest = hashlib.sha256(data).hexdigest()
    table = tomlkit.document()
    table.add(tomlkit.comment("What the book says about itself. Written by “publish import”; yours to correct."))
    table.add("title", tomlkit.item(draft.title))
    _known_or_asked(table, "subtitle", draft.subtitle)
    if draft.authors:
        table.add("author", tomlkit.item(draft.authors))
    else:
        table.add(tomlkit.comment('author = ["First Last"]'))
    table.add(tomlkit.comment("ISO 8601, as precise as it is known: 1991, 1991-10 or 1991-10-31"))
    _known_or_asked(table, "date", draft.date, "1991-10")
    table.add(tomlkit.comment("The language of the text as received (BCP 47: en, fr, pt-BR)"))
    table.add("language", tomlkit.item(draft.language))
    table.add(tomlkit.comment("“article” or “book”"))
    table.add("form", tomlkit.item(form))
    table.add(tomlkit.comment("The files of the text, in reading order"))
    table.add("chapters", tomlkit.item(chapters))
    _known_or_asked(table, "publisher", draft.publisher)
    table.add(tomlkit.comment("Keeps the editions of this work together; made from the received file, best left alone"))
    table.add("identifier", tomlkit.item(uuid.uuid5(uuid.NAMESPACE_URL, f"sha256:{digest}").urn))
    table.add(tomlkit.nl())
    table.add("provenance", _provenance(draft, digest))
    return tomlkit.dumps(table)


def _known_or_asked(table: object, key: str, value: str, example: str = "") -> None:
    """A key with its value or, where that is not known, as a comment to be filled in."""
    import tomlkit

    assert isinstance(table, tomlkit.TOMLDocument)
    if value:
        table.add(key, tomlkit.item(value))
    else:
        table.add(tomlkit.comment(f'{key} = "{example}"'))


def _provenance(draft: Draft, digest: str) -> object:
    import tomlkit

    table = tomlkit.table()
    table.add(tomlkit.comment("The file as it was received, and the SHA-256 of its bytes"))
    table.add("file", draft.name)
    table.add("sha256", digest)
    if draft.url:
        table.add("url", draft.url)
    return table
