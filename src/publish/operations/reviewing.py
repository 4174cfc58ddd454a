"""`publish audit --review`: the findings one by one, each decision written before the next is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..files import Folder
from ..report.review import card
from ..text.audit.finding import Finding
from ..text.audit.rulings import correct, ignore


class Console(Protocol):
    """The editor at a terminal."""

    colour: bool

    def show(self, text: str) -> None: ...

    def key(self) -> str:
        """The next key; "" where there is nobody to press one."""
        ...

    def line(self, prompt: str) -> str: ...


def review(findings: list[Finding], folder: Folder, console: Console) -> int:
    """Goes through the findings until the editor quits; how many were decided. What is written is written whole
    after each key, so that stopping loses nothing."""
    decided = 0
    for nth, finding in enumerate(findings, start=1):
        console.show(card(finding, nth, len(findings), colour=console.colour))
        key = _asked(finding, console)
        if key in ("q", ""):
            break
        decided += _decide(key, finding, folder, console)
    return decided


def _asked(finding: Finding, console: Console) -> str:
    """The first key that means something here."""
    allowed = "eiIsq" + ("a" if finding.proposal else "") + "".join(str(n + 2) for n in range(len(finding.others)))
    while (key := console.key()) and key not in allowed:
        pass
    return key


def _decide(key: str, finding: Finding, folder: Folder, console: Console) -> bool:
    if key == "s":
        return False
    if key in "iI":
        ignore(folder, finding, here=key == "i")
        return True
    after = _wanted(key, finding, console.line)
    if not after or after == finding.words:
        console.show("  left as it is")
        return False
    correct(folder, finding, after)
    return True


def _wanted(key: str, finding: Finding, line: Callable[[str], str]) -> str:
    if key == "e":
        return " ".join(line("  should be: ").split())
    return finding.proposal if key == "a" else finding.others[int(key) - 2]
