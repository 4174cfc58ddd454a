"""A received text keeps every word; what is not the text is found, taken out and reported."""

from __future__ import annotations

import base64
import io
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from corpus import needs_corpus, text_file

from publish.diagnostics import Diagnostic, Refusal
from publish.text import pandoc
from publish.text.document import Block, plain_text, walk
from publish.text.importing import Imported, import_text
from publish.text.importing.chrome import is_chrome
from publish.text.importing.datelines import read_date
from publish.text.importing.language import detect
from publish.text.reading import read_document

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LONG = "This is a paragraph of the kind that follows a heading, and it is long enough to be told from one of them."


def brought(name: str, text: str | bytes, **options: str) -> tuple[Imported, list[Diagnostic]]:
    return import_text(name, text.encode() if isinstance(text, str) else text, **options)


def markdown(imported: Imported) -> str:
    return imported.files["text.md"].decode()


def blocks(imported: Imported) -> list[Block]:
    document, found = read_document("text.md", markdown(imported))
    assert not found
    return list(walk(document.blocks))


def texts(imported: Imported, *kinds: str) -> list[str]:
    return [plain_text(b.inlines) for b in blocks(imported) if b.kind in (kinds or ("para", "heading", "plain"))]


def reported(found: list[Diagnostic], code: str) -> list[str]:
    return [d.before for d in found if d.code == code]


def refused(name: str, data: str | bytes) -> Diagnostic:
    with pytest.raises(Refusal) as caught:
        brought(name, data)
    return caught.value.diagnostics[0]


def made_by_pandoc(text: str, to: str, folder: Path, *options: str) -> bytes:
    (folder / "pixel.png").write_bytes(PIXEL)
    target = folder / f"made.{to}"
    command = [pandoc.program(), "-f", "markdown-smart", *options, "-o", str(target)]
    subprocess.run(command, input=text.encode(), cwd=folder, check=True, capture_output=True)
    return target.read_bytes()


