"""How the benchmarks measure and print: CPU seconds of this process and its children, never wall time."""

import os
import resource
import statistics
from collections.abc import Callable
from typing import Any

ROUNDS = 3


def cpu_seconds(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Return the median CPU seconds of ``work`` over ``rounds`` runs."""
    return statistics.median(_once(work) for _ in range(rounds))


def show(what: str, ours: float, budget: float | None, peer: tuple[str, float] | None = None) -> None:
    """Print one line: ours, the budget of design.md §4, the peer's and the ratio."""
    line = f"\n{what}: {_printed(ours)} CPU"
    if budget is not None:
        line += f"（budget {_printed(budget)}: {'within' if ours <= budget else 'OVER'}）"
    if peer is not None:
        name, theirs = peer
        line += f"; {name} {_printed(theirs)} CPU, ours is {ours / theirs:.2f} of it"
    print(f"{line}; load {os.getloadavg()[0]:.1f}")


def _once(work: Callable[[], Any]) -> float:
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _printed(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
