"""Reads of the room, as frozen values."""
