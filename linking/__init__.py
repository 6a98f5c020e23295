"""Claims held against figures, and figures against each other."""
