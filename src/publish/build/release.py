"""What goes out with the books of a release: a manifest, checksums, and a bill of materials.

All three are functions of the books and of the commit that they were made from: no clock, no machine. The manifest
says what there is; SHA256SUMS is in the form of coreutils' `sha256sum --check`; sbom.cdx.json is CycloneDX 1.6
(ECMA-424) and lists every file and package that went into the books.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, Place, Refusal

if TYPE_CHECKING:
    from cyclonedx.model.component import Component

TOOLS = ("publish", "weasyprint", "pypandoc_binary", "fonttools", "pyicu-wheels", "Babel", "pyphen", "lxml")


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that a release is made from, and its instant (ISO 8601)."""

    id: str
    date: str


@dataclass(frozen=True, slots=True)
class Released:
    """An edition: its artefacts as (name, type, bytes), how much of it is translated (0 to 100), and the digests of
    the files that it was made from."""

    work: str
    locale: str
    title: str
    complete: int
    artefacts: tuple[tuple[str, str, bytes], ...]
    reads: Mapping[str, str]


def clean_commit(root: Path) -> Commit:
    """The commit of a project's folder; Refusal `not-committed` where files of it are not as committed, and
    `tool-missing` without git."""
    status = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".", ":(exclude)dist")
    changed = [line[3:] for line in status.splitlines()]
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        message = f"“{changed[0]}”{more} is not as it was committed"
        raise Refusal([Diagnostic("not-committed", message, Place(changed[0]))])
    identifier, _, date = _git(root, "log", "-1", "--format=%H %cI").strip().partition(" ")
    return Commit(identifier, date)


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=60, check=False
        )
    except OSError:
        raise Refusal([Diagnostic("tool-missing", "git is not installed")]) from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        message = f"a release is made from a commit, and git cannot find one: {said[-1]}"
        raise Refusal([Diagnostic("not-committed", message, Place("publish.toml"))])
    return done.stdout


def release_files(name: str, commit: Commit, released: Sequence[Released]) -> dict[str, bytes]:
    """manifest.json, sbom.cdx.json and SHA256SUMS, which has the sums of the other two as well."""
    files = {
        "manifest.json": _manifest(name, commit, released),
        "sbom.cdx.json": _bill(name, commit, released),
    }
    listed = {**{n: data for book in released for n, _, data in book.artefacts}, **files}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {n}\n" for n, data in sorted(listed.items()))
    return {**files, "SHA256SUMS": sums.encode()}


def _manifest(name: str, commit: Commit, released: Iterable[Released]) -> bytes:
    editions = [
        {
            "work": book.work,
            "locale": book.locale,
            "title": book.title,
            "complete": book.complete,
            "files": [
                {"name": n, "type": kind, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                for n, kind, data in book.artefacts
            ],
        }
        for book in released
    ]
    manifest = {"name": name, "commit": commit.id, "date": commit.date, "tools": _versions(TOOLS), "editions": editions}
    return _json(manifest)


def _versions(names: Iterable[str]) -> dict[str, str]:
    return {name: version(name) for name in names}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _bill(name: str, commit: Commit, released: Sequence[Released]) -> bytes:
    """The bill of materials, in CycloneDX's own words."""
    from datetime import datetime
    from uuid import NAMESPACE_URL, uuid5

    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    bill = Bom(serial_number=uuid5(NAMESPACE_URL, f"publish:{name}@{commit.id}"))
    bill.metadata.timestamp = datetime.fromisoformat(commit.date)
    bill.metadata.component = Component(type=ComponentType.DATA, name=name, version=commit.id, bom_ref="books")
    for tool in TOOLS:
        bill.metadata.tools.components.add(_package(tool))
    reads = {path: was for book in released for path, was in book.reads.items() if len(was) == 64 and "/" in path}
    books = [_file(n, hashlib.sha256(data).hexdigest()) for b in released for n, _, data in b.artefacts]
    parts = [*(_file(path, was) for path, was in sorted(reads.items())), *map(_package, _fonts())]
    for component in (*books, *parts):
        bill.components.add(component)
    for book in books:
        bill.register_dependency(book, parts)
    bill.register_dependency(bill.metadata.component, books)
    return (JsonV1Dot6(bill).output_as_string(indent=2) + "\n").encode()


def _file(name: str, sha256: str) -> Component:
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.component import Component, ComponentType

    sums = [HashType(alg=HashAlgorithm.SHA_256, content=sha256)]
    return Component(type=ComponentType.FILE, name=name, bom_ref=name, hashes=sums)


def _package(name: str) -> Component:
    """A Python package, with the licence that it states."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    there = distribution(name)
    stated = there.metadata["License-Expression"] or there.metadata["License"] or ""
    licenses = [LicenseFactory().make_from_string(stated)] if stated and len(stated) < 80 else []
    url = PackageURL("pypi", None, name.lower(), there.version)
    return Component(
        type=ComponentType.LIBRARY, name=name, version=there.version, bom_ref=str(url), purl=url, licenses=licenses
    )


def _fonts() -> list[str]:
    """The packages that the books' fonts come from."""
    from importlib.metadata import distributions

    return sorted({d.name for d in distributions() if d.name.lower().startswith("fontpkg-")})
