"""Strangers' files: each input of `hostile/` gets its diagnostics, in bounded time, with no address asked for and
nothing of what it must not see in a book.

`hostile/README.md` says how an input is written. Each runs in a process of its own, cut off from the network, which is
forked from one that has made books before: nearly all that a small book costs is the loading of libraries.
"""

from __future__ import annotations

import base64
import ctypes
import io
import json
import os
import re
import resource
import signal
import sys
import time
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from bombs import made, png
from running import FILES

from publish.build import runner, texts
from publish.build.runner import Done, Step
from publish.cli import main
from publish.text import pandoc

FOLDER = Path(__file__).parent / "hostile"
INPUTS: list[dict[str, Any]] = [
    {"group": path.stem, **entry}
    for path in sorted(FOLDER.glob("*.toml"))
    for entry in tomllib.loads(path.read_text("utf-8"))["input"]
]
KEYS = {"group", "name", "command", "said", "files", "made", "links", "hex", "without", "seconds"}
SECONDS = 120  # on a busy machine
CPU = 20
HEAP = 96 * 1024**2  # what is stopped is stopped sooner here
MEMORY = 3 * 1024**3
CANARY = "canary-7f3a91c4"
BASE = FILES | {
    "publish.toml": 'locales = ["fr"]\nformats = ["epub", "html"]\n',
    "locale/fr/LC_MESSAGES/essay.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgid "The words of the text."\nmsgstr "Les mots du texte."\n',
}
SECRETS = {f"project/{name}": CANARY for name in (".env", ".git/config", ".ssh/id_rsa", "sources/essay/.netrc")} | {
    "outside/secret.md": f"# Secret\n\n{CANARY}\n",
    "outside/secret.svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{CANARY}</text></svg>',
    "outside/secret.css": f"p::before {{ content: '{CANARY}' }}",
    "outside/secret.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    f'msgid "The words of the text."\nmsgstr "{CANARY}"\n',
    "outside/secret.toml": f'[x]\nforms.en = "words"\ndefinition = "{CANARY}"\n',
}
_LOADS = re.compile(r"@import|url\((?!\s*[\"']?(?:data:|#|(?:\.\./)?[\w/-]+\.(?:ttf|otf|woff2?)\b))[^)]{0,80}")
ACTIVE = {"script", "iframe", "object", "embed", "form", "input", "base", "foreignobject", "audio", "video", "frame"}


