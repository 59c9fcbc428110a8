"""The parent's side of reading many workbooks at once; it never parses."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ayumi.document.reading import CannotRead, Refused
from ayumi.formats.excel.report_workbook import ReportWorkbookReading
from ayumi.formats.guard import FormatKind, guard
from ayumi.importing.reading.parent import (
    BROKEN,
    SPREADSHEET_TOO_MUCH,
    WALL_SECONDS,
    environment_of_child,
    gave_up,
)
from ayumi.importing.rules.report_workbook import REPORT_WORKBOOK, report_workbook_reading

REPORT_WORKBOOK_KINDS = frozenset({FormatKind.WORKBOOK})
_FORKS = "ayumi.importing.reading.forks"
_AT_ONCE = 100
"""Files handed to one process, each an open file."""
_STARVED = 2
"""The exit code of a fork that ran out of memory; a signal has a negative one."""

Read = ReportWorkbookReading | Refused


def read_report_workbooks(files: Iterable[tuple[Path, str]]) -> list[Read]:
    """Return what each workbook says, or why it cannot be read, in the given order.

    ``files`` are places and the names the person gave. One file never spoils another: each is gated and read
    in a process of its own, with the limits of a single one.
    """
    held = list(files)
    answers: list[Read] = []
    for first in range(0, len(held), _AT_ONCE):
        answers += _read_some(held[first : first + _AT_ONCE])
    return answers


def _read_some(files: list[tuple[Path, str]]) -> list[Read]:
    answers: dict[int, Read] = {}
    passed: list[int] = []
    for place, (path, name) in enumerate(files):
        try:
            guard(path, name, REPORT_WORKBOOK_KINDS)
            passed.append(place)
        except CannotRead as problem:
            answers[place] = problem.refused
    lines = _lines([files[place] for place in passed])
    for place in passed:
        answers[place] = _answer(next(lines, None), files[place][1])
    return [answers[place] for place in range(len(files))]


def _lines(files: list[tuple[Path, str]]) -> Iterator[Any]:
    """Return what the process says of each file, in order; nothing more where it ended early."""
    if not files:
        return iter(())
    with ExitStack() as opened:
        listed = opened.enter_context(tempfile.TemporaryFile())
        handles = [opened.enter_context(path.open("rb")) for path, _name in files]
        listed.write(
            json.dumps(
                [
                    {"number": handle.fileno(), "kind": FormatKind.WORKBOOK.value, "name": name}
                    for handle, (_path, name) in zip(handles, files, strict=True)
                ]
            ).encode()
        )
        listed.seek(0)
        try:
            child = subprocess.run(
                [sys.executable, "-m", _FORKS, REPORT_WORKBOOK, str(listed.fileno())],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=WALL_SECONDS * (1 + len(files)),
                env=environment_of_child(),
                pass_fds=[listed.fileno(), *(handle.fileno() for handle in handles)],
                check=False,
            )
        except subprocess.TimeoutExpired:
            return iter(())
    return map(_parsed, child.stdout.splitlines())


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _answer(line: Any, name: str) -> Read:
    """Take one line. What crossed a process that read a stranger's file is checked, not trusted."""
    try:
        if "refused" in line:
            return Refused.model_validate(line["refused"])
        if "ended" in line:
            is_starved = line["ended"] < 0 or line["ended"] == _STARVED
            return gave_up(
                name, SPREADSHEET_TOO_MUCH if is_starved else BROKEN, REPORT_WORKBOOK_KINDS
            ).refused
        return report_workbook_reading(line["result"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return gave_up(name, BROKEN, REPORT_WORKBOOK_KINDS).refused
