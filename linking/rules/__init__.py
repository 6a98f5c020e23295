"""The rules that are applied, declared as data: what each asks, on what ground, how grave a failure is."""
