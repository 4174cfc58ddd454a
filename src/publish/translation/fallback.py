"""What a book does with chapters that are not translated far enough: an Edition in, an Edition out.

Publishing a half-translated chapter is a decision of the publisher's, taken by format and work in [fallback] of
publish.toml and work.toml, never one of the tool's. A chapter is a file that work.toml lists, as everywhere.
"""

from __future__ import annotations

from dataclasses import replace

from ..diagnostics import Diagnostic, Place
from ..project import Fallback
from ..text.document import Document
from .localise import Edition, Share
from .stats import NONE


def leave_out(edition: Edition, rule: Fallback, name: str) -> tuple[Edition | None, list[Diagnostic]]:
    """The edition as the format `name` prints it: whole, or without the chapters below the threshold
    (`chapter-omitted`); None where the rule is to fail (`chapter-incomplete`) or no chapter is left."""
    short = [d for d in edition.documents if _is_short(edition, d, rule)]
    if not short or rule.below == "mark":
        return edition, []
    code = "chapter-incomplete" if rule.below == "fail" else "chapter-omitted"
    found = [Diagnostic(code, _message(edition, d, rule, name), _place(edition)) for d in short]
    if rule.below == "fail":
        return None, found
    if len(short) == len(edition.documents):
        message = f"no chapter of “{edition.work.id}” is translated far enough: there is no {name} in {edition.locale}"
        return None, [*found, Diagnostic("edition-omitted", message, _place(edition))]
    return _without(edition, short), found


def _is_short(edition: Edition, document: Document, rule: Fallback) -> bool:
    share = edition.shares.get(document.path, Share())
    return share.translated.words * 100 < rule.threshold * share.total.words


def _message(edition: Edition, document: Document, rule: Fallback, name: str) -> str:
    share = edition.shares[document.path]
    percent = 100 * share.translated.words // share.total.words
    what = "is left out" if rule.below == "omit" else "is not enough"
    said = f"{percent} % of its words are translated into {edition.locale}, {rule.threshold} % are asked for"
    return f"{document.path} {what} for {name}: {said}"


def _place(edition: Edition) -> Place:
    return Place(edition.work.catalogue(edition.locale))


def _without(edition: Edition, short: list[Document]) -> Edition:
    gone = {document.path for document in short}
    shares = {path: share for path, share in edition.shares.items() if path not in gone}
    return replace(
        edition,
        documents=tuple(d for d in edition.documents if d.path not in gone),
        translated=sum((share.translated for share in shares.values()), NONE),
        shares=shares,
        omitted=tuple(short),
    )
