"""Ours beside a peer, in one run; run by ``make bench``. Nothing here asserts a time."""
