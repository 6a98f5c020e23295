"""Workbooks (XLSX, XLS): their cells as a reader sees them, then the tables on each sheet."""
