"""The rows of the older form: measures as a careful official would have typed them, then what went wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ayumi.config.sample_city.city import spread
from ayumi.config.sample_city.legacy_workbook.columns import BLOCK, SOURCES, YEARS
from ayumi.config.sample_city.tables import Row, rows
from ayumi.config.sample_city.year_values import Shape, planned
from ayumi.document.measures import TargetKind

POLICIES = (
    ("bousai", "安全で安心なまち"),
    ("gyokaku", "信頼される市役所"),
    ("kosodate", "子育てを支えるまち"),
    ("kyoiku", "学びのあるまち"),
)
"""The departmental plans whose measures stand in the table, and what they were called as a policy."""
FROZEN = frozenset({"0105", "0203", "0308", "0411"})
"""Measures whose hours and indicator are the same in every year."""
REPEATED = {"gyokaku": "0107", "kyoiku": "0304"}
"""At the end of a policy, the measure of another one again (再掲), under the same id."""
_STARTS = ("H27", "昭和50", "R2", "2015", "平成33年度", "S62", "令和元", "令和6(2024)", "平成9年度", "1998")
_PLANS = (
    ("継続実施", "→", "→", "→"),
    ("検討", "試行", "導入", "〃"),
    ("順次拡大", "〃", "⇒", "見直し"),
    ("設計", "構築", "運用", "→"),
)
_REASONS = (
    "総合計画の基本目標に掲げる将来像の実現に直接つながる事務事業であり、今後も市が主体となって行う必要がある。",
    "限られた人員と予算の中で工夫しながら取り組んでおり、現在の進め方で一定の成果が得られていると考えられる。",
    "市民からの要望が多く寄せられており、引き続き関係する課と連携しながら計画的に取り組んでいく必要がある。",
)
_DIRECTIONS = ("現状維持", "現状維持", "現状維持", "拡充", "改革改善（縮小・統合含む）")
AS_IT_IS = "="
"""In the table of faults: what follows from another fault, so that the cell itself is not changed."""
_NOTES = (
    "※1　令和5年度までは決算額、令和6年度は予算額を記入すること。",
    "※2　人件費計は、延べ業務時間に一時間当たりの単価（4.2千円）を乗じて算出する。",
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the result it had when the file was saved; None where nobody calculated it."""

    text: str
    result: int | str | None


