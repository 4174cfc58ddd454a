"""From segments to a template, and from yesterday's catalogue to today's without losing a translator's work.

An update keeps what is certain in force, turns what is likely into a fuzzy proposal with the text that it was
made for, and keeps the rest as obsolete. A second update in a row changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..project import HOUSE, Work, catalogue_path
from .editorial import NO_RULINGS, Rulings
from .matching import Match, match
from .memory import PROPOSED
from .messages import Catalogue, Message, header_fields, made_fuzzy
from .segments import Segment

NOTHING: Mapping[str, str] = MappingProxyType({})
_LIKELY = ("fuzzy", "split", "joined")


@dataclass(frozen=True, slots=True)
class UpdateSummary:
    """What an update did, in entries: `kept` as they were, `carried` over an editorial change, made `fuzzy`
    because the source changed, fuzzy parts of a paragraph that was `split`, fuzzy wholes of some that were
    `joined`, `new`, gone `obsolete`, `revived` from obsolete; untranslated ones `proposed` a translation."""

    kept: int = 0
    carried: int = 0
    fuzzy: int = 0
    new: int = 0
    obsolete: int = 0
    revived: int = 0
    split: int = 0
    joined: int = 0
    proposed: int = 0

    @property
    def words(self) -> str:
        """The same for a person: “150 unchanged, 3 kept over an editorial change”."""
        said = {
            "unchanged": self.kept,
            "kept over an editorial change": self.carried,
            "fuzzy, because the text changed": self.fuzzy,
            "fuzzy, of a paragraph that was split": self.split,
            "fuzzy, of paragraphs that were joined": self.joined,
            "new": self.new,
            "with a proposal, fuzzy": self.proposed,
            "back from the obsolete": self.revived,
            "obsolete now": self.obsolete,
        }
        return "; ".join(f"{count} {what}" for what, count in said.items() if count) or "empty"


def template(work: Work | None, segments: Sequence[Segment]) -> Catalogue:
    """The template (.pot) of a work, or of the house for None."""
    path = work.template if work else f"locale/{HOUSE}.pot"
    messages = tuple(_message(Match("new"), segment) for segment in segments)
    return Catalogue(path, _new_header(work, ""), messages)


def update(
    catalogue: Catalogue | None,
    segments: Sequence[Segment],
    locale: str,
    *,
    work: Work | None,
    editorial: Mapping[str, str] = NOTHING,
    rulings: Rulings = NO_RULINGS,
) -> tuple[Catalogue, UpdateSummary]:
    """The catalogue of a work (the house for None) in a locale, brought up to date or begun. Entries whose
    msgid `editorial` leads to a new one, or whose changes were all editorial by the `rulings`, are carried over
    in force: no meaning changed."""
    old = catalogue or Catalogue(catalogue_path(work.id if work else HOUSE, locale), _new_header(work, locale))
    matches, left = match(old.messages, segments, editorial, rulings)
    gone = [m for m in left if not m.obsolete and not (m.is_empty and not m.comments)]
    messages = (
        *(_message(m, segment) for m, segment in zip(matches, segments, strict=True)),
        *(m for m in left if m.obsolete),
        *(replace(m, obsolete=True, references=()) for m in gone),
    )
    header = _completed(old.header, locale)
    return Catalogue(old.path, header, messages), _summary(matches, len(gone))


def _summary(matches: Iterable[Match], gone: int) -> UpdateSummary:
    # What resembles an entry without a translation gains nothing from it.
    counts: Counter[str] = Counter("new" if m.how in _LIKELY and m.is_empty else m.how for m in matches)
    return UpdateSummary(obsolete=gone, **counts)


def _message(found: Match, segment: Segment) -> Message:
    """The entry of a segment, with all that the matched entry had of its translator."""
    told = tuple(" ".join(note.splitlines()) for note in segment.notes)
    references = (segment.path,) if segment.path else ()
    context, msgid = segment.key
    base = found.message or Message(msgid)
    if found.how == "fuzzy" and not base.is_empty:
        base = made_fuzzy(base)
    if base.is_fuzzy:
        told += tuple(comment for comment in base.extracted if comment.startswith(PROPOSED))
    return replace(
        base,
        msgid=msgid,
        msgctxt=context,
        # gettext wants the line breaks at both ends to be the same, and no msgid has any.
        msgstr=base.msgstr.strip("\n") if msgid == msgid.strip("\n") else base.msgstr,
        extracted=told,
        references=references,
        obsolete=False,
        line=0,
    )


def _new_header(work: Work | None, locale: str) -> Message:
    """msgfmt asks for the three fields that are the translator's; they stay empty until she fills them in."""
    fields = {
        "Project-Id-Version": work.id if work else HOUSE,
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        **_own_fields(locale),
        "X-Generator": "publish",
    }
    return Message("", _lines(fields))


def _own_fields(locale: str) -> dict[str, str]:
    fields = {
        "Language": locale.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    plural = _plural_forms(locale) if locale else ""
    return fields | ({"Plural-Forms": plural} if plural else {})


def _plural_forms(locale: str) -> str:
    """The rule of a language as gettext writes it, "" for a language that Babel's table lacks."""
    from babel.messages.plurals import PLURALS

    tag = locale.replace("-", "_")
    found = PLURALS.get(tag) or PLURALS.get(tag.split("_")[0])
    return f"nplurals={found[0]}; plural={found[1]};" if found else ""


def _completed(header: Message, locale: str) -> Message:
    """The header with the fields that a catalogue cannot do without; none that is there is changed, but for
    the placeholder of an encoding."""
    text = header.msgstr.replace("charset=CHARSET", "charset=UTF-8")
    there = {name for name, _ in header_fields(header)}
    missing = {name: value for name, value in _own_fields(locale).items() if name.lower() not in there}
    if missing and text and not text.endswith("\n"):
        text += "\n"
    return replace(header, msgstr=text + _lines(missing), line=0)


def _lines(fields: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in fields.items())
