"""Tests of the room that finds words."""
