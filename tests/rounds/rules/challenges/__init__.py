"""Challenges by subject."""
