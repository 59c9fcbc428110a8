"""The sample is of realistic size, complete, true to itself, and the same every time."""

from collections import Counter

import pytest

from ayumi.config.sample_city import documents, town_documents
from ayumi.config.sample_city.glossary import MARK, plan_texts
from ayumi.config.sample_city.results import is_frozen
from ayumi.document.measures import (
    Basis,
    Direction,
    FundingSource,
    Indicator,
    LinkKind,
    MissingReason,
    TargetKind,
)
from ayumi.document.plan import PlanKind
from ayumi.document.plan_document import PlanDocument

DOCUMENTS = (*documents(), *town_documents())
ICT = documents()[-1]
TIME_UNITS = ("分", "日", "秒", "時間")


def indicators(document: PlanDocument) -> list[Indicator]:
    return [indicator for item in document.items for indicator in item.indicators]


def test_the_city_has_every_plan_the_ict_plan_stands_among() -> None:
    kinds = Counter(document.plan.kind for document in documents())
    assert kinds == {
        PlanKind.VISION: 1,
        PlanKind.COMPREHENSIVE: 1,
        PlanKind.ICT: 2,
        PlanKind.DEPARTMENTAL: 4,
    }


def test_sizes() -> None:
    assert len(ICT.measures) == 120
    assert len(indicators(ICT)) == 300
    assert {len(item.indicators) for item in ICT.measures} <= {2, 3}
    assert len(ICT.glossary) == 80
    assert sum(term.definition is None for term in ICT.glossary) == 2
    assert sum(item.priority for item in ICT.items) == 15
    assert sum(item.cross_listed_from is not None for item in ICT.items) == 8
    assert 55 <= sum(division.valid_to is None for division in ICT.divisions) <= 65


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.plan.title)
def test_every_document_survives_its_json(document: PlanDocument) -> None:
    assert PlanDocument.model_validate_json(document.to_json()) == document


def test_it_is_the_same_every_time() -> None:
    assert [document.to_json() for document in documents()] == [
        document.to_json() for document in documents()
    ]


def test_every_kind_of_target_every_reason_and_every_source_of_money_is_shown() -> None:
    assert {indicator.target_kind for indicator in indicators(ICT)} == set(TargetKind)
    missing = {actual.missing for indicator in indicators(ICT) for actual in indicator.actuals}
    assert missing == {None, *MissingReason}
    sources = {budget.source for item in ICT.items for budget in item.budgets}
    assert sources == set(FundingSource)


def test_less_time_is_better() -> None:
    waiting = [
        indicator
        for indicator in indicators(ICT)
        if indicator.unit in TIME_UNITS and ("待ち" in indicator.name or "かかる" in indicator.name)
    ]
    assert waiting
    assert {indicator.direction for indicator in waiting} == {Direction.LOWER}


def test_five_targets_and_at_least_two_years_of_actuals() -> None:
    years = set(range(2021, 2026))
    for indicator in indicators(ICT):
        assert {target.fiscal_year for target in indicator.targets} == years, indicator.name
        reported = {actual.fiscal_year for actual in indicator.actuals}
        assert {2021, 2022} <= reported <= years, indicator.name


def test_every_measure_has_its_sheet_schedule_budget_and_upper_item() -> None:
    texts = Counter(item.sheet.description for item in ICT.measures if item.sheet)
    assert len(texts) == 120
    for item in ICT.measures:
        assert item.sheet and item.sheet.purpose and item.sheet.current_state and item.sheet.outlook
        assert [step.fiscal_year for step in item.schedule] == [2021, 2022, 2023, 2024, 2025]
        assert {budget.fiscal_year for budget in item.budgets} == {2021, 2022, 2023, 2024, 2025}
        assert LinkKind.IMPLEMENTS in {link.kind for link in item.links}


def test_every_link_within_the_city_leads_to_an_item() -> None:
    standing = {item.id: document.plan.title for document in documents() for item in document.items}
    kinds = set()
    for document in documents():
        for item in document.items:
            for link in item.links:
                kinds.add(link.kind)
                if link.target_id is not None:
                    assert standing[link.target_id] == link.plan_title, item.title
    assert kinds == set(LinkKind)


def test_what_a_departmental_plan_shares_is_linked_from_both_sides() -> None:
    covered = {link.target_id for item in ICT.items for link in item.links if link.kind is LinkKind.COVERS}
    shared = {
        item.id
        for document in documents()
        if document.plan.kind is PlanKind.DEPARTMENTAL
        for item in document.items
        if any(link.plan_title == ICT.plan.title for link in item.links)
    }
    assert shared and covered == shared


