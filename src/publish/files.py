"""The only door to the disk: reads stay inside the project, writes are whole or nothing.

Reading resolves symbolic links and refuses whatever leads out of the root. Writing puts the bytes into a
temporary file beside the target, syncs it and renames it over, and touches nothing whose content is the same.
"""

from __future__ import annotations

import glob
import os
import re
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .diagnostics import Diagnostic, Place, Refusal, line_column

# Control characters but tab, line feed, carriage return and next line, and noncharacters (Unicode 23.1, 23.7): most of
# them may not stand in XML, and none of them is ever meant.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
LEFT_BEHIND = 3600.0  # seconds after which a half-written file must be that of a run that was killed
MAX_BYTES = 64 * 1024 * 1024  # larger than any book's text; a bomb is refused before it is read


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder out of which nothing is read. Paths given to its methods are relative to it, with `/`."""

    root: Path

    def resolve(self, path: str) -> Path:
        """The absolute path of a file; Refusal `outside-project` if it lies elsewhere, links resolved, and
        `file-unreadable` if it can be no path at all."""
        root = self.root.resolve()
        try:
            target = (root / path).resolve()
        except (OSError, ValueError, RuntimeError) as error:  # too long; a NUL in it; links that go in a circle
            raise unreadable(path, str(error).partition(" from ")[0]) from None
        if not target.is_relative_to(root):
            raise Refusal([Diagnostic("outside-project", f"“{path}” leads out of the project", Place(path))])
        return target

    def readable(self, path: str) -> Path:
        """As `resolve`; Refusal `outside-project` for a hidden file too (.env, .git/config, .ssh/…)."""
        target = self.resolve(path)
        if any(part.startswith(".") for part in target.relative_to(self.root.resolve()).parts):
            raise Refusal(
                [Diagnostic("outside-project", f"“{path}” is a hidden file, which is no book's", Place(path))]
            )
        return target

    def exists(self, path: str) -> bool:
        target = self.readable(path)
        try:
            return target.exists()
        except OSError as error:
            raise unreadable(path, error.strerror) from None

    def read_bytes(self, path: str) -> bytes:
        """Refusal `file-missing`, `file-unreadable`, `file-too-large` or `outside-project`."""
        return read_whole(self.readable(path), path)

    def read_text(self, path: str) -> str:
        """The text of a UTF-8 file, a byte order mark taken off; Refusal `not-utf8` with the place."""
        return decode(self.read_bytes(path), path)

    def taken(self, contents: Mapping[str, bytes]) -> str:
        """The first of these files that stands in the way of writing them all as new, "" where none does. Some that
        are there with that very content do not: a run that was killed left them, and this one carries on."""
        there = {path: target for path in contents if (target := self.resolve(path)).exists()}
        others = (p for p, target in there.items() if not (target.is_file() and target.read_bytes() == contents[p]))
        return next(iter(there if len(there) == len(contents) else others), "")

    def write(self, path: str, data: bytes | str) -> bool:
        """Writes `path` whole or not at all; False, and nothing touched, if it has that content already."""
        return write_atomic(self.resolve(path), data.encode() if isinstance(data, str) else data, path)

    def write_all(self, contents: Mapping[str, bytes]) -> list[str]:
        """Writes several files, or none of them; the paths of those that changed."""
        root = self.root.resolve()
        resolved = {path: self.resolve(path).relative_to(root).as_posix() for path in contents}
        changed = write_together(root, {resolved[path]: data for path, data in contents.items()}, called="")
        return [path for path in contents if resolved[path] in changed]


def read_whole(target: Path, name: str) -> bytes:
    """The bytes of a file that messages call `name`; Refusal as `Folder.read_bytes`. Reading a pipe or a device
    might never end."""
    try:
        if target.exists() and not target.is_file():
            raise unreadable(name, "it is a folder" if target.is_dir() else "it is no ordinary file")
        if target.stat().st_size > MAX_BYTES:
            raise Refusal([Diagnostic("file-too-large", f"“{name}” is larger than 64 MiB", Place(name))])
        return target.read_bytes()
    except FileNotFoundError:
        raise Refusal([Diagnostic("file-missing", f"there is no file “{name}”", Place(name))]) from None
    except OSError as error:
        raise unreadable(name, error.strerror) from None


def unreadable(name: str, reason: str | None) -> Refusal:
    return Refusal(
        [Diagnostic("file-unreadable", f"“{name}” cannot be read: {reason or 'no reason given'}", Place(name))]
    )


def decode(data: bytes, path: str) -> str:
    """Bytes as UTF-8 text; Refusal `not-utf8` at the first byte that is not, `control-character` at the first
    character that no text has."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Without the byte order mark, which is no character of the text.
        good = error.object[: error.start].decode()
        place = Place(path, *line_column(good, len(good)))
        byte = error.object[error.start]
        raise Refusal(
            [Diagnostic("not-utf8", f"“{path}” is not UTF-8: byte 0x{byte:02X} cannot be read", place)]
        ) from None
    unwanted = NO_TEXT.search(text)
    if unwanted:
        place = Place(path, *line_column(text, unwanted.start()))
        raise Refusal([Diagnostic("control-character", f"“{path}” holds {named(unwanted.group())}", place)])
    return text


def named(char: str) -> str:
    """What a character that no text has is called, for it cannot be shown."""
    return "a NUL character" if char == "\0" else f"the character U+{ord(char):04X}"


def write_atomic(target: Path, data: bytes, name: str = "", *, durable: bool = True) -> bool:
    """Writes beside the target, syncs, renames. Refusal `cannot-write`; the target is then as it was. What is not
    `durable` may be lost or damaged where the power fails, and is not waited for."""
    try:
        if target.is_file() and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = _write_beside(target, data, durable=durable)
        try:
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        if durable:
            _sync_folder(target.parent)
    except OSError as error:
        raise cannot_write(name or target.name, error) from None
    return True


def write_together(folder: Path, contents: Mapping[str, bytes], *, called: str | None = None) -> list[str]:
    """Several files of one folder, which messages call `called`: all are written and synced beside their places
    before the first is renamed, so that a failure or a kill while writing leaves every one as it was. Gives the
    names that changed."""
    staged: dict[str, Path] = {}
    name = ""
    try:
        try:
            changed = {n: d for n, d in contents.items() if not ((p := folder / n).is_file() and p.read_bytes() == d)}
            for name, data in changed.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                staged[name] = _write_beside(folder / name, data)
            for name in list(staged):
                staged[name].replace(folder / name)
                del staged[name]
            for parent in {(folder / name).parent for name in changed}:
                _sync_folder(parent)
        finally:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(str(PurePosixPath(folder.name if called is None else called) / name), error) from None
    return sorted(changed)


def cannot_write(name: str, error: OSError) -> Refusal:
    reason = error.strerror or str(error)
    return Refusal([Diagnostic("cannot-write", f"“{name}” cannot be written: {reason}", Place(name))])


def _write_beside(target: Path, data: bytes, *, durable: bool = True) -> Path:
    if durable:
        _sweep_beside(target)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _sweep_beside(target: Path) -> None:
    """Removes what a killed run left of its try to write this file."""
    for path in target.parent.glob(f".{glob.escape(target.name)}.????????.part"):
        with suppress(OSError):  # another run removes it too
            if time.time() - path.stat().st_mtime > LEFT_BEHIND:
                path.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    # Some file systems refuse to sync a folder; the rename itself has then already been ordered by them.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
