"""How the benchmarks measure and print: CPU seconds of this process and its children, never wall time."""

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from typing import Any

ROUNDS = 3


def cpu_seconds(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Return the median CPU seconds of ``work`` over ``rounds`` runs."""
    return statistics.median(_once(work) for _ in range(rounds))


def cpu_seconds_afresh(module: str, work: str, rounds: int = ROUNDS) -> tuple[float, str]:
    """Return the median CPU seconds of the function ``work`` of ``module``, each time in a new process.

    Typst remembers what it set, so a second book of the same plan in one process costs a third. What the
    function returns is printed text and comes back with the seconds. Loading the modules is not counted.
    """
    script = (
        "import django; django.setup(); import time\n"
        f"from {module} import {work} as work\n"
        "before = time.process_time(); said = work(); print(time.process_time() - before, said, sep='\\t')"
    )
    lines = [
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
        for _ in range(rounds)
    ]
    answers = [line.strip().split("\t") for line in lines]
    return statistics.median(float(seconds) for seconds, _said in answers), answers[0][1]


def show(what: str, ours: float, budget: float | None, peer: tuple[str, float] | None = None) -> None:
    """Print one line: ours, the budget of design.md §4, the peer's and the ratio."""
    line = f"\n{what}: {_printed(ours)} CPU"
    if budget is not None:
        line += f" ({'within' if ours <= budget else 'OVER'} budget {_printed(budget)})"
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
