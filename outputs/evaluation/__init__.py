"""Published documents held against annotations (gold)."""
