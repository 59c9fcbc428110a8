"""The parent's side: it never parses, so a hostile file can only hurt the child."""

import json
import subprocess
import sys
from pathlib import Path

from ayumi.document.reading import CannotRead, Refused, SourceText
from ayumi.formats.guard import TEXT_KINDS, accepted_words, guard

WALL_SECONDS = 60
"""How long a person waits at most for a file to be read."""
TOO_MUCH = (
    "ファイルの読み取りに時間またはメモリを使いすぎたため、中止しました。章ごとに分けてご用意ください。"
)
BROKEN = "ファイルの読み取り中に問題が発生しました。元のソフトで開いて保存し直し、もう一度お試しください。"


def read_file(place: Path, *, name: str) -> SourceText:
    """Return the text of the file at ``place``, called ``name`` by the person.

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
                check=False,
            )
    except subprocess.TimeoutExpired as late:
        raise _gave_up(name, TOO_MUCH) from late
    if child.returncode != 0:
        raise _gave_up(name, TOO_MUCH if _is_starved(child) else BROKEN)
    answer = json.loads(child.stdout)
    if "refused" in answer:
        raise CannotRead(Refused.model_validate(answer["refused"]))
    return SourceText.model_validate(answer["text"])


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
