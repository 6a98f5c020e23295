"""What a disclosure owes by its kind and year, and whether it gives it."""
