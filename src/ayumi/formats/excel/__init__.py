"""Excel workbooks (.xlsx) as what they say, cell by cell."""
