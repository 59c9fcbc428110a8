"""The parent's side: it never parses, so a hostile file can only hurt the child."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ayumi.document.reading import CannotRead, ReadResult, Refused
from ayumi.formats.excel.plan_workbook import PlanWorkbookReading
from ayumi.formats.guard import SPREADSHEET_KINDS, TEXT_KINDS, FormatKind, accepted_words, guard
from ayumi.importing.rules.plan_workbook import PLAN_WORKBOOK, plan_workbook_reading

WALL_SECONDS = 60
"""How long a person waits at most for a file to be read."""
TOO_MUCH = (
    "ファイルの読み取りに時間またはメモリを使いすぎたため、中止しました。章ごとに分けてご用意ください。"
)
SPREADSHEET_TOO_MUCH = (
    "ファイルの読み取りに時間またはメモリを使いすぎたため、中止しました。"
    "不要なシート、行、列を削除するか、ファイルを分けてご用意ください。"
)
BROKEN = "ファイルの読み取り中に問題が発生しました。元のソフトで開いて保存し直し、もう一度お試しください。"

PLAN_WORKBOOK_KINDS = frozenset({FormatKind.WORKBOOK})
"""The workbook of a plan has several sheets, so it cannot come as CSV."""

_PLAN = "plan"
_CHILD = "ayumi.importing.reading.child"


def read_plan(place: Path, *, name: str) -> ReadResult:
    """Return what is understood of the file at ``place``, called ``name`` by the person.

    Raises CannotRead, in Japanese, for a file the gate refuses, one that cannot be read, and one
    whose reading crashed or took more than its share of time or memory.
    """
    kind = guard(place, name)
    answer = _answer_of(place, name, [_PLAN, kind.value, name], TEXT_KINDS, TOO_MUCH)
    try:
        return ReadResult.model_validate(answer)
    except ValueError as nonsense:
        raise gave_up(name, BROKEN, TEXT_KINDS) from nonsense


def read_spreadsheet(
    place: Path, *, name: str, task: str, arguments: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return what ``task`` (a name of ``child.TASKS``) says of the workbook or CSV file at ``place``.

    ``name`` is what the person calls the file; ``arguments`` are for the task, as JSON can hold them. What
    comes back crossed a process that read a stranger's file: validate it. Raises CannotRead as ``read_plan``.
    """
    kind = guard(place, name, SPREADSHEET_KINDS)
    # Unlinked at once and handed over by its number: arguments may be longer than a command line, and what
    # stands on one can be seen by every user of the machine.
    with tempfile.TemporaryFile() as held:
        held.write(json.dumps(dict(arguments or {})).encode())
        held.seek(0)
        number = held.fileno()
        answer = _answer_of(
            place,
            name,
            [task, kind.value, name, str(number)],
            SPREADSHEET_KINDS,
            SPREADSHEET_TOO_MUCH,
            number,
        )
    if not isinstance(answer, dict):
        raise gave_up(name, BROKEN, SPREADSHEET_KINDS)
    return answer


def read_workbook_of_plan(place: Path, *, name: str) -> PlanWorkbookReading:
    """Return what the Ayumi workbook (計画ブック) at ``place`` says. Raises CannotRead as ``read_plan``."""
    guard(place, name, PLAN_WORKBOOK_KINDS)
    answer = read_spreadsheet(place, name=name, task=PLAN_WORKBOOK)
    try:
        return plan_workbook_reading(answer)
    except (ValueError, KeyError, TypeError, AttributeError) as nonsense:
        raise gave_up(name, BROKEN, PLAN_WORKBOOK_KINDS) from nonsense


def _answer_of(
    place: Path,
    name: str,
    arguments: list[str],
    accepted: Collection[FormatKind],
    too_much: str,
    *handed: int,
) -> Any:
    """Run the child on the file and return the result it wrote; ``handed`` are open files it gets."""
    try:
        with place.open("rb") as content:
            child = subprocess.run(
                [sys.executable, "-m", _CHILD, *arguments],
                stdin=content,
                capture_output=True,
                timeout=WALL_SECONDS,
                env=environment_of_child(),
                pass_fds=handed,
                check=False,
            )
    except subprocess.TimeoutExpired as late:
        raise gave_up(name, too_much, accepted) from late
    if child.returncode != 0:
        raise gave_up(name, too_much if _is_starved(child) else BROKEN, accepted)
    try:
        answer = json.loads(child.stdout)
        if "refused" in answer:
            raise CannotRead(Refused.model_validate(answer["refused"]))
        return answer["result"]
    except (ValueError, KeyError, TypeError) as nonsense:
        raise gave_up(name, BROKEN, accepted) from nonsense


def environment_of_child() -> dict[str, str]:
    """Return the environment without the installation's own settings: none of a parser's business."""
    return {name: value for name, value in os.environ.items() if not name.startswith("AYUMI_")}


def _is_starved(child: "subprocess.CompletedProcess[bytes]") -> bool:
    """A negative code is a signal: SIGXCPU, SIGKILL or the abort of a failed allocation."""
    return child.returncode < 0 or b"MemoryError" in child.stderr


def gave_up(name: str, reason: str, accepted: Collection[FormatKind]) -> CannotRead:
    """Return the refusal of a file whose reading was given up."""
    return CannotRead(
        Refused(
            file=name,
            place="ファイル全体",
            found="読み取りを中止したファイル",
            accepted=accepted_words(accepted),
            reason=reason,
        )
    )
