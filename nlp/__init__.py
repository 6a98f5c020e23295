"""From the narrative to claims, reasons and definitions; this room alone knows spaCy."""
