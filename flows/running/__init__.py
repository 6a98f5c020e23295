"""A run: its files found, worked off by worker processes, put in place and published."""
