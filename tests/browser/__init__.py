"""Ayumi in a real browser: every page, and the first day of a new user."""
