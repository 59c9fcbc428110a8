"""The parent's side: it never parses, so a hostile file can only hurt the child."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ayumi.document.reading import CannotRead, ReadResult, Refused
from ayumi.formats.guard import TEXT_KINDS, accepted_words, guard

WALL_SECONDS = 60
"""How long a person waits at most for a file to be read."""
TOO_MUCH = (
    "ファイルの読み取りに時間またはメモリを使いすぎたため、中止しました。章ごとに分けてご用意ください。"
)
BROKEN = "ファイルの読み取り中に問題が発生しました。元のソフトで開いて保存し直し、もう一度お試しください。"


def read_plan(place: Path, *, name: str) -> ReadResult:
    """Return what is understood of the file at ``place``, called ``name`` by the person.

    Raises CannotRead, in Japanese, for a file the gate refuses, one that cannot be read, and one
    whose reading crashed or took more than its share of time or memory.
    """
    kind = guard(place, name)
    try:
        with place.open("rb") as content:
            child = subprocess.run(
                [sys.executable, "-m", "ayumi.importing.reading.child", kind.value, name],
                stdin=content,
                capture_output=True,
                timeout=WALL_SECONDS,
                env=_without_secrets(os.environ),
                check=False,
            )
    except subprocess.TimeoutExpired as late:
        raise _gave_up(name, TOO_MUCH) from late
    if child.returncode != 0:
        raise _gave_up(name, TOO_MUCH if _is_starved(child) else BROKEN)
    try:
        answer = json.loads(child.stdout)
        if "refused" in answer:
            raise CannotRead(Refused.model_validate(answer["refused"]))
        return ReadResult.model_validate(answer["result"])
    except (ValueError, KeyError, TypeError) as nonsense:
        raise _gave_up(name, BROKEN) from nonsense


def _without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """The installation's own settings (its database, its secret) are none of a parser's business."""
    return {name: value for name, value in environment.items() if not name.startswith("AYUMI_")}


def _is_starved(child: "subprocess.CompletedProcess[bytes]") -> bool:
    """A negative code is a signal: SIGXCPU, SIGKILL or the abort of a failed allocation."""
    return child.returncode < 0 or b"MemoryError" in child.stderr


def _gave_up(name: str, reason: str) -> CannotRead:
    return CannotRead(
        Refused(
            file=name,
            place="ファイル全体",
            found="読み取りを中止したファイル",
            accepted=accepted_words(TEXT_KINDS),
            reason=reason,
        )
    )
