"""The rules that are applied, declared as data: what each asks, on what ground, and how grave a failure is."""
