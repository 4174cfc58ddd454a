"""Mentions in languages that write particles in one with a name, or no spaces at all; and words that are none."""

from __future__ import annotations

import pytest

from publish.text.house import Entry, House
from publish.text.mentions import Finder

FORMS = {
    "ar": {"zhukov": ("جوكوف",), "kremlin": ("الكرملين",), "union": ("الاتحاد السوفيتي",), "ahmad": ("أحمد",)},
    "he": {"moscow": ("מוסקבה",), "zhukov": ("ז׳וקוב",)},
    "ja": {
        "stalin": ("スターリン",),
        "star": ("スター",),
        "kgb": ("KGB",),
        "moscow": ("モスクワ",),
        "party": ("共産党",),
    },
    "zh": {"zhukov": ("朱可夫",), "ussr": ("苏联",), "committee": ("中央委员会",), "centre": ("中央",)},
    "ko": {"zhukov": ("주코프",), "moscow": ("모스크바",)},
    "th": {"moscow": ("มอสโก",)},
    "tr": {"zhukov": ("Jukov",)},
}


def found(locale: str, text: str) -> list[tuple[str, str]]:
    entries = {key: Entry(key, "person", {locale: forms}) for key, forms in FORMS[locale].items()}
    return [(m.key, text[m.start : m.end]) for m in Finder(House("en", entries=entries), locale).find(text)]


@pytest.mark.parametrize(("locale", "text", "mentions"), [
    # “and Zhukov”, “to Zhukov”, “and by Zhukov”
    ("ar", "قال وجوكوف لجوكوف وبجوكوف", [("zhukov", "وجوكوف"), ("zhukov", "لجوكوف"), ("zhukov", "وبجوكوف")]),
    # “in the Kremlin”, “to the Kremlin”, “and the Kremlin”; “Kremlin” with a vowel sign
    ("ar", "بالكرملين للكرملين والكرملين الكرْملين", [("kremlin", w) for w in ("بالكرملين", "للكرملين", "والكرملين", "الكرْملين")]),
    ("ar", "في الاتحاد السوفيتي", [("union", "الاتحاد السوفيتي")]),
    ("ar", "احمد", [("ahmad", "احمد")]),  # the alif is often typed without its hamza
    ("ar", "جوكوفسكي", []),
    # “in Moscow”, “and from Moscow”
    ("he", "במוסקבה וממוסקבה", [("moscow", "במוסקבה"), ("moscow", "וממוסקבה")]),
    ("ja", "昔スターリンはKGBとモスクワの共産党を", [("stalin", "スターリン"), ("kgb", "KGB"), ("moscow", "モスクワ"), ("party", "共産党")]),
    ("ja", "あのスターは", [("star", "スター")]),
    ("ja", "スタートした", []),  # “started”, not “star”
    ("zh", "苏联元帅朱可夫在中央委员会", [("ussr", "苏联"), ("zhukov", "朱可夫"), ("committee", "中央委员会")]),
    ("ko", "주코프는 모스크바에서도", [("zhukov", "주코프는"), ("moscow", "모스크바에서도")]),
    ("th", "ที่มอสโกเมื่อ", [("moscow", "มอสโก")]),
    ("tr", "Jukov'un ve Jukov’a, Jukovski", [("zhukov", "Jukov'un"), ("zhukov", "Jukov’a")]),
])  # fmt: skip
def test_names_are_found_with_what_is_written_in_one_with_them(
    locale: str, text: str, mentions: list[tuple[str, str]]
) -> None:
    assert found(locale, text) == mentions
