"""What the product promises: nothing half-made, the same bytes, no network, no silent fallback, no traceback."""

from __future__ import annotations

import base64
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from running import Make, Run, files_of

from publish.codes import CODES

ONE = "sources/essay/one.md"
PO = "locale/fr/LC_MESSAGES/essay.po"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)  # one black dot
# A book with all that a book here can have: names, a term, an index, a footnote, pictures, two languages.
BOOK: dict[str, str | bytes] = {
    "publish.toml": 'locales = ["fr"]\n',
    "sources/essay/work.toml": 'title = "An essay"\nauthor = ["A. Writer"]\ndate = "1991-10-12"\nlanguage = "en"\n'
    'chapters = ["one.md", "two.md"]\n',
    ONE: "# One\n\nZhukov[^1] spoke to the soviet.\n\n[^1]: A marshal.\n\n![A dot](dot.png)\n\n![A line](line.svg)\n",
    "sources/essay/two.md": "# Two\n\nStalin and Zhukov spoke.\n",
    "sources/essay/dot.png": PNG,
    "sources/essay/line.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>\n',
    "sources/house/names.toml": '[zhukov]\nforms.en = "Zhukov"\nforms.fr = "Joukov"\n\n'
    '[stalin]\nforms.en = "Stalin"\nforms.fr = "Staline"\n',
    "sources/house/terms.toml": '[soviet]\ndefinition = "A council."\nforms.en = "soviet"\nforms.fr = "soviet"\n',
    PO: 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgid "Stalin and Zhukov spoke."\nmsgstr "Staline et Joukov ont parlé."\n',
}
EBOOK = BOOK | {"publish.toml": 'locales = ["fr"]\nformats = ["epub"]\n'}


