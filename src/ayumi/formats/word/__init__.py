"""Word documents (.docx) as source text."""
