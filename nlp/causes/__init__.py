"""Stated causes judged: where they end, what kinds they are, what they are worth."""
