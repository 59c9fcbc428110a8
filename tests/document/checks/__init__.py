"""Tests of the consistency check."""
