"""Claims held against figures and other claims: one link a claim."""
