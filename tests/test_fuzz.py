"""Whatever a parser of ours is given, it answers with a value or with findings that have a place in the file.

The texts are put together of what each grammar knows (its marks, its keywords, their halves) and of what it does not.
Every run tries the same ones; `FUZZ=50` tries fifty times as many.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from running import FILES

from publish.book import images
from publish.diagnostics import Diagnostic, Place, Refusal
from publish.files import NO_TEXT, Folder
from publish.formats.artefact import Style
from publish.formats.stylesheet import check_style, generated_texts
from publish.project import load_project
from publish.text import marks
from publish.text.document import Inline
from publish.text.house import read_house
from publish.text.importing import import_text
from publish.text.importing.draft import Draft
from publish.text.importing.received import page_of
from publish.text.importing.webpage import read_page
from publish.text.patterns import PatternError, check_filling, filled, readings, tokens
from publish.text.romanisation import read_back, skeleton, systems
from publish.text.rulebook import Rule, Rulebook, contradictions
from publish.translation.interchange import Unit
from publish.translation.messages import Catalogue, Message
from publish.translation.po import read_catalogue, write_catalogue
from publish.translation.tags import TagError, check_tags, escape, from_tagged, pieces, plain, to_tagged
from publish.translation.tmx import read_tmx, write_tmx
from publish.translation.xliff import read_xliff, write_xliff

TIMES = int(os.environ.get("FUZZ", 1))


def trying(times: int) -> Callable[[Any], Any]:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=times * TIMES, derandomize=True, database=None, deadline=None, suppress_health_check=quiet
    )


def of(
    *parts: str, most: int = 30, alphabet: str = "aЖ世é \n\t<&\u2028\u202e\x00\x7f\ufffe𝔘"
) -> st.SearchStrategy[str]:
    """Texts put together of these parts and of letters that parsers stumble over."""
    return st.lists(st.sampled_from([*parts, *alphabet]), max_size=most).map("".join)


def check_places(found: Iterable[Diagnostic], text: str, lines: str = r"\r\n|\n|\r") -> None:
    """Each finding stands in the file: no line after the last, no column further than one behind the line's end."""
    rows = re.split(lines, text)
    for finding in found:
        line, column = finding.place.line, finding.place.column
        assert 0 <= line <= len(rows), (finding, text)
        assert 0 <= column <= (len(rows[line - 1]) + 1 if line else 0), (finding, text)
        assert finding.message


def test_the_time_of_each_parser_grows_with_the_text() -> None:
    """Counted in calls, so that a busy machine changes nothing: twice the text takes at most 2.3 times as many."""
    po = 'msgid "w{}"\nmsgstr "m"\n\n#~ msgid "o{}"\n#~ msgstr ""\n\n'
    book = Rulebook([Rule(f"r{n}", f"{{word}} a{'b' * n}", "{1} c", "typo", pattern=True) for n in range(20)])
    parsers: dict[str, tuple[Callable[[str], object], str]] = {
        "PO": (lambda t: read_catalogue("x.po", t.encode()), po),
        "PO that is none": (lambda t: read_catalogue("x.po", t.encode()), 'msgid "\nfoo\n"'),
        "tags": (lambda t: pieces(t), "<em>a</em> &lt; <fn1/>"),
        "tags that nest": (lambda t: refusing(lambda: pieces(t)), "<em>"),
        "rules": (lambda t: book.matches(t), "a abb words ab abbb "),
        "marks": (lambda t: marks.parse(t), "a > b; "),
        "styles": (lambda t: list(check_style(Style("x.css", t))), "p { color: red; } @import url(x); "),
        "names read back": (lambda t: [read_back(w, "ru", "en") for w in t.split()], "Jukov Zhukov shchyolkov "),
    }
    slow = {}
    for name, (parse, text) in parsers.items():
        parse(text * 50)  # what is loaded once
        small, large = calls(lambda p=parse, t=text: p(t * 200)), calls(lambda p=parse, t=text: p(t * 400))
        if large > 2.3 * small:
            slow[name] = (small, large)
    assert slow == {}