Value = str | int | Decimal | date | Formula | None
Record = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that is not as it should be. ``outcome`` is T, B, N or R; ``rule`` names the rule, if any."""

    habit: str
    id: str
    column: str
    value: Value
    outcome: str
    rule: str


def faults() -> tuple[Fault, ...]:
    """Return every fault in the order of its table."""
    return tuple(
        Fault(row["habit"], row["id"], row["column"], _value(row["value"]), row["outcome"], row["rule"])
        for row in rows("legacy_faults")
    )


def table() -> list[tuple[str, Record]]:
    """Return the rows below the headings, each with the id of its measure before the faults, or empty."""
    records: dict[str, Record] = {}
    for place, (key, policy) in enumerate(POLICIES, start=1):
        records |= _policy(key, policy, place)
    found: list[tuple[str, Record]] = []
    for fault in faults():
        if fault.value != AS_IT_IS:
            records[fault.id][fault.column] = fault.value
    for place, (key, _policy_name) in enumerate(POLICIES, start=1):
        own = [(each, record) for each, record in records.items() if each.startswith(f"{place:02}")]
        if key in REPEATED:
            again = records[REPEATED[key]]
            own.append(("", again | {"title": f"{again['title']}（再掲）"}))
        found += own
        found.append(("", _sums("小　計", (record for _id, record in own))))
    found.append(("", _sums("合計", records.values())))
    found += [("", {}), *(("", {"id": note}) for note in _NOTES)]
    return found


def formulas(record: Record, row: int, letters: dict[str, str], ids: list[Value]) -> Record:
    """Return what a record of a measure calculates in ``row`` (counted from 1), where no fault stands.

    ``letters`` are the columns' letters by key, ``ids`` all ids of the sheet. SUM passes over texts.
    """
    own = letters["id"]
    span = f"${own}$7:${own}${6 + len(ids)}"
    same = sum(each == record["id"] for each in ids) if record["id"] is not None else 0
    found: Record = {"counter": Formula(f"=COUNTIF({span},{own}{row})", same)}
    for place in range(len(YEARS)):
        spent = _added(record, (f"{source} {place}" for source in SOURCES))
        first, last, total, personnel = (
            f"{letters[f'{key} {place}']}{row}" for key in (SOURCES[0], SOURCES[-1], "sum", "personnel")
        )
        found[f"sum {place}"] = Formula(f"=SUM({first}:{last})", spent)
        own_sum = record.get(f"sum {place}", spent)
        both = (own_sum if isinstance(own_sum, int) else spent) + _added(record, (f"personnel {place}",))
        found[f"total {place}"] = Formula(f"=SUM({total},{personnel})", both)
    return found | record


def _policy(key: str, policy: str, place: int) -> Iterator[tuple[str, Record]]:
    group, number = "", 0
    for row in rows(key):
        if not row["division"]:
            group = row["title"]
            continue
        number += 1
        identifier = f"{place:02}{number:02}"
        record: Record = {"policy_ones": place, "policy_tens": 0, "policy": policy, "group": group}
        yield identifier, record | _record(identifier, row) | dict(_years(identifier, row))


def _record(identifier: str, row: Row) -> Record:
    title = row["title"]
    plan = _PLANS[spread(f"plan {title}", len(_PLANS))]
    return {
        "id": identifier,
        "year": "R6",
        "title": title,
        "status": ("継続", "継続", "拡充", "新規")[spread(f"status {title}", 4)],
        "account": ("01", "01\n02", "01")[spread(f"account {title}", 3)],
        "division": row["division"],
        "person": f"担当者{'ABCDEFG'[spread(title, 7)]}",
        "telephone": f"0000-00-0000（内線{spread(title, 900) + 100}）",
        "made": f"R6.9.{spread(f'made {title}', 30) + 1}",
        "start": _STARTS[spread(f"start {title}", len(_STARTS))],
        "purpose": row["purpose"],
        "description": row["description"],
        "indicator": row["indicator"],
        "unit": row["unit"],
        **{f"plan_{year}": words for year, words in zip(range(2024, 2028), plan, strict=True)},
        "fit": "結びついている",
        "fit_reason": _REASONS[spread(f"fit {title}", len(_REASONS))],
        "scope": ("向上余地がある", "向上余地がない")[spread(f"scope {title}", 2)],
        "scope_reason": _REASONS[spread(f"scope reason {title}", len(_REASONS))],
        "direction": _DIRECTIONS[spread(f"direction {title}", len(_DIRECTIONS))],
        "head_direction": _DIRECTIONS[spread(f"head {title}", len(_DIRECTIONS))],
        "programme": "○" if spread(f"programme {title}", 3) == 0 else None,
    }


def _years(identifier: str, row: Row) -> Iterator[tuple[str, Value]]:
    title, frozen = row["title"], identifier in FROZEN
    baseline, target = Decimal(row["baseline"]), Decimal(row["target"])
    shape = Shape(title, TargetKind.LEVEL, row["unit"], baseline, target, target >= baseline)
    values = planned(shape, YEARS)
    usual = 200 + 20 * spread(f"hours {title}", 60)
    money = 400 + 100 * spread(f"money {title}", 90)
    granted = spread(f"source {title}", 4)
    for place, year in enumerate(YEARS):
        change = 0 if frozen else place * 7 + spread(f"{title} {year}", 11) - 8
        spent, hours = money * (100 + change) // 100, usual * (100 - change // 2) // 100
        shares = dict.fromkeys(SOURCES, 0) | ({SOURCES[granted]: spent * 2 // 5} if granted < 3 else {})
        shares["general"] = spent - sum(shares.values())
        yield from ((f"{source} {place}", amount) for source, amount in shares.items())
        yield f"hours {place}", hours
        yield f"personnel {place}", hours * 42 // 10
        yield f"activity {place}", values[0] if frozen else values[place]


def _sums(title: str, records: Iterable[Record]) -> Record:
    several = list(records)
    keys = [f"{key} {place}" for place in range(len(YEARS)) for key in BLOCK if key in (*SOURCES, "hours")]
    return {"title": title} | {key: sum(_added(record, (key,)) for record in several) for key in keys}


def _added(record: Record, keys: Iterable[str]) -> int:
    """Add as SUM does: a text is passed over, whatever it looks like."""
    return sum(value for key in keys if isinstance(value := record.get(key), int))


def _value(text: str) -> Value:
    """Return the value that the table of faults writes: text as it is, and n: f: u: d: for other kinds."""
    kind, _mark, rest = text.partition(":")
    if kind == "n":
        return int(rest)
    if kind == "d":
        return date.fromisoformat(rest)
    if kind == "f":
        formula, _bar, result = rest.partition("|")
        return Formula(formula, result)
    if kind == "u":
        return Formula(rest, None)
    return text.replace("\\n", "\n") or None
