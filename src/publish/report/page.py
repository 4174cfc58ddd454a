"""The ledger of a work as a web page: counts, a chart, and each ruling with the sentences that it changed.

The page holds all that it shows: no script, no font, nothing fetched. The same ledger gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from pathlib import PurePosixPath

from ..languages import conventions
from ..text.ledger import Change
from ..text.normalise import Normalised
from ..text.rulebook import Rule
from .ledger import Passage, by_class, passages

_OPEN = 3  # sentences of a ruling that are shown at once; the others unfold
_NAMES = {
    "typo": "Misspellings", "name-variant": "Names", "grammar": "Grammar", "punctuation": "Punctuation",
    "spelling-convention": "Spelling conventions", "artefact": "Artefacts", "factual": "Facts", "style": "House style",
}  # fmt: skip
_WIDTH, _ROW, _LABEL, _COUNT = 640, 26, 150, 44  # pixels
_STRIP = 18


@dataclass
class _Ruling:
    """A rule, how often it was followed, and where."""

    rule: Rule
    times: int = 0
    seen: list[Passage] = field(default_factory=list)


def page(normalised: Normalised, texts: Mapping[str, str]) -> str:
    """The report of a work. `texts` are its files as received."""
    work, ledger = normalised.work, normalised.ledger
    words = sum(len(texts[path].split()) for path in work.chapters)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(work.title)}: corrections</title>",
        f"<style>\n{(resources.files('publish') / 'styles' / 'report.css').read_text('utf-8')}</style></head>",
        "<body>",
        f"<h1 {_in(work.language)}>{escape(work.title)}</h1>",
        f'<p class="lead">{_told(len(ledger.changes), words)}</p>',
    ]
    if ledger.changes:
        lines += _bars(by_class(ledger.changes))
        lines += _strips(ledger.changes, texts, work.chapters)
        lines += _rulings(passages(ledger, texts), work.language)
    return "\n".join([*lines, "</body>", "</html>", ""])


def _told(changes: int, words: int) -> str:
    if not changes:
        return f"The text of {words:,} words stands as it was received."
    each = f", one in {round(words / changes):,}" if words >= 2 * changes else ""
    plural = "s" * (changes != 1)
    return f"{changes:,} correction{plural} in {words:,} words{each}. The text as received is kept; each can be undone."


def _in(language: str) -> str:
    return f'lang="{escape(language)}" dir="{"rtl" if conventions(language).rtl else "ltr"}"'


# The charts


def _bars(counts: list[tuple[str, int]]) -> Iterator[str]:
    """A bar for each class, as long as there are corrections of it."""
    most = counts[0][1]
    said = ", ".join(f"{count} of {_NAMES[kind].lower()}" for kind, count in counts)
    yield f"<figure><figcaption>Corrections by class</figcaption>{_svg(len(counts) * _ROW, said)}"
    for n, (kind, count) in enumerate(counts):
        length = max((_WIDTH - _LABEL - _COUNT) * count / most, 2)
        yield (
            f'<g class="{kind}"><text x="0" y="{n * _ROW + 17}">{_NAMES[kind]}</text>'
            f'<rect class="mark" x="{_LABEL}" y="{n * _ROW + 5}" width="{length:.1f}" height="16" rx="3"/>'
            f'<text class="number" x="{_LABEL + length + 8:.1f}" y="{n * _ROW + 17}">{count:,}</text></g>'
        )
    yield "</svg></figure>"


def _strips(changes: Iterable[Change], texts: Mapping[str, str], chapters: tuple[str, ...]) -> Iterator[str]:
    """A strip for each chapter, from its beginning to its end, with a mark where a correction stands."""
    longest = max(len(texts[path]) for path in chapters) or 1
    yield f"<figure><figcaption>Where they stand in the text</figcaption>{_svg(len(chapters) * _ROW, 'each chapter')}"
    for n, path in enumerate(chapters):
        width = _WIDTH - _LABEL
        name = PurePosixPath(path).stem
        yield f'<text x="0" y="{n * _ROW + 17}">{escape(name[:20])}</text>'
        length = max(width * len(texts[path]) / longest, 4)
        yield f'<rect class="ground" x="{_LABEL}" y="{n * _ROW + 4}" width="{length:.1f}" height="{_STRIP}" rx="3"/>'
        for change in (c for c in changes if c.path == path):
            x = _LABEL + width * change.start / longest
            yield (
                f'<g class="{change.rule.kind}"><rect class="mark" x="{x:.1f}" y="{n * _ROW + 4}" '
                f'width="1.6" height="{_STRIP}"/></g>'
            )
    yield "</svg></figure>"


def _svg(height: int, said: str) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(said)}">'


# The rulings


def _rulings(found: Iterable[Passage], language: str) -> Iterator[str]:
    """By class, the most first; within it the rulings in the order in which the text comes to them."""
    rulings: dict[Rule, _Ruling] = {}
    for passage in found:
        for change in passage.changes:
            ruling = rulings.setdefault(change.rule, _Ruling(change.rule))
            ruling.times += 1
            if not ruling.seen or ruling.seen[-1] is not passage:
                ruling.seen.append(passage)
    kinds: dict[str, list[_Ruling]] = {}
    for ruling in rulings.values():
        kinds.setdefault(ruling.rule.kind, []).append(ruling)
    for kind, held in sorted(kinds.items(), key=lambda item: -sum(r.times for r in item[1])):
        count = sum(r.times for r in held)
        yield f'<section class="{kind}"><h2>{_NAMES[kind]} <span class="count">{count:,}</span></h2>'
        for ruling in held:
            yield from _ruling(ruling, language)
        yield "</section>"


def _ruling(ruling: _Ruling, language: str) -> Iterator[str]:
    rule = ruling.rule
    times = f'<span class="times">{ruling.times} times</span>' if ruling.times > 1 else ""
    yield f"<article><header><span {_in(language)}>{_del(rule.before)} {_ins(rule.after)}</span>{times}</header>"
    ruled = " · ".join(escape(part) for part in (rule.reason, rule.by, str(rule.place)) if part)
    yield f'<p class="note">{ruled}</p>'
    yield from _list(ruling.seen[:_OPEN], rule, language)
    if len(ruling.seen) > _OPEN:
        yield f"<details><summary>{len(ruling.seen) - _OPEN} more</summary>"
        yield from _list(ruling.seen[_OPEN:], rule, language)
        yield "</details>"
    yield "</article>"


def _list(found: list[Passage], rule: Rule, language: str) -> Iterator[str]:
    yield "<ol>"
    for passage in found:
        sentence = "".join(escape(p) if isinstance(p, str) else _shown(p, rule) for p in passage.pieces)
        place = next(change.place for change in passage.changes if change.rule == rule)
        yield f'<li><span class="place">{escape(str(place))}</span><span {_in(language)}>{sentence}</span></li>'
    yield "</ol>"


def _shown(change: Change, rule: Rule) -> str:
    """A change of the ruling that is told of; others in the sentence are made already."""
    return _del(change.before) + _ins(change.after) if change.rule == rule else escape(change.after)


def _del(text: str) -> str:
    return f"<del>{escape(text)}</del>" if text else ""


def _ins(text: str) -> str:
    return f"<ins>{escape(text)}</ins>" if text else ""
