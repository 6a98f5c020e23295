"""Amounts and counts that the text lists, against their whole, their shares and their total."""
