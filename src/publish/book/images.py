"""The images of a work: found by the paths in its text, read through the project's folder, looked at before use.

A picture is what its bytes say, not what its name says. An SVG image that holds a script, or that refers to
anything outside itself, is refused (EPUB 3.3 would allow the first, a book has no need of it).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from ..diagnostics import Diagnostic, Place, Refusal
from ..files import Folder
from ..text.document import Block, Document, Inline, walk
from .manuscript import Image

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_ACTIVE_SVG = re.compile(
    rb"<\s*(?:script|foreignObject|iframe|handler)|\bon[a-z]+\s*=|<!ENTITY|@import|href\s*=\s*[\"']\s*(?!#|data:image/(?:png|jpeg))"
    rb"|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)


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
            return Image(path, media_type, data)
    if re.match(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]", data, re.DOTALL):
        if _ACTIVE_SVG.search(data):
            message = f"the image “{path}” holds a script or refers to something outside itself"
            raise Refusal([Diagnostic("image-format", message, place)])
        return Image(path, "image/svg+xml", data)
    raise Refusal([Diagnostic("image-format", f"“{path}” is not a PNG, JPEG, GIF or SVG image", place)])