def calls(work: Callable[[], object]) -> int:
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def refusing(work: Callable[[], object]) -> object:
    try:
        return work()
    except (Refusal, TagError, PatternError) as refused:
        return refused


# --- PO ---

PO_PARTS = (
    "msgid ", "msgstr ", "msgctxt ", "msgid_plural ", "msgstr[0] ", "msgstr[1] ", '"', '""', "\\n", "\\", "\\x41", "\\303\\251",
    "#~ ", "#~| ", "#| ", "#, fuzzy", "#: a.md", "#. x", "# ", '"Content-Type: text/plain; charset=UTF-8\\n"', "\n", "\n",
    'msgid "a"\nmsgstr "b"\n', 'msgid ""\nmsgstr ""\n', "\r\n", "<<<<<<< x", "[", "\u2068", "\u2069",
)  # fmt: skip
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@trying(400)
@given(of(*PO_PARTS), st.booleans())
def test_po_that_is_taken_is_written_without_loss(text: str, headed: bool) -> None:
    text = HEADER + text if headed else text
    catalogue, found = read_catalogue("x.po", text.encode())
    check_places(found, text, r"\r?\n")
    assert (catalogue is None) == bool(found)
    if catalogue:
        written = write_catalogue(catalogue)
        again, found = read_catalogue("x.po", written)
        assert found == []
        assert again is not None
        assert (again.header, list(again.active)) == (catalogue.header, list(catalogue.active))
        assert set(again.messages) == set(catalogue.messages)
        assert write_catalogue(again) == written


WORDS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)
LINE = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12).map(str.strip)
MESSAGES = st.builds(
    Message,
    msgid=WORDS.filter(bool), msgstr=WORDS, msgctxt=st.none() | WORDS,
    comments=st.lists(LINE.filter(lambda c: c[:1] not in (".", ":", ",", "~", "|")), max_size=3).map(tuple),
    extracted=st.lists(LINE, max_size=2).map(tuple), previous_msgid=st.none() | WORDS, obsolete=st.booleans(),
)  # fmt: skip


@trying(200)
@given(st.lists(MESSAGES, max_size=4, unique_by=lambda m: m.key))
def test_a_catalogue_that_is_written_is_read_as_it_was(messages: list[Message]) -> None:
    header = Message("", "Content-Type: text/plain; charset=UTF-8\n")
    ordered = tuple(sorted(messages, key=lambda m: m.obsolete))
    catalogue = Catalogue("x.po", header, ordered)
    again, found = read_catalogue("x.po", write_catalogue(catalogue))
    assert found == []
    assert again == catalogue


# --- tags, XLIFF and TMX ---

TAG_PARTS = (
    "<em>", "</em>", "<strong>", "</strong>", "<a1>", "</a1>", "<a2>", "</a2>", "<fn1/>", "<br/>", "<keep1/>", "<m1>", "</m1>",
    "&lt;", "&gt;", "&amp;", "&#1;", "&nbsp;", "<script>", "<img src=x>", "<", ">", "/", "<EM>", "<a1/>", "<fn01/>", "<em",
)  # fmt: skip


@trying(400)
@given(of(*TAG_PARTS), of(*TAG_PARTS))
def test_tags_are_taken_whole_or_refused(msgid: str, msgstr: str) -> None:
    for text in (msgid, msgstr):
        plain(text)
        parts = refusing(lambda t=text: pieces(t))
        if not isinstance(parts, TagError):
            shape = {"text": "{}", "open": "<{}>", "close": "</{}>", "void": "<{}/>"}
            spelled = "".join(shape[k].format(escape(t) if k == "text" else t) for k, t in parts)
            assert pieces(spelled) == parts
    refusing(lambda: check_tags(msgid, msgstr))
    if not NO_TEXT.search(msgid):
        assert plain(escape(msgid)) == msgid


NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
RUNS = of("<", "&", "&lt;", "<em>", most=4, alphabet="aЖ \u2028").filter(bool).map(lambda t: Inline("text", text=t))
INLINES = st.recursive(
    RUNS | st.just(Inline("code", text="x<y")) | st.just(Inline("break")) | st.just(Inline("image", text="i", url="a.png")),
    lambda inner: st.builds(
        lambda kind, children: Inline(kind, children=tuple(children), url="http://a.example" if kind == "link" else ""),
        st.sampled_from(["em", "strong", "span", "sup"]), st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)  # fmt: skip


def joined(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Inlines with neighbouring runs of text as one."""
    out: list[Inline] = []
    for inline in inlines:
        inline = replace(inline, children=joined(inline.children))
        if out and out[-1].kind == inline.kind == "text":
            out[-1] = replace(out[-1], text=out[-1].text + inline.text)
        else:
            out.append(inline)
    return tuple(out)


@trying(200)
@given(st.lists(INLINES, max_size=4).map(tuple).map(joined))
def test_inlines_come_back_from_their_tags(inlines: tuple[Inline, ...]) -> None:
    assert from_tagged(to_tagged(inlines), inlines) == inlines


TAGGED = st.lists(INLINES, min_size=1, max_size=3).map(tuple).map(joined).map(to_tagged).filter(lambda t: "\r" not in t)
UNITS = st.builds(
    Unit, source=TAGGED, target=TAGGED, state=st.sampled_from(["translated", "reviewed", "final"]),
    context=st.none() | st.just("c"), sent=st.just("0" * 16),
)  # fmt: skip


@trying(100)
@given(st.lists(UNITS, min_size=1, max_size=3, unique_by=lambda u: u.key))
def test_units_come_back_from_xliff_and_tmx(units: list[Unit]) -> None:
    sent = [(u.source, u.target, u.context) for u in units]
    (xliff,) = read_xliff("x.xlf", write_xliff("x.po", "essay", "en", "fr", units))
    assert [(u.source, u.target, u.context) for u in xliff.units] == sent
    tmx = read_tmx("x.tmx", write_tmx("1", "en", "fr", units), "en", "fr")
    assert [(u.source, u.target, u.context) for u in tmx.units] == sent


XML_PARTS = (
    "<pc id='1'>", "</pc>", "<ph id='2'/>", "<sc id='1'/>", "<ec startRef='1'/>", "<mrk id='m'>", "</mrk>", "<cp hex='1'/>", "<cp hex='D800'/>",
    "<target>", "</target>", "<segment>", "</segment>", "<ignorable>", "</ignorable>", "<source>", "</source>", "<!-- x -->", "<?x y?>",
    "<bpt i='1'>&lt;em></bpt>", "<ept i='1'>&lt;/em></ept>", "<ph x='1'>&lt;fn1/></ph>", "<it pos='begin'>&lt;em></it>", "<hi>", "</hi>", "&amp;", "&#1;",
    "<seg>", "</seg>", "<tuv xml:lang='fr'>", "</tuv>", "<data id='d1'>&lt;em></data>", "<notes><note>n</note></notes>", "<script/>", "]]>",
)  # fmt: skip
XLIFF = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="fr"><file id="essay">'
    '<unit id="u"><segment state="final"><source>{}</source><target>{}</target></segment>{}</unit></file></xliff>'
)
TMX = (
    '<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="fr"><seg>{}</seg></tuv>{}'
    "</tu></body></tmx>"
)


@trying(300)
@given(of(*XML_PARTS, most=6), of(*XML_PARTS, most=6), of(*XML_PARTS, most=6))
def test_foreign_xliff_and_tmx_are_read_or_refused(source: str, target: str, more: str) -> None:
    for frame, read in ((XLIFF, read_xliff), (TMX, lambda p, d: [read_tmx(p, d, "en", "fr")])):
        text = frame.format(source, target, more)
        answer = refusing(lambda r=read, t=text: r("x", t.encode()))
        if isinstance(answer, Refusal):
            check_places(answer.diagnostics, text)
        else:
            assert all(unit.problem or not NO_XML.search(unit.target) for file in answer for unit in file.units)  # type: ignore[attr-defined]


# --- what editors write ---

TOML_PARTS = (
    "title", "language", "chapters", "locales", "formats", "[fallback]", "[print]", "[[correction]]", "[[rule]]", "[[editorial]]",
    "before", "after", "class", "context", "count", "examples", "leave", "forms", "forms.en", "strays", "native", "dates", "see", "kind", "index.en",
    "[x]", "[x.y]", " = ", "=", '"', '"""', "'", "[", "]", "{", "}", ",", "\n", "\n", '"en"', '"fr"', "1", "-1", "1e400", "nan", "true",
    "1991-02-30", "1991-10-12", '"words"', '"{word} a"', '"{1}"', '"a → b"', ".", "#", "\\u0000", "\\ud800", '["epub"]', '["one.md"]', "trim", "date",
)  # fmt: skip
TOML_LINES = st.lists(
    st.builds(
        "{}{}{}\n".format, st.sampled_from(TOML_PARTS), st.sampled_from([" = ", "", ".", " = ["]),
        st.sampled_from(TOML_PARTS) | of(*TOML_PARTS, most=4),
    ), max_size=8,
).map("".join)  # fmt: skip
TOMLS = ("publish.toml", *(
    f"sources/{name}.toml" for name in ("essay/work", "house/names", "house/terms", "house/corrections", "house/style", "house/ignored", "essay/corrections")
))  # fmt: skip


@trying(300)
@given(TOML_LINES, st.sampled_from(TOMLS), st.booleans())
def test_what_editors_write_is_read_or_refused_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, text: str, path: str, after: bool
) -> None:
    root = tmp_path_factory.getbasetemp() / "toml"
    text = FILES.get(path, "") + text if after else text
    for name, content in {**dict.fromkeys(TOMLS, ""), **FILES, path: text}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if not (root / name).exists() or (root / name).read_text("utf-8") != content:
            (root / name).write_text(content, "utf-8", newline="")
    try:
        project = load_project(root)
        found = [*project.found, *read_house(project)[1]]
    except Refusal as refusal:
        found = refusal.diagnostics
    check_places((d for d in found if d.place.path == path), text)


