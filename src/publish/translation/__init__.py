"""From a Document to Segments, catalogues, and back to a Document in another language."""
