"""One canonical text, many books: EPUB and typeset PDF in every language from one source."""

__version__ = "0.1.0"