def run(folder: Path, *arguments: str, before: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs `publish` in a process of its own, after some lines of Python."""
    program = f"import os, signal, sys\n{before}\nfrom publish.cli import main\nsys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def visible(folder: Path) -> dict[str, bytes]:
    """The files that a user sees: their bytes by path."""
    return {path: data for path, (data, _) in files_of(folder).items() if not path.startswith(".") and "/." not in path}


# 1. Nothing half-made is ever visible.

# The build is killed, wherever in it or in a child of it the instant comes.
KILL = "build = os.getpid()\ndef kill(*_, **__): os.kill(build, signal.SIGKILL); signal.pause()\n"
INSTANTS = {
    "while the texts are read": "import publish.text.pandoc as p\np.run = kill",
    "while the books are made": "import publish.build.edition as e\ne.localise = kill",
    "while the first book is written": "os.fsync = kill",
    "while the last book is written": "sync, calls = os.fsync, []\n"
    "os.fsync = lambda d: kill() if calls.append(d) or len(calls) == 2 else sync(d)",
    "before the books are put in their place": "import publish.build.dist as d\nd._exchange = lambda: kill",
}


@pytest.mark.parametrize("lines", INSTANTS.values(), ids=INSTANTS.keys())
def test_a_build_that_is_killed_leaves_everything_as_it_was(project: Make, lines: str) -> None:
    folder = project(EBOOK | {"dist/essay-en.epub": "the last edition", "dist/essay-fr.epub": "la dernière édition"})
    before = visible(folder)
    killed = run(folder, "build", "--jobs", "1", before=KILL + lines)
    assert killed.returncode == -signal.SIGKILL
    assert visible(folder) == before


def test_what_a_killed_build_left_is_swept_away(publish: Run, project: Make) -> None:
    folder = project(EBOOK)
    killed = run(folder, "build", before=KILL + INSTANTS["before the books are put in their place"])
    assert killed.returncode == -signal.SIGKILL
    assert len(list(folder.glob(".dist.*.part"))) == 1
    assert publish(folder, "build").status == 0
    assert list(folder.glob(".dist.*.part")) == []


def test_books_appear_all_at_once(project: Make) -> None:
    """Whoever looks into dist/ at any time finds the books of one build, whole."""
    folder = project(EBOOK | {"dist/essay-en.epub": "old", "dist/essay-fr.epub": "old", "dist/notes/mine.txt": "kept"})
    seen: set[tuple[bool, ...]] = set()
    with subprocess.Popen([sys.executable, "-m", "publish", "-C", str(folder), "build", "--quiet"]) as build:
        while build.poll() is None:
            dist = os.open(folder / "dist", os.O_RDONLY)  # one folder, whichever it is just now
            with suppress(FileNotFoundError):  # it was the old one, and is being removed
                sizes = [os.stat(f"essay-{tag}.epub", dir_fd=dist).st_size for tag in ("en", "fr")]
                seen.add(tuple(size == 3 for size in sizes))
            os.close(dist)
    assert build.returncode == 0
    assert seen <= {(True, True), (False, False)}
    assert (folder / "dist" / "notes" / "mine.txt").read_text() == "kept"
    assert {p.name for p in folder.iterdir()} == {"dist", "locale", "publish.toml", "sources"}


@contextmanager
def disk_that_takes(largest: int) -> Iterator[None]:
    """A disk that is full when a file gets larger than so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


FULL = {
    "build": ["build", "-l", "en", "--jobs", "1"],
    "extract": ["extract"],
    "update": ["update", "-l", "de"],
    "import": ["import", "letter.txt"],
}


@pytest.mark.parametrize("arguments", FULL.values(), ids=FULL.keys())
def test_a_full_disk_leaves_everything_as_it_was(publish: Run, project: Make, arguments: list[str]) -> None:
    """The disk takes the first of the files that are to be written, and not the last: none is written."""
    letter = "The letter\n\nDear friend, " + "I write to you in the old way, with a pen and on paper. " * 40
    long = "# Two\n\n" + " ".join(f"The {n}th word of the text.\n\n" for n in range(200))
    folder = project(EBOOK | {
        "letter.txt": letter,
        "sources/long/work.toml": 'title = "Long"\nlanguage = "en"\nchapters = ["two.md"]\n',
        "sources/long/two.md": long,
    })  # fmt: skip
    before = files_of(folder)
    with disk_that_takes(2000):
        said = publish(folder, *arguments, "--output-format", "json")
    assert said.status in (1, 2)
    assert said.codes.count("cannot-write") == 1
    assert files_of(folder) == before


def test_a_full_temporary_folder_is_no_mistake_of_ours(publish: Run, project: Make) -> None:
    folder = project(BOOK)
    before = files_of(folder)
    with disk_that_takes(2000):
        said = publish(folder, "build", "-l", "en", "--format", "pdf", "--jobs", "1", "--output-format", "json")
    assert (said.status, said.codes) == (1, ["cannot-write"])
    assert files_of(folder) == before


# 2. A file is rewritten only if its content changes.


def test_a_second_run_touches_no_file(publish: Run, project: Make) -> None:
    folder = project(EBOOK)
    commands = (["extract"], ["update"], ["build", "--jobs", "1"], ["check"], ["normalise"])
    for command in commands:
        assert publish(folder, *command).status == 0
    before = files_of(folder)
    assert {"locale/essay.pot", PO, "dist/essay-fr.epub"} <= before.keys()
    for command in commands:
        assert publish(folder, *command).status == 0
    assert files_of(folder) == before


# 5. Same inputs, same bytes.


@pytest.mark.parametrize(
    ("epoch", "kinds"),
    [
        ("", ("epub", "pdf")),
        ("687225600", ("epub", "pdf")),  # 1991-10-12
    ],
)
def test_a_book_is_the_same_bytes_wherever_and_however_it_is_made(
    project: Make, epoch: str, kinds: tuple[str, ...]
) -> None:
    here, there = project(BOOK, "here"), project(BOOK, "a folder of another name")
    build = ["build", *(word for kind in kinds for word in ("--format", kind)), "--jobs"]
    date = {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
    first = run(here, *build, "1", PYTHONHASHSEED="1", TZ="UTC", before="os.umask(0o022)", **date)
    second = run(
        there, *build, "2", PYTHONHASHSEED="4242", TZ="Pacific/Auckland", LC_ALL="C", HOME=str(there),
        before="os.umask(0o077)", **date,
    )  # fmt: skip
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    ours, theirs = visible(here / "dist"), visible(there / "dist")
    assert ours.keys() == {f"essay-{tag}.{kind}" for tag in ("en", "fr") for kind in kinds}
    assert [name for name in ours if ours[name] != theirs[name]] == []


# 6. No network; nothing from outside the project; nothing active in a book.


def test_a_build_speaks_to_nobody(publish: Run, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)  # nothing that catches exceptions can hide it

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    assert publish(project(BOOK), "build", "-l", "fr").status == 0


def test_a_build_needs_no_network(project: Make) -> None:
    try:
        cut_off = subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        cut_off = False
    if not cut_off:
        pytest.skip("this system lets nobody take the network away")
    program = "import sys; from publish.cli import main; sys.exit(main(['build']))"
    done = subprocess.run(["unshare", "-n", sys.executable, "-c", program], cwd=project(EBOOK), check=False, timeout=60)
    assert done.returncode == 0


LINKED = {
    "a chapter": ONE,
    "an image": "sources/essay/dot.png",
    "a catalogue": PO,
    "a file of the house": "sources/house/names.toml",
    "a work.toml": "sources/essay/work.toml",
    "a style sheet": "styles/ebook.css",
    "the configuration": "publish.toml",
}


@pytest.mark.parametrize("path", LINKED.values(), ids=LINKED.keys())
def test_a_symbolic_link_out_of_the_project_is_not_followed(publish: Run, project: Make, path: str) -> None:
    folder = project(EBOOK | {"styles/ebook.css": "p { margin: 0 }\n"})
    elsewhere = folder.parent / "elsewhere"
    (folder / path).rename(elsewhere)
    (folder / path).symlink_to(elsewhere)
    said = publish(folder, "build", "--output-format", "json")
    assert said.status in (1, 2)
    assert said.codes == ["outside-project"]
    assert not (folder / "dist").exists()


def test_a_book_is_not_written_through_a_link_out_of_the_project(publish: Run, project: Make) -> None:
    folder = project({})
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (folder / "dist").symlink_to(elsewhere)
    assert publish(folder, "build", "--output-format", "json").codes == ["outside-project"]
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("<p>Words.</p>", "5:1 raw-html"),
        ("Words <br onclick='a()'> of it.", "5:7 raw-html"),
        ("<!-- a comment -->", "5:1 raw-html"),
        ("```{=html}\n<script>a()</script>\n```", "5:1 raw-html"),
        ("Words `<script>`{=html} of it.", "5:7 raw-html"),
        ("Words of `\\input{/etc/passwd}`{=latex} it.", "5:10 raw-html"),
        ("The [words](javascript:a()) of it.", "5:5 link-scheme"),
        ("The [words](JaVaScRiPt:a()) of it.", "5:5 link-scheme"),
        ("The [words](&#106;avascript:a()) of it.", "5:5 link-scheme"),
        ("The [words](<java\tscript:a()>) of it.", "5:5 link-scheme"),
        ("The [words](data:text/html,a) of it.", "5:5 link-scheme"),
        ("The [words](file:///etc/passwd) of it.", "5:5 link-scheme"),
        ("The [words](//example.org/a) of it.", "5:5 link-scheme"),
        ("The <vbscript:a> of it.", "5:5 link-scheme"),
        ("A footnote.[^a]\n\n[^a]: The [words](javascript:a()) of it.", "7:11 link-scheme"),
        ("![A map](http://example.org/map.png)", "5:1 remote-image"),
        ("![A map](//example.org/map.png)", "5:1 remote-image"),
        ("![A map](data:image/png;base64,AAAA)", "5:1 remote-image"),
        ("![A map](file:///etc/passwd)", "5:1 remote-image"),
        ("![A map](../../../map.png)", "5:1 outside-project"),
        ("![A map](/etc/passwd)", "5:1 outside-project"),
        ("![A map](..%2F..%2F..%2Fmap.png)", "5:1 outside-project"),
        ("![A map](map%00.png)", "5:1 image-missing"),
        ("![A map](work.toml)", "5:1 image-format"),
    ],
)
def test_what_may_not_get_into_a_book_is_refused_in_a_source(
    publish: Run, project: Make, line: str, finding: str
) -> None:
    folder = project({ONE: f"# One\n\nThe words of the text.\n\n{line}\n"})
    said = publish(folder, "build", "--output-format", "json")
    assert [f"{d['line']}:{d['column']} {d['code']}" for d in said.found] == [finding]
    assert not (folder / "dist").exists()


