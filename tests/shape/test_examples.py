"""The tables of the papers that repeat what the program knows: worked examples of attainment, and roles."""

import re
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import pytest

from ayumi.document.attainment import Attainment, attainment
from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Direction,
    Indicator,
    IndicatorKind,
    MissingReason,
    TargetKind,
    YearTarget,
)
from ayumi.document.words import MISSING_REASON, TARGET_KIND
from ayumi.tenancy.rules.roles import ROLE_PERMISSIONS, Permission, Role
from ayumi.tenancy.words import ROLE_WORDS
from tests.shape.papers import papers, table_rows

YEAR = 2025
NOTHING = ("－", "–")
KINDS = {word: kind for kind, word in TARGET_KIND.items()} | {kind.value: kind for kind in TargetKind}
DIRECTIONS = {"高い": Direction.HIGHER, "低い": Direction.LOWER} | {each.value: each for each in Direction}
VERDICTS = {
    **{"到達": True, "未到達": False, "計算できません": None},
    **{"reached": True, "not reached": False, "unknown": None},
}
MISSING: dict[str, MissingReason] = {word: reason for reason, word in MISSING_REASON.items()}
TABLES = {
    "docs/ja/indicators.md": ("目標の種類", "良い方向", "現状値"),
    "docs/en/algorithms/attainment.md": ("Kind", "Better", "Baseline"),
}
PERMISSION_HEADS = {
    Permission.VIEW_PLANS: "計画を見る",
    Permission.EDIT_OWN_SHEETS: "自課の個票を編集",
    Permission.EDIT_ALL_SHEETS: "すべての個票を編集",
    Permission.IMPORT_PLANS: "計画を取り込む",
    Permission.PUBLISH: "公表する",
    Permission.MANAGE_DIVISIONS: "組織を管理する",
    Permission.VIEW_AUDIT: "監査証跡を見る",
    Permission.VIEW_ROUNDS: "評価を見る",
    Permission.WRITE_OWN_REPORTS: "自課の報告を書く",
    Permission.APPROVE_OWN_REPORTS: "自課の報告を承認",
    Permission.RUN_ROUNDS: "評価を進める",
    Permission.JUDGE_REPORTS: "推進本部の評価",
    Permission.REVIEW_REPORTS: "外部評価",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a cell: its group, its number or its words, or why it is missing."""

    group: str = ""
    value: Decimal | None = None
    text: str = ""
    missing: MissingReason | None = None


def entries_of(cell: str, kind: TargetKind) -> list[Entry]:
    """Read a cell: nothing, a number, a step in words, a reason, or 小 80、中 80 for groups."""
    if cell in NOTHING:
        return []
    if kind is TargetKind.PER_GROUP:
        parts = (part.split(" ") for part in re.split("[、,] ?", cell))
        return [Entry(group=group, value=Decimal(number)) for group, number in parts]
    if cell in MISSING:
        return [Entry(missing=MISSING[cell])]
    if kind is TargetKind.MILESTONE:
        return [Entry(text=cell)]
    return [Entry(value=Decimal(cell))]


def computed(cells: list[str]) -> Attainment:
    """Return what the program says to one row of examples."""
    kind = KINDS[cells[0]]
    baselines, targets, actuals = (entries_of(cell, kind) for cell in cells[2:5])
    indicator = Indicator(
        id=str(UUID(int=1)),
        name="例",
        kind=IndicatorKind.OUTCOME,
        target_kind=kind,
        direction=DIRECTIONS[cells[1]],
        baselines=tuple(
            Baseline(fiscal_year=YEAR - 5, value=each.value, group=each.group) for each in baselines
        ),
        targets=tuple(
            YearTarget(fiscal_year=YEAR, value=each.value, text=each.text, group=each.group)
            for each in targets
        ),
        actuals=tuple(
            Actual(
                fiscal_year=YEAR,
                status=ActualStatus.FINAL,
                value=each.value,
                text=each.text,
                group=each.group,
                missing=each.missing,
            )
            for each in actuals
        ),
    )
    return attainment(indicator, YEAR)


@pytest.mark.parametrize("paper", TABLES)
def test_the_worked_examples_of_attainment_are_right(paper: str) -> None:
    rows = table_rows(papers()[paper], *TABLES[paper])
    assert len(rows) > 10
    wrong = []
    for cells in rows:
        result = computed(cells)
        percent = None if cells[5] in NOTHING else Decimal(cells[5].rstrip("%"))
        if (result.printed, result.reached) != (percent, VERDICTS[cells[6]]):
            wrong.append(f"{cells}: {result.printed} {result.reached}")
    assert wrong == []


def test_every_kind_of_target_has_an_example() -> None:
    rows = table_rows(papers()["docs/ja/indicators.md"], *TABLES["docs/ja/indicators.md"])
    assert {KINDS[row[0]] for row in rows} == set(TargetKind)


def test_the_table_of_roles_is_the_one_the_program_uses() -> None:
    heads = [PERMISSION_HEADS[permission] for permission in Permission]
    rows = table_rows(papers()["docs/ja/roles.md"], "役割", *heads)
    printed = {row[0]: [mark == "○" for mark in row[1:]] for row in rows}
    used = {
        str(ROLE_WORDS[role]): [permission in ROLE_PERMISSIONS[role] for permission in Permission]
        for role in Role
    }
    assert printed == used
