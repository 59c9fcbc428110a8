"""Comparing and merging whole documents."""
