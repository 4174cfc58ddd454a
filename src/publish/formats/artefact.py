"""A finished file, and the style sheets that it is made with."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

SHARE = "application/vnd.publish.web-share+json"  # an edition's part of a web page, which is no page yet


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


_PACKAGED = "publish/styles/"
_SCRIPT_STYLES = {
    "right-to-left": ("Arab", "Hebr"),
    "arabic": ("Arab",),
    "hebrew": ("Hebr",),
    "east-asian": ("Hans", "Hant", "Jpan", "Kore"),
    "chinese": ("Hans", "Hant"),
}


def default_style(name: str) -> Style:
    """A style sheet of the package (`print.css`, `ebook.css`)."""
    return Style(_PACKAGED + name, (resources.files("publish") / "styles" / name).read_text("utf-8"))


def trim_style(trim: str) -> Style:
    """The measures of a page by the name of its size (`US trade`)."""
    return default_style(f"trim/{trim.lower().replace(' ', '-')}.css")


def in_script(styles: tuple[Style, ...], script: str) -> tuple[Style, ...]:
    """The style sheets of a book in a script (ISO 15924): after the package's own what that script needs, where it
    needs something, and the project's last."""
    needed = [sheet for sheet, scripts in _SCRIPT_STYLES.items() if script in scripts]
    packaged = [style for style in styles if style.path.startswith(_PACKAGED)]
    return (
        *packaged,
        *(default_style(f"script/{name}.css") for name in needed),
        *(s for s in styles if s not in packaged),
    )
