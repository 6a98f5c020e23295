"""Blocks of a disclosure put on paper: PDF, scan, Word, workbook, web page, OFD and plain text."""