@pytest.mark.parametrize(
    "msgstr",
    [
        "Les <script>a()</script><em>mots</em>.",
        "Les <em onclick='a()'>mots</em>.",
        "Les <em>mots</em> <img src='http://example.org/a.png'/>.",
        "Les <a href='javascript:a()'><em>mots</em></a>.",
        "Les <em>mots</em>&#60;script&#62;.",
        "Les <em>mots</em><!-- a -->.",
        "Les <em>mots</em> <a1>ici</a1>.",
        "Les <em>mots</em> <img1/>.",
        "Les <em>mots.",
    ],
)
def test_what_may_not_get_into_a_book_is_refused_in_a_translation(publish: Run, project: Make, msgstr: str) -> None:
    folder = project(_in_french("The *words* of the text.", "The <em>words</em> of the text.", msgstr))
    said = publish(folder, "build", "--output-format", "json")
    (found,) = [d for d in said.found if d["severity"] == "error"]
    assert found["code"] in ("markup", "tags")
    assert (found["path"], found["line"]) == (PO, 4)
    assert not (folder / "dist").exists()


@pytest.mark.parametrize(
    "msgstr", ["Les [mots](javascript:a()).", "Les `<b>`{=html}.", "![mots](http://example.org/a.png)"]
)
def test_markdown_in_a_translation_is_only_text(publish: Run, project: Make, msgstr: str) -> None:
    escaped = msgstr.replace("<", "&lt;").replace(">", "&gt;")
    folder = project(_in_french("The words of the text.", "The words of the text.", escaped))
    assert publish(folder, "build", "-l", "fr").status == 0
    # French typography sets a thin space before “!”.
    assert escaped in _pages(folder / "dist" / "essay-fr.epub").replace("\u202f", "").replace("\u00a0", "")


