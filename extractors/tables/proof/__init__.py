"""What proves that a table has been read right: its own sums, along its rows and its columns."""
