"""The documents of an archive held against each other: issues, bodies, years, departments and units."""
