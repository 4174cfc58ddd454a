"""The command that makes books."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, Refusal, has_errors
from ..project import (
    load_project,
)
from .outcome import Outcome, Tell, read_texts

if TYPE_CHECKING:  # heavy modules are imported where they are used
    pass


def build(options: Namespace, tell: Tell) -> Outcome:
    """Makes the books, and puts them into dist/ when all are made."""
    from ..build.edition import plan
    from ..build.runner import commit, preload, run

    project = load_project(Path(options.root))
    project.check_locales(options.locales)
    formats = tuple(dict.fromkeys(options.formats)) or project.formats
    with preload((*project.formats, *formats)):
        text = read_texts(options, project)
    outcome = Outcome(text.found)
    if has_errors(text.found):
        return outcome
    tasks = []
    for prepared in text.prepared:
        locales = text.project.locales_of(prepared.work, options.locales)
        more, found = plan(
            text.project, prepared.work, prepared.documents, text.house, locales, formats, _source_date()
        )
        tasks += more
        outcome.found += found
    if has_errors(outcome.found):
        return outcome
    made = run(tasks, options.jobs or os.cpu_count() or 1, tell)
    outcome.found += dict.fromkeys(d for m in made for d in m.found)
    if not has_errors(outcome.found):
        artefacts = [a for m in made for a in m.artefacts]
        changed, found = commit(text.project.folder.resolve("dist"), artefacts)
        outcome.found += found
        if not found:
            outcome.lines += [f"dist/{a.name}{'' if a.name in changed else ' (unchanged)'}" for a in artefacts]
    return outcome


def _source_date() -> str:
    """SOURCE_DATE_EPOCH as an instant (reproducible-builds.org), "" where it is not set; Refusal `wrong-use`."""
    from datetime import UTC, datetime

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%SZ}" if seconds else ""
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is “{seconds[:40]}”, which is no number of seconds since 1970"
        raise Refusal([Diagnostic("wrong-use", message, hint="give it as `date +%s` does, or unset it")]) from None
