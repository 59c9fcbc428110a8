"""Reads many workbooks: ``python -m ayumi.importing.reading.forks TASK FILE`` answers one line a file.

The modules are loaded once; then every file is read in a fork of its own with the limits of ``child.py``, so
that a hostile one takes only itself along. Starting Python anew for each of 60 files took ten times as long.
FILE is the number of the open file with the list: the number of each open file to read, its kind and name.
"""

import json
import os
import select
import signal
import sys
import time
from importlib import import_module
from typing import Any

from ayumi.document.reading import CannotRead
from ayumi.formats.guard import FormatKind
from ayumi.importing.reading.child import READERS, SPREADSHEET_MEMORY_BYTES, limit, task_named

WALL_SECONDS = 60
"""How long one file may take."""
ANSWER_BYTES = 64 * 1024 * 1024
_CHUNK = 1024 * 1024


def main(arguments: list[str]) -> int:
    """Read every file of the list and write for each a line of JSON: its answer, or how it ended."""
    task = task_named(arguments[0])
    with os.fdopen(int(arguments[1]), "rb") as listed:
        files = json.load(listed)
    for kind in {FormatKind(each["kind"]) for each in files}:
        import_module(READERS[kind])
    numbers = {each["number"] for each in files}
    for each in files:
        answer = _in_a_fork(task, each, numbers - {each["number"]})
        os.close(each["number"])
        numbers.discard(each["number"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


def _in_a_fork(task: Any, file: dict[str, Any], others: set[int]) -> dict[str, Any]:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        _leave_alone({ours, *others})
        _read_and_exit(task, file, theirs)
    os.close(theirs)
    answer = _collected(ours, child)
    os.close(ours)
    status = os.waitpid(child, 0)[1]
    if answer is None or status != 0:
        return {"ended": os.waitstatus_to_exitcode(status)}
    try:
        held: dict[str, Any] = json.loads(answer)
    except ValueError:
        return {"ended": 1}
    return held


def _leave_alone(others: set[int]) -> None:
    """Close the other files, and the way on which the answers to them go."""
    for number in others:
        os.close(number)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(nowhere, number)


def _read_and_exit(task: Any, file: dict[str, Any], to: int) -> None:
    """Read one file under the limits and write the answer; never returns."""
    code = 1
    try:
        limit(SPREADSHEET_MEMORY_BYTES)
        with os.fdopen(file["number"], "rb") as held:
            content = held.read()
        read = import_module(READERS[FormatKind(file["kind"])]).read
        try:
            answer = {"result": task(read(content, file["name"]), {})}
        except CannotRead as problem:
            answer = {"refused": problem.refused.model_dump(mode="json")}
        with os.fdopen(to, "wb") as pipe:
            pipe.write(json.dumps(answer).encode())
        code = 0
    except MemoryError:
        code = 2
    finally:
        os._exit(code)


def _collected(pipe: int, child: int) -> bytes | None:
    """Return what the child writes, None where it takes too long or says too much; then it is killed."""
    pieces: list[bytes] = []
    size, end = 0, time.monotonic() + WALL_SECONDS
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, end - time.monotonic()))
        piece = os.read(pipe, _CHUNK) if ready else b""
        size += len(piece)
        if not ready or size > ANSWER_BYTES:
            os.kill(child, signal.SIGKILL)
            return None
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
