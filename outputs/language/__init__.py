"""The language that people are told things in: one table of strings, English and its Chinese."""
