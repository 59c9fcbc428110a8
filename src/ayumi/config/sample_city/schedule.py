"""What the sample's measures promise by year: steps of the ladder with words of their own, and money."""

from collections.abc import Iterator, Sequence

from ayumi.config.sample_city.city import spread
from ayumi.document.measures import Budget, FundingSource, ScheduleStep

_NEW_LADDERS = (
    ("検討", "準備", "試行", "導入", "運用"),
    ("準備", "試行", "導入", "運用", "拡充"),
    ("準備", "導入", "運用", "運用", "拡充"),
)
_GOING_LADDERS = (
    ("運用", "運用", "拡充", "運用", "運用"),
    ("運用", "準備", "拡充", "拡充", "運用"),
    ("準備", "導入", "運用", "運用", "拡充"),
    ("運用", "拡充", "拡充", "運用", "拡充"),
)
_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "検討": {
        "": ("方式と費用を比べ、進め方を決めます。", "先行する市の例を調べ、対象とする範囲を定めます。"),
        "service": (
            "利用の多い手続を調べ、対象を定めます。",
            "利用者に聞き取りを行い、必要な機能を整理します。",
        ),
        "people": ("必要な知識と対象の職員を整理します。",),
    },
    "準備": {
        "": ("仕様を定め、契約の手続を行います。", "手順書を作り、担当の職員に説明します。"),
        "service": ("様式と案内を見直し、受付の手順を整えます。",),
        "system": ("現在の仕組みを調べ、移す順番と試験の方法を定めます。",),
        "safety": ("設置する場所と連絡の手順を関係機関と調整します。",),
    },
    "試行": {
        "": ("一つの課で試し、効果と課題を確かめます。", "対象を絞って試し、手順を改めます。"),
        "safety": ("訓練で使い、現場の意見を反映します。",),
        "service": ("一つの窓口で試し、利用者の意見を集めます。",),
    },
    "導入": {
        "": ("全ての対象に広げます。", "研修を行い、順に使い始めます。"),
        "system": ("新しい仕組みに移し、古い仕組みを止めます。",),
        "service": ("全ての窓口と支所に広げ、広報で周知します。",),
    },
    "運用": {
        "": ("実績を毎月確かめ、使われていない理由を調べます。", "年に一度、手順と費用を見直します。"),
        "people": ("計画に沿って続け、受講後の変化を確かめます。",),
    },
    "拡充": {
        "": ("効果の高い業務に対象を広げます。", "関係する課と連携し、使い方を増やします。"),
    },
}
_DELAYED = 14
"""One in so many measures was put off by a year when the yearly plan was revised."""
_DELAY = "機器の調達の遅れにより、令和4年度末の見直しで1年延ばしました。"
_BASE = {"service": 3600, "office": 2400, "people": 900, "safety": 8200, "system": 21000, "data": 1500}
_WEIGHTS = {"検討": 10, "準備": 60, "試行": 70, "導入": 180, "運用": 80, "拡充": 110}
"""Percent of the yearly sum of a measure that a step costs."""


def steps(title: str, nature: str, years: Sequence[int], *, is_new: bool) -> tuple[ScheduleStep, ...]:
    """Return a step for every year, in the words of the plan."""
    ladders = _NEW_LADDERS if is_new else _GOING_LADDERS
    ladder = ladders[spread(f"ladder {title}", len(ladders))]
    delayed = spread(f"delay {title}", _DELAYED) == 0
    texts = [_text(step, nature, f"{title} {place}") for place, step in enumerate(ladder)]
    if delayed:
        # The third year says the second year's step once more, and everything after it moves on by one.
        ladder = (*ladder[:2], ladder[1], *ladder[2:4])
        texts = [*texts[:2], _DELAY, *texts[2:4]]
    return tuple(
        ScheduleStep(fiscal_year=year, step=step, text=text)
        for year, step, text in zip(years, ladder, texts, strict=True)
    )


def budgets(
    title: str, nature: str, schedule: Sequence[ScheduleStep], *, is_aligned: bool
) -> tuple[Budget, ...]:
    """Return the planned money by year and source, in thousand yen."""
    yearly = _BASE[nature] * (4 + spread(f"money {title}", 13)) // 8
    found: list[Budget] = []
    for year, step in ((each.fiscal_year, each.step) for each in schedule):
        amount = yearly * _WEIGHTS[step] // 1000 * 10
        found += _sources(title, year, amount, is_aligned and step in ("準備", "導入"))
    return tuple(found)


def _sources(title: str, year: int, amount: int, is_granted: bool) -> Iterator[Budget]:
    shares = {FundingSource.GENERAL_REVENUE: 100}
    if is_granted:
        shares = {FundingSource.NATIONAL_GRANT: 50, FundingSource.GENERAL_REVENUE: 50}
    elif amount > 20_000:
        shares = {FundingSource.LOCAL_BOND: 60, FundingSource.GENERAL_REVENUE: 40}
    elif spread(f"source {title}", 6) == 0:
        shares = {FundingSource.PREFECTURAL_GRANT: 30, FundingSource.GENERAL_REVENUE: 70}
    elif spread(f"source {title}", 11) == 1:
        shares = {FundingSource.OTHER: 40, FundingSource.GENERAL_REVENUE: 60}
    for source, share in shares.items():
        yield Budget(fiscal_year=year, source=source, thousand_yen=amount * share // 100)


def _text(step: str, nature: str, key: str) -> str:
    words = _WORDS[step]
    choices = (*words.get(nature, ()), *words[""])
    return choices[spread(key, len(choices))]
