"""The text held against itself, and against what the tables hold or lack."""
