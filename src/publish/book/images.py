"""The images of a work: found by the paths in its text, read through the project's folder, looked at before use.

A picture is what its bytes say, not what its name says. An SVG image that holds a script, or that refers to
anything outside itself, is refused (EPUB 3.3 would allow the first, a book has no need of it).
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, fromstring

from ..diagnostics import Diagnostic, Place, Refusal
from ..files import Folder
from ..project import Work
from ..text.document import Block, Document, Inline, walk
from .manuscript import Image

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
MOST_DOTS = 100_000_000  # A3 at 600 dots an inch has seventy million
MOST_SHAPES = 200_000
MOST_DEEP = 100
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = {"script", "foreignobject", "iframe", "handler", "listener", "embed", "object", "audio", "video"}
_INNER = re.compile(r"#|data:image/(?:png|jpeg)[;,]", re.IGNORECASE)
# In a style: what loads another file, and the backslash that can spell it in other letters (CSS Syntax 3, 4.3.7).
_LOADS = re.compile(r"@import|\\|url\(\s*[\"']?(?!\s*[\"']?#)|image-set\(|src\(", re.IGNORECASE)


def read_images(
    documents: tuple[Document, ...], folder: Folder
) -> tuple[tuple[Document, ...], dict[str, Image], list[Diagnostic]]:
    """The documents with every image named by its path in the project, those images, and what is wrong."""
    images: dict[str, Image] = {}
    found: list[Diagnostic] = []
    changed = []
    for document in documents:
        changed.append(replace(document, blocks=tuple(_block(b, document.path) for b in document.blocks)))
        for block in walk(changed[-1].blocks):
            for inline in _images(block.inlines):
                if inline.url and inline.url not in images:
                    try:
                        images[inline.url] = _read(folder, inline.url, block.place)
                    except Refusal as refusal:
                        found += refusal.diagnostics
    return tuple(changed), images, found


def read_cover(work: Work, folder: Folder) -> tuple[Image | None, list[Diagnostic]]:
    """The picture that work.toml names as the cover; None where it names none, or what it names is none."""
    if not work.cover:
        return None, []
    path = posixpath.normpath(posixpath.join(posixpath.dirname(work.path), work.cover))
    try:
        image = _read(folder, path, Place(work.path))
    except Refusal as refusal:
        return None, refusal.diagnostics
    if image.media_type not in ("image/png", "image/jpeg"):  # what shops and reading systems take
        return None, [Diagnostic("image-format", f"“{path}” is no PNG or JPEG image, as a cover is", Place(work.path))]
    return image, []


def _images(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        if inline.kind == "image":
            yield inline
        yield from _images(inline.children)


def _block(block: Block, path: str) -> Block:
    inlines = tuple(_inline(i, path) for i in block.inlines)
    return replace(block, inlines=inlines, blocks=tuple(_block(b, path) for b in block.blocks))


def _inline(inline: Inline, path: str) -> Inline:
    url = inline.url
    if inline.kind == "image" and url:
        url = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(url)))
    children = tuple(_inline(c, path) for c in inline.children)
    return replace(inline, url=url, children=children, blocks=tuple(_block(b, path) for b in inline.blocks))


def _read(folder: Folder, path: str, place: Place) -> Image:
    try:
        data = folder.read_bytes(path)
    except Refusal as refusal:
        code = refusal.diagnostics[0].code
        code = "image-missing" if code in ("file-missing", "file-unreadable") else code
        raise Refusal([Diagnostic(code, f"the image “{path}” cannot be used: {refusal}", place)]) from None
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            _check_dots(path, data, place)
            return Image(path, media_type, data)
    root = _svg(data)
    if root is None:
        raise Refusal([Diagnostic("image-format", f"“{path}” is not a PNG, JPEG, GIF or SVG image", place)])
    if re.search(rb"<!ENTITY|<\?xml-stylesheet", data) or any(_is_active(element) for element in root.iter()):
        message = f"the image “{path}” holds a script or refers to something outside itself"
        raise Refusal([Diagnostic("image-format", message, place)])
    if _is_bomb(root):
        message = f"the image “{path}” shows parts of itself without end, or nests too deep"
        raise Refusal([Diagnostic("image-format", message, place)])
    return Image(path, "image/svg+xml", data)


def _check_dots(path: str, data: bytes, place: Place) -> None:
    """Refusal `image-format` for a picture that cannot be opened, has no dots, or more than a reading system can hold:
    a few bytes can unpack to gigabytes. Only its head is read."""
    from PIL import Image as Picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
            width, height = Picture.open(io.BytesIO(data)).size
    except Picture.DecompressionBombError:
        width = height = MOST_DOTS
    except Exception as error:  # Pillow answers a damaged file with a dozen kinds of exception
        raise Refusal([Diagnostic("image-format", f"the image “{path}” is damaged: {error}", place)]) from None
    if not 0 < width * height <= MOST_DOTS:
        message = f"the image “{path}” has no dots, or more than {MOST_DOTS // 1_000_000} million"
        raise Refusal([Diagnostic("image-format", message, place)])


def _svg(data: bytes) -> Element | None:
    """The root of an SVG image in UTF-8; None for anything else."""
    try:
        data.decode()
        root = fromstring(data) if b"<svg" in data or b":svg" in data else None
    except (ParseError, ValueError, LookupError):
        return None
    return root if root is not None and root.tag in (f"{_SVG}svg", "svg") else None


def _is_bomb(root: Element) -> bool:
    """Whether `use` makes far more shapes than are drawn, as in a circle, or elements lie too deep in each other."""
    named = {element.get("id"): element for element in root.iter()}
    waiting, shown = [(root, 1)], 0
    while waiting:
        element, depth = waiting.pop()
        shown += 1
        if shown > MOST_SHAPES or depth > MOST_DEEP:
            return True
        waiting += [(child, depth + 1) for child in element]
        if _local(element.tag) == "use":
            used = next((v for k, v in element.attrib.items() if _local(k) == "href"), "").strip()[1:]
            waiting += [(named[used], depth + 1)] if used in named else []
    return False


def _is_active(element: Element) -> bool:
    """Whether an element does something, or shows something that is not in the file itself."""
    name = _local(element.tag)
    if name in _ACTIVE or (name == "style" and _LOADS.search("".join(element.itertext()))):
        return True
    return any(_is_loading(_local(key), value) for key, value in element.attrib.items())


def _is_loading(name: str, value: str) -> bool:
    if name in ("href", "src"):
        return not _INNER.match(value.strip())
    if name == "attributename":  # an animation may set what must not be written
        return _is_loading(value.rpartition(":")[2].lower(), "")
    return name.startswith("on") or bool(_LOADS.search(value))


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()
