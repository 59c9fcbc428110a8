"""What the sample's ICT plan is for, what it stands on and which plans it names."""

from ayumi.config.sample_city.other_plans import COMPREHENSIVE_ABOVE, DEPARTMENTAL, PREVIOUS, VISION_ABOVE
from ayumi.document.plan import (
    EvidenceSource,
    PlanKind,
    PlanPeriod,
    RelatedPlan,
    RelatedPlanRelation,
    SourceSide,
)

PURPOSES = (
    "市民が時間と場所を選ばずに手続を終えられるようにします。",
    "少ない職員でも行政サービスの質を保てるよう、業務改革（BPR）を進めます。",
    "情報セキュリティを強化し、業務継続計画（BCP）の実効性を高めます。",
    "技術の変化に応じて学び続ける職員と、市民や事業者との協働を育てます。",
)
EVIDENCE = (
    EvidenceSource(name="国の方針と法令", side=SourceSide.EXTERNAL),
    EvidenceSource(name="県の計画と共同利用", side=SourceSide.EXTERNAL),
    EvidenceSource(name="他の自治体の取組", side=SourceSide.EXTERNAL),
    EvidenceSource(name="民間の動向", side=SourceSide.EXTERNAL),
    EvidenceSource(name="前計画の進捗・成果・課題", side=SourceSide.INTERNAL),
    EvidenceSource(name="庁内調査", side=SourceSide.INTERNAL),
    EvidenceSource(
        name="市民意識調査",
        side=SourceSide.CITIZENS,
        asks=("求めているもの", "重要と考えるもの", "期待するもの"),
    ),
)
_FIVE_YEARS = PlanPeriod(first_fiscal_year=2021, last_fiscal_year=2025)
RELATED_PLANS = (
    VISION_ABOVE,
    COMPREHENSIVE_ABOVE,
    RelatedPlan(
        title=PREVIOUS.head.title,
        relation=RelatedPlanRelation.PREVIOUS,
        kind=PlanKind.ICT,
        established="2016-03",
        period=PREVIOUS.head.period,
    ),
    *(
        RelatedPlan(
            title=plan.head.title,
            relation=RelatedPlanRelation.PARALLEL,
            kind=PlanKind.DEPARTMENTAL,
            period=plan.head.period,
            covered=True,
            linked=True,
        )
        for plan in DEPARTMENTAL
    ),
    RelatedPlan(
        title="デジタル社会の実現に向けた重点計画",
        relation=RelatedPlanRelation.NATIONAL,
        kind=PlanKind.NATIONAL,
        established="2021-12",
    ),
    RelatedPlan(
        title="自治体DX推進計画",
        relation=RelatedPlanRelation.NATIONAL,
        kind=PlanKind.NATIONAL,
        established="2020-12",
        period=_FIVE_YEARS,
    ),
    RelatedPlan(
        title="あかね県デジタル推進計画（架空）",
        relation=RelatedPlanRelation.PREFECTURAL,
        kind=PlanKind.PREFECTURAL,
        established="2021-03",
        period=_FIVE_YEARS,
    ),
)
