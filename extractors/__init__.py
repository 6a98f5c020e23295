"""From a file to a :class:`~extractors.document.Document`: one module a format."""
