"""How far the translations are: as a table, as JSON, and as pictures for a README.

The pictures are SVG without scripts, fonts or anything fetched. They say in words (`title`, `desc`) what they show,
and the same progress gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath

from ..translation.stats import Count, Progress

_HEAD = ("work", "locale", "translated", "fuzzy", "untranslated", "to mend", "words")
_KINDS = ("translated", "fuzzy", "untranslated", "failed", "total")
# Dark enough for white letters (WCAG 2.2, 1.4.3: 4.5 to 1), and told apart by their lightness too.
_COLOURS = {"translated": "#1b5e20", "fuzzy": "#e0a100", "untranslated": "#d5d5d5"}
_DONE, _WELL, _BEGUN = "#1b5e20", "#7a4f00", "#616161"
_HALF = 50  # per cent
_LETTER = 6.6  # pixels that a letter takes, on the average, at 11 pixels


@dataclass(frozen=True, slots=True)
class Row:
    """One catalogue: a work (or the house) in a locale. `chapters` are its source files with theirs; `progress` is
    None where there is no catalogue."""

    work: str
    locale: str
    progress: Progress | None = None
    chapters: Mapping[str, Progress] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """The translated part of the words, rounded down, so that 100 means all of it."""
        return int(100 * self.progress.share) if self.progress else 0


def table(rows: Sequence[Row], style: str) -> Iterator[str]:
    """One row a catalogue and, under it, one a chapter where it has several: entries, their words in brackets."""
    if style != "text":
        yield json.dumps([_record(row) for row in rows], ensure_ascii=False, indent=2)
        return
    cells = [_HEAD, *(line for row in rows for line in _lines(row))]
    widths = [max(len(row[n]) for row in cells) for n in range(len(_HEAD))]
    for line in cells:
        parts = [c.ljust(w) if n < 2 else c.rjust(w) for n, (c, w) in enumerate(zip(line, widths, strict=True))]
        yield "  ".join(parts).rstrip()


def _lines(row: Row) -> Iterator[tuple[str, ...]]:
    if row.progress is None:
        yield (row.work, row.locale, "–", "–", "–", "–", "no catalogue")
        return
    yield (row.work, row.locale, *_cells(row.progress))
    if sum(not path.endswith("/work.toml") for path in row.chapters) > 1:
        for path, progress in row.chapters.items():
            yield (f"  {PurePosixPath(path).name}", "", *_cells(progress))


def _cells(progress: Progress) -> tuple[str, ...]:
    counts = (progress.translated, progress.fuzzy, progress.untranslated, progress.failed)
    return (*(_cell(count) for count in counts), f"{int(100 * progress.share)} %")


def _cell(count: Count) -> str:
    return f"{count.entries} ({count.words})" if count.entries else "0"


def _record(row: Row) -> dict[str, object]:
    record: dict[str, object] = {"work": row.work, "locale": row.locale, "catalogue": row.progress is not None}
    if row.progress:
        chapters = [{"path": path} | _counts(progress) for path, progress in row.chapters.items()]
        record |= {"percent": row.percent} | _counts(row.progress) | {"chapters": chapters}
    return record


def _counts(progress: Progress) -> dict[str, object]:
    counts = {name: getattr(progress, name) for name in _KINDS}
    return {name: {"entries": count.entries, "words": count.words} for name, count in counts.items()}


def pictures(rows: Sequence[Row], folder: str) -> dict[str, bytes]:
    """SVG files by their path: for each catalogue a badge and a bar, `<work>-<locale>-badge.svg` and `-bar.svg`."""
    files = {}
    for row in rows:
        if row.progress:
            name = str(PurePosixPath(folder) / f"{row.work}-{row.locale}")
            files[f"{name}-badge.svg"] = _badge(row).encode()
            files[f"{name}-bar.svg"] = _bar(row.progress, row).encode()
    return files


def _badge(row: Row) -> str:
    label, value = f"{row.work} · {row.locale}", f"{row.percent} %"
    left, right = round(len(label) * _LETTER) + 12, round(len(value) * _LETTER) + 12
    colour = _DONE if row.percent == 100 else _WELL if row.percent >= _HALF else _BEGUN
    return _svg(row, left + right, 20, (
        f'<rect width="{left}" height="20" fill="#424242"/>',
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/>',
        _text(label, left / 2, left - 12),
        _text(value, left + right / 2, right - 12),
    ))  # fmt: skip


def _text(text: str, middle: float, length: int) -> str:
    return (
        f'<text x="{middle:g}" y="14" fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11" '
        f'text-anchor="middle" textLength="{length}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
    )


def _bar(progress: Progress, row: Row, width: int = 400, height: int = 12) -> str:
    parts, start = [], 0
    words, sum_ = progress.total.words, 0
    for kind in ("translated", "fuzzy", "untranslated"):
        sum_ += getattr(progress, kind).words
        end = round(width * sum_ / words) if words else width
        if end > start:
            parts.append(f'<rect x="{start}" width="{end - start}" height="{height}" fill="{_COLOURS[kind]}"/>')
        start = end
    return _svg(row, width, height, parts)


def _svg(row: Row, width: int, height: int, parts: Sequence[str]) -> str:
    title = f"{row.work} in {row.locale}: {row.percent} % translated"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(_told(row.progress or Progress()))}</desc>',
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _told(progress: Progress) -> str:
    said = (f"{getattr(progress, kind).words} {kind}" for kind in ("translated", "fuzzy", "untranslated"))
    return f"Of {progress.total.words} words {', '.join(said)}."
