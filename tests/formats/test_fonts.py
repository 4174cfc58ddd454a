"""The fonts of a book: every script covered by its own typeface, in the shapes that the whole font would give."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz
from books import XHTML, Epub, Pdf, epubcheck
from fontTools.ttLib import TTFont
from running import Make, Run

from publish.formats import fonts
from publish.formats.fonts import BookFonts, FontFile, fonts_for
from publish.formats.typefaces import TYPEFACES, font_path, typeface_of

# A line of each language with the letters that its orthography adds, and the typeface of its text.
SAMPLES = {
    "vi": ("Người ta sinh ra tự do và bình đẳng về nhân phẩm, Nguyễn Ái Quốc, ữ ẵ ợ", "EB Garamond"),
    "pl": ("Zażółć gęślą jaźń, Łódź", "EB Garamond"),
    "ro": ("București, țară, știință, câine, mașină", "EB Garamond"),
    "sa-Latn": ("Kṛṣṇa, ṭīkā, al-Ḥusayn ibn ʿAlī, Ṣalāḥ ad-Dīn, ḏ ġ ẓ ʾ", "EB Garamond"),
    "ru": ("Съешь же ещё этих мягких французских булок", "EB Garamond"),
    "kk": ("Қазақстан, Өскемен, Ұлытау, әңгіме, Һәм, ғылым", "EB Garamond"),
    "tg": ("Тоҷикистон, ӯ, ҳама, қарор, ғайр, дарёӣ", "EB Garamond"),
    "uz-Cyrl": ("Ўзбекистон, ҳаёт, қуёш, ғалаба", "EB Garamond"),
    "el-polyton": ("μῆνιν ἄειδε θεὰ Πηληϊάδεω Ἀχιλῆος, ᾧ τῇ ΐ", "EB Garamond"),
    "ar": ("وصلنا إلى المدينة، «أهلًا وسهلًا»؟ ٠١٢٣٤٥٦٧٨٩", "Amiri"),
    "fa": ("پژوهش گچ چاپ، ۱۲۳۴۵۶۷۸۹۰ می‌رود", "Amiri"),
    "he": ("בְּרֵאשִׁית בָּרָא אֱלֹהִים, שלום־עליכם ״ץ״", "Frank Ruhl Libre"),
    "zh-Hans": ("我们在黎明时分到达《红楼梦》，“你好”——……、。", "Noto Serif SC"),
    "zh-Hant": ("我們在黎明時分到達「廣場」，臺灣、。", "Noto Serif TC"),
    "ja": ("私たちは「ようこそ」と言った。ヴァーチャル々ゝ、…—", "Noto Serif JP"),
    "ko": ("우리는 새벽에 그 도시에 도착했다. 훈민정음 朱可夫", "Noto Serif KR"),
}


def needed(text: str, *languages: str) -> BookFonts:
    return fonts_for(frozenset(text), languages)


def characters(font: FontFile) -> set[str]:
    return set(map(chr, TTFont(BytesIO(font.data)).getBestCmap()))


def advances(data: bytes, text: str) -> list[tuple[float, float, float]]:
    """What HarfBuzz makes of a text, in ems: advance and offset of each glyph."""
    face = uharfbuzz.Face(data)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer)
    places = buffer.glyph_positions
    return [(p.x_advance / face.upem, p.x_offset / face.upem, p.y_offset / face.upem) for p in places]


@pytest.mark.parametrize("locale", SAMPLES)
def test_every_script_has_a_typeface_of_its_own(locale: str) -> None:
    text, name = SAMPLES[locale]
    book = needed(text, locale)
    assert book.missing == frozenset()
    main = next(font for font in book.files if font.family == "Book")
    assert main.typeface.name == name
    assert {c for c in text if c.isalpha()} <= characters(main)


@pytest.mark.parametrize("locale", SAMPLES)
def test_a_cut_font_shapes_a_text_as_the_whole_font_does(locale: str) -> None:
    text, _ = SAMPLES[locale]
    main = needed(text, locale).files[0]
    whole = font_path(main.typeface, main.typeface.cuts[0]).read_bytes()
    run = "".join(c for c in text if c in characters(main))
    assert advances(main.data, run) == advances(whole, run)


def test_foreign_words_in_a_latin_book_come_from_typefaces_that_share_no_letter() -> None:
    book = needed("".join(text for text, _ in SAMPLES.values()), "en")
    assert book.missing == frozenset()
    sets = [characters(font) for font in book.files if font.style == "normal" and font.weight != "700"]
    letters = [c for held in sets for c in held if c.isalpha()]
    assert len(sets) == 6  # Latin with Greek and Cyrillic, Arabic, Hebrew, Chinese, Japanese, Korean
    assert len(letters) == len(set(letters))


def test_every_font_of_a_book_has_the_line_of_its_main_one() -> None:
    book = needed("A word: שלום, العربية, 红楼梦", "en")
    lines = set()
    for font in book.files:
        tables = TTFont(BytesIO(font.data))
        upem = tables["head"].unitsPerEm
        lines.add((round(tables["hhea"].ascent / upem, 2), round(tables["hhea"].descent / upem, 2)))
    assert len(book.files) > 4
    assert lines == {(1.01, -0.3)}  # EB Garamond's own: 1007 and -298 of 1000


def test_latin_letters_are_enlarged_beside_full_width_ones() -> None:
    book = needed("東京 Tokyo", "ja")
    latin = next(font for font in book.files if font.typeface.name == "EB Garamond")
    assert TTFont(BytesIO(latin.data))["head"].unitsPerEm == round(1000 * 0.88)


def test_a_passage_in_another_language_has_the_han_forms_of_its_region() -> None:
    book = needed("骨直与今", "zh-Hans", "ja")
    assert book.regional == (("ja", "Book Jpan"),)
    assert {font.typeface.name for font in book.files if font.family == "Book Jpan"} == {"Noto Serif JP"}


def test_character_identifiers_of_cff_fonts_are_glyph_numbers() -> None:
    # Otherwise a PDF reader shows other characters than were set (ISO 32000-1, 9.7.4.2).
    for text in ("国", "国王", "".join(map(chr, range(0x4E00, 0x4F80)))):
        font = TTFont(BytesIO(needed(text, "ja").files[0].data))
        order = font["CFF "].cff.topDictIndex[0].charset
        assert order == [".notdef", *(f"cid{n:05}" for n in range(1, font["maxp"].numGlyphs))]


def test_a_book_that_needs_no_chinese_opens_no_chinese_font() -> None:
    fonts._open.cache_clear()
    fonts.face_characters.cache_clear()
    fonts_for.cache_clear()
    needed("Zażółć gęślą jaźń, Жуков", "pl")
    assert fonts._open.cache_info().currsize == 2  # the roman and the italic


def test_a_character_that_no_font_has_is_named() -> None:
    assert needed("a smile 😀 and a private \ue000", "en").missing == {"😀", "\ue000"}


def test_the_bytes_of_a_font_are_the_same_each_time() -> None:
    text = "".join(text for text, _ in SAMPLES.values())
    first = needed(text, "en").files
    fonts_for.cache_clear()
    assert needed("".join(reversed(text)), "en").files == first


def test_every_typeface_brings_its_licence() -> None:
    for typeface in TYPEFACES:
        assert "SIL OPEN FONT LICENSE" in typeface.licence.upper()


def test_fontconfig_knows_the_families_that_a_book_can_have() -> None:
    told = (Path(fonts.__file__).parent / "fonts.conf").read_text()
    assert all(f"<family>Book {n}</family>" in told for n in range(1, len(TYPEFACES) + 4))


@pytest.mark.parametrize("locale", ["ar", "he", "ja", "ko", "zh-Hans", "zh-Hant"])
def test_the_pdf_has_the_fonts_of_the_table_alone_and_its_text_can_be_copied(
    project: Make, publish: Run, locale: str
) -> None:
    text = SAMPLES[locale][0]
    folder = project({
        "sources/essay/work.toml": f'title = "{text[:4]}"\nlanguage = "{locale}"\nchapters = ["one.md"]\n',
        "sources/essay/one.md": f"# {text[:4]}\n\n{text} Zhukov, *Жуков*\n",
    })  # fmt: skip
    assert publish(folder, "build", "--format", "pdf").status == 0
    pdf = Pdf(folder / f"dist/essay-{locale}.pdf")
    fonts = {
        str(f.get_object()["/BaseFont"]): f.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for page in pdf.reader.pages
        for f in page["/Resources"].get("/Font", {}).values()
    }
    assert all(name[7:].startswith(("+Book", "Book")) for name in fonts), fonts
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor.get_object()) for descriptor in fonts.values())
    if typeface_of(locale).wide:
        assert all(char in pdf.text for char in text if not char.isspace())
    assert "Жуков" in pdf.text


@pytest.mark.parametrize("locale", ["ar", "ja", "ru"])
def test_an_ebook_brings_its_fonts_with_their_licences(project: Make, publish: Run, locale: str) -> None:
    text, name = SAMPLES[locale]
    folder = project({
        "sources/essay/work.toml": f'title = "{text[:4]}"\nlanguage = "{locale}"\nchapters = ["one.md"]\n',
        "sources/essay/one.md": f"# {text[:4]}\n\n{text} *Zhukov* `code`\n",
    })  # fmt: skip
    assert publish(folder, "build", "--format", "epub").status == 0
    path = folder / f"dist/essay-{locale}.epub"
    epub = Epub(path)
    files = {n.removeprefix("EPUB/"): epub.archive.read(n) for n in epub.names if n.startswith("EPUB/fonts/")}
    faces = {n: set(map(chr, TTFont(BytesIO(data)).getBestCmap())) for n, data in files.items() if n[-3:] != "txt"}
    shown = "".join(t for tree in epub.chapters.values() for t in next(tree.iter(f"{XHTML}body")).itertext())
    assert set().union(*faces.values()) >= {c for c in shown if not c.isspace()}
    css = epub.archive.read("EPUB/style.css").decode()
    assert all(f'url("{n}")' in css for n in faces)
    licences = [data for n, data in files.items() if n.endswith(f"{name.replace(' ', '')}-licence.txt")]
    assert len(licences) == 1
    assert b"SIL OPEN FONT LICENSE" in licences[0]
    assert epubcheck(path) == []


def test_a_latin_ebook_does_not_pay_for_chinese(project: Make, publish: Run) -> None:
    folder = project()
    assert publish(folder, "build", "--format", "epub").status == 0
    assert (folder / "dist/essay-en.epub").stat().st_size < 200_000


def test_a_book_in_one_script_has_one_typeface_whatever_spaces_and_lists_it_has() -> None:
    """U+202F and U+3000 are in no Latin face here; HarfBuzz makes a space that a font lacks."""
    assert needed("Où\u202f? Là\u3000• – ici", "fr").families == ("Book",)
