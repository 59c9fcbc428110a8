"""Why a workbook cannot be read, in the words a person is told."""

from ayumi.document.reading import CannotRead, Refused

ACCEPTED = "Excel ブック（.xlsx）"
WHOLE_FILE = "ファイル全体"


def broken(file: str) -> CannotRead:
    """Return the refusal of a workbook that no reader can open."""
    return refusal(
        file,
        WHOLE_FILE,
        "壊れた Excel ブック",
        "ファイルが壊れているか、途中で切れているため開けません。"
        "Excel で開けるかお確かめのうえ、「.xlsx」形式で保存し直してください。",
    )


def no_workbook(file: str) -> CannotRead:
    """Return the refusal of a file that is something else."""
    return refusal(
        file,
        WHOLE_FILE,
        "Excel ブックではないファイル",
        "中身が Excel ブック（.xlsx）ではありません。Excel で開き、「.xlsx」形式で保存し直してください。",
    )


def broken_sheet(file: str, sheet: str) -> CannotRead:
    """Return the refusal of a workbook of which one sheet is missing or damaged."""
    return refusal(
        file,
        f"シート「{sheet}」",
        "読み取れないシート",
        "このシートの中身が見つからないか、壊れているため読み取れません。"
        "Excel で開いてシートをお確かめのうえ、「.xlsx」形式で保存し直してください。",
    )


def refusal(file: str, place: str, found: str, reason: str, accepted: str = ACCEPTED) -> CannotRead:
    """Return what is raised: where, what stood there, why and what to do."""
    return CannotRead(Refused(file=file, place=place, found=found, accepted=accepted, reason=reason))
