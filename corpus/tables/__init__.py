"""Tables as abstract sheets with their truth: statements, lists and performance forms."""
