"""Pages of public bodies: the years of each side by side, and the bodies of a region beside each other."""
