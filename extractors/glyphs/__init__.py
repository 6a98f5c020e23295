"""From the characters of a page to its lines of text."""
