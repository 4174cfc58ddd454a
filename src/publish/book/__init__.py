"""From an Edition to a Manuscript: front matter, glossary, index, locale typography."""
