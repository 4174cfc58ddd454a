"""A text audited as `publish audit` does it, without a project's files."""

from __future__ import annotations

from publish.project import Work
from publish.text.audit import audit
from publish.text.audit.finding import Finding
from publish.text.house import House
from publish.text.normalise import normalise
from publish.text.preparing import Prepared
from publish.text.reading import read_documents

PATH = "sources/w/text.md"


def prepared(text: str, house: House, language: str = "en", date: str = "") -> Prepared:
    work = Work("w", "", language, (PATH,), date=date)
    texts = {PATH: text, work.path: ""}
    documents, _ = read_documents({PATH: text})
    return Prepared(texts, normalise(work, texts, documents, house)[0])


def audited(text: str, language: str = "en", house: House | None = None) -> list[Finding]:
    house = house or House(language)
    return audit([prepared(text, house, language)], house)
