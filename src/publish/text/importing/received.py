"""The received bytes, looked at before anything reads them: what they are, how they are encoded, that no
archive unpacks to more than a book.

The suffix says what a file wants to be; its content must agree. Text is UTF-8; HTML alone may name another
encoding in the file itself.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from ...diagnostics import Diagnostic, Place, Refusal, place_in
from ...files import MAX_BYTES, decode

FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".docx": "docx", ".odt": "odt", ".epub": "epub",
}  # fmt: skip
ARCHIVES = {"docx": "word/document.xml", "odt": "content.xml", "epub": "META-INF/container.xml"}
_MAX_UNPACKED = 4 * MAX_BYTES  # a book with its pictures
_MAX_MEMBERS = 10_000
_MAGIC = {
    b"PK\x03\x04": "an archive (.docx, .odt, .epub or .zip)", b"%PDF": "a PDF", b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old Word or Office document (.doc)", b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture", b"\x1f\x8b": "an archive (.gz)", b"7z\xbc\xaf": "an archive (.7z)",
    b"Rar!": "an archive (.rar)",
}  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_CHARSET = re.compile(
    r"utf-?8|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?\d{1,2}|windows-?125\d|cp-?125\d|windows-874|cp866|ibm866|koi8-[ru]"
    r"|shift[_-]?jis|sjis|euc-jp|iso-2022-jp|euc-kr|gb2312|gbk|gb18030|big5|macintosh|utf-16(?:le|be)?",
    re.IGNORECASE,
)
# What the Encoding Standard (WHATWG, 4.2) makes of labels, where Python takes them more narrowly.
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "euc-kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "macintosh": "mac_roman",
    "windows-874": "cp874",
    "utf-16": "utf-8", "utf-16le": "utf-8",
    "utf-16be": "utf-8",  # a declaration that could be read is not UTF-16
}  # fmt: skip


def format_of(name: str, data: bytes) -> str:
    """txt, md, html, docx, odt or epub; Refusal `import-format` or `import-empty`."""
    suffix = PurePosixPath(name).suffix.lower()
    kind = FORMATS.get(suffix, "")
    if not kind:
        raise refusal("import-format", f"“{name}” is not a kind of file that can be brought in", name)
    if not data.strip():
        raise refusal("import-empty", f"“{name}” is empty", name)
    if kind in ARCHIVES:
        if not data.startswith(b"PK"):
            raise refusal("import-format", f"“{name}” is not a {suffix} file, whatever its name says", name)
        check_archive(name, data, kind)
    else:
        _check_text(name, data, kind)
    return kind


def _check_text(name: str, data: bytes, kind: str) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise refusal("import-format", f"“{name}” is {what}, whatever its name says", name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal("not-utf8", f"“{name}” is encoded as UTF-16, not as UTF-8", name)
    if kind == "txt" and re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", data, re.IGNORECASE):
        message = f"“{name}” holds a web page, not plain text"
        raise refusal("import-format", message, name, "give it a name that ends in .html")


def text_of(name: str, data: bytes) -> str:
    """A UTF-8 text with \\n between lines; Refusal `not-utf8` or `control-character`."""
    return checked(name, _lines(decode(data.removesuffix(b"\x1a"), name)))


def page_of(name: str, data: bytes) -> str:
    """The text of a web page in UTF-8, or in the encoding that it names itself."""
    if data.startswith(b"\xef\xbb\xbf"):
        return text_of(name, data)
    declared = re.search(
        rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w-]+)",
        data[:4096],
        re.IGNORECASE,
    )
    label = (declared[1] or declared[2]).decode("ascii", "replace").lower() if declared else "utf-8"
    if not _CHARSET.fullmatch(label):
        raise refusal("not-utf8", f"“{name}” names an encoding that is not known here, “{label}”", name)
    encoding = _AS_BROWSERS_DO.get(label, label)
    if encoding.replace("-", "") == "utf8":
        return text_of(name, data)
    try:
        return checked(name, _lines(data.decode(encoding)))
    except (UnicodeDecodeError, LookupError):
        message = f"“{name}” says that it is encoded as {label}, but cannot be read so"
        raise refusal("not-utf8", message, name) from None


def checked(name: str, text: str, line: int = 0) -> str:
    """The same text; Refusal `control-character` with the place if it holds one. `line` is where a text stands that is
    not the whole file."""
    if match := _CONTROL.search(text):
        message = f"“{name}” holds the control character U+{ord(match.group()):04X}"
        place = Place(name, line) if line else place_in(name, text, match.start())
        raise Refusal([Diagnostic("control-character", message, place)])
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")


def check_archive(name: str, data: bytes, kind: str) -> None:
    """Refusal unless the archive is whole, of the kind that its name says, and unpacks to a book's size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(name, members, kind)
            unpacked = 0
            for member in members:
                unpacked += _unpacked_size(name, archive, member, _MAX_UNPACKED - unpacked)
    except Refusal:
        raise
    except Exception as error:  # zipfile answers a broken archive with a dozen kinds of exception
        raise refusal("import-format", f"“{name}” is damaged: {error or type(error).__name__}", name) from None


def _check_members(name: str, members: list[zipfile.ZipInfo], kind: str) -> None:
    names = [member.filename for member in members]
    if ARCHIVES[kind] not in names:
        raise refusal("import-format", f"“{name}” is not a {kind} file, whatever its name says", name)
    if len(members) > _MAX_MEMBERS or sum(m.file_size for m in members) > _MAX_UNPACKED:
        raise refusal("file-too-large", f"“{name}” unpacks to more than a book can hold", name)
    if len(set(names)) < len(names):
        raise refusal("import-format", f"“{name}” holds two files of the same name", name)
    for member in members:
        path = member.filename.replace("\\", "/")
        if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
            message = f"“{name}” holds a file whose name leads out of it, “{member.filename[:60]}”"
            raise refusal("import-format", message, name)
        if member.flag_bits & 1:
            raise refusal("import-format", f"“{name}” is protected by a password", name, "save it without one")


def _unpacked_size(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> int:
    """Reads a member to its end, whatever the directory says of its size."""
    size = 0
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx"))
    with archive.open(member) as stream:
        while chunk := stream.read(1 << 20):
            if is_xml and b"<!ENTITY" in chunk:
                raise refusal("import-format", f"“{name}” defines XML entities, which no program writes there", name)
            size += len(chunk)
            if size > room or (is_xml and size > MAX_BYTES):
                raise refusal("file-too-large", f"“{name}” unpacks to more than a book can hold", name)
    return size


def refusal(code: str, message: str, name: str, hint: str = "") -> Refusal:
    return Refusal([Diagnostic(code, message, Place(name), hint)])
