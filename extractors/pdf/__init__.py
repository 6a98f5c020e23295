"""PDF files by PyMuPDF, which no other folder knows: pages read, pictures of them, notes put on them."""

import os

os.environ.setdefault("PYMUPDF_SUGGEST_LAYOUT_ANALYZER", "0")

import pymupdf  # noqa: E402  (the variable above must be set first)

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)
