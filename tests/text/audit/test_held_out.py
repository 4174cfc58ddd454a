"""Texts with faults and names of their own, written with their lists before the audit had been tried on them: a whole
article each, so that what is found is weighed against what is said in vain."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from audited import audited

TEXTS = Path(__file__).parent / "texts"


@pytest.mark.parametrize("name", ["rockets.en", "moisson.fr", "schubladen.de"])
def test_stray_romanisations_of_an_article_are_found_and_little_else_is_said(name: str) -> None:
    with (TEXTS / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    found = audited((TEXTS / f"{name}.md").read_text(encoding="utf-8"), name[-2:])
    strays = {row["received"]: row["corrected"] for row in rows if row["class"] == "romanisation"}
    right = [word for word in strays if any(f.words == word and f.proposal == strays[word] for f in found)]
    assert len(right) >= 0.9 * len(strays), sorted(set(strays) - set(right))
    listed = {word for row in rows for word in row["received"].split()}
    assert sum(bool(listed & set(f.words.split())) for f in found) >= 0.8 * len(found)
