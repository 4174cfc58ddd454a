"""A PO file is read without loss or not at all; what we write is what GNU gettext would write."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from publish.diagnostics import Diagnostic
from publish.translation.messages import Catalogue, Message
from publish.translation.po import read_catalogue, write_catalogue

Gettext = Callable[..., tuple[int, bytes]]

HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

# All that an entry can carry, in the order and spelling of `msgcat --no-wrap`.
FULL = """\
# Jeanne Martin <jeanne@example.org>, 2024.
#
msgid ""
msgstr ""
"Project-Id-Version: coup\\n"
"X-Domain: politics\\n"
"PO-Revision-Date: 2024-05-01 12:00+0200\\n"
"Last-Translator: Jeanne Martin <jeanne@example.org>\\n"
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

# a remark of the translator
#
#   set in
#. what the segment is
#: sources/a.md \u2068sources/b c.md\u2069
#, fuzzy, no-wrap
#| msgctxt "old context"
#| msgid "old text"
msgctxt "context"
msgid "Text with \\"quotes\\", a \\\\ and a \\t\u2028é"
msgstr ""
"ligne\\n"
"ligne\\n"

msgid "thing"
msgid_plural "things"
msgstr[0] "chose"
msgstr[1] "choses"

msgid "not translated"
msgstr ""

