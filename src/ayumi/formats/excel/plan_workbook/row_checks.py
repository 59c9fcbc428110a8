"""What no single cell shows: periods of one year only, values without a year, years without a value."""

from collections.abc import Mapping

from ayumi.formats.excel.acceptance import NotAccepted
from ayumi.formats.excel.plan_workbook.more_kinds import YEAR_WORDS
from ayumi.formats.excel.plan_workbook.reading import FoundSheet, ReadRow
from ayumi.formats.excel.refusal_list import Refusals


def check_rows(
    rows: Mapping[str, list[ReadRow]], sheets: Mapping[str, FoundSheet], refusals: Refusals
) -> None:
    """Refuse rows whose cells contradict one another."""
    for key in ("plan", "related_plans"):
        for row in rows[key]:
            _check_period(row, sheets[key], refusals)
    for row in rows["indicators"]:
        year, value = row.values["baseline_year"], row.values["baseline"]
        if value is not None and year is None:
            problem = NotAccepted(
                YEAR_WORDS, "基準値があるのに、その年度が空欄です。年度を入力してください。"
            )
            refusals.cell(sheets["indicators"], row.number, "baseline_year", problem)
        if value is None and year is not None:
            problem = NotAccepted(
                "数値、または言葉で表した基準値",
                "基準値の年度があるのに、値が空欄です。値を入力するか、年度も空欄にしてください。",
            )
            refusals.cell(sheets["indicators"], row.number, "baseline", problem)


def _check_period(row: ReadRow, sheet: FoundSheet, refusals: Refusals) -> None:
    first, last = row.values["first_year"], row.values["last_year"]
    if (first is None) != (last is None):
        key = "first_year" if first is None else "last_year"
        problem = NotAccepted(
            YEAR_WORDS, "期間の年度が片方だけです。もう一方も入力するか、両方を空欄にしてください。"
        )
        refusals.cell(sheet, row.number, key, problem)
    elif first is not None and last < first:
        problem = NotAccepted("最初の年度以後の年度", "期間の最後の年度が、最初の年度より前になっています。")
        refusals.cell(sheet, row.number, "last_year", problem)
