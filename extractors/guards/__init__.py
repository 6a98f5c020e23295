"""What keeps the reading of hostile files safe and honest: bounds, and signs of damage."""