def archive(**members: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


@pytest.fixture(scope="module")
def article() -> tuple[Imported, list[Diagnostic], str]:
    data = text_file().read_bytes()
    return *import_text(text_file().name, data), data.decode()


@needs_corpus
class TestThePublishersArticle:
    def test_its_title_and_date_go_to_work_toml(self, article: tuple[Imported, list[Diagnostic], str]) -> None:
        imported, found, _ = article
        assert imported.title == "#01 - After the August failed coup, where is the USSR going?"
        assert (imported.date, imported.language, imported.form) == ("1991-10", "en", "article")
        assert reported(found, "import-moved") == [imported.title, "Oct 1991"]

    def test_the_print_button_is_dropped_and_reported(self, article: tuple[Imported, list[Diagnostic], str]) -> None:
        _, found, _ = article
        (dropped,) = [d for d in found if d.code == "import-dropped"]
        assert (dropped.before, dropped.place.line) == ("Imprimir", 3)

    def test_its_seventeen_headings_are_found(self, article: tuple[Imported, list[Diagnostic], str]) -> None:
        headings = texts(article[0], "heading")
        assert len(headings) == 17  # counted by hand
        assert headings[0] == "Introduction"
        assert headings[-1] == "The working class and the future of the Soviet Union"

    def test_every_paragraph_is_there_word_for_word(self, article: tuple[Imported, list[Diagnostic], str]) -> None:
        imported, _, source = article
        wanted = [line.strip() for line in source.split("\n")[4:] if line.strip()]
        assert texts(imported) == wanted
        assert len(texts(imported, "para")) >= 140

    def test_it_needs_no_backslash(self, article: tuple[Imported, list[Diagnostic], str]) -> None:
        assert "\\" not in markdown(article[0])


class TestPlainText:
    def test_lines_wrapped_at_a_column_are_joined(self) -> None:
        source = (
            "A Short History\n\nIt was in the spring of that year that the first of the settlers\n"
            "came over the hills, bringing with them the few and well-\nknown things that they had.\n"
        )
        imported, _ = brought("h.txt", source)
        assert imported.title == "A Short History"
        assert texts(imported) == [
            "It was in the spring of that year that the first of the settlers came over the hills, "
            "bringing with them the few and well-known things that they had."
        ]

    def test_verse_keeps_its_lines(self) -> None:
        verse = "The night is long,\nThe wind is cold,\nAnd all the songs\nAre very old."
        imported, _ = brought("v.txt", f"Songs\n\n{LONG}\n\n{verse}\n\n{LONG}\n")
        (poem,) = [b for b in blocks(imported) if plain_text(b.inlines).startswith("The night")]
        assert sum(i.kind == "break" for i in poem.inlines) == 3

    def test_a_list_stays_a_list(self) -> None:
        imported, _ = brought("l.txt", f"Things\n\n{LONG}\n\n- one\n- two\n\n3. three\n4. four\n")
        assert [b.attrs.get("start") for b in blocks(imported) if b.kind == "list"] == ["", "3"]

    def test_a_title_in_capitals_over_two_lines_and_an_underlined_one(self) -> None:
        assert brought("c.txt", f"THE HISTORY OF\nA TOWN\n\n{LONG}\n")[0].title == "THE HISTORY OF A TOWN"
        assert brought("u.txt", f"A town\n======\n\n{LONG}\n")[0].title == "A town"

    @pytest.mark.parametrize(
        "line",
        [
            "It was cold.", "- an item", "“Stop!” cried the man", "« Non », dit-il", "— Да, сказал он",
            "and so on", "https://example.org/page", "as follows:",
        ],
    )  # fmt: skip
    def test_what_is_no_heading(self, line: str) -> None:
        imported, _ = brought("n.txt", f"A Title\n\n{LONG}\n\n{line}\n\n{LONG}\n")
        assert texts(imported, "heading") == []
        assert len(texts(imported)) == 3

    def test_short_lines_in_a_row_are_an_address_and_the_last_line_a_signature(self) -> None:
        imported, _ = brought("a.txt", f"A Title\n\nThe Mill\n\nGreen Lane\n\nLeeds\n\n{LONG}\n\nMary Smith\n")
        assert texts(imported, "heading") == []
        assert texts(imported)[-1] == "Mary Smith"

    def test_a_numbered_chapter_may_have_a_name_under_it(self) -> None:
        imported, _ = brought("k.txt", f"A Title\n\n{LONG}\n\nChapter 2\n\nThe Fire\n\n{LONG}\n")
        assert [(b.level, plain_text(b.inlines)) for b in blocks(imported) if b.kind == "heading"] == [
            (1, "Chapter 2"),
            (2, "The Fire"),
        ]

    def test_a_text_without_blank_lines_has_a_paragraph_a_line(self) -> None:
        source = f"The One Title\nBy Ann Lee\nIntroduction\n{LONG} {LONG}\nSecond Part\n{LONG} {LONG}\n"
        imported, _ = brought("p.txt", source)
        assert (imported.title, imported.authors) == ("The One Title", ("Ann Lee",))
        assert texts(imported, "heading") == ["Introduction", "Second Part"]

    def test_a_german_text_with_everything_above_it(self) -> None:
        source = (
            "Zum Inhalt springen\nDrucken\n\nDie Lage der Arbeiter\n\nvon Karl Müller\n\n12. Oktober 1991\n\n"
            "Die Ausgangslage\n\nIm Jahre 1917 war die Lage der Arbeiter in den Städten sehr schlecht, und nicht "
            "nur dort, wie man weiß.\n\n© 1991 Verlag\nNach oben\n"
        )
        imported, found = brought("de.txt", source)
        assert (imported.title, imported.authors) == ("Die Lage der Arbeiter", ("Karl Müller",))
        assert (imported.date, imported.language) == ("1991-10-12", "de")
        assert texts(imported, "heading") == ["Die Ausgangslage"]
        assert set(reported(found, "import-dropped")) == {
            "Zum Inhalt springen", "Drucken", "© 1991 Verlag", "Nach oben",
        }  # fmt: skip

    def test_a_russian_and_a_french_text(self) -> None:
        russian = (
            "Печать\n\nКуда идёт страна?\n\nоктябрь 1991 г.\n\n"
            "В августе попытка не удалась, и это изменило всё, что было до того, но не для всех.\n"
        )
        imported, _ = brought("ru.txt", russian)
        assert (imported.title, imported.date, imported.language) == ("Куда идёт страна?", "1991-10", "ru")
        french = (
            "Accueil > Textes\n\nLa grève\n\npar Jeanne Petit et Luc Grand\n\n1er mai 1968\n\n"
            "Il y avait dans la ville une usine qui ne tournait plus, et les ouvriers le savaient.\n"
        )
        imported, _ = brought("fr.txt", french)
        assert imported.authors == ("Jeanne Petit", "Luc Grand")
        assert (imported.title, imported.date, imported.language) == ("La grève", "1968-05-01", "fr")

    def test_furniture_in_the_middle_is_text(self) -> None:
        imported, found = brought("m.txt", f"A Title\n\n{LONG}\n\nPrint\n\n{LONG}\n")
        assert "Print" in texts(imported)
        assert reported(found, "import-dropped") == []

    @pytest.mark.parametrize(
        "line",
        [
            "1917. It was a year", "+ plus", "> more than", "#01 - a number", "# a hash", "5 * 4 * 3 and 5*4*3",
            "snake_case and _this_ and __that__", "[sic] [a](b) [^1] [x]: y [Some Title]", "a\\b \\* c\\",
            "&amp; &copy; AT&T", "<b>bold</b> a < b > c", "a `b` c", "H~2~O x^2^ ~~no~~", "| a | b |", ": colon",
            "::: fence", "``` ticks", "it's \"quoted\" -- dash ... $5 and $6 :smile:", "{.class} [a]{.b} word{#c}",
            "10) ten", "Stop![x](y)", "http://a.b/_c_d_", "A. Smith wrote it",
        ],
    )  # fmt: skip
    def test_no_mark_is_taken_for_markup(self, line: str) -> None:
        imported, _ = brought("x.txt", f"Some Title\n\n{LONG}\n\n{line} and some more of it, to the very end.\n")
        assert texts(imported)[-1] == f"{line} and some more of it, to the very end."

    def test_line_ends_and_a_byte_order_mark_do_not_matter(self) -> None:
        plain = f"A Title\n\n{LONG}\n"
        for other in (plain.replace("\n", "\r\n"), plain.replace("\n", "\r"), "\ufeff" + plain):
            assert markdown(brought("a.txt", other)[0]) == markdown(brought("a.txt", plain)[0])


class TestMarkdown:
    def test_it_stays_as_its_author_wrote_it(self) -> None:
        body = f"# One\n\n*Wrapped*\nline, __bold__.[^n]\n\n* a\n* b\n\n# Two\n\n{LONG}\n\n[^n]: A note.\n"
        imported, found = brought("a.md", f'---\ntitle: "A Book"\nauthor: Ann Lee\ndate: 1998-03\n---\n\n{body}')
        assert (imported.title, imported.authors, imported.date) == ("A Book", ("Ann Lee",), "1998-03")
        assert markdown(imported).strip() == body.strip()
        assert len(reported(found, "import-moved")) == 3

    def test_the_title_goes_and_the_sections_rise(self) -> None:
        imported, _ = brought("a.md", f"# The Title\n\n## First\n\n{LONG}\n\n### Deeper\n\n{LONG}\n")
        assert imported.title == "The Title"
        assert markdown(imported).startswith("# First\n")
        assert "\n## Deeper\n" in markdown(imported)

    def test_what_may_not_get_into_a_book_is_dropped_and_reported(self) -> None:
        source = (
            f"# T\n\n{LONG}\n\nA <b>b</b> [link](javascript:alert(1)) ![p](https://x.org/p.png).\n\n"
            "<script>x()</script>\n\nThe end of it.\n"
        )
        imported, found = brought("a.md", source)
        assert texts(imported)[1].split() == ["A", "b", "link", "."]
        assert {"<b>", "</b>", "link", "p", "<script>x()</script>"} <= set(reported(found, "import-dropped"))


PAGE = """<!doctype html><html lang="fr"><head><title>La grève | Le Site</title>
<meta name="author" content="Jeanne Petit"><meta property="article:published_time" content="2004-03-05T10:00">
</head><body><nav><a href="/">Accueil</a></nav><div class="cookie-banner">Nous aimons les biscuits</div>
<main><article><h1>La grève</h1><button>Imprimer</button>
<p>En 1963, les <em>mineurs</em> ne sont pas&nbsp;descendus ; « rien ne va plus », disait-on dans la ville.</p>
<h2>Les causes</h2><p>Le prix baissait.<script>x()</script> <a href="javascript:x()">Ici</a>.</p>
<img src="https://x.org/p.png" alt="Une photo"></article></main>
<footer>Mentions légales</footer></body></html>"""


class TestWebPages:
    def test_the_article_is_found_and_the_site_around_it_reported(self) -> None:
        imported, found = brought("p.html", PAGE)
        assert (imported.title, imported.authors) == ("La grève", ("Jeanne Petit",))
        assert (imported.date, imported.language) == ("2004-03-05", "fr")
        assert texts(imported) == [
            "En 1963, les mineurs ne sont pas\u00a0descendus ; « rien ne va plus », disait-on dans la ville.",
            "Les causes",
            "Le prix baissait. Ici.",
        ]
        assert set(reported(found, "import-dropped")) == {
            "Accueil", "Nous aimons les biscuits", "Imprimer", "Ici", "Une photo", "Mentions légales",
        }  # fmt: skip

    def test_a_declared_encoding_is_believed(self) -> None:
        page = '<meta charset="windows-1251"><h1>Город</h1><p>Это было в городе, и не было там никого.</p>'
        assert texts(brought("p.html", page.encode("cp1251"))[0]) == ["Это было в городе, и не было там никого."]

    def test_a_wrong_or_unknown_encoding_is_refused(self) -> None:
        assert refused("p.html", "<p>café</p>".encode("latin-1")).code == "not-utf8"
        assert refused("p.html", '<meta charset="klingon"><p>x</p>').code == "not-utf8"

    def test_a_picture_in_the_page_itself_is_kept(self) -> None:
        url = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
        imported, _ = brought("p.html", f'<h1>T</h1><p>{LONG}</p><p><img src="{url}" alt="A dot"></p>')
        assert imported.files["media/picture.png"] == PIXEL


BOOK = f"""# First

It *began* **well**.[^1] See [the end](#end) ![A dot](pixel.png)

| a | b |
|---|---|
| 1 | 2 |

## Deeper

{LONG}

# The End {{#end}}

It's 5 * 3 * 2 -- "so" [sic].

[^1]: The note.
"""


class TestOfficeFiles:
    @pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
    def test_text_notes_tables_and_pictures_come_along(self, kind: str, tmp_path: Path) -> None:
        data = made_by_pandoc(BOOK, kind, tmp_path, "-M", "title=A Book", "-M", "author=Ann Lee", "-M", "lang=en")
        imported, _ = brought(f"b.{kind}", data)
        assert (imported.title, imported.language) == ("A Book", "en")
        assert texts(imported, "heading") == ["First", "Deeper", "The End"]
        assert texts(imported)[-1] == 'It\'s 5 * 3 * 2 -- "so" [sic].'
        kinds = [b.kind for b in blocks(imported)]
        assert {"table", "cell"} <= set(kinds)
        assert "The note." in texts(imported)
        assert [content for path, content in imported.files.items() if path.startswith("media/")] == [PIXEL]

    def test_a_long_book_becomes_chapters(self, tmp_path: Path) -> None:
        text = "\n\n".join(f"# Part {name}\n\n" + f"{LONG}\n\n" * 80 for name in ("One", "Two", "Three"))
        imported, _ = brought("b.epub", made_by_pandoc(text, "epub", tmp_path, "-M", "title=A Book"))
        assert imported.form == "book"
        assert sorted(p for p in imported.files if p.endswith(".md")) == [
            "01-part-one.md", "02-part-two.md", "03-part-three.md",
        ]  # fmt: skip


class TestWorkToml:
    def test_it_says_what_is_known_and_where_it_came_from(self) -> None:
        imported, _ = brought("a.txt", f"A Title\n\nBy Ann Lee\n\n{LONG}\n")
        work = tomllib.loads(imported.files["work.toml"].decode())
        assert work["title"] == "A Title"
        assert work["author"] == ["Ann Lee"]
        assert (work["language"], work["form"], work["chapters"]) == ("en", "article", ["text.md"])
        assert work["provenance"]["file"] == "a.txt"
        assert len(work["provenance"]["sha256"]) == 64

    def test_the_same_bytes_make_the_same_files(self) -> None:
        first, second = (brought("a.txt", f"A Title\n\n{LONG}\n")[0] for _ in range(2))
        assert first == second
        assert brought("a.txt", f"A Title\n\n{LONG}.\n")[0].files["work.toml"] != first.files["work.toml"]

    def test_a_work_is_named_by_its_title_or_as_asked(self) -> None:
        assert brought("a.txt", f"It's a “Title”!\n\n{LONG}\n")[0].work == "its-a-title"
        assert brought("a.txt", f"A Title\n\n{LONG}\n", work="w1")[0].work == "w1"
        with pytest.raises(Refusal):
            brought("a.txt", f"A Title\n\n{LONG}\n", work="../w1")


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "data", "code"),
        [
            ("a.txt", b"", "import-empty"),
            ("a.txt", b" \r\n\t\n", "import-empty"),
            ("a.txt", "Café".encode("latin-1"), "not-utf8"),
            ("a.txt", "text".encode("utf-16"), "not-utf8"),
            ("a.txt", b"Title\n\n\xed\xa0\x80", "not-utf8"),
            ("a.txt", b"a\0b", "control-character"),
            ("a.txt", b"a\x08b", "control-character"),
            ("a.txt", b"%PDF-1.7", "import-format"),
            ("a.txt", b"<!DOCTYPE html><p>x", "import-format"),
            ("a.pdf", b"%PDF-1.7", "import-format"),
            ("a.docx", b"hello", "import-format"),
            ("a.docx", b"PK\x03\x04 cut off", "import-format"),
            ("a.docx", archive(other="x"), "import-format"),
            ("a.docx", archive(word__document_dot_xml="<a/>", **{"..__x": "y"}), "import-format"),
            ("a.docx", archive(word__document_dot_xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "import-format"),
            ("a.docx", archive(word__document_dot_xml=bytes(65 << 20)), "file-too-large"),
            ("a.docx", archive(word__document_dot_xml="no XML"), "pandoc-failed"),
            ("a.html", b"<html><body><script>x</script></body></html>", "import-empty"),
            ("a.html", b"<div>" * 5000 + b"x" + b"</div>" * 5000, "too-complex"),
            ("a.md", b">" * 300 + b" x", "too-complex"),
            ("a.md", b"<div>x</div>\n", "import-empty"),
        ],
    )  # fmt: skip
    def test_it_is_refused_with_a_reason(self, name: str, data: bytes, code: str) -> None:
        assert refused(name, data).code == code

    def test_a_place_is_given_where_there_is_one(self) -> None:
        assert str(refused("a.txt", b"One\nTw\xe9").place) == "a.txt:2:3"