# --- patterns and rules ---

PATTERN_PARTS = (
    "{word}",
    "{capital}",
    "{number}",
    "{the|a}",
    "{a|b|}",
    "{",
    "}",
    "|",
    "{1}",
    "{2}",
    "build up",
    "up",
    " ",
    "'s",
    "Ж",
    "世界",
    "ﬁ",
    "ß",
    "İ",
)


@trying(400)
@given(
    of(*PATTERN_PARTS, most=6), of(*PATTERN_PARTS, most=4), of("the", "a", " ", "build up", "up", "1", "'s", most=12)
)
def test_patterns_are_read_or_refused_and_rules_fit(pattern: str, after: str, text: str) -> None:
    assert "".join(tokens(text)) == text
    try:
        read = readings(pattern)
        check_filling(after, pattern)
    except PatternError:
        return
    for reading in read:
        filled(after, reading, list(reading.tokens))
    matches = Rulebook([Rule("r", pattern, after, "typo", pattern=True)]).matches(text)[0]
    assert all(0 <= m.start < m.end <= len(text) for m in matches)
    assert all(one.end <= other.start for one, other in pairwise(matches))


WORD = st.lists(st.sampled_from(["a", "b", "c", "A", "B", "-", "1"]), min_size=1, max_size=3).map(" ".join)
RULES = st.lists(st.tuples(WORD, WORD).filter(lambda p: p[0] != p[1]), min_size=1, max_size=4, unique_by=lambda p: p[0])


@trying(400)
@given(RULES, st.lists(st.sampled_from("abcAB1-"), max_size=10).map(" ".join))
def test_rules_that_do_not_contradict_each_other_come_to_rest(rules: list[tuple[str, str]], text: str) -> None:
    book = Rulebook([Rule(f"r{n}", before, after, "typo") for n, (before, after) in enumerate(rules)])
    list(contradictions(book))
    matches = book.matches(text)[0]
    once = book.rewrite(text)
    undone, shift = once, 0
    for match in matches:
        start = match.start + shift
        assert undone[start : start + len(match.after)] == match.after
        shift += len(match.after) - (match.end - match.start)
    for match in reversed(matches):
        shift -= len(match.after) - (match.end - match.start)
        start = match.start + shift
        undone = undone[:start] + text[match.start : match.end] + undone[start + len(match.after) :]
    assert undone == text


