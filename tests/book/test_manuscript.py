"""What an edition and its house make a manuscript of."""

from __future__ import annotations

from dataclasses import replace

from publish.book.labels import Labels
from publish.book.manuscript import compose
from publish.project import Work
from publish.text.house import Entry, House
from publish.text.reading import read_documents
from publish.translation.catalogue import update
from publish.translation.localise import localise
from publish.translation.segments import segments

PATH = "sources/w/text.md"
WORK = Work("w", "Tides", "en", (PATH,), authors=("The editors", "Georgy Zhukov"), rights="Anyone may copy it.")
FORMS = {"en": ("Zhukov", "Georgy Zhukov"), "fr": ("Joukov", "Gueorgui Joukov")}
HOUSE = House("en", (), {"zhukov": Entry("zhukov", "person", FORMS)})


def test_authors_and_rights_are_translated_and_a_person_of_the_house_has_its_form() -> None:
    documents, _ = read_documents({PATH: "Text.\n"})
    units = segments(WORK, documents, HOUSE)
    assert [s.msgid for s in units] == ["Tides", "Anyone may copy it.", "The editors", "Text."]
    texts = {"The editors": "Les éditeurs", "Anyone may copy it.": "Chacun peut le copier."}
    catalogue, _ = update(None, units, "fr", work=WORK)
    messages = tuple(replace(m, msgstr=texts.get(m.msgid, "")) for m in catalogue.messages)
    edition, _ = localise(WORK, documents, units, replace(catalogue, messages=messages), "fr")
    assert edition.rights == "Chacun peut le copier."
    assert "title" in edition.fallback
    assert "rights" not in edition.fallback
    manuscript, _ = compose(edition, documents, HOUSE, Labels("fr", {}), {}, {})
    assert manuscript.authors == ("Les éditeurs", "Gueorgui Joukov")
