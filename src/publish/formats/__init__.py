"""From a Manuscript to the bytes of an EPUB or a PDF. A renderer reads no project file and writes none."""
