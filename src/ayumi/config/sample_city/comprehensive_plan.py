"""The comprehensive plan of the sample city, which the ICT plan's measures implement."""

from ayumi.config.sample_city.city import (
    COMPREHENSIVE_TITLE,
    division_id,
    divisions,
    identifier,
    municipality,
)
from ayumi.document.measures import Item, Level, Sheet
from ayumi.document.plan import PlanHead, PlanKind, PlanPeriod
from ayumi.document.plan_document import PlanDocument

POLICIES = (
    ("手続に時間を取らせない市役所", "市民課"),
    ("だれもが参加できる地域", "市民協働課"),
    ("少ない職員で支える行政", "行政経営課"),
    ("つながる情報基盤", "デジタル推進課"),
    ("災害に強く健やかな暮らし", "危機管理課"),
    ("にぎわいと自然の調和", "商工振興課"),
    ("信頼される情報管理", "総務課"),
    ("学び続ける職員と組織", "人事課"),
)


def policy_id(index: int) -> str:
    """Return the id of the policy that the ICT plan's objective ``index`` implements."""
    return identifier("comprehensive", "policy", index)


def comprehensive_plan() -> PlanDocument:
    """Return 第5次総合計画 (FY2021–FY2030)."""
    goal, policy = identifier("comprehensive", "level", 1), identifier("comprehensive", "level", 2)
    top = identifier("comprehensive", "goal")
    items = [Item(id=top, level_id=goal, number="1", title="人と技術がともに歩むまち")]
    for index, (title, division) in enumerate(POLICIES):
        items.append(
            Item(
                id=policy_id(index),
                level_id=policy,
                parent_id=top,
                number=f"1-{index + 1}",
                title=title,
                division_id=division_id(division),
                sheet=Sheet(purpose=f"「{title}」を、市民とともに進めます。"),
            )
        )
    return PlanDocument(
        id=identifier("comprehensive"),
        municipality=municipality(),
        plan=PlanHead(
            title=COMPREHENSIVE_TITLE,
            edition=5,
            kind=PlanKind.COMPREHENSIVE,
            period=PlanPeriod(first_fiscal_year=2021, last_fiscal_year=2030),
        ),
        purposes=("まちの将来像「空ひろく、人あたたかいまち」を実現するため、分野を越えて施策を進めます。",),
        divisions=divisions(),
        levels=(Level(id=goal, name="基本目標", rank=1), Level(id=policy, name="政策", rank=2)),
        items=tuple(items),
    )
