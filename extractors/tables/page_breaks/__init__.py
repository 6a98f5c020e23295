"""What page breaks do to tables, and how it is undone."""
