"""The cover of an ebook: drawn from what the book says of itself, or the publisher's own picture."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from books import Epub, epubcheck
from PIL import Image
from running import Make, Run

OPF = "{http://www.idpf.org/2007/opf}"
WORK = 'title = "{title}"\nauthor = "{author}"\nlanguage = "{language}"\nchapters = ["one.md"]\n'


def cover_of(book: Path) -> tuple[str, Image.Image]:
    """The picture that the package calls the cover."""
    epub = Epub(book)
    items = epub.tree("package.opf").iter(f"{OPF}item")
    item = next(item for item in items if item.get("properties") == "cover-image")
    return item.get("media-type", ""), Image.open(BytesIO(epub.archive.read(f"EPUB/{item.get('href')}")))


def ink(cover: Image.Image, part: tuple[float, float]) -> int:
    """How many pixels between two heights of a cover, within its frame, are as light as its letters."""
    width, height = cover.size
    within = cover.convert("L").crop((300, int(part[0] * height), width - 300, int(part[1] * height)))
    return sum(within.histogram()[200:])


@pytest.mark.parametrize(("language", "title", "author"), [
    ("en", "The Tides", "A Writer"),
    ("ru", "Приливы", "Писатель"),
    ("ar", "المد والجزر", "كاتب"),
    ("ja", "潮の満ち引き", "作家"),
])  # fmt: skip
def test_a_cover_is_drawn_large_enough_for_shops_with_title_and_author_in_the_books_own_script(
    project: Make, publish: Run, language: str, title: str, author: str
) -> None:
    folder = project(
        {
            "sources/essay/work.toml": WORK.format(title=title, author=author, language=language),
            "sources/essay/one.md": f"# {title}\n\n{title}\n",
        }
    )
    said = publish(folder, "build")
    assert said.status == 0, said.err
    media_type, cover = cover_of(folder / "dist" / f"essay-{language}.epub")
    assert (media_type, cover.format) == ("image/jpeg", "JPEG")
    assert cover.size == (1600, 2400)
    author_ink, title_ink = ink(cover, (0.1, 0.2)), ink(cover, (0.28, 0.45))
    assert 0 < author_ink < title_ink
    assert ink(cover, (0.6, 0.9)) == 0


def test_a_publishers_own_picture_is_the_cover(project: Make, publish: Run) -> None:
    held = BytesIO()
    Image.new("RGB", (30, 40), "teal").save(held, "PNG")
    work = WORK.format(title="An essay", author="A Writer", language="en") + 'cover = "art/front.png"\n'
    folder = project({"sources/essay/work.toml": work, "sources/essay/art/front.png": held.getvalue()})
    assert publish(folder, "build").status == 0
    book = folder / "dist" / "essay-en.epub"
    assert epubcheck(book) == []
    media_type, cover = cover_of(book)
    assert (media_type, cover.size) == ("image/png", (30, 40))
    image = next(e for e in Epub(book).tree("cover.xhtml").iter() if e.tag.endswith("img"))
    assert (image.get("alt"), image.get("role")) == ("An essay. A Writer", "doc-cover")


@pytest.mark.parametrize(("name", "data", "code"), [
    ("front.jpg", None, "image-missing"),
    ("../../../front.jpg", None, "outside-project"),
    ("front.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image-format"),
])  # fmt: skip
def test_what_cannot_be_a_cover_fails_the_build(
    project: Make, publish: Run, name: str, data: bytes | None, code: str
) -> None:
    work = WORK.format(title="An essay", author="A Writer", language="en") + f'cover = "{name}"\n'
    folder = project({"sources/essay/work.toml": work} | ({f"sources/essay/{name}": data} if data else {}))
    said = publish(folder, "build", "--output-format", "json")
    assert said.status == 1
    assert said.codes == [code]
