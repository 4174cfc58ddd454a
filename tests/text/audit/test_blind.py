"""Texts with faults put in by hand (`blind/`): how many are found, and how many findings are faults.

Each list has a fault and what it should be, a line each. A finding counts where it overlaps the fault.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from audited import audited

from publish.text.audit.finding import Finding

BLIND = Path(__file__).parent / "blind"
# Part of the faults that must be found. French agreement is not looked for.
RECALL = {"de": 0.75, "en": 0.85, "en-US": 0.9, "es": 0.9, "fr": 0.5, "it": 0.85, "pl": 0.8, "ru": 0.8}


@pytest.mark.parametrize("language", sorted(RECALL))
def test_faults_are_found_and_little_else(language: str) -> None:
    text = (BLIND / f"{language}.md").read_text("utf-8")
    faults = [line.split("\t")[0] for line in (BLIND / f"{language}.tsv").read_text("utf-8").splitlines()]
    findings = audited(text, "en-GB" if language == "en" else language)
    hit = [fault for fault in faults if any(_overlaps(finding, fault) for finding in findings)]
    true = [finding for finding in findings if any(_overlaps(finding, fault) for fault in faults)]
    assert len(hit) >= RECALL[language] * len(faults), sorted(set(faults) - set(hit))
    assert len(true) >= 0.85 * len(findings), [f.words for f in findings if f not in true]


def _overlaps(finding: Finding, fault: str) -> bool:
    pattern = re.compile(r"\s+".join(re.escape(word) for word in fault.split()))
    return any(
        sighting.start < match.end() and match.start() < sighting.end
        for sighting in finding.sightings
        for match in pattern.finditer(sighting.passage.text)
    )
