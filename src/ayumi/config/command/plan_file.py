"""The plan document of a command that works on a file alone."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ayumi.document.plan_document import PlanDocument


class CannotReadPlanFile(Exception):
    """The file is not there, not text, or no plan document; the message says so in Japanese."""


def read_plan_file(place: Path, *, context: dict[str, Any] | None = None) -> PlanDocument:
    """Return the plan document at ``place``. Raises CannotReadPlanFile.

    ``context`` goes to the validation, e.g. ``AS_THEY_ARE``.
    """
    try:
        # Editors on Windows like to put a byte order mark before the text.
        return PlanDocument.model_validate_json(place.read_text(encoding="utf-8-sig"), context=context)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(map(str, first["loc"])) or "ファイル全体"
        reason = f"計画データの形式ではありません。{first['msg']}"
        raise CannotReadPlanFile(f"{place}（{where}）: {reason}") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise CannotReadPlanFile(f"{place}: ファイルを読めません（{problem}）。") from problem
