"""The check on every document: it never raises, always says the same, and has a table that is whole."""

import re
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ayumi.document.checks import RULES, Severity, check, with_edits
from ayumi.document.measures import (
    Baseline,
    Budget,
    Direction,
    FundingSource,
    Indicator,
    IndicatorKind,
    Item,
    Level,
    Link,
    LinkKind,
    ScheduleStep,
    Sheet,
    TargetKind,
    YearTarget,
)
from ayumi.document.plan import (
    Chapter,
    DivisionName,
    Figure,
    GlossaryTerm,
    MunicipalityName,
    PlanHead,
    PlanKind,
    PlanPeriod,
    RelatedPlan,
    RelatedPlanRelation,
    Section,
)
from ayumi.document.plan_document import PlanDocument
from tests.document.checks import test_indicators, test_surroundings, test_texts, test_tree
from tests.documents import sample_document

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "ja" / "check.md"
IDS = [f"00000000-0000-7000-8000-{number:012x}" for number in range(8)]
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["図1-1", "AI(*)", "平成33年度", "（再掲）", "同上", "{名}", "％", "件数/年間", "検討", "完了", "第1章"]
)
YEARS = st.integers(-3, 2300) | st.sampled_from([2023, 2027])
VALUES = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=1)
VALUES |= st.sampled_from([Decimal("1E+9999"), Decimal("-0"), Decimal("1E-9999")])
IDENTIFIERS = st.sampled_from(IDS)
YEAR = {"fiscal_year": YEARS, "value": VALUES, "text": TEXTS, "group": st.sampled_from(["", "小学校"])}
PERIODS = st.none() | st.tuples(st.integers(1868, 2200), st.integers(0, 0)).map(
    lambda pair: PlanPeriod(first_fiscal_year=pair[0], last_fiscal_year=min(2200, pair[0] + 4))
)
INDICATORS = st.builds(
    Indicator,
    id=IDENTIFIERS,
    name=TEXTS,
    kind=st.sampled_from(IndicatorKind),
    unit=TEXTS,
    direction=st.sampled_from(Direction),
    target_kind=st.sampled_from(TargetKind),
    baselines=st.lists(st.builds(Baseline, **YEAR), max_size=2),
    targets=st.lists(st.builds(YearTarget, **YEAR), max_size=4),
)
ITEMS = st.builds(
    Item,
    id=IDENTIFIERS,
    level_id=IDENTIFIERS,
    parent_id=st.none() | IDENTIFIERS,
    number=TEXTS,
    title=TEXTS,
    cross_listed_from=st.none() | IDENTIFIERS,
    division_id=st.none() | IDENTIFIERS,
    contributing_division_ids=st.lists(IDENTIFIERS, max_size=2),
    sheet=st.none() | st.builds(Sheet, purpose=TEXTS, description=TEXTS, outlook=TEXTS),
    indicators=st.lists(INDICATORS, max_size=2),
    schedule=st.lists(st.builds(ScheduleStep, fiscal_year=YEARS, step=TEXTS, text=TEXTS), max_size=3),
    budgets=st.lists(
        st.builds(
            Budget,
            fiscal_year=YEARS,
            source=st.sampled_from(FundingSource),
            thousand_yen=st.integers(-(10**30), 10**30),
        ),
        max_size=3,
    ),
    links=st.lists(
        st.builds(
            Link,
            kind=st.sampled_from(LinkKind),
            plan_title=TEXTS,
            target_id=st.none() | IDENTIFIERS,
            target_label=TEXTS,
        ),
        max_size=2,
    ),
)
SECTIONS = st.builds(Section, number=TEXTS, title=TEXTS, paragraphs=st.lists(TEXTS, max_size=2))
RELATED = st.builds(
    RelatedPlan,
    title=TEXTS,
    relation=st.sampled_from(RelatedPlanRelation),
    kind=st.just(PlanKind.OTHER),
    period=PERIODS,
    covered=st.booleans(),
)
DIVISIONS = st.builds(
    DivisionName,
    id=IDENTIFIERS,
    name=TEXTS,
    valid_from=st.none() | st.dates(),
    valid_to=st.none() | st.dates(),
    successors=st.lists(IDENTIFIERS, max_size=3),
)
DOCUMENTS = st.builds(
    # Also what no valid document holds: `ayumi check` reads files whose references lead nowhere.
    PlanDocument.model_construct,
    id=IDENTIFIERS,
    municipality=st.just(MunicipalityName(name="架空の市")),
    plan=st.builds(PlanHead, title=TEXTS, period=PERIODS),
    purposes=st.lists(TEXTS, max_size=2).map(tuple),
    related_plans=st.lists(RELATED, max_size=3).map(tuple),
    chapters=st.lists(
        st.builds(
            Chapter,
            number=TEXTS,
            title=TEXTS,
            sections=st.lists(SECTIONS, max_size=1),
            builds_on=st.just(("9",)),
        ),
        max_size=2,
    ).map(tuple),
    figures=st.lists(st.builds(Figure, number=TEXTS, title=TEXTS), max_size=2).map(tuple),
    glossary=st.lists(st.builds(GlossaryTerm, term=TEXTS, definition=st.none() | TEXTS), max_size=3).map(
        tuple
    ),
    divisions=st.lists(DIVISIONS, max_size=4).map(tuple),
    levels=st.lists(st.builds(Level, id=IDENTIFIERS, name=TEXTS, rank=st.integers(1, 5)), max_size=4).map(
        tuple
    ),
    items=st.lists(ITEMS, max_size=6).map(tuple),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(DOCUMENTS)
def test_it_never_raises_and_every_fix_can_be_made(document: PlanDocument) -> None:
    findings = check(document)
    assert findings == check(document)
    for finding in findings:
        assert finding.rule_id in RULES and finding.sentence and finding.remedy and finding.place.text
    with_edits(document, (edit for finding in findings for edit in finding.edits))


def test_the_sample_document_gives_exactly_these_findings() -> None:
    findings = check(sample_document(measures=4))
    assert [(finding.rule_id, finding.severity.value, finding.place.text) for finding in findings] == [
        ("repeat.same_branch", "warning", "5 架空の取組1"),
        ("indicator.unit_missing", "warning", "2 架空の取組2｜架空の指標2-3"),
        ("link.promise_unkept", "warning", "架空の市防災計画"),
        ("glossary.no_definition", "warning", "RPA"),
        ("glossary.unused", "note", "オープンデータ"),
        ("glossary.unused", "note", "RPA"),
        ("figure.unused", "note", "図1-2"),
    ]


def test_the_gravest_come_first() -> None:
    order = list(Severity)
    places = [order.index(finding.severity) for finding in check(sample_document(measures=30))]
    assert places == sorted(places)


def test_every_rule_is_tested_both_ways() -> None:
    tables = (
        *(test_tree.TREE, test_tree.NUMBERS, test_tree.REPEATS),
        *(test_indicators.INDICATORS, test_indicators.TARGETS),
        *(test_surroundings.DIVISIONS, test_surroundings.LINKS, test_surroundings.PERIODS),
        *(test_texts.GLOSSARY, test_texts.TEXTS),
    )
    tested = {case[0] for table in tables for case in table} | {"budget.thousandfold"}
    assert tested == RULES.keys()
    assert len(RULES) >= 25


def test_a_rule_says_only_what_it_is_given_and_in_polite_sentences() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", rule.id)
        assert rule.remedy.endswith("。"), rule.id
        assert rule.sentence.endswith(("。", "{successors}")), rule.id
        assert not rule.title.endswith("。") and "{" not in rule.title


def test_the_manual_has_the_table_of_rules() -> None:
    words = {Severity.ERROR: "誤り", Severity.WARNING: "注意", Severity.NOTE: "確認"}
    rows = [f"| `{rule.id}` | {words[rule.severity]} | {rule.title} | " for rule in RULES.values()]
    manual = [line for line in MANUAL.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert len(manual) == len(rows)
    for row, line in zip(rows, manual, strict=True):
        assert line.startswith(row), row
