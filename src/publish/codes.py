"""Every diagnostic code: how much it weighs, what it means, and the usual next step.

This is the text behind `publish explain CODE`. One line a code, by the stage that reports it; a folder
`tests/cases/<CODE>/` shows each at work.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    severity: str  # error, warning or note
    meaning: str
    hint: str


_FILES = {
    "file-missing": Code(
        "error", "A file that the project names is not there.", "put the file there, or take its name out"
    ),
    "file-unreadable": Code("error", "The system refuses to read a file.", "look at the file's permissions"),
    "file-too-large": Code(
        "error", "A file is larger than any text of a book.", "give the text, not an archive or a scan"
    ),
    "not-utf8": Code(
        "error",
        "A file is not encoded as UTF-8, so its letters cannot be known for sure.",
        "save it as UTF-8 in your editor",
    ),
    "control-character": Code("error", "A text holds a character that has no place in a text.", "delete the character"),
    "outside-project": Code(
        "error",
        "A path, or a symbolic link, leads out of the project's folder or to a hidden file (.env, .git…); none is ever "
        "read.",
        "copy the file into the project, under a name that does not begin with a full stop",
    ),
    "cannot-write": Code(
        "error",
        "A file cannot be written; the file that was there is as it was.",
        "look at the free space and the folder's permissions",
    ),
}
_PROJECT = {
    "no-project": Code(
        "error",
        "The folder has neither a publish.toml nor a [tool.publish] in its pyproject.toml.",
        "`publish init` makes a project; `-C DIR` works in another folder",
    ),
    "no-works": Code("warning", "No folder of sources/ has a work.toml.", "`publish import FILE` brings a text in"),
    "toml-syntax": Code(
        "error",
        "A TOML file cannot be read: a quote or bracket missing, a key given twice…",
        "mend the line named",
    ),
    "unknown-key": Code(
        "error",
        "A TOML file has a key that means nothing here, most often a misspelling.",
        "correct the key or delete it",
    ),
    "wrong-value": Code("error", "The value of a key is of the wrong kind.", "give it the kind of value that is named"),
    "missing-key": Code("error", "A key that is needed is not there.", "add the key"),
    "unknown-work": Code(
        "error",
        "No folder of sources/ of that name has a work.toml.",
        "look at the names of the folders in sources/",
    ),
    "bad-work-id": Code(
        "error",
        "A work's folder has a name that cannot be used: “house” is kept, Windows keeps others (con, nul…), and some "
        "systems do not tell capitals apart.",
        "rename the folder",
    ),
    "bad-locale": Code(
        "error", "A locale is not a BCP 47 tag of a known language.", "write it as fr, pt-BR or zh-Hans"
    ),
    "unknown-locale": Code(
        "error", "The project does not have that locale.", "look at `locales` in the project's configuration"
    ),
    "chapter-twice": Code("error", "A work lists the same chapter twice.", "take one out of `chapters`"),
    "chapter-missing": Code(
        "error",
        "A chapter that a work lists is not there.",
        "put the file there, or take it out of `chapters`",
    ),
}
_USE = {
    "build-running": Code(
        "error",
        "Another build is at work in the same project, and two would write the same books.",
        "wait until it has ended",
    ),
    "not-committed": Code(
        "error",
        "A release is made from a commit, and the files of the project are not as they were committed.",
        "commit them, or take the changes back",
    ),
    "no-cluster": Code(
        "error",
        "The Dask cluster that `--cluster` names does not answer, or has no worker.",
        "look at the address and whether scheduler and workers run; without --cluster this machine makes the books",
    ),
    "cluster-differs": Code(
        "error",
        "A worker of the cluster has other tools than this machine, so that its books might differ.",
        "install the same publish and the same requirements.lock there, and start the worker again",
    ),
    "no-cache": Code(
        "note",
        "What builds make cannot be kept for the next one, so everything is made anew.",
        "look at the folder named, or name another one with PUBLISH_CACHE",
    ),
    "wrong-use": Code(
        "error", "A command was called in a way that cannot be.", "`publish COMMAND --help` shows an example"
    ),
    "interrupted": Code(
        "error", "The command was stopped before it was done; nothing half-made is left.", "run it again"
    ),
    "internal": Code("error", "A mistake of publish's own.", "report it, with the command and the text that shows it"),
}
_SOURCE = {
    "empty-text": Code("error", "A chapter has no text.", "write it, or take it out of `chapters`"),
    "raw-html": Code(
        "error",
        "A text holds raw HTML or another format's code, which may not get into a book.",
        "write it as Markdown",
    ),
    "link-scheme": Code(
        "error",
        "A link leads to a kind of address that may not get into a book (javascript:, file:, data:…).",
        "link to an http, https or mailto address, or to a place in the work",
    ),
    "link-target": Code(
        "error",
        "A link leads to a place in the work that is not there.",
        "give the heading or block that it should lead to that identifier",
    ),
    "remote-image": Code(
        "error",
        "An image is not a file of the project; nothing is fetched from the network.",
        "save the image beside the text and name it by its path",
    ),
    "image-missing": Code("error", "An image that a text shows is not there.", "put the file there"),
    "image-format": Code(
        "error",
        "A file shown as an image is not a PNG, JPEG, GIF or SVG image, or its content does not fit its name.",
        "save it as PNG or JPEG",
    ),
    "index-mark": Code(
        "error",
        "A mark for the index cannot be read.",
        'write index="heading", index="heading > subheading", several with “;” between them, or index="-"',
    ),
    "too-complex": Code(
        "error",
        "A file nests so deep, or takes so long to read, that it is most likely broken.",
        "take the part out that is nested or repeated",
    ),
    "pandoc-failed": Code(
        "error",
        "pandoc, which reads the texts, refuses a file.",
        "open the file in the program it comes from and save it anew",
    ),
    "tool-missing": Code("error", "A program or library that is needed is not installed.", "run `make setup`"),
}
_IMPORT = {
    "import-dropped": Code(
        "note",
        "A piece of the received file was left out as site furniture.",
        "put it into the text by hand if it belongs there",
    ),
    "import-moved": Code("note", "A piece of the received file went into work.toml.", "look at work.toml"),
    "import-changed": Code(
        "error",
        "What was about to be written does not have the words of the received file, so nothing was written.",
        "report the file; meanwhile save it as plain text and import that",
    ),
    "import-format": Code(
        "error",
        "A file is of a kind that cannot be brought in.",
        "give a .txt, .md, .html, .docx, .odt or .epub file",
    ),
    "import-language": Code(
        "warning",
        "The language of a received text is not certain.",
        "look at `language` in work.toml, or import again with --language",
    ),
    "import-empty": Code("error", "No text was found in a file.", "look whether the file holds the text at all"),
    "work-exists": Code(
        "error",
        "There is a work of that name already; nothing was written over it.",
        "give another name with --work, or --replace to replace it",
    ),
    "not-empty": Code("error", "The folder holds a project or other files already.", "choose an empty folder"),
}
_HOUSE = {
    "change": Code(
        "note",
        "The pass changes these words; the file as received stays as it is.",
        "`publish normalise --diff` shows all changes",
    ),
    "correction-idle": Code("error", "A correction changes nothing.", "give the corrected text as `after`"),
    "correction-unmatched": Code(
        "warning",
        "A correction's text is nowhere in the works that it is for.",
        "look whether the text was changed since; delete the correction if it is done",
    ),
    "correction-count": Code(
        "warning",
        "A correction matches more or less often than it says.",
        "look at the places, then set `count`",
    ),
    "correction-overlap": Code(
        "error", "Two corrections want to change the same words in different ways.", "join them into one"
    ),
    "correction-feeds": Code(
        "error",
        "What one correction makes, another would change again; the pass would not come to rest.",
        "let the first make the final form",
    ),
    "correction-cycle": Code(
        "error",
        "Rulings lead from one to the other and back to where they began.",
        "decide which form is right, and delete the ruling that leads away from it",
    ),
    "rule-pattern": Code(
        "error",
        "The words that a rule looks for, or puts in their place, cannot be understood.",
        "write words, {one|of several}, {word}, {capital}, {lower} or {number}; {1} in `after` is the first brace",
    ),
    "rule-example": Code(
        "error",
        "A rule does not do with one of its examples what the example says.",
        "correct the rule or the example",
    ),
    "correction-breaks": Code(
        "error",
        "Applying a correction would change more than its words: markup, a link, a heading.",
        "give the correction fewer words, or change the source by hand",
    ),
    "correction-markup": Code(
        "warning",
        "A correction matches across markup (emphasis, a link), so it was not made.",
        "correct the words on each side separately, or change the source by hand",
    ),
    "context-without-before": Code(
        "error",
        "The context of a correction does not hold the words to be corrected.",
        "copy the context from the text as received",
    ),
    "entry-twice": Code("error", "The same key is used for two entries.", "give one of them another key"),
    "stray-claimed-twice": Code("error", "Two entries claim the same stray form.", "leave it to one of them"),
    "stray-is-form": Code(
        "error",
        "A stray form of one entry is the right form of another in the language of a work.",
        "take it out of `strays`",
    ),
    "see-nothing": Code("error", "A `see` or `see_also` names an entry that is not there.", "correct the key"),
    "period-overlap": Code(
        "error",
        "Two periods of a name hold at the same time, so that its form is not settled.",
        "let `from` of the later one be `until` of the earlier one",
    ),
    "form-derived": Code(
        "note",
        "Nobody has ruled on a name's form in a locale; it was derived by that language's rules of romanisation.",
        "write it under [key.forms] if it is right, or the right one in its place",
    ),
    "see-circle": Code(
        "error",
        "The `see` of an entry leads back to itself, so that no page stands anywhere.",
        "take `see` out of the entry that has the pages",
    ),
    "form-missing": Code(
        "warning",
        "A name or term that a work mentions has no form in a locale; the form of the source language is used.",
        "give it one under [key.forms]",
    ),
}
_CATALOGUE = {
    "no-catalogue": Code("error", "A locale has no catalogue of a work.", "`publish update` creates it"),
    "po-syntax": Code(
        "error",
        "A catalogue cannot be read; it is left as it is.",
        "mend the line named, or take the last version that was good",
    ),
    "po-charset": Code("error", "A catalogue is not in UTF-8.", "save it as UTF-8 and say so in its Content-Type"),
    "po-duplicate": Code("error", "A catalogue has the same entry twice.", "keep the one with the right translation"),
    "interchange-syntax": Code(
        "error",
        "An XLIFF or TMX file cannot be read; nothing was written.",
        "export it again from the tool that made it, as XLIFF 2 or TMX 1.4",
    ),
    "interchange-language": Code(
        "error",
        "An XLIFF or TMX file is not in the languages that it is wanted for.",
        "give the locale of the file with -l, or another file",
    ),
    "interchange-conflict": Code(
        "warning",
        "An entry was changed in the catalogue and in the file that came back; the catalogue's translation is kept.",
        "compare the two and put the better one into the catalogue",
    ),
    "unaligned": Code(
        "warning",
        "A passage of a translated document answers to nothing in the text, so it is in no entry of the catalogue.",
        "look whether it belongs to one of the fuzzy entries around it",
    ),
    "tags": Code(
        "error",
        "A translation's tags are not those of its source.",
        "copy the tags from the source; their order is free",
    ),
    "markup": Code(
        "error",
        "A translation holds something that may not get into a book.",
        "use only the tags of the source",
    ),
    "fuzzy": Code(
        "note",
        "A translation has to be looked at: its source changed. The book shows the source text there.",
        "correct it if need be, then take the fuzzy flag off",
    ),
    "untranslated": Code("note", "A text is not translated. The book shows the source text there.", "translate it"),
    "name-form": Code(
        "warning",
        "The source mentions a name or term whose form in this locale is not in the translation.",
        "use the house form, or add the form you used to the house",
    ),
    "numbers": Code("warning", "A translation's numbers are not those of its source.", "compare the figures"),
    "dates": Code(
        "warning",
        "A date of a translation has another month than its source, or is not written as its language writes dates.",
        "compare the dates; the day comes first, or the month, as the language has it",
    ),
    "copied": Code(
        "warning",
        "A translation, or a long piece of it, is still in the language of the source.",
        "translate it; a title or quotation that stays as it is stands in quotation marks or emphasis",
    ),
    "doubled-word": Code("warning", "A text or translation has the same word twice in a row.", "delete one of them"),
    "stray-space": Code(
        "warning",
        "A text or translation has spaces that nobody meant, or lacks one: two in a row, one before a comma…",
        "delete them; the spaces before French marks are set when the book is composed",
    ),
    "mixed-script": Code(
        "warning",
        "A word has letters of two scripts that look alike, so that no search finds it.",
        "type the word anew on one keyboard",
    ),
    "wrong-script": Code(
        "warning",
        "A translation is not in the script of its locale.",
        "look whether it belongs into another locale; a romanised text has to be typed anew",
    ),
    "unbalanced": Code(
        "warning",
        "A translation opens a bracket or quotation mark that it does not close, or the reverse.",
        "add the one that is missing, or delete the other",
    ),
    "length": Code(
        "warning",
        "A translation is much shorter, or much longer, than such a text is in its language.",
        "look whether a sentence is missing, or one of another entry has slipped in",
    ),
    "bidi-control": Code(
        "warning",
        "A text holds unseen characters that turn the direction of text and can make it read as what it is not.",
        "delete them",
    ),
    "misplaced": Code(
        "warning",
        "A translation seems to belong to another entry, as after a merge that went wrong.",
        "compare it with the entry that is named, and put each translation where it belongs",
    ),
    "stale": Code("warning", "A catalogue does not fit the text any more.", "`publish update`"),
}
_BOOK = {
    "chapter-incomplete": Code(
        "error",
        "Too little of a chapter is translated, and [fallback] says that the build fails then.",
        "translate it, or change `threshold` or `below` in publish.toml or work.toml",
    ),
    "chapter-omitted": Code(
        "warning",
        "Too little of a chapter is translated, so it is left out, as [fallback] says.",
        "translate it, or change `threshold` or `below` in publish.toml or work.toml",
    ),
    "edition-omitted": Code(
        "warning",
        "No chapter of an edition is translated far enough, so it was not made.",
        "translate it, or change `threshold` or `below` in publish.toml or work.toml",
    ),
    "link-omitted": Code(
        "note",
        "A link leads to a chapter that was left out of the edition; its words are printed without the link.",
        "nothing, or translate the chapter",
    ),
    "missing-glyph": Code(
        "error",
        "The fonts of the book lack a character.",
        "correct the character, or choose a font that has it",
    ),
    "font-missing": Code("error", "A font file of the book cannot be found.", "run `make setup`"),
    "font-substituted": Code(
        "error",
        "The finished PDF holds a font that nobody chose.",
        "look for a font in styles/ that is not there",
    ),
    "not-valid": Code(
        "error",
        "A finished book does not pass a judge of its format, so there is no release.",
        "mend what is named; report it if it is not yours to mend",
    ),
    "labels-missing": Code(
        "warning",
        "The words that the tool prints into books (Contents, Index…) are not translated into a locale.",
        "translate them in the house catalogue",
    ),
    "style": Code("error", "A style sheet has a line that cannot be used.", "mend the line named"),
    "resource-refused": Code(
        "error",
        "A style sheet or text asks for a file that is not the book's own.",
        "use only files of the project",
    ),
    "render-failed": Code(
        "error", "The PDF could not be made.", "look at what is named; report it if it is not yours to mend"
    ),
    "no-print-pages": Code(
        "warning",
        "An ebook is made without the page numbers of the printed edition, which cannot be laid out.",
        "`publish build --format pdf` shows what print lacks",
    ),
    "locator-dead": Code("error", "An index locator leads nowhere.", "report it, with the source that makes it"),
    "index-doubled": Code(
        "warning",
        "Two entries have the same heading in the index of a locale.",
        "give one of them another heading under [key.index], or make them one",
    ),
    "index-unsorted": Code(
        "warning",
        "A heading has no place in the alphabet of a locale's index, so it stands at the end.",
        "say under [key.sort] what it is to be sorted by: a reading, for Japanese",
    ),
}
_AUDIT = {
    "confused": Code(
        "warning",
        "A word that is right elsewhere stands where the words around it ask for another (loosing, losing).",
        "rule on it in sources/house/corrections.toml, or go through the findings with `publish audit --review`",
    ),
    "stray-romanisation": Code(
        "warning",
        "A name is written as another language, or another system of romanisation, writes it.",
        "rule on it in sources/house/names.toml, or go through the findings with `publish audit --review`",
    ),
    "two-ways": Code(
        "warning",
        "One thing is written in two ways, and nobody has ruled which is the house's.",
        "declare it in sources/house/style.toml, or rule on the words in sources/house/corrections.toml",
    ),
    "off-style": Code(
        "warning",
        "Words are written otherwise than sources/house/style.toml declares.",
        "correct them in sources/house/corrections.toml, or change the declaration",
    ),
    "name-misspelled": Code(
        "warning",
        "A known name is misspelled, or has other capitals than it has.",
        "rule on it in sources/house/names.toml, or go through the findings with `publish audit --review`",
    ),
    "name-two-ways": Code(
        "warning",
        "One name is written in two ways.",
        "give its right form in sources/house/names.toml, and the other one as a stray or as right too",
    ),
    "fact-query": Code(
        "note",
        "A name, an office or a date does not fit the person, the place or the calendar; the tool changes no fact.",
        "look it up; correct it in sources/house/corrections.toml with the class “factual”, or let it stand",
    ),
    "misspelled": Code(
        "warning",
        "A word that no dictionary of its language has, and that is close to a common one.",
        "rule on it in sources/house/corrections.toml, or go through the findings with `publish audit --review`",
    ),
}
CODES: dict[str, Code] = _FILES | _PROJECT | _USE | _SOURCE | _IMPORT | _HOUSE | _AUDIT | _CATALOGUE | _BOOK