@pytest.mark.parametrize(
    ("line", "language", "date"),
    [
        ("Oct 1991", "en", "1991-10"), ("October 12, 1991", "en", "1991-10-12"), ("12th of October 1991", "en", "1991-10-12"),
        ("12 octobre 1991", "fr", "1991-10-12"), ("1er mai 1968", "fr", "1968-05-01"), ("12. Oktober 1991", "de", "1991-10-12"),
        ("12 de octubre de 1991", "es", "1991-10-12"), ("12 ottobre 1991", "it", "1991-10-12"),
        ("outubro de 1991", "pt", "1991-10"), ("12 października 1991 r.", "pl", "1991-10-12"),
        ("12 октября 1991 года", "ru", "1991-10-12"), ("жовтень 1991", "uk", "1991-10"),
        ("1991年10月12日", "ja", "1991-10-12"), ("1991년 10월 12일", "ko", "1991-10-12"), ("1991-10-12", "en", "1991-10-12"),
        ("12.10.1991", "de", "1991-10-12"), ("12/10/1991", "fr", "1991-10-12"), ("25/12/1991", "en", "1991-12-25"),
        ("Saturday, 12 October 1991", "en", "1991-10-12"), ("1991", "en", "1991"), ("listopad 1991", "cs", "1991-11"),
        ("listopad 1991", "hr", "1991-10"), ("10/12/1991", "en", ""), ("The year 1917", "en", ""),
        ("May 1968 in France", "en", ""), ("In October 1917 it began", "en", ""),
    ],
)  # fmt: skip
def test_a_dateline_is_read_as_precisely_as_it_speaks(line: str, language: str, date: str) -> None:
    assert read_date(line, language) == date


