"""Errors to plant into correct documents, and the documents that take them."""
