"""PDF files as source text."""
