"""Files that came back from translators: told apart, read, and held against the works that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..diagnostics import Diagnostic, Place, Refusal
from ..project import canonical_locale
from ..tables import nearest
from .interchange import Received
from .tmx import read_tmx
from .xliff import read_xliff


def read_files(
    contents: Mapping[str, bytes], works: Mapping[str, str], locales: Sequence[str]
) -> tuple[list[Received], list[Diagnostic]]:
    """What the files bring, by their names: `works` leads from the id of each catalogue (the house's, too) to its
    language, `locales` are those that were asked for. `interchange-syntax`, `interchange-language`, `unknown-work`."""
    files: list[Received] = []
    found: list[Diagnostic] = []
    for path, data in contents.items():
        try:
            files += _read(path, data, works, locales)
        except Refusal as refusal:
            found += refusal.diagnostics
    return files, [*found, *(d for received in files for d in _wrong(received, works, locales))]


def _read(path: str, data: bytes, works: Mapping[str, str], locales: Sequence[str]) -> Iterator[Received]:
    suffix = path.rpartition(".")[2].lower()
    if suffix in ("xlf", "xliff"):
        for received in read_xliff(path, data):
            locale = canonical_locale(received.locale)
            yield replace(received, language=canonical_locale(received.language), locale=locale)
    elif suffix == "tmx":
        if not locales:
            raise Refusal([Diagnostic("wrong-use", f"“{path}” may hold many languages; say which one with -l")])
        for language in dict.fromkeys(works.values()):
            yield from (read_tmx(path, data, language, locale) for locale in locales if locale != language)
    else:
        message = f"“{path}” is neither an XLIFF file (.xlf) nor a memory (.tmx)"
        raise Refusal([Diagnostic("interchange-syntax", message, Place(path))])


def _wrong(received: Received, works: Mapping[str, str], locales: Sequence[str]) -> Iterator[Diagnostic]:
    """What keeps a file from being taken for what it says that it is."""
    if received.is_memory:
        return
    place = Place(received.path)
    if received.catalogue not in works:
        message = f"“{received.path}” is of a work “{received.catalogue}”, which is not here"
        yield Diagnostic("unknown-work", message, place, nearest(received.catalogue, set(works)))
    elif received.language != works[received.catalogue]:
        message = f"“{received.path}” is translated from “{received.language}”, not “{works[received.catalogue]}”"
        yield Diagnostic("interchange-language", message, place)
    elif locales and received.locale not in locales:
        message = f"“{received.path}” is translated into “{received.locale}”, not {', '.join(locales)}"
        yield Diagnostic("interchange-language", message, place)
