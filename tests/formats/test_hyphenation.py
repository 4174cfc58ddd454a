"""Words divided as Duden has them; those of one level are pyphen's own affair."""

import pyphen
import pytest

from publish.formats.hyphenation import dictionary


@pytest.mark.parametrize(("language", "divided"), [
    ("de", "Par-la-ment Staats-streich So-wjet-uni-on Karl Haupt-stadt Volks-de-pu-tier-te Un-ab-hän-gig-keit"),
    ("fr", "ré-vo-lu-tion consti-tu-tion-nel-le-ment"),
    ("mn", "Мон-гол"),
    ("ru", "Хру-щёв са-мо-лё-та-ми Гор-ба-чё-ва"),
    ("cs", "spo-leč-nost"),
])  # fmt: skip
def test_words_are_divided_between_their_parts(language: str, divided: str) -> None:
    patterns = dictionary(pyphen.LANGUAGES[language])
    for word in divided.split():
        whole = word.replace("-", "")
        at = [n for n in patterns.positions(whole) if 2 <= n <= len(whole) - 2]
        assert "-".join(whole[a:b] for a, b in zip([0, *at], [*at, None], strict=True)) == word
