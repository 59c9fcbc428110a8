"""Any plan document whatever: a hypothesis strategy that fills every field, with odd texts and numbers."""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from ayumi.document import measures, plan
from ayumi.document.base import Part
from ayumi.document.plan_document import PlanDocument
from tests.odd_values import ODD_NUMBERS, ODD_TEXTS

texts = st.sampled_from(ODD_TEXTS) | st.text(st.characters(codec="utf-8"), max_size=12)
short_texts = st.sampled_from([text for text in ODD_TEXTS if len(text) < 100]) | st.text(max_size=8)
numbers = st.sampled_from(ODD_NUMBERS) | st.decimals(allow_nan=False, allow_infinity=False, places=2)
positive_numbers = numbers.map(abs)
days = st.dates(date(1868, 1, 1), date(2200, 12, 31))
years = st.integers(2015, 2032) | st.sampled_from((1868, 2200, 5, -3, 12_345))
ids = st.uuids().map(str)
whole = st.integers(-(10**6), 10**6) | st.sampled_from((10**15, 10**18, -(10**20)))


def built(part: type[Part], **fields: Any) -> st.SearchStrategy[Any]:
    """Return the strategy of a part; a field without values is an error, so that none is forgotten."""
    forgotten = set(part.model_fields) - set(fields) - {"format"}
    if forgotten:
        raise TypeError(f"{part.__name__} has no values for {sorted(forgotten)}")
    return st.builds(part, **fields)


