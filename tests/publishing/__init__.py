"""Tests of books, editions and the public site."""