def test_every_term_is_marked_in_the_text() -> None:
    texts = "\n".join(plan_texts(ICT.chapters, ICT.items))
    assert [term.term for term in ICT.glossary if term.occurrences == 0] == []
    assert sum(term.occurrences for term in ICT.glossary) == texts.count(MARK)


def test_nothing_of_the_town_stands_in_the_city() -> None:
    town = {item.id for document in town_documents() for item in document.items}
    city = {item.id for document in documents() for item in document.items}
    assert town and not town & city
    codes = {document.municipality.code for document in DOCUMENTS}
    assert len(codes) == 2 and all(code and code.startswith("99") for code in codes)


def test_what_is_the_same_in_two_plans_has_the_same_values() -> None:
    of_ict = {item.id: item.indicators[0] for item in ICT.measures}
    same = 0
    for document in documents():
        for item in document.items:
            for link in item.links:
                if link.kind is not LinkKind.SAME_AS or link.target_id is None:
                    continue
                own, other = item.indicators[0], of_ict[link.target_id]
                assert (own.name, own.unit, own.actuals) == (other.name, other.unit, other.actuals)
                assert set(own.targets) <= set(other.targets)
                same += 1
    assert same >= 20


def test_every_year_of_a_measure_lies_in_the_period_of_its_plan() -> None:
    for document in DOCUMENTS:
        assert document.plan.period is not None
        years = set(document.plan.period.fiscal_years)
        for item in document.items:
            assert {step.fiscal_year for step in item.schedule} <= years
            assert {budget.fiscal_year for budget in item.budgets} <= years
            for indicator in item.indicators:
                assert {value.fiscal_year for value in (*indicator.targets, *indicator.actuals)} <= years
                assert all(value.fiscal_year < min(years) + 1 for value in indicator.baselines)


def test_repeat_entries_point_at_originals_of_their_own_name() -> None:
    items = {item.id: item for item in ICT.items}
    for item in ICT.items:
        if item.cross_listed_from is not None:
            original = items[item.cross_listed_from]
            assert original.is_measure and original.title == item.title
            assert not item.indicators and item.parent_id != original.parent_id


def test_the_direction_follows_the_targets() -> None:
    for document in DOCUMENTS:
        for indicator in indicators(document):
            start = next((each.value for each in indicator.baselines), None)
            end = indicator.targets[-1].value
            if start is None or end is None or start == end or indicator.target_kind is TargetKind.PER_GROUP:
                continue
            assert (indicator.direction is Direction.LOWER) == (end < start), indicator.name


def test_the_reorganisation_renames_splits_merges_and_abolishes() -> None:
    divisions = {division.id: division for division in ICT.divisions}
    former = [division for division in ICT.divisions if division.valid_to is not None]
    sizes = Counter(len(division.successors) for division in former)
    assert sizes[0] == 1 and sizes[2] == 1 and sizes[1] == 3
    assert {str(division.valid_to) for division in former} == {"2023-03-31"}
    followers = Counter(follower for division in former for follower in division.successors)
    assert max(followers.values()) == 2
    assert all(str(divisions[follower].valid_from) == "2023-04-01" for follower in followers)
    assert 14 <= len(town_documents()[0].divisions) <= 17


def test_schedules_were_changed_for_a_few_measures_only() -> None:
    changed = [item for item in ICT.measures if any("見直しで" in step.text for step in item.schedule)]
    assert 3 <= len(changed) <= 20


def test_every_measure_tells_what_it_cost_and_how_it_was_judged() -> None:
    firmness = {(2021, Basis.FINAL), (2022, Basis.FINAL), (2023, Basis.ESTIMATE)}
    for item in ICT.measures:
        assert {(cost.fiscal_year, cost.basis) for cost in item.costs} == firmness
        assert {(work.fiscal_year, work.basis) for work in item.workloads} == firmness
        assert {2021, 2022} == {judgement.fiscal_year for judgement in item.judgements}
        assert all(judgement.reason for judgement in item.judgements)
        planned = {(each.fiscal_year, each.source): each.thousand_yen for each in item.budgets}
        assert all(cost.thousand_yen <= planned[cost.fiscal_year, cost.source] for cost in item.costs), (
            item.title
        )
    values = {judgement.value for item in ICT.measures for judgement in item.judgements}
    assert values == {"順調", "概ね順調", "遅れ"}
    assert any(item.remarks for item in ICT.measures)


def test_a_few_measures_never_move() -> None:
    frozen = {item.title for item in ICT.measures if len({work.hours for work in item.workloads}) == 1}
    assert {item.title for item in ICT.measures if is_frozen(item.title)} <= frozen
    assert 3 <= len(frozen) <= 12
