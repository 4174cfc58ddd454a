"""House style in the pass: what is declared is made so, what is not is left alone, and it comes to rest."""

from __future__ import annotations

import pytest
from audited import PATH, prepared

from publish.diagnostics import Place
from publish.text.house import House
from publish.text.style import CHOICES, Style


def styled(text: str, century: int = 0, **values: str) -> str:
    style = Style(values, dict.fromkeys(values, Place("style.toml")), century)
    work = prepared(text, House("en", styles={"en": style}))
    return work.normalised.ledger.apply(PATH, text)


# The Chicago Manual of Style, 6.83 (em dash), 6.78 (ranges), 9.34 (decades); New Hart's Rules, 4.11 (spaced en rule).
@pytest.mark.parametrize(
    ("received", "wanted", "values"),
    [
        ("the left - and the right -- met", "the left – and the right – met", {"dash": "en"}),
        ("the left - and the right", "the left—and the right", {"dash": "em"}),
        ("a well-known man, 7 - 3 = 4", "a well-known man, 7 - 3 = 4", {"dash": "en"}),
        ("and so on... but", "and so on… but", {"ellipsis": "…"}),
        ("four dots.... stay", "four dots.... stay", {"ellipsis": "…"}),
        ("the workers' party isn't", "the workers' party isn’t", {"apostrophe": "’"}),
        ("from 1914-18, pp. 3-5", "from 1914–18, pp. 3–5", {"ranges": "–"}),
        ("0-306-40615-2 and 2-1 and 555-0100", "0-306-40615-2 and 2-1 and 555-0100", {"ranges": "–"}),
        ("the 1920's and the 30's", "the 1920s and the 30's", {"decades": "1920s"}),
        ('he said "no" and (“yes”)', "he said “no” and (“yes”)", {"quotes": "“”"}),
        ('a 3" nail and "so', 'a 3" nail and "so', {"quotes": "“”"}),
        ("`a - b` [x](http://a.org/a-b...c)", "`a - b` [x](http://a.org/a-b...c)", {"dash": "en", "ellipsis": "…"}),
    ],
)
def test_what_is_declared_is_made_so(received: str, wanted: str, values: dict[str, str]) -> None:
    assert styled(received, **values) == wanted
    assert styled(wanted, **values) == wanted, "it does not come to rest"


def test_a_decade_without_its_century_takes_the_one_declared() -> None:
    assert styled("the late 30's", century=20, decades="1920s") == "the late 1930s"


def test_nothing_is_done_that_nobody_declared() -> None:
    text = "the 1920's - isn't \"so\"... 1914-18"
    assert styled(text) == text


def test_every_mechanical_key_can_be_declared() -> None:
    assert {"dash", "ellipsis", "quotes", "apostrophe", "ranges", "decades"} <= CHOICES.keys()
