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
from .matching import Match, match
from .messages import Catalogue, Message, header_fields
from .segments import Segment

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class UpdateSummary:
    """What an update did, in entries: `kept` as they were, `carried` over an editorial change, made `fuzzy`
    because the source changed, `new`, gone `obsolete`, `revived` from obsolete."""

    kept: int = 0
    carried: int = 0
    fuzzy: int = 0
    new: int = 0
    obsolete: int = 0
    revived: int = 0


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
) -> tuple[Catalogue, UpdateSummary]:
    """The catalogue of a work (the house for None) in a locale, brought up to date or begun. Entries whose
    msgid `editorial` leads to a new one are carried over in force: the change was no change of meaning."""
    old = catalogue or Catalogue(catalogue_path(work.id if work else HOUSE, locale), _new_header(work, locale))
    matches = match(old.messages, segments, editorial)
    used = {id(m.message) for m in matches}
    left = [m for m in old.messages if id(m) not in used]
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
    counts: Counter[str] = Counter(
        "new" if m.how == "fuzzy" and m.message and m.message.is_empty else m.how for m in matches
    )
    return UpdateSummary(obsolete=gone, **counts)


def _message(found: Match, segment: Segment) -> Message:
    """The entry of a segment, with all that the matched entry had of its translator."""
    told = tuple(" ".join(note.split()) for note in segment.notes)
    references = (segment.path,) if segment.path else ()
    context, msgid = segment.key
    base = found.message or Message(msgid)
    if found.how == "fuzzy" and not base.is_empty:
        base = _made_fuzzy(base)
    return replace(base, msgid=msgid, msgctxt=context, extracted=told, references=references, obsolete=False, line=0)


def _made_fuzzy(message: Message) -> Message:
    """With the flag and with the text that the translation was made for, which for a translation that was
    fuzzy already is not the last one but the one before."""
    if message.is_fuzzy and message.previous_msgid is not None:
        return message
    flags = ("fuzzy", *(flag for flag in message.flags if flag != "fuzzy"))
    return replace(
        message,
        flags=flags,
        previous_msgctxt=message.msgctxt,
        previous_msgid=message.msgid,
        previous_plural=message.plural,
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