def several(part: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return the strategy of a tuple of parts."""
    return st.lists(part, max_size=most).map(tuple)


def optional(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return the strategy of a part or None."""
    return st.none() | part


groups = st.sampled_from(("", "", "", "小学校", "男性", " ", "=1"))
target_values = {
    "fiscal_year": years,
    "value": optional(numbers),
    "text": st.sampled_from(("", "", "上昇", "本格導入", "57.0", "－", " 空白 ", "=1", "a\r\nb", "\x01")),
    "group": groups,
}
actuals = built(
    measures.Actual,
    **target_values,
    status=st.sampled_from(measures.ActualStatus),
    missing=optional(st.sampled_from(measures.MissingReason)),
    as_of=optional(days),
    source=short_texts,
)
indicators = built(
    measures.Indicator,
    id=ids,
    name=short_texts,
    kind=st.sampled_from(measures.IndicatorKind),
    unit=short_texts,
    direction=st.sampled_from(measures.Direction),
    target_kind=st.sampled_from(measures.TargetKind),
    source=short_texts,
    known_when=short_texts,
    reason=texts,
    baselines=several(built(measures.Baseline, **target_values)),
    targets=several(built(measures.YearTarget, **target_values), 5),
    actuals=several(actuals),
)
sources, bases = st.sampled_from(measures.FundingSource), st.sampled_from(measures.Basis)
facts_of_items: dict[str, st.SearchStrategy[Any]] = {
    "indicators": several(indicators, 2),
    "schedule": several(
        built(measures.ScheduleStep, fiscal_year=years, step=short_texts, text=short_texts), 5
    ),
    "budgets": several(built(measures.Budget, fiscal_year=years, source=sources, thousand_yen=whole), 5),
    "costs": several(
        built(measures.Cost, fiscal_year=years, basis=bases, source=sources, thousand_yen=numbers), 5
    ),
    "workloads": several(
        built(
            measures.Workload,
            fiscal_year=years,
            basis=bases,
            staff=optional(positive_numbers),
            hours=optional(positive_numbers),
            personnel_thousand_yen=optional(numbers),
        )
    ),
    "judgements": several(
        built(measures.Judgement, fiscal_year=years, stage=texts, subject=texts, value=texts, reason=texts)
    ),
    "remarks": several(built(measures.Remark, heading=texts, text=texts)),
    "links": several(
        built(
            measures.Link,
            kind=st.sampled_from(measures.LinkKind),
            plan_title=texts,
            target_id=optional(ids),
            target_label=texts,
        )
    ),
}
sheets = built(measures.Sheet, **dict.fromkeys(measures.Sheet.model_fields, texts))
periods = st.tuples(st.integers(1868, 2200), st.integers(0, 12)).map(
    lambda pair: plan.PlanPeriod(first_fiscal_year=pair[0], last_fiscal_year=min(2200, pair[0] + pair[1]))
)
related_plans = built(
    plan.RelatedPlan,
    title=texts,
    relation=st.sampled_from(plan.RelatedPlanRelation),
    kind=st.sampled_from(plan.PlanKind),
    established=optional(short_texts),
    period=optional(periods),
    principles=several(texts),
    covered=st.booleans(),
    linked=st.booleans(),
)
sections = built(
    plan.Section, number=short_texts, title=texts, paragraphs=several(texts), figures=several(short_texts)
)
chapters = built(
    plan.Chapter,
    number=short_texts,
    title=texts,
    paragraphs=several(texts),
    sections=several(sections, 2),
    builds_on=several(short_texts),
)
heads = built(
    plan.PlanHead,
    title=texts,
    edition=optional(st.integers(1, 10**17)),
    kind=st.sampled_from(plan.PlanKind),
    period=optional(periods),
    yearly_evaluation=optional(
        built(plan.YearlyEvaluation, text=texts, method_described_in=optional(short_texts))
    ),
)
revisions = built(
    plan.RevisionHead,
    number=st.integers(1, 99),
    reason=texts,
    effective_date=optional(days),
    decided_by=short_texts,
)


@st.composite
def plan_documents(draw: st.DrawFn) -> PlanDocument:
    """Draw a whole plan document whose references lead somewhere."""
    level_ids = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    division_ids = draw(st.lists(ids, max_size=3, unique=True))
    levels = _levels(draw, level_ids)
    divisions = _divisions(draw, division_ids)
    return draw(
        built(
            PlanDocument,
            id=ids,
            municipality=built(plan.MunicipalityName, name=texts, code=optional(short_texts)),
            plan=heads,
            revision=revisions,
            purposes=several(texts),
            related_plans=several(related_plans, 2),
            evidence_sources=several(
                built(
                    plan.EvidenceSource,
                    name=texts,
                    side=st.sampled_from(plan.SourceSide),
                    asks=several(texts),
                ),
                2,
            ),
            chapters=several(chapters, 2),
            figures=several(built(plan.Figure, number=short_texts, title=texts), 2),
            glossary=several(
                built(
                    plan.GlossaryTerm,
                    term=texts,
                    definition=optional(texts),
                    reading=short_texts,
                    occurrences=st.integers(0, 10**16),
                ),
                2,
            ),
            divisions=st.just(tuple(divisions)),
            levels=st.just(tuple(levels)),
            items=st.just(_items(draw, level_ids, division_ids)),
        )
    )


def _levels(draw: st.DrawFn, level_ids: list[str]) -> list[measures.Level]:
    return [
        draw(built(measures.Level, id=st.just(each), name=short_texts, rank=st.integers(1, 5)))
        for each in level_ids
    ]


def _divisions(draw: st.DrawFn, division_ids: list[str]) -> list[plan.DivisionName]:
    return [
        draw(
            built(
                plan.DivisionName,
                id=st.just(each),
                name=short_texts,
                valid_from=optional(days),
                valid_to=optional(days),
                successors=several(st.sampled_from(division_ids) | ids),
            )
        )
        for each in division_ids
    ]


def _items(draw: st.DrawFn, level_ids: list[str], division_ids: list[str]) -> tuple[measures.Item, ...]:
    item_ids = draw(st.lists(ids, max_size=4, unique=True))
    division = st.sampled_from(division_ids) if division_ids else st.none()
    items = []
    for place, each in enumerate(item_ids):
        above = st.sampled_from(item_ids[:place]) if place else st.none()
        items.append(
            draw(
                built(
                    measures.Item,
                    id=st.just(each),
                    level_id=st.sampled_from(level_ids),
                    parent_id=optional(above),
                    number=short_texts,
                    title=texts,
                    cross_listed_from=optional(st.sampled_from(item_ids)),
                    status=optional(st.sampled_from(measures.ItemStatus)),
                    priority=st.booleans(),
                    division_id=optional(division),
                    contributing_division_ids=several(division) if division_ids else st.just(()),
                    sheet=optional(sheets),
                    **facts_of_items,
                )
            )
        )
    return tuple(_with_own_indicator_ids(items))


def _with_own_indicator_ids(items: list[measures.Item]) -> list[measures.Item]:
    """Indicator ids are unique in a plan; hypothesis likes to draw the same one twice."""
    made = []
    for number, item in enumerate(items):
        own = tuple(
            indicator.model_copy(update={"id": str(UUID(int=(number + 1) * 100 + place))})
            for place, indicator in enumerate(item.indicators)
        )
        made.append(item.model_copy(update={"indicators": own}))
    return made
