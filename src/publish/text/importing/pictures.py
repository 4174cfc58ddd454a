"""Pictures that come along with a text: what they are by their content, and their names in media/.

A picture is a PNG, JPEG or GIF, or an SVG without scripts and without anything fetched from elsewhere.
"""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import PurePosixPath

_MAGIC = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF87a": ".gif", b"GIF89a": ".gif"}
_SVG_DANGER = re.compile(
    rb"<script|<foreignobject|<!entity|<!doctype|<iframe|\son\w+\s*=|javascript:|@import|url\(\s*[\"']?[^#\"'\s]"
    rb"|(?:href|src)\s*=\s*(?:[\"'](?!#|data:image/)|[^\"'\s])",
    re.IGNORECASE,
)


def image_suffix(data: bytes) -> str:
    """The suffix of a picture that books can show, by its content; empty for all others."""
    for magic, suffix in _MAGIC.items():
        if data.startswith(magic):
            return suffix
    beginning = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    is_svg = beginning.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in beginning
    return ".svg" if is_svg and not _SVG_DANGER.search(data) else ""


def data_url(url: str) -> bytes | None:
    """The content of a `data:` address of a picture; None if it is not one."""
    match = re.match(r"data:image/[\w.+-]+;base64,", url)
    if not match:
        return None
    try:
        return base64.b64decode(url[match.end() :])
    except (binascii.Error, ValueError):
        return None


def store(media: dict[str, bytes], path: str, suffix: str, data: bytes) -> str:
    """Puts a picture into `media` under a name of its own, once for the same content; gives the name."""
    for name, there in media.items():
        if there == data:
            return name
    stem = "-".join(re.findall(r"[A-Za-z0-9]+", PurePosixPath(path).stem))[:40] or "picture"
    name, n = f"media/{stem}{suffix}", 1
    while name.lower() in {there.lower() for there in media}:
        n += 1
        name = f"media/{stem}-{n}{suffix}"
    media[name] = data
    return name