@pytest.mark.parametrize(
    "line",
    ["Imprimir", "Imprimer", "Drucken", "Stampa", "[Print]", "Share on Facebook", "Facebook Twitter WhatsApp",
     "Print | E-mail", "Home > Articles > 1991", "Page 2 of 7", "© 1991 The Press", "5 min read", "Skip to main content",
     "Печать", "印刷", "All rights reserved.", "We use cookies to make this site better."],
)  # fmt: skip
def test_site_furniture_is_known_in_many_languages(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "Introduction",
        "The print workers",
        "Home rule for Ireland",
        "Sharing the land",
        "1991",
        "Drucken wir es!  Nein",
    ],
)
def test_a_title_is_no_furniture(line: str) -> None:
    assert not is_chrome(line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The workers of the town had not been paid for a month and they were angry.", "en"),
        ("Les ouvriers de la ville n'avaient pas été payés depuis un mois et ils étaient en colère.", "fr"),
        ("Die Arbeiter der Stadt waren seit einem Monat nicht bezahlt worden und sie waren wütend.", "de"),
        ("Los obreros de la ciudad no habían cobrado en un mes y estaban muy enfadados con el dueño.", "es"),
        ("Gli operai della città non erano stati pagati da un mese e per questo erano in rivolta.", "it"),
        ("Os operários da cidade não recebiam há um mês e estavam revoltados com o dono da fábrica.", "pt"),
        ("De arbeiders van de stad waren al een maand niet betaald en zij waren erg boos op het bestuur.", "nl"),
        ("Robotnicy w mieście nie dostali wypłaty od miesiąca i byli na to bardzo źli, jak się okazało.", "pl"),
        ("Dělníci ve městě nedostali měsíc výplatu a byli na to velmi zlí, protože se jim to nelíbilo.", "cs"),
        ("Рабочие в городе не получали денег уже месяц, и они были этим очень недовольны.", "ru"),
        ("Робітники в місті не отримували грошей вже місяць, і вони були цим дуже незадоволені.", "uk"),
        ("لم يحصل العمال في المدينة على أجورهم منذ شهر و كان ذلك على غير ما قد وعدوا به", "ar"),
        ("Οι εργάτες της πόλης δεν είχαν πληρωθεί", "el"), ("הפועלים בעיר לא קיבלו שכר", "he"),
        ("町の労働者は一か月も給料をもらっていなかった。", "ja"), ("城里的工人已经一个月没有拿到工资了。", "zh"),
        ("도시의 노동자들은 한 달 동안 임금을 받지 못했다.", "ko"), ("12345", ""),
    ],
)  # fmt: skip
def test_the_language_of_a_sentence_is_told(text: str, code: str) -> None:
    assert detect(text) == code
