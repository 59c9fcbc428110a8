"""The plan book as PDF, set by Typst: PDF/UA-1 and PDF/A-2a, the same bytes for the same document."""
