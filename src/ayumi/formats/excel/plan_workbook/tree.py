"""The order and the parents of the items, as the sheet of measures shows them."""

from ayumi.formats.excel.acceptance import NotAccepted
from ayumi.formats.excel.plan_workbook.body import Row
from ayumi.formats.excel.plan_workbook.reading import FoundSheet, ReadRow
from ayumi.formats.excel.refusal_list import Refusals


def ordered_items(
    rows: list[ReadRow], levels: list[ReadRow], sheet: FoundSheet, refusals: Refusals
) -> list[Row]:
    """Return the rows of the items in printed order, parents first.

    The order of the rows counts. Where sorting has put a child above its parent, every branch is brought
    together again. A new row without a parent goes under the nearest row above of a higher level.
    """
    ranks = {level.values["id"]: level.values["rank"] for level in levels}
    with_parents = _with_parents(rows, ranks)
    seen: set[str] = set()
    in_order = True
    for row in with_parents:
        in_order = in_order and (row["parent"] is None or row["parent"] in seen)
        seen.add(row["id"])
    if in_order:
        return with_parents
    ordered = _branches(with_parents)
    for read in rows:
        if len(ordered) < len(rows) and read.values["id"] not in {row["id"] for row in ordered}:
            problem = NotAccepted(
                "この施策の下にない施策",
                "上位の施策をたどると自分に戻ります。「上位の施策」を直してください。",
            )
            refusals.cell(sheet, read.number, "parent", problem)
    return ordered


def _with_parents(rows: list[ReadRow], ranks: dict[str, int]) -> list[Row]:
    found: list[Row] = []
    for read in rows:
        row = read.values
        if read.is_new and row["parent"] is None:
            rank = ranks.get(row["level"], 0)
            above = (each["id"] for each in reversed(found) if ranks.get(each["level"], 0) < rank)
            row = {**row, "parent": next(above, None)}
        found.append(row)
    return found


def _branches(rows: list[Row]) -> list[Row]:
    children: dict[str | None, list[Row]] = {}
    for row in rows:
        children.setdefault(row["parent"], []).append(row)
    ordered: list[Row] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(reversed(children.get(row["id"], [])))
    return ordered
