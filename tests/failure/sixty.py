"""Divisions that write, answer and submit at one moment on a served installation, and what became of it."""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.failure.installation import Installation
from tests.failure.visitor import Visitor, form_of

YEAR = 2024
DONE = "{number}番目の課として、窓口の手順を改めました。"
WORDS = {
    "issues": "{number}番目の課では、周知が足りません。",
    "next_steps": "{number}番目の課では、次の年度に対象を広げます。",
}
"""Texts of each division's own: a copied one is asked about, and by whom it was written first may change."""
RATINGS = {
    "rating-achievement": "○",
    "rating-direction": "継続",
    "rating-achievement-reason": "市民の声を踏まえました。",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was acknowledged (report → text, and reports), what stands, and how long every request took."""

    saved: Mapping[str, str]
    submitted: frozenset[str]
    errors: tuple[str, ...]
    stands: Mapping[str, Any]
    seconds: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Starts:
    """Lets everybody begin when all are ready: at one moment, or so many seconds after one another."""

    together: threading.Barrier
    apart: float

    def wait(self, number: int) -> None:
        """Wait for the others, and for one's turn."""
        self.together.wait()
        time.sleep(number * self.apart)


def at_once(installation: Installation, divisions: int, *, within: float = 0) -> Outcome:
    """Let so many divisions work through their sheets; all save, and all submit, at one moment.

    With ``within`` they do so one after another in so many seconds, evenly.
    """
    made = installation.run("tests.failure.making", "prepare", str(divisions))
    together = threading.Barrier(divisions, timeout=120)
    saved: dict[str, str] = {}
    submitted: set[str] = set()
    errors: list[str] = []
    with installation.served() as port:
        starts = Starts(together, within / divisions)
        visitors = [Visitor(port, each["session"]) for each in made["sessions"]]

        def work(number: int) -> None:
            report = made["sessions"][number]["report"]
            try:
                _write(visitors[number], report, number, starts, saved)
                _submit(visitors[number], report, number, starts, submitted)
            except Exception as problem:
                errors.append(f"{number}: {problem!r}")
                together.abort()

        with ThreadPoolExecutor(divisions) as pool:
            list(pool.map(work, range(divisions)))
    stands = installation.run("tests.failure.making", "account")
    every = [pair for visitor in visitors for pair in visitor.seconds]
    seconds = {
        what: tuple(sorted(took for which, took in every if which == what))
        for what in dict.fromkeys(which for which, _took in every)
    }
    return Outcome(saved, frozenset(submitted), tuple(errors), stands, seconds)


def _write(visitor: Visitor, report: str, number: int, starts: Starts, saved: dict[str, str]) -> None:
    page = visitor.get(f"/rounds/reports/{report}/", "open the sheet")
    assert page.status == 200, page.status
    text = DONE.format(number=number + 1)
    fields = form_of(page.text, "/save/") | _filled(page.text, text, number)
    began = partial(starts.wait, number)
    got = visitor.post(f"/rounds/reports/{report}/save/", fields | {"then": "stay"}, "save", once=began)
    assert got.status == 302, (got.status, got.text[-2000:])
    saved[report] = text
    asked = visitor.get(f"/rounds/reports/{report}/challenges/", "open the challenges")
    answers = form_of(asked.text, "/answer/")
    answers |= {
        name: "帳票と突き合わせ、記載のとおりであることを確かめました。"
        for name in answers
        if name.startswith("answer-")
    }
    if any(name.startswith("answer-") for name in answers):
        got = visitor.post(f"/rounds/reports/{report}/answer/", answers, "answer")
        assert got.status == 302, got.status


def _filled(text: str, done: str, number: int) -> dict[str, str]:
    """Return what a person types on a sheet."""
    given = {
        "done": done,
        **{name: words.format(number=number + 1) for name, words in WORDS.items()},
        "schedule_reached": "準備",
        "schedule_rating": "順調",
        **RATINGS,
    }
    for name in form_of(text, "/save/"):
        if name.startswith("entry-") and f"-{YEAR}-" in name:
            given[name] = "21.5"
    return given


def _submit(visitor: Visitor, report: str, number: int, starts: Starts, submitted: set[str]) -> None:
    page = visitor.get(f"/rounds/reports/{report}/", "open the sheet")
    fields = form_of(page.text, "/save/") | RATINGS
    began = partial(starts.wait, number)
    got = visitor.post(f"/rounds/reports/{report}/save/", fields | {"then": "advance"}, "submit", once=began)
    assert got.status == 302, (got.status, got.text[-3000:])
    assert got.location == "/rounds/mine/", got.location
    submitted.add(report)