def test_there_are_enough_of_them() -> None:
    assert len(INPUTS) >= 120
    assert len({(entry["group"], entry["name"]) for entry in INPUTS}) == len(INPUTS)
    assert all(entry.keys() <= KEYS for entry in INPUTS)


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Makes the books once in this very process, so that a forked one has every library loaded."""
    folder = tmp_path_factory.mktemp("warm")
    project = _set_up({"files": {"publish.toml": 'locales = ["fr"]\nformats = ["epub", "pdf", "html"]\n'}}, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setenv("PUBLISH_CACHE", str(folder / "cache"))
        for module in (runner, texts):
            patch.setattr(module, "run", _here)
        assert main(["build", "--quiet"]) == 0


def _here(steps: Iterable[Step], *_: object, **__: object) -> Iterator[tuple[int, Done]]:
    for number, step in enumerate(steps):
        yield number, Done(step.name, step.function(*step.arguments), (), 0.0)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("entry", INPUTS, ids=[f"{entry['group']}: {entry['name']}" for entry in INPUTS])
def test_a_hostile_input(entry: dict[str, Any], tmp_path: Path) -> None:
    project = _set_up(entry, tmp_path)
    before = _visible(project)
    command = entry.get("command", ["build"])
    status = _run_alone(project, [*command, "--output-format", "json"], tmp_path, entry.get("seconds", 60.0))
    out, err = ((tmp_path / name).read_text("utf-8") for name in ("out", "err"))
    assert "Traceback" not in out + err, err
    asked = (tmp_path / "asked").read_text() if (tmp_path / "asked").exists() else ""
    assert not asked, "the network was asked"
    found = json.loads(out)
    said = sorted({d["code"] for d in found if d["severity"] != "note"})
    assert said == sorted(entry["said"]), [d["message"][:300] for d in found[:5]]
    failed = any(d["severity"] == "error" for d in found)
    assert status in ((1, 2) if failed else (0, 1))
    after = _visible(project)
    if failed:
        assert after == before, "a command that failed changed a file"
    for name in after.keys() - before.keys():
        for part, data in _parts(name, after[name]):
            assert CANARY.encode() not in data, f"{part} holds what is not the book's"
            living = list(_living(part, data))
            assert living == [], part


def _set_up(entry: dict[str, Any], tmp_path: Path) -> Path:
    project = tmp_path / "project"
    texts = {path: text for path, text in BASE.items() if path not in entry.get("without", [])}
    every: dict[str, bytes] = {f"project/{path}": text.encode() for path, text in texts.items()}
    every |= {path: text.encode() for path, text in SECRETS.items()}
    every["outside/secret.png"] = png(1, 1, extra=CANARY)
    every |= {f"project/{path}": text.encode() for path, text in entry.get("files", {}).items()}
    every |= {f"project/{path}": made(recipe) for path, recipe in entry.get("made", {}).items()}
    every |= {f"project/{path}": bytes.fromhex(text) for path, text in entry.get("hex", {}).items()}
    for path, data in every.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    for path, target in entry.get("links", {}).items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).unlink(missing_ok=True)
        (project / path).symlink_to(target)
    return project


def _visible(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _run_alone(project: Path, command: list[str], tmp_path: Path, seconds: float) -> int:
    """The exit status of a command in a forked process without a network, which is killed when its time is up."""
    child = os.fork()
    if not child:
        status = 70
        try:
            status = _child(project, command, tmp_path, seconds)
        finally:
            os._exit(status)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError(f"took more than {SECONDS} seconds")


def _child(project: Path, command: list[str], tmp_path: Path, seconds: float) -> int:
    os.setpgid(0, 0)
    _cut_off()
    os.chdir(project)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
            (tmp_path / "asked").write_text(f"{event} {arguments[1:]}")
            raise OSError("there is no network here")

    sys.addaudithook(hook)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    pandoc.TIMEOUT, pandoc.HEAP = seconds, HEAP
    os.environ.pop("PUBLISH_DEBUG", None)
    with (tmp_path / "out").open("w", encoding="utf-8") as out, (tmp_path / "err").open("w", encoding="utf-8") as err:
        sys.stdout, sys.stderr = out, err
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        try:
            return main(command)
        except SystemExit as left:
            return int(left.code or 0)


def _cut_off() -> None:
    """Leaves the network, where the system lets us: a new name space (unshare(2)) has no device that is up."""
    new_user, new_net = 0x10000000, 0x40000000
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "unshare") and libc.unshare(new_net):
        libc.unshare(new_user | new_net)


# What a reader's eye does not see in a finished file.


def _parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file and every file and stream in it, unpacked; text is given in bytes of UTF-8."""
    yield name, data
    if name.endswith(".epub"):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            for member in book.namelist():
                yield f"{name}/{member}", book.read(member)
    elif name.endswith(".pdf"):
        yield from _streams(name, data)
    elif name.endswith(".html"):
        for n, match in enumerate(re.finditer(rb"base64,([A-Za-z0-9+/=]+)", data)):
            yield f"{name}/{n}", base64.b64decode(match[1])


def _streams(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    import pypdfium2

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for n, item in enumerate(pdf.objects):
            yield f"{name}/{n}", item.read_bytes() if isinstance(item, pikepdf.Stream) and _is_plain(item) else b""
    for n, page in enumerate(pypdfium2.PdfDocument(data)):
        yield f"{name} p. {n}", page.get_textpage().get_text_bounded().encode()


def _is_plain(stream: pikepdf.Stream) -> bool:
    return "DCTDecode" not in str(stream.get("/Filter", ""))


def _living(name: str, data: bytes) -> Iterator[str]:
    """What would run, or would ask for something, in a web page, a chapter, a style sheet or an SVG image."""
    if name.endswith((".xhtml", ".html", ".svg", ".opf", ".ncx")):
        finder = _Finder()
        finder.feed(data.decode())
        yield from finder.found
    if name.endswith((".css", ".xhtml", ".html", ".svg")):
        for match in _LOADS.finditer(_styles(name, data)):
            yield match.group()


def _styles(name: str, data: bytes) -> str:
    text = data.decode()
    return text if name.endswith(".css") else "\n".join(re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL))


class _Finder(HTMLParser):
    """Collects elements and attributes that have no place in a book."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.rpartition(":")[2] in ACTIVE:
            self.found.append(f"<{tag}>")
        for key, value in attrs:
            value = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            if key.startswith("on") or value.startswith(("javascript:", "vbscript:", "file:")):
                self.found.append(f"{tag} {key}={value[:40]}")
            if key in ("src", "poster", "srcset", "background", "data") and value.startswith(("http", "//")):
                self.found.append(f"{tag} {key}={value[:40]}")
            if key == "http-equiv" and value == "refresh":
                self.found.append(f"{tag} refresh")
