"""How many texts of documents are remembered with what was found for them.

A worker reads thousands of documents: what it remembers of them must not grow with their number.
"""

from __future__ import annotations

TEXTS = 20_000
"""Labels, headers, phrases: a document has some hundred to some thousand that those before it had not.
What is found for so many takes a few megabytes."""
SENTENCES = 2_000
"""Sentences of a document, which one check after the other asks for; few documents have more."""
NAMES = 100_000
"""Names of bodies, which an archive asks for again when its documents are held against each other."""
