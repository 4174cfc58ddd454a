"""The sample of this repository as finished books."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.build.edition import make, plan
from publish.project import load_project
from publish.text.house import read_house
from publish.text.preparing import prepare

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The ebooks by locale; beside each stands the PDF of its name."""
    project = load_project(ROOT)
    house, _ = read_house(project)
    prepared, _ = prepare(project, project.works[0], house)
    assert prepared is not None
    tasks, _ = plan(project, prepared.work, prepared.documents, house, ("en", "fr"), ("epub", "pdf"), "")
    folder = tmp_path_factory.mktemp("epub")
    for task in tasks:
        for artefact in make(task).artefacts:
            (folder / artefact.name).write_bytes(artefact.data)
    return {locale: folder / f"august-{locale}.epub" for locale in ("en", "fr")}