def _in_french(text: str, msgid: str, msgstr: str) -> dict[str, str | bytes]:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entry = f'msgid "{msgid}"\nmsgstr "{msgstr}"\n'
    return {"publish.toml": 'locales = ["fr"]\nformats = ["epub"]\n', ONE: f"# One\n\n{text}\n", PO: header + entry}


def _pages(epub: Path) -> str:
    with zipfile.ZipFile(epub) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))


def test_attributes_that_act_do_not_get_into_a_book(publish: Run, project: Make) -> None:
    text = '# One {onclick="a()"}\n\n[Words]{onclick="a()" style="background:url(http://example.org)"} of it.\n'
    folder = project({ONE: text})
    assert publish(folder, "build").status == 0
    pages = _pages(folder / "dist" / "essay-en.epub")
    assert "Words" in pages
    assert "onclick" not in pages
    assert "example.org" not in pages


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
BAD_SVG = {
    "a script": SVG.format("<script>a()</script>"),
    "a script under another prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>a()</s:script></s:svg>',
    "an event": SVG.format('<path d="M0 0" onload="a()"/>'),
    "a page": SVG.format("<foreignObject><p>Words</p></foreignObject>"),
    "an image of the network": SVG.format('<image href="http://example.org/a.png"/>'),
    "an image beside it": SVG.format('<image xlink:href="dot.png"/>'),
    "an image of the disk": SVG.format('<image xlink:href=" file:///etc/passwd"/>'),
    "a link": SVG.format('<a href="javascript:a()"><path d="M0 0"/></a>'),
    "an image in an image": SVG.format('<image href="data:image/svg+xml;base64,AAAA"/>'),
    "a style that loads": SVG.format("<style>@import 'http://example.org/a.css';</style>"),
    "a style that loads in other letters": SVG.format("<style>@\\69mport 'http://example.org/a.css';</style>"),
    "a style sheet from elsewhere": '<?xml-stylesheet href="http://example.org/a.css"?>' + SVG.format("<path/>"),
    "a colour from elsewhere": SVG.format('<path d="M0 0" style="fill: url( http://example.org/a#b)"/>'),
    "a colour from elsewhere in other letters": SVG.format('<path d="M0 0" fill="u\\72l(http://example.org/a#b)"/>'),
    "a link set by an animation": SVG.format('<a><set attributeName="xlink:href" to="javascript:a()"/></a>'),
    "an entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&a;</text>"),
    "an entity that grows": '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + SVG.format("<text>&c;</text>"),
    "a tag that is not closed": SVG.format("<path>"),
    "letters that hide it": SVG.format("<script>a()</script>").encode("utf-16"),
}
GOOD_SVG = {
    "a plain one": SVG.format('<path d="M0 0h9"/>'),
    "one as drawing programs write it": '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- Made by hand -->\n'
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    + SVG.format('<defs><linearGradient id="a"/></defs><path d="M0 0h9" fill="url(#a)" style="stroke:url(\'#a\')"/>'),
    "one that uses its own parts": SVG.format('<path id="a" d="M0 0h9"/><use xlink:href="#a"/>'),
}


