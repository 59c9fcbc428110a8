"""The names of hidden sheets that every workbook of ours has. Who reads needs them without the writer."""

CHOICES_SHEET = "_choices"
"""Holds the lists to choose from."""
