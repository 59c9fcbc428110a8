"""Links to other plans: that they lead somewhere, and that what is promised is linked."""

from collections.abc import Iterator

from ayumi.document.checks.finding import Finding, Place, Rule, Severity, each_or_all, place_of
from ayumi.document.checks.view import View
from ayumi.document.measures import Item, Link
from ayumi.document.plan import RelatedPlanRelation
from ayumi.ground.japanese_text import fold
from ayumi.ground.wording import to_say

INCOMPLETE = Rule(
    "link.incomplete",
    Severity.ERROR,
    to_say("行き先のないつながり"),
    to_say("つながりに計画名か項目名がありません（計画「{plan}」、項目「{label}」）。"),
    to_say("計画名と項目名を入力するか、つながりを除いてください。"),
)
UNRELATED = Rule(
    "link.unrelated_plan",
    Severity.WARNING,
    to_say("関連計画にない計画へのつながり"),
    to_say("つながりの先の「{plan}」が、この計画の関連計画に挙げられていません。"),
    to_say("関連計画に加えるか、計画名の書き方を関連計画に合わせてください。"),
)
ORPHAN = Rule(
    "link.orphan",
    Severity.WARNING,
    to_say("先の項目がないつながり"),
    to_say("「{plan}」の「{label}」が見つかりません。改定で除かれたか、番号が変わったおそれがあります。"),
    to_say("相手の計画で項目を探し、つながりを付け直してください。"),
)
TO_ITSELF = Rule(
    "link.to_itself",
    Severity.ERROR,
    to_say("自分へのつながり"),
    to_say("つながりの先が、この項目自身です。"),
    to_say("つながりを除いてください。"),
)
TWICE = Rule(
    "link.twice",
    Severity.NOTE,
    to_say("同じつながりの重複"),
    to_say("「{plan}」の「{label}」への同じつながりが二つ以上あります。"),
    to_say("一つだけ残してください。"),
)
NONE = Rule(
    "link.none",
    Severity.NOTE,
    to_say("上位計画とつながらない施策"),
    to_say("ほかの計画とのつながりがありません。上の項目にもありません。"),
    to_say("上位計画のどの項目を具体化する施策かを登録してください。"),
)
PROMISE = Rule(
    "link.promise_unkept",
    Severity.WARNING,
    to_say("つながりのない網羅・連動"),
    to_say("「{plan}」は網羅または連動とされていますが、そこへつながる施策が一つもありません。"),
    to_say("関係する施策からつながりを登録するか、網羅・連動の指定を外してください。"),
)
RELATED_TWICE = Rule(
    "related.twice",
    Severity.WARNING,
    to_say("関連計画の重複"),
    to_say("関連計画に「{plan}」が二つ以上あります。"),
    to_say("一つにまとめてください。"),
)
RULES = (INCOMPLETE, UNRELATED, ORPHAN, TO_ITSELF, TWICE, NONE, PROMISE, RELATED_TWICE)


def findings(view: View) -> Iterator[Finding]:
    """Yield what is wrong with links and related plans."""
    own = fold(view.document.plan.title)
    related = {fold(plan.title) for plan in view.document.related_plans}
    linked: set[str] = set()
    for item in view.document.items:
        seen: set[tuple[str, str, str]] = set()
        for link in item.links:
            plan = fold(link.plan_title)
            linked.add(plan)
            key = (link.kind.value, plan, link.target_id or fold(link.target_label))
            if key in seen:
                yield TWICE.at(place_of(item), **_said(link))
            seen.add(key)
            yield from _link(view, item, link, is_own=plan == own, is_related=plan in related)
    yield from _hanging_on_nothing(view)
    yield from _related(view, linked)


def _said(link: Link) -> dict[str, str]:
    return {"plan": link.plan_title.strip(), "label": link.target_label.strip()}


def _link(view: View, item: Item, link: Link, *, is_own: bool, is_related: bool) -> Iterator[Finding]:
    place = place_of(item)
    if link.target_id == item.id:
        yield TO_ITSELF.at(place)
    if not link.plan_title.strip() or not (link.target_label.strip() or link.target_id):
        yield INCOMPLETE.at(place, **_said(link))
        return
    if not is_own and not is_related:
        yield UNRELATED.at(place, plan=link.plan_title.strip())
    if link.target_id is None:
        return
    if link.target_id in view.gone_targets or (is_own and link.target_id not in view.items):
        yield ORPHAN.at(place, **_said(link))


def _hanging_on_nothing(view: View) -> Iterator[Finding]:
    """A measure hangs on nothing where neither it nor anything above it has a link."""
    relations = {plan.relation for plan in view.document.related_plans}
    if RelatedPlanRelation.UPPER not in relations:
        return
    hanging: dict[str, bool] = {}
    missing = []
    for item in view.document.items:
        above = hanging.get(item.parent_id, False) if item.parent_id else False
        hanging[item.id] = above or bool(item.links)
        if item.is_measure and not hanging[item.id]:
            missing.append(place_of(item))
    yield from each_or_all(NONE, missing, len(view.measures))


def _related(view: View, linked: set[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for plan in view.document.related_plans:
        key, place = fold(plan.title), Place(where=plan.title)
        if key in seen:
            yield RELATED_TWICE.at(place, plan=plan.title)
        elif (plan.covered or plan.linked) and key not in linked:
            yield PROMISE.at(place, plan=plan.title)
        seen.add(key)
