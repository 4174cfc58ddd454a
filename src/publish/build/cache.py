"""What earlier builds made, kept by key in a folder of the user's: safe to share, to lose and to throw away.

Each value is a file that begins with the digest of the rest, so that a damaged one counts as none. The folder lies
outside every project (XDG Base Directory Specification), for a project is other people's pull requests: nothing
that they can write is ever read back as a result of ours.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, Refusal
from ..files import write_atomic

LARGEST = 2 * 1024**3  # bytes that the folder may hold after a build
_HEAD = hashlib.sha256().digest_size


def digest(*parts: bytes | str) -> str:
    """SHA-256 over parts, each with its length, so that no two lists of parts look alike."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """Values by key. `folder` None keeps nothing and finds nothing."""

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        """The value under a key; None where there is none, or only a damaged one."""
        if self.folder is None:
            return None
        path = self._path(self.folder, key)
        try:
            data = path.read_bytes()
        except OSError:  # not there; or swept by another process this very moment
            return None
        if hashlib.sha256(data[_HEAD:]).digest() != data[:_HEAD]:
            path.unlink(missing_ok=True)
            return None
        with suppress(OSError):  # used now: the sweep takes what was used longest ago
            os.utime(path)
        return data[_HEAD:]

    def has(self, key: str) -> bool:
        return self.folder is not None and self._path(self.folder, key).is_file()

    def put(self, key: str, value: bytes) -> None:
        """Keeps a value; Refusal `cannot-write`."""
        if self.folder is not None:
            path = self._path(self.folder, key)
            write_atomic(path, hashlib.sha256(value).digest() + value, str(path), durable=False)

    def keep(self, value: bytes) -> str:
        """Keeps a value under its own digest, which it gives."""
        key = digest(value)
        if not self.has(key):
            self.put(key, value)
        return key

    def sweep(self, largest: int = LARGEST) -> None:
        """Removes what was used longest ago, until the rest fits."""
        if self.folder is None:
            return
        files = []
        for path in self.folder.glob("*/*"):
            with suppress(OSError):  # another process sweeps too
                status = path.stat()
                files.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= largest:
                break
            path.unlink(missing_ok=True)
            total -= size

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / key[2:]


def open_cache() -> tuple[Cache, list[Diagnostic]]:
    """The user's cache, made if there is none; one that keeps nothing, and the note `no-cache`, where it cannot be
    used. `PUBLISH_CACHE` names another folder."""
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        status = folder.stat()
        if status.st_uid != os.getuid() or status.st_mode & 0o022:
            raise Refusal([Diagnostic("no-cache", f"others can write to “{folder}”, so nothing in it is trusted")])
        if not os.access(folder, os.W_OK):
            raise PermissionError(13, "it cannot be written")
    except OSError as error:
        return Cache(None), [Diagnostic("no-cache", f"the cache “{folder}” cannot be used: {error.strerror}")]
    except Refusal as refusal:
        return Cache(None), refusal.diagnostics
    return Cache(folder), []


def _folder() -> Path:
    named = os.environ.get("PUBLISH_CACHE")
    if named:
        return Path(named).absolute()
    home = Path(os.environ.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "publish"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "publish"
