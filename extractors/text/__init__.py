"""Plain text and Markdown, as archives and other parsers leave disclosures."""
