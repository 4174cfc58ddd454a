"""Kills builds at random instants, and looks at what is left: `make torture` (ARGS="--kills 500").

A book in two languages, as EPUB and PDF, is built over and over, now with one text, now with another, now with what
earlier builds kept, now without. Each build is killed with SIGKILL somewhere in its course, while a reader in another
process reads dist/ all the time. What may be seen is known: dist/ is the one edition or the other, byte for byte.
Everything runs without a network, in a name space whose kernel counts what was asked of it.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NEW_USER, NEW_NET = 0x10000000, 0x40000000  # unshare(2)
CANARY = "canary-7f3a91c4"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TEXTS = ("The army crossed the river in the night.", "The army stayed where it was until the morning.")
FRENCH = ("L’armée passa le fleuve dans la nuit.", "L’armée resta où elle était jusqu’au matin.")
PROJECT = {
    "publish.toml": 'locales = ["fr"]\nformats = ["epub", "pdf"]\n',
    "sources/campaign/work.toml": 'title = "A campaign"\nauthor = ["A. Writer"]\ndate = "1991-10-12"\n'
    'language = "en"\nchapters = ["one.md", "two.md"]\n',
    "sources/campaign/two.md": "# Two\n\nZhukov[^1] spoke to the soviet.\n\n[^1]: A marshal.\n",
    "sources/house/names.toml": '[zhukov]\nforms.en = "Zhukov"\nforms.fr = "Joukov"\n',
    "sources/house/terms.toml": '[soviet]\ndefinition = "A council."\nforms.en = "soviet"\nforms.fr = "soviet"\n',
    "locale/fr/LC_MESSAGES/campaign.po": PO
    + "\n".join(f'msgid "{en}"\nmsgstr "{fr}"\n' for en, fr in zip(TEXTS, FRENCH, strict=True)),
    ".env": CANARY,
    ".git/config": CANARY,
}
Seen = dict[str, str]  # the visible files of dist/ with their digests


@dataclass
class Count:
    kills: int = 0
    ended: int = 0  # builds that were done before they could be killed
    reads: int = 0
    torn: int = 0
    partial: int = 0
    changed: int = 0  # sources or catalogues that a build changed
    unlike: int = 0  # undisturbed builds that did not give the known bytes
    canaries: int = 0
    notes: list[str] = field(default_factory=list)


def main() -> int:
    options = _options()
    cut_off = _cut_off()
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="torture-") as place:
        root = Path(place)
        project = _project(root)
        known, times = _undisturbed(project, root)
        count = Count(canaries=sum(_canaries(root / f"known-{n}") for n in (0, 1)))
        reader = _Reader(project / "dist", known)
        began = time.monotonic()
        with reader:
            _torture(project, root, known, times, count, options, began)
        count.reads, count.torn = reader.reads.value, reader.torn.value
        seconds = time.monotonic() - began
    _print(count, seconds, _asked() - asked if cut_off else None)
    return int(bool(count.torn + count.partial + count.changed + count.unlike + count.canaries))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument(
        "--seconds", type=float, default=3600.0, help="stop after so long, however many kills there were"
    )
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _project(root: Path) -> Path:
    for path, text in PROJECT.items():
        target = root / "project" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return root / "project"


def _write_text(project: Path, which: int) -> None:
    (project / "sources/campaign/one.md").write_text(f"# One\n\n{TEXTS[which]}\n", "utf-8")


def _command(project: Path, cache: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PUBLISH_CACHE": str(cache)}
    environment.pop("PUBLISH_DEBUG", None)
    command = [sys.executable, "-m", "publish", "-C", str(project), "build", "--quiet"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _undisturbed(project: Path, root: Path) -> tuple[list[Seen], dict[bool, float]]:
    """What both texts give, and how long a build takes, with what was kept (True) and without."""
    known, times = [], {}
    for which in (0, 1):
        _write_text(project, which)
        times[False] = _build(project, root / "cache")
        known.append(look(project / "dist"))
        shutil.copytree(project / "dist", root / f"known-{which}")
    _write_text(project, 0)
    times[True] = _build(project, root / "cache")
    assert look(project / "dist") == known[0] != known[1]
    return known, times


def _build(project: Path, cache: Path) -> float:
    began = time.monotonic()
    with _command(project, cache) as build:
        _, said = build.communicate()
    assert build.returncode == 0, said.decode()
    return time.monotonic() - began


def _torture(
    project: Path, root: Path, known: list[Seen], times: dict[bool, float], count: Count,
    options: argparse.Namespace, began: float,
) -> None:  # fmt: skip
    chance = random.Random(options.seed)
    turn = 0
    while count.kills < options.kills and time.monotonic() - began < options.seconds:
        turn += 1
        which, kept = turn % 2, bool(chance.randrange(3))
        _write_text(project, which)
        inputs = _digests(project, "sources", "locale")
        cache = root / ("cache" if kept else "fresh")
        before = look(project / "dist")
        done = _kill(_command(project, cache), _instant(chance, times[kept]), count)
        times[kept] = done or times[kept]
        after = look(project / "dist")
        _judge(before, after, known, count)
        if _digests(project, "sources", "locale") != inputs:
            count.changed += 1
        shutil.rmtree(root / "fresh", ignore_errors=True)
        if turn % 20 == 0:
            _build(project, root / "cache")
            count.unlike += look(project / "dist") != known[which]


def _instant(chance: random.Random, seconds: float) -> float:
    """Anywhere in the course of a build, one time in two in its last third, where the books are put in their place."""
    return chance.uniform(0, seconds) if chance.randrange(2) else chance.uniform(0.67 * seconds, 1.1 * seconds)


def _kill(build: subprocess.Popen[bytes], seconds: float, count: Count) -> float:
    """Kills a build after so many seconds; how long it took, 0 if it did not come to its end."""
    began = time.monotonic()
    with build:
        try:
            _, said = build.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            build.kill()
            _, said = build.communicate()
        if build.returncode == -signal.SIGKILL:
            count.kills += 1
            return 0.0
        count.ended += 1
        if build.returncode:
            count.notes.append(said.decode()[-300:])
            count.unlike += 1
        return time.monotonic() - began


def _judge(before: Seen, after: Seen, known: list[Seen], count: Count) -> None:
    good = {digest for seen in known for digest in seen.values()}
    count.partial += sum(digest not in good for digest in after.values())
    if after not in (before, *known):
        count.torn += 1
        count.notes.append(f"after a kill dist/ was neither the one nor the other: {after}")


def look(dist: Path) -> Seen:
    """What a user sees in dist/: through one handle of the folder, so that it is one folder from first to last; anew
    where it went away meanwhile."""
    while True:
        try:
            handle = os.open(dist, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            return {}
        try:
            names = sorted(n for n in os.listdir(handle) if not n.startswith("."))  # noqa: PTH208 (a handle)
            return {name: hashlib.sha256(_read(handle, name)).hexdigest() for name in names}
        except FileNotFoundError:  # it was the old one, which has just been removed
            continue
        finally:
            os.close(handle)


def _read(folder: int, name: str) -> bytes:
    with open(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as stream:  # noqa: PTH123 (a file of an open folder)
        return stream.read()


class _Reader:
    """Reads dist/ in another process, all the time, and counts what is neither the one edition nor the other."""

    def __init__(self, dist: Path, known: list[Seen]):
        context = multiprocessing.get_context("fork")
        self.reads: Any = context.Value("q", 0)
        self.torn: Any = context.Value("q", 0)
        self._process = context.Process(target=self._work, args=(dist, known), daemon=True)

    def _work(self, dist: Path, known: list[Seen]) -> None:
        while True:
            seen = look(dist)
            self.reads.value += 1
            self.torn.value += seen not in known
            time.sleep(0.002)

    def __enter__(self) -> _Reader:
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()


def _digests(project: Path, *folders: str) -> Seen:
    files = [path for folder in folders for path in sorted((project / folder).rglob("*")) if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _canaries(books: Path) -> int:
    """How many finished files hold a secret of the project, unpacked."""
    return sum(any(CANARY.encode() in part for part in _parts(path)) for path in books.iterdir())


def _parts(book: Path) -> list[bytes]:
    if book.suffix == ".epub":
        with zipfile.ZipFile(book) as archive:
            return [archive.read(name) for name in archive.namelist()]
    import pikepdf

    with pikepdf.open(book) as pdf:
        streams = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    return [book.read_bytes(), *streams]


def _cut_off() -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    return hasattr(libc, "unshare") and (libc.unshare(NEW_NET) == 0 or libc.unshare(NEW_USER | NEW_NET) == 0)


def _asked() -> int:
    """Connections begun, datagrams sent and packets without a way out, as the kernel counts them in this name space
    (proc(5), /proc/net/snmp)."""
    total = 0
    for path in ("/proc/self/net/snmp", "/proc/self/net/snmp6"):
        if not Path(path).exists():
            continue
        lines = [line.split() for line in Path(path).read_text().splitlines()]
        if path.endswith("6"):
            pairs = [(line[0], line[1]) for line in lines]
        else:
            pairs = [(h[0][:-1] + key, value) for h, v in zip(lines[::2], lines[1::2], strict=True)
                     for key, value in zip(h[1:], v[1:], strict=True)]  # fmt: skip
        wanted = {"IpOutNoRoutes", "TcpActiveOpens", "UdpOutDatagrams", "Ip6OutNoRoutes", "Udp6OutDatagrams"}
        total += sum(int(value) for key, value in pairs if key in wanted)
    return total


def _print(count: Count, seconds: float, asked: int | None) -> None:
    rows = [
        ("builds killed", count.kills), ("builds done before the kill", count.ended), ("reads meanwhile", count.reads),
        ("torn reads", count.torn), ("partial artefacts", count.partial),
        ("sources or catalogues changed", count.changed), ("later builds with other bytes", count.unlike),
        ("leaked canaries", count.canaries),
        ("connections attempted", "not counted: no name space" if asked is None else asked),
        ("seconds", round(seconds)),
    ]  # fmt: skip
    print("| | |\n|---|---:|")
    for name, value in rows:
        print(f"| {name} | {value} |")
    for note in count.notes[:5]:
        print(note, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
