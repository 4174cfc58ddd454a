"""Commands about texts: a project begun, a text brought in, what the pass changes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, Place, Refusal, has_errors
from ..files import Folder, cannot_write
from ..project import (
    check_locale,
    check_work_id,
    load_project,
)
from .catalogues import adopt
from .outcome import Outcome, Tell, Texts, read_texts, received

if TYPE_CHECKING:  # heavy modules are imported where they are used
    from ..text.preparing import Prepared


def init(options: Namespace, tell: Tell) -> Outcome:
    """Writes a project to start from into a folder that has none."""
    from ..starter import STARTER

    root = Path(options.root) / (options.dir or ".")
    folder, files = Folder(root), {path: text.encode() for path, text in STARTER.items()}
    if taken := folder.taken(files):
        message = f"“{root}” has a “{taken}” already; nothing was written"
        raise Refusal([Diagnostic("not-empty", message, Place(taken))])
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(str(root), error) from None
    folder.write_all(files)
    return Outcome(lines=[f"A project is ready in {options.dir or 'this folder'}.", "Next: publish import FILE"])


def import_(options: Namespace, tell: Tell) -> Outcome:
    """Brings texts in, each as a work of its own, or one as the translation of a work (`--as-translation`)."""
    from ..text.importing import import_text

    if options.translation:
        return adopt(options)

    folder = load_project(Path(options.root)).folder
    if options.work and len(options.files) > 1:
        raise Refusal([Diagnostic("wrong-use", "--work names one work; give one file with it")])
    bad = check_work_id(options.work, Place("sources")) if options.work else []
    if options.language:
        bad += check_locale(options.language, Place(options.files[0]))
    if bad:
        raise Refusal(bad)
    outcome = Outcome()
    writes: dict[str, bytes] = {}
    for name in options.files:
        imported, found = import_text(
            Path(name).name, received(Path(name)), language=options.language, work=options.work
        )
        outcome.found += found
        files = {f"sources/{imported.work}/{path}": data for path, data in imported.files.items()}
        taken = next((p for p in files if p in writes), "") or ("" if options.replace else folder.taken(files))
        if taken:
            message = f"there is a work “{imported.work}” already; nothing was written"
            raise Refusal([Diagnostic("work-exists", message, Place(taken))])
        writes |= files
        outcome.lines.append(f"{name} → sources/{imported.work}/ ({imported.title})")
    folder.write_all(writes)
    return outcome


def normalise(options: Namespace, tell: Tell) -> Outcome:
    """Shows what the pass changes."""
    from ..report import ledger as show

    text = read_texts(options)
    _publish(text, options, tell)
    outcome = Outcome(text.found, strict=True)
    for prepared in text.prepared:
        ledger = prepared.normalised.ledger
        if options.output_format != "text":
            outcome.found += show.as_diagnostics(ledger)
        elif options.diff:
            outcome.lines += show.diff(ledger, prepared.texts, colour=options.colour)
        elif not options.check:
            outcome.lines += show.summary(ledger, prepared.work.id)
    return outcome


def _publish(text: Texts, options: Namespace, tell: Tell) -> None:
    """Writes what was asked for of the ledger into dist/reports/, unless something is wrong with it."""
    kinds = [kind for kind, asked in (("html", options.report), ("tei", options.tei)) if asked]
    files: dict[str, bytes] = {}
    for prepared in text.prepared if not has_errors(text.found) else ():
        files |= {f"dist/{name}": data for name, data in reports(prepared, kinds).items()}
    for path in text.project.folder.write_all(files):
        tell(path)


def reports(prepared: Prepared, kinds: Iterable[str]) -> dict[str, bytes]:
    """The ledger of a work as files of dist/, to be read (`html`) or to be taken elsewhere (`tei`)."""
    from ..report.page import page
    from ..report.tei import tei

    made: dict[str, bytes] = {}
    for kind in kinds:
        data = page(prepared.normalised, prepared.texts).encode() if kind == "html" else tei(prepared.normalised)
        made[report_name(prepared.work.id, kind)] = data
    return made


def report_name(work: str, kind: str) -> str:
    return f"reports/{work}.{'xml' if kind == 'tei' else kind}"


def audit(options: Namespace, tell: Tell) -> Outcome:
    """Finds what nobody has ruled on yet, over all works together, after the pass."""
    from ..text.audit import audit
    from ..text.audit.finding import as_diagnostic

    text = read_texts(options)
    findings = audit(text.prepared, text.house)
    if options.review:
        from .reviewing import review

        decided = review(findings, text.project.folder, options.console)
        return Outcome(text.found, [f"{decided} of {len(findings)} decided"])
    return Outcome([*text.found, *(as_diagnostic(finding) for finding in findings)], strict=True)
