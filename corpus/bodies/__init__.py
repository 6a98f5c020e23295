"""Fictional public bodies: their amounts, year by year, to the fen."""