# --- marks and names ---


@trying(300)
@given(of(">", ";", "-", " > ", "a > b", "; ", "\u00a0"))
def test_marks_for_the_index_read_as_they_are_spelled(text: str) -> None:
    paths = marks.parse(text)
    if paths:
        assert all(1 <= len(path) <= 2 and all(part == " ".join(part.split()) != "" for part in path) for path in paths)
        assert marks.parse("; ".join(" > ".join(path) for path in paths)) == paths


@trying(300)
@given(
    of("sh", "shch", "yo", "kh", "zh", "ts", "ya", "J", "ou", "tch", "'", "’", "-", "ß", "İ"),
    st.sampled_from(["ru", "uk", "xx"]),
)
def test_names_are_read_back_into_few_skeletons(word: str, language: str) -> None:
    for key in systems(language):
        for one in (word, word.upper(), word.title()):
            assert len(read_back(one, language, key)) <= 24


SYLLABLES = st.lists(st.tuples(st.sampled_from("бвгдзклмнпрстф"), st.sampled_from("аеиоуы")), min_size=1, max_size=3)
NATIVE = SYLLABLES.map(lambda row: f"{''.join(map(''.join, row))}ров".title())


@trying(200)
@given(NATIVE, st.sampled_from(sorted(systems("ru"))))
def test_a_romanised_name_reads_back_as_itself(native: str, key: str) -> None:
    assert skeleton(native) in read_back(systems("ru")[key].romanise(native), "ru", key)


# --- received texts ---

TEXT_PARTS = (
    "Title", "\n\n", "\n", "June 1991", "12 October 1991, Moscow", "By A. Writer", "By ", "# ", "## ", "> ", "- ", "* ", "1. ", "    ", "\t", "***", "---", "===", "___",
    "Print", "Share", "Chapter 1", "CHAPTER I", "[^1]", "[^1]: ", "[", "](", "`", "```", "|", "<b>", "&amp;", "\\", "_a_", "**", "words of a text", "soft-\nware", "©", "http://a.example/x",
)  # fmt: skip


@trying(25)
@given(of(*TEXT_PARTS, alphabet="aЖ世é \n\u2028\u00ad\u200f"), st.sampled_from(["x.txt", "x.md"]))
def test_a_received_text_is_taken_whole_or_refused(text: str, name: str) -> None:
    answer = refusing(lambda: import_text(name, text.encode(), language="en"))
    found = answer.diagnostics if isinstance(answer, Refusal) else answer[1]  # type: ignore[index]
    check_places(found, text, "\r\n|\n|\r|\x85")
    assert "import-changed" not in {d.code for d in found}, "its words would not be those that were received"


HTML_PARTS = (
    "<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<script>", "</script>", "<h1>", "</h1>", "<meta name=author content=x>", "<nav>", "</nav>",
    "<table><tr><td>", "<a href=javascript:x>", "</a>", "<img src=x>", "<!--", "-->", "<![CDATA[", "<svg>", "<style>", "&nbsp;", "&#x0;", "&#1;", "&#xFFFE;", "&#55296;", "<time datetime=1991-10-12>",
    '<script type="application/ld+json">', '{"datePublished": ', '["', '"}', "<title>", "</title>", "<html lang=xx>", "<base href=http://x>", "words of a text", "<", "=", '"',
)  # fmt: skip


@trying(300)
@given(of(*HTML_PARTS))
def test_a_web_page_is_read_or_refused(text: str) -> None:
    answer = refusing(lambda: read_page(Draft("x.html"), page_of("x.html", text.encode())))
    if isinstance(answer, str):
        assert "<script" not in answer
        assert "<style" not in answer


# --- style sheets and pictures ---

