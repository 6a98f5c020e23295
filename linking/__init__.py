"""Claims held against figures (links) and figures against each other (checks)."""
