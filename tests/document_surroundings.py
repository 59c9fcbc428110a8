"""What stands around the tree of the fictional plan in ``tests/documents.py``."""

from ayumi.document.plan import (
    Chapter,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    PlanKind,
    PlanPeriod,
    RelatedPlan,
    RelatedPlanRelation,
    Section,
    SourceSide,
)

RELATED_PLANS = (
    RelatedPlan(
        title="架空の市総合計画",
        relation=RelatedPlanRelation.UPPER,
        kind=PlanKind.COMPREHENSIVE,
        established="2021-03",
        period=PlanPeriod(first_fiscal_year=2021, last_fiscal_year=2030),
        principles=("つながる", "ささえあう"),
    ),
    RelatedPlan(
        title="架空の市防災計画",
        relation=RelatedPlanRelation.PARALLEL,
        kind=PlanKind.DEPARTMENTAL,
        covered=True,
        linked=True,
    ),
    RelatedPlan(
        title="デジタル社会の実現に向けた重点計画",
        relation=RelatedPlanRelation.NATIONAL,
        kind=PlanKind.NATIONAL,
        established="2022",
    ),
)
EVIDENCE_SOURCES = (
    EvidenceSource(name="国の計画", side=SourceSide.EXTERNAL),
    EvidenceSource(name="前計画の点検", side=SourceSide.INTERNAL),
    EvidenceSource(name="市民アンケート", side=SourceSide.CITIZENS, asks=("利用状況", "満足度")),
)
CHAPTERS = (
    Chapter(
        number="1",
        title="計画の策定にあたって",
        paragraphs=("この計画は、テストのための架空の計画です。",),
        sections=(
            Section(
                number="1",
                title="位置づけ",
                paragraphs=("総合計画を情報化の面から支えます。", "図1-1に示します。"),
                figures=("図1-1",),
            ),
        ),
    ),
    Chapter(number="2", title="推進体制", paragraphs=("本部を置いて進めます。",), builds_on=("1",)),
)
FIGURES = (Figure(number="図1-1", title="計画の位置づけ"), Figure(number="図1-2", title="計画期間"))
GLOSSARY = (
    GlossaryTerm(
        term="オープンデータ",
        definition="誰もが自由に使える形で公開されたデータ。",
        reading="おーぷんでーた",
        occurrences=2,
    ),
    GlossaryTerm(term="RPA", definition=None, reading="あーるぴーえー", occurrences=1),
)
