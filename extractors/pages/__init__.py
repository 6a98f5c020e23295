"""Formats with pages (PDF, pictures): from their lines and rulings to text and tables in order."""
