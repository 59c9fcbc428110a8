"""The child's side: ``python -m ayumi.importing.reading.child JOB KIND NAME [ARGUMENTS] < file``, JSON out.

Knows no Django and no database, so a parser that is taken over finds nothing to reach.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from ayumi.document.reading import CannotRead
from ayumi.document.source_workbook import SourceWorkbook
from ayumi.formats.guard import FormatKind
from ayumi.importing.rules import understand

READERS: dict[FormatKind, str] = {
    FormatKind.MARKDOWN: "ayumi.formats.markdown.read",
    FormatKind.PLAINTEXT: "ayumi.formats.plaintext.read",
    FormatKind.WORD: "ayumi.formats.word.read",
    FormatKind.PDF: "ayumi.formats.pdf.read",
    FormatKind.WORKBOOK: "ayumi.formats.excel.read",
    FormatKind.CSV: "ayumi.formats.csv.read",
}
"""Format → the module whose ``read`` reads it. Only that one is loaded: the parsers are large."""

TASKS: dict[str, tuple[str, str]] = {
    "propose": ("ayumi.importing.rules.mapping.tasks", "propose_table"),
    "understand": ("ayumi.importing.rules.mapping.tasks", "understand_table"),
    "describe": ("ayumi.importing.rules.workbook_description", "describe_workbook"),
    "plan workbook": ("ayumi.importing.rules.plan_workbook", "plan_workbook"),
    "report workbook": ("ayumi.importing.rules.report_workbook", "report_workbook"),
}
"""What can be asked of a spreadsheet → the module and its pure function, which takes the SourceWorkbook and
the arguments, and returns what JSON can hold. It may raise CannotRead. Only that module is loaded."""

PLAN = "plan"
"""The job of a plan text; every other job is a task of a spreadsheet."""

MEMORY_BYTES = 1536 * 1024 * 1024
SPREADSHEET_MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20

Task = Callable[[SourceWorkbook, Mapping[str, Any]], dict[str, Any]]


def main(arguments: list[str]) -> int:
    """Read one file from standard input and write what was understood, or why it cannot be read.

    ``arguments`` are the job, the kind of file, its name and, for a spreadsheet, the number of the open file
    that holds the task's arguments as JSON.
    """
    job, kind, name = arguments[0], FormatKind(arguments[1]), arguments[2]
    read = import_module(READERS[kind]).read
    task = None if job == PLAN else task_named(job)
    limit(MEMORY_BYTES if task is None else SPREADSHEET_MEMORY_BYTES)
    content = sys.stdin.buffer.read()
    try:
        if task is None:
            answer = {"result": understand(read(content, name)).model_dump(mode="json")}
        else:
            answer = {"result": task(read(content, name), _arguments_in(int(arguments[3])))}
    except CannotRead as problem:
        answer = {"refused": problem.refused.model_dump(mode="json")}
    sys.stdout.write(json.dumps(answer))
    return 0


def limit(memory_bytes: int = MEMORY_BYTES) -> None:
    """Take the child's share: memory, CPU seconds, no files written, no core."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def task_named(name: str) -> Task:
    """Return the function of a task of ``TASKS``; its module is loaded."""
    module, function = TASKS[name]
    task: Task = getattr(import_module(module), function)
    return task


def _arguments_in(number: int) -> dict[str, Any]:
    with os.fdopen(number, "rb") as held:
        arguments: dict[str, Any] = json.load(held)
    return arguments


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
