"""The shape of the source: sizes, cycles, import directions and what the papers must not hold."""
