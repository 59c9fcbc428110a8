"""CSV files as workbooks of one sheet."""
