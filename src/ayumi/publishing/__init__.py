"""Editions: books, figures and the public site."""
