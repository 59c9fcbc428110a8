"""One measure as lines of plain text: its words, indicators, ladder, money and links."""

from collections.abc import Iterable, Mapping, Sequence

from ayumi.document.measures import Actual, Indicator, Item
from ayumi.document.words import (
    ACTUAL_STATUS,
    FUNDING_SOURCE,
    INDICATOR_KIND,
    ITEM_STATUS,
    LINK_KIND,
    TARGET_KIND,
    actual_text,
    number_text,
    value_text,
)
from ayumi.ground.fiscal_year import FiscalYear
from ayumi.ground.japanese_text import display_width


def one_line(text: str) -> str:
    """Return ``text`` on one line; a line end inside a value would break the lists."""
    return " ".join(text.split("\n")).replace("\r", "").strip()


def label_of(item: Item) -> str:
    """Return number and title as one line."""
    return one_line(f"{item.number}　{item.title}")


def measure_lines(item: Item, divisions: Mapping[str, str]) -> list[str]:
    """Return the sheet of ``item``; ``divisions`` maps ids to names."""
    return [
        *_facts(item, divisions),
        *_words(item),
        *(line for indicator in item.indicators for line in indicator_lines(indicator)),
        *_schedule(item),
        *_budgets(item),
        *_links(item),
    ]


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Set ``rows`` in columns by display width (full width counts two); ``right`` columns end level."""
    if not rows:
        return []
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - display_width(cell))
            cells.append(blank + cell if column in right else cell + blank)
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


def _facts(item: Item, divisions: Mapping[str, str]) -> list[str]:
    sheet = item.sheet
    facts = (
        ("担当課", divisions.get(item.division_id or "", "")),
        ("関係課", "、".join(divisions[division] for division in item.contributing_division_ids)),
        ("区分", ITEM_STATUS[item.status] if item.status else ""),
        ("重点施策", "該当" if item.priority else ""),
        ("対象", sheet.target_group if sheet else ""),
        ("根拠法令等", sheet.legal_basis if sheet else ""),
    )
    return [f"{label}：{one_line(text)}" for label, text in facts if text]


def _words(item: Item) -> list[str]:
    sheet = item.sheet
    if sheet is None:
        return []
    texts = (
        ("目的", sheet.purpose),
        ("現状", sheet.current_state),
        ("取組内容", sheet.description),
        ("今後の展望", sheet.outlook),
        *((remark.heading, remark.text) for remark in item.remarks),
    )
    return [
        line
        for label, text in texts
        if text.strip()
        for line in (one_line(label), *(f"　{row.strip()}" for row in text.splitlines() if row.strip()))
    ]


def indicator_lines(indicator: Indicator) -> list[str]:
    """Return an indicator's head and a list of years: year, baseline/target/actual, value, unit."""
    kind = f"{INDICATOR_KIND[indicator.kind]}・{TARGET_KIND[indicator.target_kind]}"
    unit = one_line(indicator.unit)
    lines = [f"指標：{one_line(indicator.name)}（{kind}{f'、単位：{unit}' if unit else ''}）"]
    rows = [
        *(
            _row(entry.fiscal_year, entry.group, "基準値", value_text(entry.value, entry.text), unit)
            for entry in indicator.baselines
        ),
        *(
            _row(entry.fiscal_year, entry.group, "目標", value_text(entry.value, entry.text), unit)
            for entry in indicator.targets
        ),
        *(_actual_row(entry, unit) for entry in indicator.actuals),
    ]
    lines += aligned(rows, right=frozenset({2}))
    notes = (
        ("出典", indicator.source),
        ("把握時期", indicator.known_when),
        ("設定の考え方", indicator.reason),
    )
    return [*lines, *(f"  {label}：{one_line(text)}" for label, text in notes if text)]


def _row(year: int, group: str, name: str, value: str, unit: str) -> list[str]:
    numeric = value.lstrip("−")[:1].isdigit()
    said = f"{name}（{one_line(group)}）" if group else name
    return [FiscalYear(year).both_calendars, said, one_line(value), unit if numeric else ""]


def _actual_row(actual: Actual, unit: str) -> list[str]:
    name = f"実績・{ACTUAL_STATUS[actual.status]}"
    return _row(actual.fiscal_year, actual.group, name, actual_text(actual), unit)


def _schedule(item: Item) -> list[str]:
    rows = [
        [FiscalYear(step.fiscal_year).both_calendars, one_line(step.step), one_line(step.text)]
        for step in item.schedule
    ]
    return _titled("年度別の取組", aligned(rows))


def _budgets(item: Item) -> list[str]:
    rows = [
        [
            FiscalYear(budget.fiscal_year).both_calendars,
            FUNDING_SOURCE[budget.source],
            number_text(budget.thousand_yen),
            "千円",
        ]
        for budget in item.budgets
    ]
    if rows:
        rows.append(["合計", "", number_text(sum(budget.thousand_yen for budget in item.budgets)), "千円"])
    return _titled("概算費用", aligned(rows, right=frozenset({2})))


def _links(item: Item) -> list[str]:
    rows = [
        [LINK_KIND[link.kind], one_line(link.plan_title), one_line(link.target_label)] for link in item.links
    ]
    return _titled("関連する計画", aligned(rows))


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [title, *found] if found else []
