"""What differs from language to language and is ours to know: one row a language, no language named elsewhere.

Collation, quotation marks, month and language names come from ICU and CLDR where they are used; this table holds
what these do not say: how words end when they are inflected, and which spaces belong before which marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from .inflection import ABBREVIATED, DECLENSIONS, declined

NNBSP = "\u202f"  # narrow no-break space
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Conventions:
    """`dropped`: letters that a word may lose at its end when it takes one of the `endings` (a pattern);
    `space_before`: the space that belongs before a mark, `percent` the one between a figure and its sign, where one
    stands; `inside_quotes`: the space inside quotation marks; `quotes`: the four marks where usage is not as CLDR has
    it; `between`: the mark between two figures, likewise; `titles`: the marks around titles of works, and those inside
    them; () for quotation marks, None for italics; `counters`: what is not parted from the figure before it; `in_word`:
    straight quotes between letters; `dash`: how a dash between words is set, `dashes` how a pair around an insertion,
    `speech` how one that opens speech; `bound`: words of one letter that do not end a line; `letters`: the range of
    letters after which the `marks` of the script stand for those of the Latin one, without a space after them where
    they are `wide`; `rtl`: written from right to left; `vertical`: may be set in columns, which follow each other from
    the right.

    `prefixes`: a pattern for the particles that are written in one with the word after them; `article`: one that is,
    and `joined` a pattern for all that may stand in its place; `suffixes`: a pattern for those that follow a name.
    `articles` are passed over where an index sorts titles and subjects, `particles` too where it sorts subentries;
    `page_ranges`: whose rule abbreviates them, "" for none.

    `contents_last`: the contents stand at the end of a book; `imprint_last`: the imprint does; `edition`: the gender of
    the word for an edition, in which ordinals agree with it."""

    dropped: str = ""
    endings: str = ""
    space_before: tuple[tuple[str, str], ...] = ()
    percent: str = ""
    inside_quotes: str = ""
    quotes: tuple[str, str, str, str] | None = None
    between: str = ""
    titles: tuple[str, str, str, str] | tuple[()] | None = None
    counters: str = ""
    in_word: tuple[tuple[str, str], ...] = ()
    dash: str = " – "
    dashes: tuple[str, str] | None = None
    speech: str = ""
    bound: str = ""
    letters: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    wide: bool = False
    ellipsis: str = "…"
    rtl: bool = False
    vertical: bool = False
    prefixes: str = ""
    article: str = ""
    joined: str = ""
    suffixes: str = ""
    articles: str = ""
    particles: str = ""
    page_ranges: str = ""
    contents_last: bool = False
    imprint_last: bool = False
    edition: str = ""


_ARABIC = Conventions(
    letters="\u0600-\u06ff\u0750-\u077f", marks=((",", "،"), (";", "؛"), ("?", "؟")), rtl=True, titles=()
)
_DATE = "年月日号號时時分秒世页頁"
_HAN = Conventions(
    vertical=True,
    letters="\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff",
    marks=((",", "，"), (";", "；"), (":", "："), ("?", "？"), ("!", "！"), (".", "。")),
    wide=True,
    dash="——",
    ellipsis="……",
    between="～",
    titles=("《", "》", "〈", "〉"),
    counters=_DATE,
)
# Articles and particles in indexes: Chicago Manual of Style and BS ISO 999 for English; the others by their grammars.
# Spanish, Italian… plurals and genitives; German and Slavic cases are in `inflection`.
# Marks and spaces: French by the Lexique des règles typographiques en usage à l'Imprimerie nationale, of Canada by the
# OQLF; German by Duden and DIN 5008, of Switzerland by the Federal Chancellery; Spanish by the Ortografía of the RAE
# and ASALE (2010: in print « », within them “ ”; CLDR has those of the keyboard).
# Titles of works: in quotation marks in German (Duden, D 11) and Russian (Мильчин), in 《》 in Chinese (GB/T 15834), in
# 『』 in Japanese and Korean (문장 부호, National Institute of Korean Language); elsewhere in italics.
# Polish by PWN; Czech by ČSN 01 6910; Russian by Мильчин and Чельцова; Chinese by GB/T 15834 (between figures ～);
# Japanese by JLReq. Arabic quotations stand in « » as publishers set them, those of CLDR (”…“) are rare in print.
# Between two figures French has the hyphen (1914-1918: Lexique), where CLDR has the dash of the interface.
# The order of a book's parts: in French the table des matières stands at the end (Lexique; what stands in front is a
# sommaire), in Russian contents and full imprint do (Мильчин and Чельцова), in Japanese the 奥付; the other languages
# by the usage of their publishers, where a work may be found in either order.
LANGUAGES: dict[str, Conventions] = {
    "en": Conventions(
        endings="(?:e?s)?",
        articles="the a an",
        particles="about after against and as at before between by during for from in into of on over through to "
        "under with",
        page_ranges="chicago",
    ),
    "fr": Conventions(
        contents_last=True,
        edition="feminine",
        endings="(?:e?s|x)?",
        space_before=((";", NNBSP), ("?", NNBSP), ("!", NNBSP), (":", NBSP)),
        percent=NNBSP,
        inside_quotes=NNBSP,
        quotes=("«", "»", "“", "”"),
        between="-",
        dashes=(f" –{NBSP}", f"{NBSP}– "),
        speech=f"—{NBSP}",
        articles="le la les l’ un une",
        particles="à au aux avec chez contre dans de des du d’ en entre et par pour sans sous sur vers",
    ),
    "de": Conventions(
        percent=NNBSP,
        titles=(),
        articles="der die das ein eine",
        particles="am an auf aus bei durch für gegen im in mit nach ohne über um und unter von vor zu zum zur",
    ),
    "es": Conventions(
        contents_last=True,
        edition="feminine",
        endings="(?:e?s)?",
        percent=NNBSP,
        quotes=("«", "»", "“", "”"),
        dash=" — ",
        dashes=(" —", "— "),
        speech="—",
        articles="el la los las un una",
        particles="a al con contra de del desde en entre hacia para por sin sobre y",
    ),
    "it": Conventions(
        contents_last=True,
        edition="feminine",
        dropped="aeio",
        endings="[aeio]?",
        articles="il lo la l’ i gli le un uno una",
        particles="a al alla con contro da dal dalla del della di e in nel nella per su sul sulla tra",
    ),
    "pt": Conventions(
        edition="feminine",
        endings="(?:e?s)?",
        speech=f"—{NBSP}",
        articles="o a os as um uma",
        particles="à ao com contra da das de do dos e em entre na no para pela pelo por sobre",
    ),
    "nl": Conventions(
        endings="(?:e?n|s)?",
        quotes=("“", "”", "‘", "’"),
        articles="de het een",
        particles="aan bij en in met naar op over te tot uit van voor",
    ),
    "tr": Conventions(endings="(?:['’][a-zçğıöşü]{1,6})?"),
    "ru": Conventions(
        dash=f"{NBSP}— ",
        speech=f"—{NBSP}",
        bound="авиксоуя",
        percent=NBSP,
        titles=(),
        contents_last=True,
        imprint_last=True,
        edition="neuter",
    ),
    "uk": Conventions(
        dash=f"{NBSP}— ",
        speech=f"—{NBSP}",
        bound="авзійоуя",
        percent=NBSP,
        titles=(),
        contents_last=True,
        imprint_last=True,
        edition="neuter",
    ),
    "be": Conventions(
        dash=f"{NBSP}— ",
        speech=f"—{NBSP}",
        bound="азійоуўя",
        percent=NBSP,
        titles=(),
        contents_last=True,
        imprint_last=True,
        edition="neuter",
    ),
    "pl": Conventions(speech=f"–{NBSP}", bound="aiouwz", contents_last=True),
    "cs": Conventions(bound="aikosuvz", percent=NBSP, contents_last=True, imprint_last=True),
    "sk": Conventions(bound="aikosuvz", percent=NBSP, contents_last=True, imprint_last=True),
    # “and”, “so”, then “with”, “like”, “to”, then the article are written in one with the word.
    "ar": replace(
        _ARABIC,
        quotes=("«", "»", "“", "”"),
        prefixes="[وف]?[بكل]?",
        article="ال",
        joined="[وف]?(?:[بك]?ال|لل)",
    ),
    "fa": _ARABIC,
    "ur": replace(_ARABIC, marks=(*_ARABIC.marks, (".", "۔"))),
    "he": Conventions(in_word=(('"', "״"), ("'", "׳")), rtl=True, titles=(), prefixes="ו?(?:כש|מש|ש)?[בכלמ]?ה?"),
    # Particles of case and topic (josa).
    "ko": Conventions(
        titles=("『", "』", "「", "」"),
        suffixes="(?:은|는|이|가|을|를|의|에게서|에게|에서|에|께서|께|와|과|도|으로|로|만|까지|부터|이나|나|이라는|라는|이란|란|처럼|보다|마저|조차){0,2}",
    ),
    "zh": _HAN,
    "ja": replace(_HAN, marks=((",", "、"), *_HAN.marks[1:]), titles=("『", "』", "「", "」"), imprint_last=True),
}
LANGUAGES |= {
    "fr-ca": replace(LANGUAGES["fr"], space_before=((":", NBSP),), inside_quotes=NBSP),
    "de-ch": replace(LANGUAGES["de"], quotes=("«", "»", "‹", "›")),
}
_PLAIN = Conventions()
_UNSPACED = frozenset({"Jpan", "Hans", "Hant", "Hani", "Thai", "Laoo", "Khmr", "Mymr"})
_POINTS = "[\u0591-\u05c7\u0640\u064b-\u0652\u0670]*"  # niqqud; tatwil and harakat


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that rightly stand twice in a row: “nous nous souvenons”, “als die die Stadt verließ”, “had had”.
DOUBLES: dict[str, frozenset[str]] = {
    "en": _words("had that is her do so very no long many"),
    "fr": _words("nous vous très en si bien non"),
    "de": _words("die der das den dem sie ihr ihnen sich es was wer dass da sehr so nein nie"),
    "es": _words("que muy no ya poco casi luego"),
    "it": _words("piano via così man mano molto quasi poco appena or no che lento passo"),
    "pt": _words("que muito não já quase logo"),
    "nl": _words("die dat zij ze het er heel zo nee haar u"),
    "ru": _words("что то и чем очень много долго да нет никогда ну так едва еле чуть всё он они"),
    "uk": _words("що то і дуже довго так ні ну ледве він вони"),
    "be": _words("што то і вельмі доўга так не ну"),
    "pl": _words("to bardzo co nie no dalej długo już tak coraz"),
    "cs": _words("to že velmi ne tak dlouho se si už"),
    "sv": _words("det den de mycket så är att som nej"),
    "da": _words("det den de meget så er at der nej"),
    "nb": _words("det den de meget så er at som nei"),
    "ro": _words("foarte nu încet"),
    "hu": _words("az nagyon csak nem"),
    "eo": _words("tre plu"),
}
# Languages in which a word said twice is grammar: many, each, slowly.
REPEATING = _words("tr az uz kk ky tk id ms tl vi th lo km my hi ur bn mr ta te kn ml si ne fa ar he hy ka mn sw")

# Words that no text of a few words does without in its language. None is a preposition of names (de, van).
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": _words("the of and in to was that it is his with for on at which by from were they had as their this"),
    "fr": _words("et les des est une dans qui que pour du au aux sur il elle était avec par ce cette ne pas"),
    "de": _words("der und das den von nicht ist ein eine dem mit auf zu im sich war wurde auch als bei nach aus dass"),
    "es": _words("y los las una que en por con para se su fue era al como más pero"),
    "it": _words("e il gli che una per con non si nel alla dei delle era come più sono"),
    "pt": _words("e os as uma que em por com para se seu não na no ao como mais era foi"),
    "nl": _words("het een en in dat is op te niet met zijn voor was aan werd ook als bij door"),
    "ru": _words("и в не на что с он как это к по но из был его от у за для которые"),
    "uk": _words("і в не на що з він як це до та його від у за для які був"),
    "pl": _words("i w nie na się z że do to jest był jak po ale od przez o oraz dla który"),
    "cs": _words("a v se na je že s do byl jako po ale od pro který z které"),
}  # fmt: skip

# Words that make a statement of a few others: who speaks or acts, and what is said of them (“we won”, “it is over”).
STATING: dict[str, frozenset[str]] = {
    "en": _words(
        "i we he she they you it am is are was were has have had do does did will would can could must should"
    ),
    "fr": _words("je j tu il elle on nous vous ils elles suis es est sont était étaient fut ai as a ont sera faut"),
    "de": _words("ich du er sie es wir ihr man bin bist ist sind war waren habe hat haben wird werden kann muss soll"),
    "es": _words("yo tú él ella nosotros ellos usted soy es son somos era eran fue está están hay he ha han"),
    "it": _words("io tu lui lei noi voi loro sono sei è siamo era erano fu ho ha hanno"),
    "pl": _words("ja ty on ona my wy oni one jestem jest są był była było byli się"),
    "ru": _words("я ты он она мы вы они есть был была было были"),
}


def conventions(locale: str) -> Conventions:
    """The row of a BCP 47 tag, or else of its language; a plain one for a language that the table lacks."""
    tag = locale.replace("_", "-").lower()
    if romanised(locale):
        return _PLAIN
    return LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-")[0], _PLAIN)


@cache
def romanised(locale: str) -> bool:
    """Whether a tag says that a language of another script is written in Latin letters (`ru-Latn`)."""
    return "Latn" in re.split("[-_]", locale) and script(re.split("[-_]", locale)[0]) != "Latn"


@cache
def quotation_marks(locale: str) -> tuple[str, str, str, str]:
    """Opening and closing marks, then those inside them (CLDR, delimiters, or else what usage has)."""
    from icu import LocaleData
    from icu import ULocaleDataDelimiterType as Kind

    own = conventions(locale).quotes
    if own:
        return own
    data = LocaleData(locale.replace("-", "_"))
    kinds = (Kind.QUOTATION_START, Kind.QUOTATION_END, Kind.ALT_QUOTATION_START, Kind.ALT_QUOTATION_END)
    a, b, c, d = (str(data.getDelimiter(kind)) for kind in kinds)
    return a, b, c, d


def borders(locale: str) -> tuple[str, str]:
    """Patterns for what stands before and after a word: nothing in scripts that put no space between words."""
    return ("", "") if script(locale) in _UNSPACED else (r"(?<![^\W_])", r"(?![^\W_])")


@cache
def script(locale: str) -> str:
    """The ISO 15924 code of the script that a language is written in (CLDR, likely subtags)."""
    from icu import Locale

    return str(Locale(locale.replace("-", "_")).addLikelySubtags().getScript())


def inflected(form: str, locale: str) -> str:
    """A pattern for a form in all its inflections, the first letter of a lower-case form in either case.
    Abbreviations (no lower-case letter) take the endings of `ABBREVIATED`, words of one or two letters none."""
    row = conventions(locale)
    before, rest = row.prefixes, form
    if _has_article(form, row):
        before, rest = row.joined, form.removeprefix(row.article)
    elif row.article:
        before = f"(?:{row.joined}|{row.prefixes})"
    words = r"\s+".join(
        (f"(?:{row.article})?" if n and row.article and not _has_article(word, row) else "")
        + _word(word, locale, first=not n)
        for n, word in enumerate(rest.split())
    )
    if script(locale) in _UNSPACED:
        return _unspaced(form[0], "(?<!{})") + words + _unspaced(form[-1], "(?!{})")
    return before + words + row.suffixes


def _has_article(form: str, row: Conventions) -> bool:
    return bool(row.article) and form.startswith(row.article) and len(form) > len(row.article) + 2


def _unspaced(edge: str, pattern: str) -> str:
    """In text without spaces a run of katakana, of Latin letters or of digits is a word all the same."""
    run = next((run for run in ("[ァ-ヺー]", "[A-Za-z]", "[0-9]") if re.match(run, edge)), "")
    return pattern.format(run) if run else ""


def _word(word: str, locale: str, *, first: bool) -> str:
    stem, endings = word, ""
    if len(word) > 2 and word[-1].islower():
        stem, endings = _stem(word, locale)
    elif len(word) > 2 and word.isalpha() and word[-1].isupper():
        endings = ABBREVIATED.get(re.split("[-_]", locale)[0].lower(), "")
    head = f"[{re.escape(word[0] + word[0].upper())}]" if first and word[0].islower() else _spelled(word[0])
    return head + _spelled(stem[1:]) + endings


def _stem(word: str, locale: str) -> tuple[str, str]:
    """The unchanging part of a word, and a pattern for its endings."""
    rows = DECLENSIONS.get(re.split("[-_]", locale)[0].lower())
    if rows:
        return declined(word, rows)
    row = conventions(locale)
    return word[:-1] if word[-1] in row.dropped else word, row.endings


def _spelled(letters: str) -> str:
    """Letters as they may be typed: either apostrophe, the Russian ё with its dots or without, an alif with or
    without its hamza; Arabic and Hebrew with or without vowel points."""
    return "".join(_letter(letter) for letter in letters)


@cache
def _letter(letter: str) -> str:
    if letter.isdigit() or letter in "–—～":
        return f"{letter}\u2060?"  # a word joiner keeps a figure with its counter, and a span of figures together
    alike = next((f"[{group}]" for group in ("'’", "её", "اأإآ", "يى") if letter in group), re.escape(letter))
    return alike + _POINTS if "\u05d0" <= letter <= "\u06ff" else alike
