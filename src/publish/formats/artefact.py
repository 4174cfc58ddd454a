"""A finished file, and the style sheets that it is made with."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Artefact:
    """`name` is the file's name in dist/."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Style:
    """A style sheet: the project's path of it, or the package's, and its text."""

    path: str
    text: str


def default_style(name: str) -> Style:
    """A style sheet of the package (`print.css`, `ebook.css`)."""
    return Style(f"publish/styles/{name}", (resources.files("publish") / "styles" / name).read_text("utf-8"))


def trim_style(trim: str) -> Style:
    """The measures of a page by the name of its size (`US trade`)."""
    return default_style(f"trim/{trim.lower().replace(' ', '-')}.css")
