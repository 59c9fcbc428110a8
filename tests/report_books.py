"""Sheets of a fictional division, as they are given out."""

import uuid
from datetime import date

from ayumi.document.report_book import (
    VALUE_PARTS,
    ActualRow,
    ActualTable,
    BookInput,
    BookLine,
    BookSection,
    BookSheet,
    InputKind,
    ReportBook,
)

MISSING = ("未公表", "集計中", "該当なし", "調査なし", "初回調査前")
STATUS = ("見込", "確定")
RATINGS = ("順調", "概ね順調", "やや遅れ", "遅れ")
KINDS = dict(zip(VALUE_PARTS, ("number", "choice", "choice", "day", "line"), strict=True))
LABELS = dict(zip(VALUE_PARTS, ("実績値", "値がない理由", "見込・確定", "時点", "出典"), strict=True))
CHOICES = {"missing": MISSING, "status": STATUS}


def identifier(name: str) -> str:
    """Return an id made of a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def sample_book(measures: int = 3, *, seed: str = "", indicators: int = 2) -> ReportBook:
    """Return the sheets of a division with so many measures."""
    sheets = tuple(_sheet(number, seed, indicators) for number in range(1, measures + 1))
    return ReportBook(
        municipality_code="990001",
        municipality="ひばり野市",
        plan_title="第3次ひばり野市情報化基本計画",
        round_id=identifier(f"round{seed}"),
        round_name="令和6年度 年度評価",
        division_id=identifier(f"division{seed}"),
        division="市民生活部市民課",
        due=date(2025, 5, 30),
        export=identifier(f"export{seed}"),
        lines=(
            *(BookLine(each.number, each.title, each.form, "所管課の自己評価", True) for each in sheets),
            BookLine("3-9", "提出の済んだ施策", "通常", "事務局の確認", False),
        ),
        sheets=sheets,
    )


def _sheet(number: int, seed: str, indicators: int) -> BookSheet:
    return BookSheet(
        report_id=identifier(f"report{seed}{number}"),
        version=2,
        number=f"1-{number}",
        title=f"書かない窓口の拡大と手続の見直し（その{number}）",
        form="通常",
        told=(
            ("計画の約束", "準備（対象の手続を20件に広げ、窓口の案内を改める）"),
            ("求められたこと", "推進本部: 窓口ごとの待ち時間を測り、次の年度に示すこと。"),
            ("前回の報告", "対象を10件に広げました。案内を改めたところ、記入の時間が平均4分短くなりました。"),
            ("前回の評価", "所管課の自己評価: 概ね順調　推進本部: 概ね順調・方向性 継続"),
        ),
        schedule=BookSection(
            "工程",
            (
                _choice("schedule_reached", "到達した工程", ("検討", "準備", "試行", "導入"), before="検討"),
                _choice("schedule_rating", "工程の進み具合", RATINGS, required=True, before="概ね順調"),
            ),
        ),
        tables=tuple(_table(number, place, seed) for place in range(indicators)),
        sections=_sections(),
    )


def _sections() -> tuple[BookSection, ...]:
    return (
        BookSection(
            "評価",
            (
                _choice("rating-achievement", "評価（達成状況）", ("◎", "○", "△", "×"), required=True),
                BookInput("rating-achievement-reason", "評価の理由", InputKind.LINE),
                _choice("rating-direction", "次年度の方向性", ("継続", "拡充"), required=True),
                BookInput("rating-direction-reason", "方向性の理由", InputKind.LINE),
            ),
        ),
        BookSection(
            "取組の報告",
            (
                BookInput("done", "取組の実績", InputKind.TEXT, "窓口を改めました。\n=A1", required=True),
                BookInput("reason", "遅れや差異の理由", InputKind.TEXT),
                BookInput("issues", "課題", InputKind.TEXT, required=True),
                BookInput("next_steps", "今後の取組", InputKind.TEXT, required=True),
                BookInput("deviation", "計画との差異", InputKind.TEXT),
            ),
        ),
        BookSection(
            "事業費と業務時間",
            (
                _choice("basis", "金額・時間の確からしさ", ("見込", "決算・確定"), value="決算・確定"),
                BookInput("project_thousand_yen", "事業費（千円）", InputKind.NUMBER, "1250", before="1,180"),
                BookInput("general_revenue_thousand_yen", "うち一般財源（千円）", InputKind.NUMBER),
                BookInput("personnel_thousand_yen", "人件費（千円）", InputKind.NUMBER),
                BookInput("staff", "従事した人数（人）", InputKind.NUMBER),
                BookInput("hours", "延べ業務時間（時間）", InputKind.NUMBER),
            ),
        ),
    )


def _choice(
    field: str,
    label: str,
    words: tuple[str, ...],
    *,
    required: bool = False,
    value: str = "",
    before: str = "",
) -> BookInput:
    return BookInput(field, label, InputKind.CHOICE, value, required, words, before=before)


def _table(number: int, place: int, seed: str) -> ActualTable:
    name = identifier(f"indicator{seed}{number}{place}").replace("-", "")
    return ActualTable(
        title=f"来庁せずに終わる手続の割合 {place + 1}（％）",
        note="成果指標・水準・高いほど良い。令和9年度の目標 60.0",
        rows=tuple(
            ActualRow(
                key=f"{name}-{year}-all",
                label=f"令和{year - 2018}年度",
                target="48.0" if year == 2024 else "－",
                known="" if year == 2024 else "44.5",
                inputs=tuple(_part(part, f"{name}-{year}-all", year) for part in VALUE_PARTS),
            )
            for year in (2024, 2023, 2022)
        ),
    )


def _part(part: str, key: str, year: int) -> BookInput:
    filled = {"entry": "57.0", "as_of": "2024-03-31", "source": "業務統計"} if year == 2023 else {}
    return BookInput(
        f"{part}-{key}",
        LABELS[part],
        InputKind(KINDS[part]),
        {"status": "確定"}.get(part, filled.get(part, "")),
        required=year == 2024 and part in ("entry", "missing"),
        choices=CHOICES.get(part, ()),
    )
