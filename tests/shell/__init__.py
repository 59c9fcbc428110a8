"""Tests of what every page shares."""
