"""Which changes of a text were editorial, so that a translation made of the old words is still right.

The text as received is the fixed point. An old msgid is one of its readings: it with some of the house's
changes made. Which readings there are is never listed. An old msgid is walked along the received text, and
wherever the two part there has to be a change that somebody ruled on: one of the ledger today, one that was
made when the entry was written (its `#. Corrected:` lines remember), or one that the editor has declared.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..project import Work
from ..text.document import Document, Inline, map_text, walk
from ..text.house import House
from ..text.ledger import Change, Ledger, Pieces
from ..text.normalise import METADATA
from .messages import Message
from .misspelling import is_certain_misspelling
from .segments import Edit, Segment
from .tags import escape, to_tagged

# Noncharacters (Unicode 23.7), which no text holds: they mark a change on its way through the tags.
_MARK = re.compile("\ufdd0([0-9]+)\ufdd1")
_TOKEN = re.compile(r"</?[a-z]+[0-9]*/?>|&\w+;|[^\W_]+|\s+|.", re.DOTALL)
_NOTE = re.compile(r"Corrected(?P<fact> in substance)?: “(?P<edit>.*)”$")
_ARROW = "” → “"
_WITH_FIGURES = ("typo", "artefact", "grammar", "name-variant")
_MAX_STATES = 10_000
_ALIKE = 80.0  # per cent of letters; what is less alike differs in more than a misspelling


def with_received(
    segments: Sequence[Segment], received: Work, documents: Iterable[Document], ledger: Ledger
) -> list[Segment]:
    """Segments that know their text as received, what the pass changed in it, and tell the translator so.
    `received` is the work before the pass, `documents` are those after it."""
    known = {("", f"work/{name}"): _reading_of_metadata(received, name, ledger) for name in METADATA}
    for document in documents:
        changes = ledger.of(document.path)
        for block in walk(document.blocks) if changes else ():
            if block.inlines:
                known[document.path, block.id] = _reading(block.inlines, changes)
    return [_told(s, *known.get(("" if s.id.startswith("work/") else s.path, s.id), ("", ()))) for s in segments]


def _told(segment: Segment, received: str, edits: tuple[Edit, ...]) -> Segment:
    if not edits or received == segment.msgid:
        return segment
    notes = tuple(dict.fromkeys(_note(received[e.start : e.end], e) for e in edits))
    return replace(segment, received=received, edits=edits, notes=(*segment.notes, *notes))


def _note(before: str, edit: Edit) -> str:
    return f"Corrected{' in substance' * edit.changes_meaning}: “{before}{_ARROW}{edit.after}”"


def _reading(inlines: tuple[Inline, ...], changes: list[Change]) -> tuple[str, tuple[Edit, ...]]:
    """The received text of a corrected leaf, as tagged text, and the edits that lead from it to the corrected
    one."""
    held: list[Change] = []

    def marked_run(run: Inline) -> Inline:
        text = ""
        for piece in Pieces(changes).of(run):
            if isinstance(piece, str):
                text += piece
            else:
                text += f"\ufdd0{len(held)}\ufdd1"
                held.append(piece)
        return replace(run, text=text)

    marked = to_tagged(map_text(inlines, marked_run))
    pieces: list[str] = []
    edits, end, length = [], 0, 0
    for match in _MARK.finditer(marked):
        change = held[int(match[1])]
        before = escape(change.before)
        pieces += [marked[end : match.start()], before]
        length += match.start() - end
        edits.append(Edit(length, length + len(before), escape(change.after), changes_meaning(change)))
        length += len(before)
        end = match.end()
    return "".join([*pieces, marked[end:]]), tuple(edits)


def changes_meaning(change: Change) -> bool:
    """Whether a translation has to follow a change of the ledger: a correction of fact, and a misprint in a
    figure, which a translator will have taken over."""
    kind = change.rule.kind
    return kind == "factual" or (kind in _WITH_FIGURES and _figures(change.before) != _figures(change.after))


def _reading_of_metadata(received: Work, name: str, ledger: Ledger) -> tuple[str, tuple[Edit, ...]]:
    """The same for a text of work.toml, in which the places of changes are not known to the character."""
    before = getattr(received, name)
    changes = [c for c in ledger.of(received.path) if c.before in before]
    rules = [(c.before, c.after, changes_meaning(c)) for c in changes]
    text = escape(before)
    return text, tuple(edit for rule in rules for edit in _everywhere(text, *rule))


def _everywhere(text: str, before: str, after: str, meaning: bool = False) -> Iterator[Edit]:
    """An edit at each place of a tagged text where these words stand."""
    before, after = escape(before), escape(after)
    if not before.strip() or before not in text:
        return
    left = r"(?<![^\W_])" if before[0].isalnum() else ""
    right = r"(?![^\W_])" if before[-1].isalnum() else ""
    for match in re.finditer(rf"</?[a-z]+[0-9]*/?>|{left}(?P<words>{re.escape(before)}){right}", text):
        if match["words"]:
            yield Edit(match.start(), match.end(), after, meaning)


class Rulings:
    """What an editor has ruled, against which an old msgid and a segment are held. `words` counts the words of
    all the texts at hand."""

    def __init__(self, declared: Iterable[tuple[str, str]] = (), words: Mapping[str, int] | None = None):
        self._declared = tuple(dict.fromkeys(declared))
        self._words: Mapping[str, int] = words or {}
        self._own: dict[tuple[str, tuple[Edit, ...]], tuple[Edit, ...]] = {}

    def carries(self, message: Message, segment: Segment) -> bool:
        """Whether the translation of an entry stays in force for a segment: every difference of the msgids was
        editorial, and none of them a matter of fact."""
        received = segment.received or segment.msgid
        edits = (*segment.edits, *_remembered(message, received), *self._declared_in(segment))
        made = readings(received, edits, message.msgid)
        if made is None:
            made = self._without_misspelling(message.msgid, received, edits)
        if made is None:
            return False
        apart = set(made) ^ set(segment.edits)
        return not any(edit.changes_meaning for edit in apart)

    def _declared_in(self, segment: Segment) -> tuple[Edit, ...]:
        """Where the text has the new words of a declared change by hand, the old ones may have stood."""
        received = segment.received or segment.msgid
        key = received, segment.edits
        if key not in self._own:
            found = (e for before, after in self._declared for e in _everywhere(received, after, before))
            self._own[key] = tuple(found)
        return self._own[key]

    def _without_misspelling(self, old: str, received: str, edits: tuple[Edit, ...]) -> tuple[Edit, ...] | None:
        """The edits if it takes one certain misspelling besides, mended by hand."""
        from rapidfuzz import fuzz

        if not fuzz.ratio(old, received, score_cutoff=_ALIKE):
            return None
        for edit in _single_words(old, received):
            if is_certain_misspelling(edit.after, received[edit.start : edit.end], self._words):
                made = readings(received, (*edits, edit), old)
                if made is not None:
                    return made
        return None


NO_RULINGS = Rulings()


def rulings(house: House, works: Iterable[Work], units: Iterable[Segment]) -> Rulings:
    """The Rulings of a house over the texts at hand: its declared changes by hand, its corrections, and the
    stray forms of its entries."""
    languages = tuple(dict.fromkeys(w.language for w in works))
    declared = [
        *house.by_hand,
        *((c.before, c.after) for c in house.corrections if not c.context and c.kind != "factual"),
        *((stray, right or e.form(tag)) for e in house.entries.values() for stray, right in e.strays.items()
          for tag in languages if right or e.form(tag)),
    ]  # fmt: skip
    forms = " ".join(f for e in house.entries.values() for forms in e.forms.values() for f in forms)
    words = Counter(re.findall(r"[^\W\d_]+", " ".join([*(s.msgid for s in units), forms])))
    return Rulings(declared, words)


def readings(received: str, edits: Sequence[Edit], text: str) -> tuple[Edit, ...] | None:
    """The edits that make `text` of the received one, None where no choice among them does. Each pair of
    offsets is looked at once, so the time does not grow with the number of choices."""
    starting: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        starting[edit.start].append(edit)
    stops = sorted({*starting, len(received)})
    came: dict[tuple[int, int], tuple[tuple[int, int], Edit | None] | None] = {(0, 0): None}
    waiting = [(0, 0)]
    while waiting and len(came) < _MAX_STATES:
        here, there = state = waiting.pop()
        if (here, there) == (len(received), len(text)):
            return _path(came, state)
        steps: list[tuple[int, int, Edit | None]] = [
            (e.end, there + len(e.after), e) for e in starting.get(here, ()) if text.startswith(e.after, there)
        ]
        stop = stops[min(bisect_right(stops, here), len(stops) - 1)]
        if stop > here and received[here:stop] == text[there : there + stop - here]:
            steps.append((stop, there + stop - here, None))
        for a, b, made in steps:
            if (a, b) not in came:
                came[a, b] = state, made
                waiting.append((a, b))
    return None


def _path(
    came: Mapping[tuple[int, int], tuple[tuple[int, int], Edit | None] | None], state: tuple[int, int]
) -> tuple[Edit, ...]:
    made = []
    step = came[state]
    while step:
        state, edit = step
        made += [edit] if edit else []
        step = came[state]
    return tuple(made[::-1])


def _remembered(message: Message, received: str) -> Iterator[Edit]:
    """What an entry's comments say was changed in its text when it was written."""
    for comment in message.extracted:
        match = _NOTE.match(comment)
        if match and match["edit"].count(_ARROW) == 1:
            before, after = match["edit"].split(_ARROW)
            # The note has them as tagged text already.
            yield from _everywhere(received, _unescaped(before), _unescaped(after), bool(match["fact"]))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&amp;", "&")


def _single_words(old: str, received: str) -> Iterator[Edit]:
    """The places where the received text has another single word than the old one."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = _TOKEN.findall(received), _TOKEN.findall(old)
    starts = [0]
    for token in ours:
        starts.append(starts[-1] + len(token))
    for step in Levenshtein.editops(ours, theirs):
        if step.tag == "replace":
            yield Edit(starts[step.src_pos], starts[step.src_pos + 1], theirs[step.dest_pos])


def _figures(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))
