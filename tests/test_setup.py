"""What a newcomer's machine is set up from: the lock file, the Makefile and the workflows say the same."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
TOOLS = (ROOT / "tests/tools/requirements.txt").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
# One requirement of the lock: name==version, perhaps a marker, and the indented lines of its hashes.
REQUIREMENT = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?P<rest>.*(?:\n .*)*)", re.MULTILINE)


def normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> list[str]:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = data["project"]
    return [
        *data["build-system"]["requires"],
        *project["dependencies"],
        *(requirement for extra in project["optional-dependencies"].values() for requirement in extra),
    ]


@pytest.mark.parametrize("requirement", declared())
def test_the_lock_has_each_dependency_at_its_pinned_version(requirement: str) -> None:
    name, _, version = requirement.partition("==")
    assert version, "a dependency without a pinned version"
    locked = {normal(match["name"]): match["version"] for match in REQUIREMENT.finditer(LOCK)}
    assert locked.get(normal(name.partition("[")[0])) == version, "run `make lock`"


@pytest.mark.parametrize("lock", [LOCK, TOOLS], ids=["ours", "tools"])
def test_the_lock_has_a_hash_for_each_package(lock: str) -> None:
    found = list(REQUIREMENT.finditer(lock))
    assert found
    assert len(found) == len(re.findall(r"^[^\s#]", lock, re.MULTILINE))
    assert [match["name"] for match in found if "--hash=sha256:" not in match["rest"]] == []


@pytest.mark.parametrize("lock", [LOCK, TOOLS], ids=["ours", "tools"])
def test_the_lock_does_not_say_where_packages_come_from(lock: str) -> None:
    assert re.findall(r"^.*(?:://|--\w*index|--find-links|--trusted-host| @ ).*$", lock, re.MULTILINE) == []


def test_the_checkers_from_npm_are_locked_by_hash_and_from_nowhere_in_particular() -> None:
    lock = json.loads((ROOT / "tests/tools/package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert {"node_modules/@daisy/ace-cli", "node_modules/foliate-js"} <= set(packages)
    assert [name for name, package in packages.items() if "integrity" not in package or "resolved" in package] == []


def test_make_help_lists_every_target() -> None:
    [phony] = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^make (\w+) +\S", shown, re.MULTILINE) == phony.split()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_only_reads_unless_a_job_says_more(path: Path) -> None:
    text = path.read_text("utf-8")
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    assert [action for action in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)] == []
    assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)
