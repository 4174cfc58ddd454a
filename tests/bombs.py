"""Hostile files that are too large, or no text, to stand in `hostile/*.toml`: each made by a function named there."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

PO_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A text</dc:title><dc:language>en</dc:language></metadata>'
    '<manifest><item id="c" href="{}" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine>'
    "</package>"
)
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A text</title></head><body>{}</body></html>'
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
RUN = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MAIN = (
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
)
OPEN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body><office:text>{}</office:text>'
    "</office:body></office:document-content>"
)


def repeat(times: int, text: str, before: str = "", after: str = "") -> bytes:
    """`text` over and over; `#` in it is the number of the turn."""
    if "#N" in text:
        return (before + "".join(text.replace("#N", str(n)) for n in range(times)) + after).encode()
    return (before + text * times + after).encode()


def nest(depth: int, opening: str, inner: str, closing: str = "", before: str = "") -> bytes:
    return (before + opening * depth + inner + closing * depth).encode()


def quotes(depth: int) -> bytes:
    return b"# One\n\n" + b"> " * depth + b"Words.\n"


def lists(depth: int) -> bytes:
    return b"# One\n\n" + b"".join(b"  " * n + b"- x\n" for n in range(depth))


def table(columns: int, rows: int) -> bytes:
    row = b"|" + b"a|" * columns + b"\n"
    return b"# One\n\n" + row + b"|" + b"-|" * columns + b"\n" + row * rows


def po(entries: int, times: int = 1) -> bytes:
    every = "".join(f'msgid "w{n}"\nmsgstr "m{n}"\n\n' for n in range(entries))
    return (PO_HEADER + every * times).encode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: int = 1, extra: str = "") -> bytes:
    """A PNG that says it is so large, with the data of a few rows."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    text = _chunk(b"tEXt", b"Comment\0" + extra.encode()) if extra else b""
    data = zlib.compress((b"\0" + bytes(min(width, 1 << 20))) * rows, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + text + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def png_bomb(side: int) -> bytes:
    """A PNG that unpacks to side × side grey dots, all of them there."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(side + 1)) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)) + _chunk(
        b"IDAT", data
    ) + _chunk(b"IEND", b"")  # fmt: skip


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + b"\x2c" + struct.pack(
        "<HHHHB", 0, 0, width, height, 0
    ) + b"\x02\x02\x44\x01\x00\x3b"  # fmt: skip


def jpeg(width: int, height: int) -> bytes:
    """The first lines of a JPEG of that size, and no picture after them."""
    return b"\xff\xd8\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00\xff\xd9"


def svg_uses(levels: int, each: int) -> bytes:
    """An SVG image that shows itself each ** levels times (“a billion laughs” by `use`)."""
    groups = ['<g id="g0"><path d="M0 0h9"/></g>']
    for n in range(1, levels):
        groups.append(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * each + "</g>")
    body = "".join(groups) + f'<use href="#g{levels - 1}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{body}</svg>'.encode()


def archive(members: dict[str, str], base: str = "", sizes: dict[str, int] | None = None) -> bytes:
    """A zip archive of texts (and of so many NULs, `sizes`), over the members that a format needs (`base`)."""
    made = {**_BASES[base], **members} if base else members
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in made.items():
            target.writestr(name, text)
        for name, size in (sizes or {}).items():
            target.writestr(name, bytes(size))
    return stream.getvalue()


_BASES: dict[str, dict[str, str]] = {
    "docx": {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(MAIN),
        "word/document.xml": WORD.format(RUN.format("A text in English of some words.")),
    },
    "odt": {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": OPEN.format("<text:p>A text in English of some words.</text:p>"),
        "styles.xml": '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:font-face-decls/><office:styles/>'
        "<office:automatic-styles/><office:master-styles/></office:document-styles>",
    },
    "epub": {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format("book.opf"),
        "book.opf": PACKAGE.format("one.xhtml"),
        "one.xhtml": PAGE.format("<p>A text in English of some words.</p>"),
    },
}


def document(kind: str, body: str, more: dict[str, str] | None = None, times: int = 1) -> bytes:
    """A docx, odt or epub file with this markup, `times` over, as its text."""
    name, frame = {
        "docx": ("word/document.xml", WORD), "odt": ("content.xml", OPEN), "epub": ("one.xhtml", PAGE),
    }[kind]  # fmt: skip
    return archive({name: frame.format(body * times), **(more or {})}, base=kind)


def nested_document(kind: str, depth: int, opening: str, inner: str, closing: str) -> bytes:
    return document(kind, opening * depth + inner + closing * depth)


def many_members(kind: str, number: int) -> bytes:
    return archive({f"x/{n}": "" for n in range(number)}, base=kind)


def twice(kind: str, name: str) -> bytes:
    """An archive in which one name stands for two files."""
    data = archive({name[:-1] + "~": "other"}, base=kind)
    return data.replace((name[:-1] + "~").encode(), name.encode())


def lying(kind: str, name: str, says: int) -> bytes:
    """An archive whose directory says that a member unpacks to a few bytes."""
    data = bytearray(archive({}, base=kind, sizes={name: 300 * 1024 * 1024}))
    entry = data.rindex(name.encode()) - 46
    struct.pack_into("<I", data, entry + 24, says)
    return bytes(data)


def cut(kind: str, part: float) -> bytes:
    data = archive({}, base=kind)
    return data[: int(len(data) * part)]


def quine(levels: int) -> bytes:
    """An archive in an archive in an archive…, called a docx."""
    data = archive({}, base="docx")
    for _ in range(levels):
        data = archive({"inner.docx": data.decode("latin-1")})
    return data


def alias_bomb(levels: int) -> bytes:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return ("---\n" + "\n".join(lines) + "\n---\n\n# One\n\nWords.\n").encode()


def entities(root: str, levels: int) -> bytes:
    """XML whose entities unfold to 10 ** levels words."""
    every = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "words "}">' for n in range(levels))
    return f"<?xml version='1.0'?><!DOCTYPE {root} [{every}]><{root}>&e{levels - 1};</{root}>".encode()


MAKERS: dict[str, Callable[..., bytes]] = {
    maker.__name__: maker
    for maker in (
        repeat, nest, quotes, lists, table, po, png, png_bomb, gif, jpeg, svg_uses, archive, document, nested_document,
        many_members, twice, lying, cut, quine, alias_bomb, entities,
    )
}  # fmt: skip


def made(recipe: list[Any]) -> bytes:
    """The file of a recipe: the maker's name, then what it takes; a last table has what is named."""
    name, *arguments = recipe
    return MAKERS[name](*arguments)
