"""The published forms, made from the records: Arrow, JSON Schema, Data Package, values that fit them."""
