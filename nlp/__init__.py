"""Narrative (文字说明) into claims, reasons and definitions: a spaCy pipeline of small components."""
