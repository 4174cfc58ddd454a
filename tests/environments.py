"""What no file of a user can bring about, for the cases that need it: each function breaks one thing of the
machine, or of ours."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pypandoc
import pytest

from publish import operations
from publish.build import cluster, release, rendering
from publish.formats import fonts, layout, typefaces
from publish.text import pandoc
from publish.text.importing.writing import MarkdownWriter


def somebody_presses_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "check", _raising(KeyboardInterrupt()))


def a_mistake_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "check", _raising(IndexError("list index out of range")))


def pandoc_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypandoc, "get_pandoc_path", _raising(OSError("No pandoc was found")))
    monkeypatch.setattr(pandoc, "program", pandoc.program.__wrapped__)


def pandoc_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever makes pandoc itself give up; a damaged file is found out before pandoc sees it."""

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 63, b"", b"couldn't parse the file\n")

    monkeypatch.setattr(pandoc.subprocess, "run", run)


def the_font_package_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.fonts_for.cache_clear()
    absent = replace(typefaces.GARAMOND, package="fontpkg_that_is_not_there")
    monkeypatch.setattr(typefaces, "GARAMOND", absent)
    monkeypatch.setattr(typefaces, "TYPEFACES", (absent, *typefaces.TYPEFACES[1:]))


def a_word_is_lost_in_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer of Markdown is meant to keep every word; the guard is there for when it does not."""
    document = MarkdownWriter.document
    monkeypatch.setattr(MarkdownWriter, "document", lambda *given: document(*given).replace("old ", ""))


def no_page_has_the_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout.PageMap, "find", lambda *_: None)


def another_build_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> NoReturn:
        raise BlockingIOError

    monkeypatch.setattr("fcntl.flock", locked)


def a_worker_has_another_hyphenator(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster that answers with one worker, set up at another time."""

    class Client:
        close = wait_for_workers = lambda *_, **__: None

        def run(self, *_: object, **__: object) -> dict[str, cluster.Tools]:
            return {"tcp://10.0.0.7:40000": {**cluster.tools(), "pyphen": "0.9"}}

    async def answers(_: str) -> None: ...

    monkeypatch.setattr(cluster, "_answers", answers)
    monkeypatch.setattr("distributed.Client", lambda *_, **__: Client())
    monkeypatch.setattr(cluster, "tools", {**cluster.tools(), "pyphen": "1.0"}.copy)


def others_can_write_to_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(os.environ["PUBLISH_CACHE"])
    folder.chmod(0o777)


def an_ebook_comes_out_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    render = rendering._render

    def damaged(*given: Any) -> Any:
        artefacts, found = render(*given)
        return [replace(artefact, data=artefact.data[:-9]) for artefact in artefacts], found

    monkeypatch.setattr(rendering, "_render", damaged)
    monkeypatch.setattr(release, "clean_commit", lambda _: release.Commit("0" * 40, "2026-11-22T06:00:00+00:00"))


def _raising(error: BaseException) -> Any:
    def raising(*_: object) -> NoReturn:
        raise error

    return raising


def a_renderer_that_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for want of memory."""
    monkeypatch.setattr("publish.build.rendering._render", lambda *_: os._exit(9))
