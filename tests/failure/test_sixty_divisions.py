"""Sixty divisions submit at one moment: no error, nothing lost, and the trail tells of each of them."""

import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.failure.installation import Installation, embedded, on_postgresql
from tests.failure.sixty import Outcome, at_once

DIVISIONS = 60
BUDGETS = {"submit": (0.5, 1.0)}
"""Seconds for p95 and for the slowest, of design.md §4 and the requirement of the room."""
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="runs on PostgreSQL")


def check(outcome: Outcome) -> None:
    """Fail where anything went wrong: acknowledged, stored and told must be the same."""
    assert not outcome.errors
    stands = outcome.stands
    assert len(outcome.submitted) == DIVISIONS
    assert outcome.submitted == {pk for pk, position in stands["position"].items() if position == 1}
    assert sorted(stands["trail"]["report.submitted"]) == sorted(stands["moves"]) == sorted(outcome.submitted)
    assert outcome.saved == stands["done"]
    assert sorted(set(stands["trail"]["report.saved"])) == sorted(outcome.saved)
    assert stands["rated"] == 2 * DIVISIONS == len(stands["trail"]["report.rated"])
    assert stands["values"] == DIVISIONS
    assert bool(stands["answers"]) == ("challenges.answered" in stands["trail"])
    assert not stands["problems"]


def show(outcome: Outcome, database: str) -> None:
    """Print how long the requests took, beside the budget where there is one."""
    lines = [f"\n{DIVISIONS} divisions at once on {database}, wall time"]
    for what, seconds in outcome.seconds.items():
        middle, late = seconds[len(seconds) // 2], seconds[max(0, len(seconds) * 95 // 100 - 1)]
        line = f"  {what:20} p50 {middle:.3f} s, p95 {late:.3f} s, max {seconds[-1]:.3f} s"
        if what in BUDGETS:
            line += f" (budget p95 {BUDGETS[what][0]} s, max {BUDGETS[what][1]} s)"
        lines.append(line)
    sys.stdout.write("\n".join([*lines, ""]))


def tried(installation: Installation, database: str, *, within: float = 0) -> None:
    """Let the divisions submit, print the times and check what stands."""
    outcome = at_once(installation, DIVISIONS, within=within)
    show(outcome, f"{database}, within {within} s" if within else database)
    check(outcome)


def test_on_the_embedded_database(tmp_path: Path) -> None:
    tried(embedded(tmp_path), "SQLite")


@pytest.mark.benchmark
def test_within_ten_seconds_on_the_embedded_database(tmp_path: Path) -> None:
    tried(embedded(tmp_path / "at once"), "SQLite")
    tried(embedded(tmp_path / "in turn"), "SQLite", within=10)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@postgresql
def test_on_postgresql(tmp_path: Path) -> None:
    with on_postgresql(tmp_path) as installation:
        tried(installation, "PostgreSQL")


@pytest.mark.benchmark
@pytest.mark.django_db(transaction=True)
@postgresql
def test_within_ten_seconds_on_postgresql(tmp_path: Path) -> None:
    with on_postgresql(tmp_path) as installation:
        tried(installation, "PostgreSQL", within=10)
