"""The findings and the statements for people who work in spreadsheets: one workbook, or CSV files."""