@pytest.mark.parametrize("svg", BAD_SVG.values(), ids=BAD_SVG.keys())
def test_a_drawing_that_acts_or_loads_is_refused(publish: Run, project: Make, svg: str | bytes) -> None:
    folder = project(EBOOK | {"sources/essay/line.svg": svg})
    said = publish(folder, "build", "--output-format", "json")
    assert [(d["code"], d["path"], d["line"]) for d in said.found] == [("image-format", ONE, 9)]


@pytest.mark.parametrize("svg", GOOD_SVG.values(), ids=GOOD_SVG.keys())
def test_a_drawing_that_is_only_a_drawing_is_taken(publish: Run, project: Make, svg: str) -> None:
    folder = project(EBOOK | {"sources/essay/line.svg": svg})
    assert publish(folder, "build", "-l", "en").status == 0


STYLE = """\
@import "file:///etc/hostname";
@import url(http://example.org/a.css);
body { background: url(file:///etc/passwd) }
main { background: url("../../secret.png") }
p { list-style-image: url(//example.org/a.png) }
"""


@pytest.mark.parametrize(("kind", "sheet"), [("pdf", "print.css"), ("epub", "ebook.css")])
def test_a_style_sheet_loads_nothing(publish: Run, project: Make, kind: str, sheet: str) -> None:
    folder = project({f"styles/{sheet}": STYLE, "secret.png": PNG})
    said = publish(folder, "build", "--format", kind, "--output-format", "json")
    assert said.status == 1
    assert set(said.codes) == {"resource-refused"}
    named = " ".join(d["message"] for d in said.found)
    for address in ("file:///etc/hostname", "http://example.org/a.css", "file:///etc/passwd", "secret.png"):
        assert address in named
    assert not (folder / "dist").exists()


# 8. Nothing falls back in silence.


def test_a_character_that_the_font_lacks_fails_the_pdf(publish: Run, project: Make) -> None:
    text = "# One\n\nThe words of the text.\n\n- A smile: 😀\n- A grin: 😁\n"
    folder = project({ONE: text, "dist/essay-en.pdf": "the last edition"})
    before = files_of(folder)
    said = publish(folder, "build", "--format", "pdf", "--output-format", "json")
    assert said.status == 1
    assert [(d["code"], d["line"]) for d in said.found] == [("missing-glyph", 5), ("missing-glyph", 6)]
    assert "U+1F600" in said.found[0]["message"]
    assert "U+1F601" in said.found[1]["message"]
    assert files_of(folder) == before


