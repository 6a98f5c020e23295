"""The documentation of the dataset (``docs/dataset.md``), made from the records."""
