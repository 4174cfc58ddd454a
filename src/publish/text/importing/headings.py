"""Which blocks of a plain text are headings, lists or rules.

A heading is a short line that stands alone, does not end as a sentence does, is no speech, and has a
paragraph after it. Short lines in a row are verse, an address or a signature, unless the first numbers a
chapter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .head import Line, is_caps, is_underline, width
from .wrapping import is_wrapped

_LONGEST_HEADING = 110  # columns
_MOST_WORDS = 16
BULLET = re.compile(r"[ \t]*([-*+•◦▪‣·])[ \t]+(?=\S)")
NUMBER = re.compile(r"[ \t]*(\d{1,3})[.)][ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*([*\-_=~#•·—⁂◊§])(?:[ \t]*\1){2,}[ \t]*|[ \t]*⁂[ \t]*|[ \t]*\*[ \t]*")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।:;][\"'”’»›“)\]」』]*$")
_QUOTE_END = "\"'”’»›“」』"
_NO_HEADING_END = re.compile(rf"(?:[.,;:…。，；：、،؛—–-]|[.!?…,。！？][{_QUOTE_END}])[{_QUOTE_END})\]]*$")
_SPEECH = re.compile(
    r"[—–―-]"
    r"|[\"“„«‹‘「『][^\"”“»›’」』]*[,!?.…][\"”“»›’」』]"  # “Stop!” cried she
    r"|[\"“„«‹‘「『][^\"”“»›’」』]*[\"”“»›’」』],"  # « Non », dit-il
)
_CHAPTER = re.compile(
    r"(?:chapter|part|book|section|act|scene|chapitre|partie|livre|kapitel|teil|abschnitt|capítulo|capitulo|parte"
    r"|libro|capitolo|hoofdstuk|deel|rozdział|część|kapitola|část|глава|часть|раздел|розділ|частина|κεφάλαιο"
    r"|fejezet|bölüm|capitolul|luku|kapittel)\s+(?:[IVXLC]{1,7}|\d{1,3}|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|first|un|deux|trois|eins|zwei|drei|uno|dos|tres|première?|erste[rs]?|premier|первая|вторая)\b"
    r"\s*[:.–—-]?.{0,80}|[IVXLC]{1,7}\.?|\d{1,3}\.|第.{1,4}[章部節节].{0,40}|제\s*\d+\s*[장부].{0,40}",
    re.IGNORECASE,
)


@dataclass
class Group:
    """The lines of one block; `kind` is para, heading, rule, bullets or numbers."""

    lines: list[Line]
    kind: str = "para"
    level: int = 1

    @property
    def text(self) -> str:
        return self.lines[0].text.strip()


def classify(group: Group) -> None:
    """Rules, underlined headings and lists, which show what they are."""
    lines = group.lines
    if len(lines) == 1 and _RULE.fullmatch(lines[0].text):
        group.kind = "rule"
    elif len(lines) == 2 and is_underline(lines[1].text) and width(group.text) <= _LONGEST_HEADING:
        group.kind, group.level = "heading", 1 if lines[1].text.strip()[0] in "=#*" else 2
    elif _items(lines, BULLET) > 1:
        group.kind = "bullets"
    elif _items(lines, NUMBER) > 1 and in_order(lines):
        group.kind = "numbers"


def _items(lines: list[Line], marker: re.Pattern[str]) -> int:
    return sum(bool(marker.match(line.text)) for line in lines) if marker.match(lines[0].text) else 0


def in_order(lines: list[Line]) -> bool:
    """Whether the numbers at the beginnings of lines count up by one, as a Markdown list will."""
    numbers = [int(match[1]) for line in lines if (match := NUMBER.match(line.text))]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def is_chapter(text: str) -> bool:
    """Whether a heading numbers itself: “Chapter 1”, “Kapitel II”, “第一章”."""
    return bool(_CHAPTER.fullmatch(text.strip()))


def find_headings(groups: list[Group], column: int) -> None:
    """Marks those paragraphs that are headings."""
    run_start = 0
    for n in range(len(groups) + 1):
        if n < len(groups) and _may_be_heading(groups[n]):
            continue
        _rule_on_run(groups[run_start:n], groups[n] if n < len(groups) else None, column)
        run_start = n + 1
    _calm(groups)


def _may_be_heading(group: Group) -> bool:
    text = group.text
    if group.kind != "para" or len(group.lines) != 1 or width(text) > _LONGEST_HEADING:
        return False
    if _CHAPTER.fullmatch(text):
        return True
    if len(text.split()) > _MOST_WORDS or "://" in text or "@" in text:
        return False
    if BULLET.match(text) or _SPEECH.match(text) or _NO_HEADING_END.search(text):
        return False
    first = next((c for c in text if c.isalpha()), "")
    return bool(first) and not first.islower()


def _rule_on_run(run: list[Group], after: Group | None, column: int) -> None:
    """Short lines in a row: one is a heading if a paragraph follows it; two, if the first numbers a chapter
    or shouts; more are verse, an address, a list."""
    if not run or len(run) > 2 or after is None or not _is_paragraph(after, run[-1], column):
        return
    if len(run) == 2:
        if not (_CHAPTER.fullmatch(run[0].text) or (is_caps(run[0].text) and not is_caps(run[1].text))):
            return
        run[0].kind, run[1].level = "heading", 2
    run[-1].kind = "heading"


def _is_paragraph(group: Group, heading: Group, column: int) -> bool:
    if group.kind in ("bullets", "numbers"):
        return True
    speech = _SPEECH.match(group.text) and not _CHAPTER.fullmatch(heading.text)
    length = sum(width(line.text) for line in group.lines)
    if (
        group.kind != "para"
        or (speech and len(group.lines) == 1 and length <= _LONGEST_HEADING)
        or not is_wrapped(group.lines, column)
    ):
        return False
    ends = bool(_SENTENCE_END.search(group.lines[-1].text.rstrip()))
    return length > _LONGEST_HEADING or (ends and length > max(40, width(heading.text)))


def _calm(groups: list[Group]) -> None:
    """A text of which every second block would be a heading (a play, a chat) has only those that say so
    themselves."""
    headings = [g for g in groups if g.kind == "heading" and len(g.lines) == 1]
    if len(headings) * 2 > len(groups) and len(groups) > 6:
        for group in headings:
            if not (_CHAPTER.fullmatch(group.text) or is_caps(group.text)):
                group.kind, group.level = "para", 1