@pytest.mark.parametrize("name", ["epub", "html"])
def test_a_character_that_the_font_lacks_fails_an_edition_without_pages(publish: Run, project: Make, name: str) -> None:
    folder = project({"publish.toml": f'formats = ["{name}"]\n', ONE: "# One\n\nA smile: 😀\n"})
    said = publish(folder, "build", "--output-format", "json")
    assert said.status == 1
    assert [(d["code"], d["line"]) for d in said.found] == [("missing-glyph", 3)]
    assert not (folder / "dist").exists()


def test_a_character_that_the_font_lacks_in_the_front_matter_fails_the_pdf(publish: Run, project: Make) -> None:
    work = 'title = "An essay"\nauthor = ["😀"]\nlanguage = "en"\nchapters = ["one.md"]\n'
    folder = project({"sources/essay/work.toml": work})
    said = publish(folder, "build", "--format", "pdf", "--output-format", "json")
    assert said.status == 1
    assert set(said.codes) <= {"missing-glyph", "font-substituted"}
    assert not (folder / "dist").exists()


@pytest.mark.parametrize("kind", ["epub", "pdf"])
def test_every_link_that_leads_nowhere_fails_a_book_and_is_named(publish: Run, project: Make, kind: str) -> None:
    text = "# One\n\nSee [two](#two), [three](three.md) and [four](one.md#four).\n"
    folder = project({ONE: text})
    said = publish(folder, "build", "--format", kind, "--output-format", "json")
    assert said.status == 1
    assert [(d["code"], d["line"]) for d in said.found] == [("link-target", 3)] * 3
    named = " ".join(d["message"] for d in said.found)
    assert all(target in named for target in ("“#two”", "“three.md”", "“one.md#four”"))
    assert not (folder / "dist").exists()


# 9. Every failure has a code, a place, a sentence and a next step.

# The machine, the command line or we are to blame: there is no place in a file.
NOWHERE = {
    "wrong-use", "interrupted", "internal", "tool-missing", "no-cache", "font-missing", "font-substituted", "locator-dead",
    "render-failed", "no-cluster", "cluster-differs",
}  # fmt: skip
JARGON = ("Traceback", "Errno", "Exception", "<class", "object at 0x", "None", "\\n", "'utf-8'")


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_finding_names_its_place_in_plain_words(code: str) -> None:
    expected = json.loads((Path(__file__).parent / "cases" / code / "expected.json").read_text("utf-8"))
    for record in expected:
        assert record.get("path") or record["code"] in NOWHERE
        assert not any(word in record.get("message", "") for word in JARGON)


def test_every_code_is_explained(publish: Run, project: Make) -> None:
    folder = project({})
    for code in CODES:
        said = publish(folder, "explain", code)
        assert said.status == 0
        assert said.out.startswith(f"{code} (")
        assert "What to do: " in said.out


def test_a_mistake_of_ours_shows_no_traceback(project: Make) -> None:
    broken = "import publish.text.pandoc as p\ndef run(*_, **__): raise IndexError('out of range')\np.run = run"
    folder = project({})
    said = run(folder, "check", before=broken)
    assert said.returncode == 2
    assert "Traceback" not in said.stdout + said.stderr
    assert "[internal]" in said.stderr
    detailed = run(folder, "check", before=broken, PUBLISH_DEBUG="1")
    assert "Traceback" in detailed.stderr


def test_a_terminal_without_our_letters_still_gets_an_answer(project: Make) -> None:
    said = run(project({ONE: ""}), "check", PYTHONIOENCODING="ascii")
    assert said.returncode == 1
    assert "\\u201csources/essay/one.md\\u201d has no text [empty-text]" in said.stderr


def test_a_reader_that_goes_away_gets_no_complaint(project: Make) -> None:
    program = "from publish.cli import main; import sys; sys.exit(main())"
    pipe = 'sleep 0.1; "$0" -c "$1" explain tags | true'
    said = subprocess.run(
        ["bash", "-c", pipe, sys.executable, program], cwd=project({}), capture_output=True, text=True, check=False
    )
    assert said.stderr == ""
