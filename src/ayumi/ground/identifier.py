"""Identifiers: UUIDv7, unique over all municipalities and ordered by the time they were made."""

import os
import time
from uuid import UUID


def new_identifier() -> UUID:
    """Return a new UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    high = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (random_bits >> 68 & 0xFFF) << 64
    return UUID(int=high | 0b10 << 62 | random_bits & (1 << 62) - 1)
