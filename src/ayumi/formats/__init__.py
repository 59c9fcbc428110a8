"""Outside formats, one folder each; they do not know one another. No Django."""