# why it went
#. it was a paragraph
#, fuzzy
#~| msgid "older"
#~ msgid "gone"
#~ msgstr "parti"
"""


def read(text: str) -> Catalogue:
    catalogue, found = read_catalogue("fr.po", text.encode())
    assert not found
    assert catalogue is not None
    return catalogue


def refused(text: str | bytes) -> Diagnostic:
    catalogue, found = read_catalogue("fr.po", text.encode() if isinstance(text, str) else text)
    assert catalogue is None
    return found[0]


def test_everything_of_an_entry_is_read() -> None:
    catalogue = read(FULL)
    first, plural, empty, obsolete = catalogue.messages
    assert first == Message(
        msgid='Text with "quotes", a \\ and a \t\u2028é',
        msgstr="ligne\nligne\n",
        msgctxt="context",
        comments=("a remark of the translator", "", "  set in"),
        extracted=("what the segment is",),
        references=("sources/a.md", "sources/b c.md"),
        flags=("fuzzy", "no-wrap"),
        previous_msgctxt="old context",
        previous_msgid="old text",
    )
    assert (plural.plural, plural.plural_msgstrs) == ("things", ("chose", "choses"))
    assert empty.is_empty
    assert (obsolete.obsolete, obsolete.previous_msgid, obsolete.comments) == (True, "older", ("why it went",))
    assert catalogue.field("x-domain") == "politics"
    assert [m.line for m in catalogue.messages] == [24, 30, 34, 41]


def test_what_was_read_is_written_as_it_was() -> None:
    assert write_catalogue(read(FULL)).decode() == FULL


def test_msgfmt_accepts_and_msgcat_leaves_alone_what_we_write(gettext: Gettext) -> None:
    written = write_catalogue(read(FULL))
    assert gettext("msgcat", written, "--no-wrap") == (0, written)
    status, output = gettext("msgfmt", written.replace(b'ligne\\n"\n\n', b'ligne"\n\n'), "-c", "-o", "/dev/null")
    assert (status, b"error" in output) == (0, False)


@pytest.mark.parametrize("options", [[], ["--width=20"], ["--no-wrap"], ["--escape"], ["--sort-output"]])
def test_whatever_way_msgcat_spells_a_file_it_is_read_alike(gettext: Gettext, options: list[str]) -> None:
    status, respelled = gettext("msgcat", FULL.encode(), *options)
    assert status == 0
    assert set(read(respelled.decode()).messages) == set(read(FULL).messages)


def test_files_of_windows_programs_are_read_and_written_plainly() -> None:
    catalogue, found = read_catalogue("fr.po", b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert not found
    assert catalogue == read(FULL)
    assert write_catalogue(catalogue).decode() == FULL


def test_polib_reads_the_same() -> None:
    polib = pytest.importorskip("polib")
    theirs = {(e.msgctxt, e.msgid): e for e in polib.pofile(FULL.replace("\u2028", " "))}
    for message in read(FULL.replace("\u2028", " ")).messages:
        entry = theirs[message.key]
        assert (entry.msgstr, entry.flags, bool(entry.obsolete)) == (
            message.msgstr,
            list(message.flags),
            message.obsolete,
        )


def test_comments_at_the_end_are_not_lost() -> None:
    catalogue = read(HEADER + 'msgid "a"\nmsgstr "b"\n\n# see the letter of May\n')
    assert catalogue.messages[0].comments == ("see the letter of May",)


@pytest.mark.parametrize(
    ("entry", "line", "column", "words"),
    [
        ('msgid "a\nmsgstr "b"\n', 6, 9, "closing quotation mark"),
        ('msgid a"\nmsgstr "b"\n', 6, 7, "opening quotation mark"),
        ('msgid "a"\nmsgstr "b\n', 7, 10, "closing quotation mark"),
        ('msgid "a"\nmsgstr "b"\nc"\n', 8, 1, "neither an entry nor a comment"),
        ('msgid "say "a" now"\nmsgstr "b"\n', 6, 12, "inside the text"),
        ('msgid "a"\nmsgstr "b\\q"\n', 7, 10, "no escape"),
        ('msgid "a"\nmsgstr "\\xff"\n', 7, 9, "no character"),
        ('msgid "a"\nstray text\nmsgstr "b"\n', 7, 1, "neither an entry nor a comment"),
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 6, 1, "conflict markers"),
        ('msgid "a"\n=======\nmsgstr "b"\n', 7, 1, "conflict markers"),
        ('msgid "a"\nmsgstr "b"\n>>>>>>> theirs\n', 8, 1, "conflict markers"),
        ('msgid "a"\n', 6, 1, "no msgstr"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 6, 1, "no msgstr"),
        ('msgctxt "a"\nmsgstr "b"\n', 7, 1, "no msgid"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 8, 1, "two msgstr"),
        ('msgid "a"\n# comment\nmsgstr "b"\n', 6, 1, "no msgstr"),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[2] "c"\n', 9, 1, "msgstr[1] is due"),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr "b"\n', 8, 1, "msgstr[0]"),
        ('msgid "a"\nmsgstr[0] "b"\n', 7, 1, "without a msgid_plural"),
        ('#~ msgid "a"\nmsgstr "b"\n', 7, 1, "obsolete"),
        ('#| msgid "a"\n# comment\nmsgid "b"\nmsgstr "c"\n', 7, 1, "between"),
        ('# comment\n"text"\nmsgid "a"\nmsgstr "b"\n', 7, 1, "belongs to no msgid"),
        ('msgid "a"\nmsgstr "b\0"\n', 7, 10, "NUL"),
    ],
)
def test_a_broken_line_is_refused_with_its_place(entry: str, line: int, column: int, words: str) -> None:
    found = refused(HEADER + entry)
    assert (found.code, found.place.path, found.place.line) == ("po-syntax", "fr.po", line)
    assert found.place.column == column
    assert words in found.message


def test_one_run_shows_every_broken_line() -> None:
    _, found = read_catalogue("fr.po", (HEADER + 'msgid "a\nmsgstr "b"\n\nmsgid "c"\nmsgstr d"\n').encode())
    assert [d.place.line for d in found] == [6, 10]


@pytest.mark.parametrize("second", ['msgid "a"\nmsgstr "c"\n', '#~ msgid "a"\n#~ msgstr "c"\n'])
def test_the_same_entry_twice_is_refused_at_the_second(gettext: Gettext, second: str) -> None:
    text = f'{HEADER}msgid "a"\nmsgstr "b"\n\n{second}'
    found = refused(text)
    assert (found.code, found.place.line) == ("po-duplicate", 9)
    assert "line 6" in found.message
    assert gettext("msgfmt", text.encode(), "-o", "/dev/null")[0] == 1


def test_the_same_text_in_two_contexts_is_two_entries() -> None:
    assert len(read(HEADER + 'msgctxt "x"\nmsgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr ""\n').messages) == 2


@pytest.mark.parametrize("charset", ["rot13", "ISO-8859-1", "CHARSET"])
def test_only_utf_8_is_taken(charset: str) -> None:
    found = refused((HEADER + 'msgid "a"\nmsgstr "é"\n').replace("UTF-8", charset))
    assert (found.code, found.place.line) == ("po-charset", 4)


def test_bytes_that_are_not_utf_8_are_refused_with_their_place() -> None:
    found = refused((HEADER + 'msgid "a"\nmsgstr "é"\n').encode("latin-1"))
    assert (found.code, found.place.line, found.place.column) == ("po-charset", 7, 9)
    assert "0xE9" in found.message
    assert refused(FULL.encode("utf-16")).code == "po-charset"


def test_a_file_without_header_is_taken_if_its_encoding_cannot_be_in_doubt() -> None:
    assert read('msgid "a"\nmsgstr "b"\n').messages == (Message("a", "b"),)
    assert refused('msgid "a"\nmsgstr "é"\n').code == "po-charset"
    assert read("").messages == ()


def _random_text(r: random.Random) -> str:
    letters = 'abc é漢"\\\n\t\u2028\u0085\u00a0\u200f{%s}<&>/#~|'
    return "".join(r.choices(letters, k=r.randint(1, 40))).strip("\n") or "x"


def _random_message(r: random.Random, n: int) -> Message:
    def perhaps(value: str) -> str | None:
        return value if r.random() < 0.3 else None

    msgstr = r.choice(["", _random_text(r)])
    return Message(
        msgid=f"{n} {_random_text(r)}",
        msgstr=msgstr,
        msgctxt=perhaps(_random_text(r)),
        comments=tuple(_random_text(r).split("\n")[0].strip() for _ in range(r.randint(0, 2))),
        extracted=("Paragraph in “A”",) * r.randint(0, 1),
        references=("sources/a.md",) * r.randint(0, 1),
        flags=("fuzzy",) * r.randint(0, bool(msgstr)),
        previous_msgid=perhaps(_random_text(r)),
        obsolete=bool(msgstr) and r.random() < 0.2,
    )


def _catalogue(messages: list[Message]) -> Catalogue:
    header = Message("", "Language: fr\nContent-Type: text/plain; charset=UTF-8\n")
    return Catalogue("fr.po", header, (*(m for m in messages if not m.obsolete), *(m for m in messages if m.obsolete)))


def test_any_catalogue_is_read_as_it_was_written(gettext: Gettext) -> None:
    r = random.Random(1917)
    catalogue = _catalogue([_random_message(r, n) for n in range(1000)])
    written = write_catalogue(catalogue)
    assert read_catalogue("fr.po", written) == (catalogue, [])
    # gettext escapes nothing else than we do, and breaks lines nowhere else
    assert gettext("msgcat", written, "--no-wrap") == (0, written)
    assert read(gettext("msgcat", written)[1].decode()) == catalogue


def _spoiled(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    at, other = r.randrange(len(lines)), r.randrange(len(lines))
    change = r.randrange(4)
    if change == 0:
        del lines[at]
    elif change == 1:
        lines.insert(at, lines[other])
    elif change == 2:
        lines[at], lines[other] = lines[other], lines[at]
    else:
        column = r.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:column] + r.choice(['"', "\\", "#", "~", "|", "x", ""]) + lines[at][column + 1 :]
    return "\n".join(lines)


def test_whatever_msgfmt_finds_wrong_in_a_spoiled_file_is_refused(gettext: Gettext) -> None:
    r = random.Random(1905)
    refusals = 0
    for _ in range(300):
        spoiled = _spoiled(r, FULL)
        status, output = gettext("msgfmt", spoiled.encode(), "-o", "/dev/null")
        # That both texts end in a line break is a rule about their content, not about the file.
        if status and b"do not both" not in output and not spoiled.startswith("\\"):
            assert read_catalogue("fr.po", spoiled.encode())[0] is None, spoiled
            refusals += 1
    assert refusals > 50
