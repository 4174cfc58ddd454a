"""What `publish init` writes: a project that works, with every file saying what it is for."""

STARTER = {
    "publish.toml": """\
# The project. Every folder of sources/ with a work.toml is a work; nothing else has to be registered.

# The languages to translate into, as BCP 47 tags; `publish update -l fr` adds one.
locales = []
formats = ["epub", "pdf"]

# What becomes of a chapter of which less than so many per cent of the words are translated: mark (it stands in the
# source language, with a rule in the margin), omit, or fail. [fallback.pdf] or a work's own work.toml may differ.
# [fallback]
# threshold = 100
# below = "mark"

# The printed page: A5, B6, US trade or pocket. A work's own work.toml may differ.
# [print]
# trim = "A5"
""",
    "sources/house/corrections.toml": """\
# Reviewed corrections, for all works. A work's own are in sources/<work>/corrections.toml.
#
# [[correction]]
# before = "developped"
# after = "developed"
# class = "typo"          # name-variant, grammar, punctuation, spelling-convention, artefact, factual, style
# reason = "misspelling"  # what the record of changes says
# by = "AB"               # who ruled
# count = 2               # how often it is there; says so if that changes
# context = "…"           # text around it, where it holds in one place only
#
# What holds in every text is a rule, tried on its own examples when it is read. Braces hold one of several words, or
# a class of words: {word}, {capital}, {lower}, {number}; {1} is what the first brace stands for.
#
# [[rule]]
# before = "{the|a|military} build up"
# after = "{1} build-up"
# class = "spelling-convention"
# language = "en"         # where it holds in texts of one language only
# examples = ["the build up of 1941 → the build-up of 1941"]
# leave = ["to build up an army"]
#
# A change made by hand, in a text or a definition, makes its translations fuzzy, unless it is declared here:
#
# [[editorial]]
# before = "to make oneself an idea"
# after = "to form an idea"
""",
    "sources/house/names.toml": """\
# Persons, places, bodies, events: each written once, used everywhere.
#
# [zhukov]
# kind = "person"         # place, body, title, event, work, thing
# native = "Жуков"
# language = "ru"
# dates = "1896–1974"
# strays = ["Jukov"]      # corrected to the form of the text's language
# forms.en = "Zhukov"     # or a list: the house form first, then others that are right too
# forms.fr = "Joukov"
# index.en = "Zhukov, Georgy"
# index.fr = "Joukov, Gueorgui"
""",
    "sources/house/terms.toml": """\
# Terms of the glossary and subjects of the index.
#
# [kulak]
# definition = "A peasant who was counted as well-to-do."
# forms.en = "kulak"
# forms.fr = "koulak"
# see_also = ["nep"]
""",
    "sources/house/style.toml": """\
# House style. The language in which the house writes its definitions and glosses:
language = "en"

# How texts in a language are written. The pass makes marks and what is written in figures so; `publish audit` judges
# the rest. What is not declared is left alone, and the audit asks. docs/audit.md has the keys of each language, and
# what may be said under [quotations] of what a text quotes.
#
# [text.en]
# spelling = "GB"         # US
# verbs = "ise"           # ize
# dash = "en"             # spaced en dash; em (closed up), spaced em
# ellipsis = "…"          # ...
# quotes = "“”"           # ‘’ „“ „” «» »«
# apostrophe = "’"        # '
# ranges = "–"            # 1914–18; -
# decades = "1920s"       # 1920's, twenties
# century = 20            # of decades without one: “the 20's”
# percent = "per cent"    # percent, %
# dates = "19 August"     # August 19
# centuries = "twentieth century"  # 20th century
# numbers = "10,000"      # 10 000
""",
    "styles/print.css": "/* Laid over the style of the printed page that comes with publish. */\n",
    "styles/ebook.css": "/* Laid over the style of the ebook that comes with publish. */\n",
    ".gitignore": "/dist/\n",
}
