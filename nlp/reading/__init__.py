"""Reading clause by clause: what each figure claims, and what it leaves to be inherited."""
