"""Which words of the tool's own a house catalogue has: those that it overrides, and all of them in a language
that the tool does not know.
"""

from __future__ import annotations

from importlib import resources

from .messages import Catalogue
from .po import read_catalogue
from .segments import LABEL, Segment, label_segments

_SOURCE = "en"


def offered_labels(catalogue: Catalogue | None, locale: str) -> list[Segment]:
    """Segments for the words that the tool prints into books. What the house has translated stays; where the
    tool has words of its own the others are left out, so that nobody has to look at them."""
    own = [m.msgid for m in catalogue.active if m.msgctxt == LABEL and not m.is_empty] if catalogue else []
    return label_segments(own if _is_known(locale) else [*_template(), *own])


def _is_known(locale: str) -> bool:
    language = locale.split("-")[0]
    folder = resources.files("publish") / "locale"
    names = (language, locale.replace("-", "_"))
    return language == _SOURCE or any((folder / n / "LC_MESSAGES" / "publish.po").is_file() for n in names)


def _template() -> list[str]:
    file = resources.files("publish") / "locale" / "publish.pot"
    catalogue, _ = read_catalogue("publish.pot", file.read_bytes())
    return [m.msgid for m in catalogue.active] if catalogue else []
