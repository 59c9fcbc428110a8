"""The page of goals: figures out of stored reports, in a bounded number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayumi.plans.models import Item
from ayumi.rounds.actions.closing import close_round, unfinished
from ayumi.rounds.actions.goals import GoalVerdict, judge_goal
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.actions.rollup_rules import (
    RuleRefused,
    add_rollup_rule,
    edit_rollup_rule,
    retire_rollup_rule,
)
from ayumi.rounds.gates import MoveRefused, round_for
from ayumi.rounds.models import CityRollupRule, GoalJudgement
from ayumi.rounds.queries.rollup import rollup_page
from ayumi.rounds.rules.presets import rollup_rules
from ayumi.rounds.rules.rollup_rule import RollupKind, RollupRule
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import City, sign_in
from tests.rounds.rounds import key, opened, own_report, submitted

pytestmark = pytest.mark.django_db


def rule_named(preset_id: str) -> RollupRule:
    """Return a rule that comes with Ayumi."""
    return next(each for each in rollup_rules() if each.id == preset_id)


def test_the_latest_stage_counts_and_everything_adds_up(city: City) -> None:
    held = opened(city, rollup_rule=rule_named("worst"))
    submitted(city, own_report(city, held))
    value = rollup_page(held)
    whole = value.lines[0]
    own = Item.objects.filter(plan_id=held.plan_id, has_sheet=True, cross_listed_from=None).count()
    assert (whole.measures, whole.achievement.total, whole.achievement.unrated) == (own, own, own - 1)
    assert {each.word: each.count for each in whole.achievement.counts}["○"] == 1
    assert {each.word: each.count for each in whole.direction.counts}["継続"] == 1
    assert (whole.word, whole.needs_judgement) == ("○", False)
    assert whole.achievement.good == "100.0％（1／1）"


def test_the_page_and_the_table_say_the_same(city: City) -> None:
    held = opened(city)
    office = sign_in(city.person(Role.PLAN_OFFICE))
    page = office.get(f"/rounds/{held.pk}/goals/")
    assert "判断と理由が必要" in page.content.decode()
    lines = office.get(f"/rounds/{held.pk}/goals.csv").content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 1 + len(page.context["page"].lines)
    assert len({line.count(",") for line in lines}) == 1


def test_the_number_of_queries_is_bounded(city: City) -> None:
    held = round_for(city.actor(Role.PLAN_OFFICE), opened(city).pk)
    with CaptureQueriesContext(connection) as asked:
        rollup_page(held)
    assert len(asked) <= 6


def test_a_goal_is_judged_beside_the_rule_and_rows_are_only_added(city: City) -> None:
    held = opened(city, rollup_rule=rule_named("worst"))
    submitted(city, own_report(city, held))
    office = city.actor(Role.PLAN_OFFICE)
    goal = rollup_page(held).lines[1]
    once = key()
    first = judge_goal(held.pk, GoalVerdict(goal.id, "△", "件数が少ない。"), key=once, actor=office)
    again = GoalVerdict(goal.id, "◎", "送り直し。")
    assert judge_goal(held.pk, again, key=once, actor=office) == first
    with pytest.raises(MoveRefused):  # somebody who saw no judgement judges after somebody else
        judge_goal(held.pk, again, key=key(), actor=office)
    seen = GoalVerdict(goal.id, "◎", "アンケートの結果による。", seen=first)
    judge_goal(held.pk, seen, key=key(), actor=office)
    assert GoalJudgement.objects.count() == 2 == AuditEntry.objects.filter(verb="goal.judged").count()
    line = rollup_page(held).line_of(goal.id)
    assert (line.word, line.computed, line.judgement.reason) == ("◎", "○", "アンケートの結果による。")
    for verdict in (GoalVerdict(None, "順調", "理由"), GoalVerdict(None, "○", " ")):
        with pytest.raises(MoveRefused):
            judge_goal(held.pk, verdict, key=key(), actor=office)


def test_publication_waits_for_judgements_only_where_the_rule_says_so(city: City) -> None:
    office = city.actor(Role.PLAN_OFFICE)
    held = opened(city, rollup_rule=rule_named("judgement-required"))
    close_round(held.pk, seen=1, key=key(), actor=office)
    left = [each.pk for each in unfinished(held)]
    with pytest.raises(MoveRefused):
        publish_round(held.pk, left, seen=2, key=key(), actor=office)
    for line in rollup_page(held).lines[1:]:
        verdict = GoalVerdict(line.id, "○", "総合的に勘案した。")
        judge_goal(held.pk, verdict, key=key(), actor=office)
    publish_round(held.pk, left, seen=2, key=key(), actor=office)
    with pytest.raises(MoveRefused):
        judge_goal(held.pk, GoalVerdict(None, "○", "後から。"), key=key(), actor=office)


def test_a_goal_is_judged_on_its_page_by_the_office_alone(city: City) -> None:
    held = opened(city)
    goal = rollup_page(held).lines[1]
    address = f"/rounds/{held.pk}/goals/{goal.id}/judge/"
    assert sign_in(city.person(Role.DIVISION_HEAD)).get(address).status_code == 403
    office = sign_in(city.person(Role.PLAN_OFFICE))
    form = office.get(address).context["form"]
    sent = {"key": form["key"].value(), "seen": "", "value": "○", "reason": ""}
    assert office.post(address, sent).status_code == 422
    assert office.post(address, sent | {"reason": "件数と声による。"}).status_code == 302
    page = office.get(f"/rounds/{held.pk}/goals/").content.decode()
    assert "件数と声による。" in page and "人の判断" in page
    assert office.get(f"/rounds/{held.pk}/goals/{own_report(city, held).item_id}/judge/").status_code == 404


def test_a_citys_own_rule_is_copied_edited_retired_and_frozen_in_a_round(city: City) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    address = "/rounds/scales/rules/preset/good-share/"
    form = office.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {
        "name": "わが市の決め方",
        "share0": "70",
    }
    sent = {name: "" if value is None else value for name, value in sent.items() if value is not False}
    assert office.post(address, sent | {"share1": "八割"}).status_code == 422
    assert office.post(address, sent).status_code == 302
    row = CityRollupRule.objects.get()
    assert row.rule["kind"] == RollupKind.GOOD_SHARE and row.rule["steps"][0]["at_least"] == "70"
    rule = RollupRule.model_validate(row.rule)
    actor = city.actor(Role.PLAN_OFFICE)
    with pytest.raises(RuleRefused):
        add_rollup_rule(rule, key=key(), actor=actor)
    held = opened(city, rollup_rule=rule)
    changed = rule.model_copy(update={"must_judge": True})
    edit_rollup_rule(row.pk, changed, seen=1, key=key(), actor=actor)
    with pytest.raises(RuleRefused):
        edit_rollup_rule(row.pk, changed, seen=1, key=key(), actor=actor)
    assert rollup_page(held).must_judge is False
    assert "わが市の決め方" in office.get(f"/rounds/open/{held.plan_id}/").content.decode()
    retire_rollup_rule(row.pk, seen=2, actor=actor)
    assert "わが市の決め方" not in office.get(f"/rounds/open/{held.plan_id}/").content.decode()
