"""What a measure of the sample's ICT plan promises for each fiscal year: steps of the ladder and money."""

from collections.abc import Iterator
from decimal import Decimal

from ayumi.config.sample_city.city import spread
from ayumi.document.measures import Budget, FundingSource, Indicator, ItemStatus, ScheduleStep, TargetKind

YEARS = range(2021, 2026)
CHANGED = 13
"""One in so many measures had its schedule changed at the end of the second year."""
_LADDERS = {
    ItemStatus.NEW: (
        ("検討", "準備", "試行", "導入", "運用"),
        ("準備", "試行", "導入", "運用", "拡充"),
        ("検討", "試行", "導入", "拡充", "拡充"),
    ),
    ItemStatus.CONTINUING: (
        ("運用", "運用", "見直し", "運用", "運用"),
        ("運用", "見直し", "拡充", "運用", "運用"),
    ),
    ItemStatus.EXPANDED: (
        ("運用", "準備", "拡充", "拡充", "拡充"),
        ("準備", "拡充", "拡充", "運用", "拡充"),
    ),
}
_WORDS = {
    "検討": (
        "先行する自治体の調査と費用の整理",
        "対象とする範囲と効果の見込みの整理",
        "関係課との検討会の開催",
    ),
    "準備": ("仕様の確定と事業者の選定", "運用の手順の作成と予算の確保", "機器と環境の調達"),
    "試行": ("対象を限った試行と効果の測定", "一部の課での試行と課題の整理", "モデル地区での試行"),
    "導入": ("全体での開始と利用者への周知", "本格的な運用の開始", "対象とする全ての職場への導入"),
    "運用": ("利用の状況の把握と改善", "安定した運用と問合せへの対応", "利用者の意見に基づく改善"),
    "見直し": ("進め方と費用の見直し", "前年度の評価を踏まえた手順の見直し"),
    "拡充": ("対象の拡大", "機能の追加と対象の拡大", "利用の促進"),
}
_CHANGES = (
    ("延期", "令和4年度末の見直し：半導体の不足による機器の納入の遅れのため、1年延期"),
    ("延期", "令和4年度末の見直し：国の標準仕様の改定を待つため、半年延期"),
    ("前倒し", "令和4年度末の見直し：国の補助の採択を受け、対象の一部を前倒し"),
    ("範囲の変更", "令和4年度末の見直し：試行の結果を踏まえ、対象の範囲を変更"),
)
_SCALE = {"system": 14000, "safety": 9000, "service": 5200, "data": 3800, "office": 3200, "people": 1500}
_WEIGHT = {"検討": 15, "準備": 60, "試行": 70, "導入": 160, "運用": 60, "見直し": 70, "拡充": 110}
_GRANTED = {"4-1-1": FundingSource.NATIONAL_GRANT, "1-2-1": FundingSource.NATIONAL_GRANT}
_SOMETIMES = (
    None,
    None,
    FundingSource.NATIONAL_GRANT,
    FundingSource.PREFECTURAL_GRANT,
    FundingSource.OTHER,
    None,
)
_BORROWED = ("防災行政無線の更新", "庁舎の非常用電源の強化", "学校ネットワークの増強", "GIGA端末の更新")


def schedule(title: str, status: ItemStatus, indicator: Indicator) -> Iterator[ScheduleStep]:
    """Yield a step for each year; a changed year keeps its first words and gains a second entry."""
    changed = 2023 + spread(f"when {title}", 2) if spread(f"change {title}", CHANGED) == 0 else None
    for year, step in zip(YEARS, ladder(title, status), strict=True):
        choices = _WORDS[step]
        words = choices[spread(f"{title} {year}", len(choices))]
        yield ScheduleStep(fiscal_year=year, step=step, text=words + _aim(indicator, year, step))
        if year == changed:
            name, reason = _CHANGES[spread(f"reason {title}", len(_CHANGES))]
            yield ScheduleStep(fiscal_year=year, step=name, text=reason)


def ladder(title: str, status: ItemStatus) -> tuple[str, ...]:
    """Return the steps planned for the five years."""
    choices = _LADDERS[status]
    return choices[spread(f"ladder {title}", len(choices))]


def _aim(indicator: Indicator, year: int, step: str) -> str:
    """Say how far the first indicator shall come, in years in which the measure reaches people."""
    if step not in ("導入", "拡充") or indicator.target_kind is TargetKind.MILESTONE:
        return ""
    value = next(target.value for target in indicator.targets if target.fiscal_year == year)
    return f"（{indicator.name}：{value:,}{indicator.unit}）" if value is not None else ""


def budgets(title: str, group: str, nature: str, steps: tuple[str, ...]) -> Iterator[Budget]:
    """Yield the planned money of each year by source, in thousand yen."""
    size = Decimal(_SCALE[nature]) * (60 + spread(f"size {title}", 120)) / 100
    source = _GRANTED.get(group) or _SOMETIMES[spread(f"source {title}", len(_SOMETIMES))]
    if title in _BORROWED:
        source, size = FundingSource.LOCAL_BOND, size * 8
    for year, step in zip(YEARS, steps, strict=True):
        total = int(size * _WEIGHT[step] / 100) // 10 * 10
        aided = total // 2 // 10 * 10 if source is not None and step not in ("検討", "運用") else 0
        if source is not None and aided:
            yield Budget(fiscal_year=year, source=source, thousand_yen=aided)
        yield Budget(fiscal_year=year, source=FundingSource.GENERAL_REVENUE, thousand_yen=total - aided)