CSS_PARTS = (
    "p", "{", "}", ":", ";", "@import", "@font-face", "@page", "url(", "URL(", "u\\72l(", "src(", "image-set(", ")", '"', "'", "\\", "\\\n", "/*", "*/", "http://x", "#x",
    "content", "src", "expression(", "!", "<!--", "-->", "\\0", "@\\69mport", "var(--x)", "--x", "local(x)", "attr(href url)", "(", "[", "]",
)  # fmt: skip


@trying(400)
@given(of(*CSS_PARTS, alphabet="aЖ \n\f\x00<"))
def test_a_style_sheet_that_is_taken_loads_nothing(text: str) -> None:
    import tinycss2

    style = Style("x.css", text)
    try:
        found = list(check_style(style))
    except Refusal as refusal:
        found = refusal.diagnostics
    check_places(found, text, "\r\n|\n|\r|\f")
    if not found:
        list(generated_texts(style))
        sheet = tinycss2.serialize(tinycss2.parse_component_value_list(text, skip_comments=True))
        unquoted = re.sub(r'"(?:[^"\\]|\\.)*"', '""', sheet, flags=re.DOTALL)
        unquoted = re.sub(r"\\.", "x", unquoted, flags=re.DOTALL)
        assert not re.search(r"(?i)(?<![\w\-\u0080-\U0010ffff])(url|image-set|src)\(|@import\s*\"", unquoted), sheet


SVG_PARTS = (
    "<g>", "</g>", "<g id='a'>", "<use href='#a'/>", "<use xlink:href='#a'/>", "<script>", "</script>", "<image href='x.png'/>", "<image href='data:image/png;base64,AA=='/>",
    "<a href='javascript:x'>", "</a>", "<style>", "</style>", "@import 'x';", "url(x)", "url(#a)", "<rect onclick='x'/>", "<set attributeName='href' to='x'/>", "<foreignObject/>",
    "<rect style='fill:url(x)'/>", "<text>", "</text>", "<!ENTITY", "<?xml-stylesheet?>", "<x:script/>", "&#106;", "&amp;", "<![CDATA[", "]]>", "<!--", "-->", "<path d='M0 0'/>",
)  # fmt: skip


@trying(300)
@given(of(*SVG_PARTS, most=10), st.sampled_from(["", "<?xml version='1.0'?>", "\ufeff", "<!DOCTYPE svg>", " "]))
def test_an_svg_image_that_is_taken_does_nothing(
    tmp_path_factory: pytest.TempPathFactory, text: str, head: str
) -> None:
    data = f'{head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{text}</svg>'.encode()
    if isinstance(_picture(tmp_path_factory, "x.svg", data), images.Image):
        assert b"<!ENTITY" not in data
        for element in etree.fromstring(data, etree.XMLParser(remove_comments=True)).iter(etree.Element):
            name = etree.QName(element).localname.lower()
            assert name not in ("script", "foreignobject"), data
            for key, value in element.attrib.items():
                key = etree.QName(key).localname
                assert key != "onclick", data
                assert key != "href" or str(value).startswith(("#", "data:image/png;")), data
                assert "url(x" not in str(value), data
                assert (key, value) != ("attributeName", "href"), data
            assert name != "style" or not re.search(r"@import|url\(x", "".join(element.itertext())), data


@trying(200)
@given(
    st.sampled_from(["PNG", "JPEG", "GIF"]),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=6),
    st.integers(0, 300),
)
def test_a_damaged_picture_is_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, kind: str, changes: list[tuple[int, int]], end: int
) -> None:
    from PIL import Image as Picture

    stream = io.BytesIO()
    Picture.new("L", (9, 9)).save(stream, kind)
    data = bytearray(stream.getvalue())
    for at, value in changes:
        data[at % len(data)] = value
    _picture(tmp_path_factory, "x.png", bytes(data[: end or None]))


def _picture(factory: pytest.TempPathFactory, name: str, data: bytes) -> object:
    folder: Path = factory.getbasetemp()
    (folder / name).write_bytes(data)
    return refusing(lambda: images._read(Folder(folder), name, Place()))
