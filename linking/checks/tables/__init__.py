"""Tables held against themselves and each other."""
