"""Reads of the room, as frozen values, in a bounded number of queries."""
