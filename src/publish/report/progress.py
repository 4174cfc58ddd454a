"""How far the translations are, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..translation.stats import Progress

Row = tuple[str, str, Progress | None]
_HEAD = ("work", "locale", "translated", "fuzzy", "untranslated", "words")


def table(rows: Sequence[Row], style: str) -> Iterator[str]:
    """One row a catalogue: entries of each kind, and the translated part of the words."""
    if style != "text":
        yield json.dumps([_record(*row) for row in rows], ensure_ascii=False, indent=2)
        return
    cells = [_HEAD, *(_cells(*row) for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(_HEAD))]
    for row in cells:
        parts = [c.ljust(w) if n < 2 else c.rjust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))]
        yield "  ".join(parts).rstrip()


def _cells(work: str, locale: str, progress: Progress | None) -> tuple[str, ...]:
    if progress is None:
        return (work, locale, "–", "–", "–", "no catalogue")
    counts = (progress.translated, progress.fuzzy, progress.untranslated)
    # Rounded down, so that 100 % means all of it.
    return (work, locale, *(str(c.entries) for c in counts), f"{int(100 * progress.share)} %")


def _record(work: str, locale: str, progress: Progress | None) -> dict[str, object]:
    record: dict[str, object] = {"work": work, "locale": locale, "catalogue": progress is not None}
    for name in ("translated", "fuzzy", "untranslated", "total") if progress else ():
        count = getattr(progress, name)
        record[name] = {"entries": count.entries, "words": count.words}
    return record
