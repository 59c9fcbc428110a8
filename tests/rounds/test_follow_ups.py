"""What a meeting asks goes to next year's sheet, is answered there, and its effect is shown."""

import pytest
from django.core.exceptions import PermissionDenied

from ayumi.plans.models import Budget, Item, Plan
from ayumi.rounds.actions.follow_ups import answer_follow_up
from ayumi.rounds.actions.moving import advance
from ayumi.rounds.actions.ready import NotReady
from ayumi.rounds.actions.saving import ReportChangedMeanwhile, save_report
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import FollowUp, FollowUpState, Report
from ayumi.rounds.queries.follow_ups import changed_page, changed_table, follow_ups_page
from ayumi.tenancy.rules import Role
from tests.people import OTHER_DIVISION, City, sign_in
from tests.rounds.meetings import ADVANCE, COMMITTEE_ROUND, Committee, committee
from tests.rounds.rounds import again, filled, key, opened, own_report, rated, submitted
from tests.rounds.rounds import answered as all_answered
from tests.rounds.test_pages import text_of

pytestmark = pytest.mark.django_db
DONE, ASKED = FollowUpState.DONE, FollowUpState.ASKED


@pytest.fixture
def held(city: City) -> Committee:
    """A meeting that asked something of the measure in the round of FY2024."""
    round_ = opened(city, COMMITTEE_ROUND)
    made = committee(city, round_)
    (matter,) = made.put_on(submitted(city, own_report(city, round_)))
    made.attend("本部長", "総務部長")
    made.decided(matter, asks="利用者の声を集めること。", move=ADVANCE)
    return made


def answered(held: Committee, role: str, state: FollowUpState = DONE, text: str = "集めました。") -> None:
    """Answer the one follow-up as somebody."""
    found = FollowUp.objects.get()
    answer_follow_up(found.pk, state, text, seen=found.version, key=key(), actor=held.city.actor(role))


def next_report(held: Committee) -> Report:
    """Open the round of FY2025 and return the measure's report, filled and rated by the division."""
    report = own_report(held.city, opened(held.city, COMMITTEE_ROUND, year=2025))
    member = held.city.actor(Role.DIVISION_MEMBER)
    save_report(report.pk, filled(report), seen=report.version, actor=member)
    rated(report.pk, member)
    all_answered(report.pk, member)
    return again(report)


def test_the_next_report_waits_for_the_answer(held: Committee) -> None:
    with pytest.raises(MoveRefused, match="次の評価が始まると"):
        answered(held, Role.DIVISION_MEMBER)
    report = next_report(held)
    member = held.city.actor(Role.DIVISION_MEMBER)
    with pytest.raises(NotReady, match="申し送りに答えてください: 利用者の声"):
        advance(report.pk, seen=report.version, key=key(), actor=member)
    with pytest.raises(PermissionDenied):
        answered(held, OTHER_DIVISION)
    with pytest.raises(PermissionDenied):
        answered(held, Role.DIVISION_MEMBER, FollowUpState.WITHDRAWN)
    for state, text in ((DONE, " "), (ASKED, "まだ")):
        with pytest.raises(MoveRefused):
            answered(held, Role.DIVISION_MEMBER, state, text)
    answered(held, Role.DIVISION_MEMBER)
    answered(held, Role.DIVISION_MEMBER, FollowUpState.PARTLY, "半分集めました。")
    advance(report.pk, seen=report.version, key=key(), actor=member)
    found = FollowUp.objects.get()
    assert (found.state, found.answer, found.answered_in_id) == (
        FollowUpState.PARTLY,
        "半分集めました。",
        report.round_id,
    )
    with pytest.raises((MoveRefused, PermissionDenied)):
        answered(held, Role.DIVISION_MEMBER)


def test_the_office_withdraws_and_the_report_goes_on(held: Committee) -> None:
    report = next_report(held)
    answered(held, Role.PLAN_OFFICE, FollowUpState.WITHDRAWN, "制度が変わったため。")
    with pytest.raises(MoveRefused, match="すでに終わって"):
        answered(held, Role.PLAN_OFFICE, FollowUpState.WITHDRAWN, "もう一度")
    with pytest.raises(MoveRefused, match="すでに終わって"):
        answered(held, Role.DIVISION_MEMBER)
    member = held.city.actor(Role.DIVISION_MEMBER)
    assert advance(report.pk, seen=report.version, key=key(), actor=member) == 1


def test_a_repeated_answer_is_harmless_and_a_stale_one_refused(held: Committee) -> None:
    next_report(held)
    found, member, sent = FollowUp.objects.get(), held.city.actor(Role.DIVISION_MEMBER), key()
    for _turn in range(2):
        answer_follow_up(found.pk, DONE, "集めました。", seen=1, key=sent, actor=member)
    assert FollowUp.objects.get().version == 2
    with pytest.raises(ReportChangedMeanwhile):
        answer_follow_up(found.pk, DONE, "別の答え", seen=1, key=key(), actor=member)


def test_the_sheet_shows_what_is_asked_and_takes_the_answer(held: Committee) -> None:
    report = next_report(held)
    member = sign_in(held.city.person(Role.DIVISION_MEMBER))
    page = text_of(member.get(f"/rounds/reports/{report.pk}/"))
    assert "利用者の声を集めること。" in page
    assert "申し送りに答えてください" in page
    found = FollowUp.objects.get()
    sent = {"version": "1", "key": key(), "state": "done", "answer": "集めました。", "report": report.pk}
    address = f"/rounds/follow-ups/{found.pk}/answer/"
    empty = member.post(address, sent | {"answer": ""}, follow=True)
    assert "対応の内容" in text_of(empty)
    assert member.post(address, sent)["Location"] == f"/rounds/reports/{report.pk}/"
    page = text_of(member.get(f"/rounds/reports/{report.pk}/"))
    assert "集めました。" in page
    assert "申し送りに答えてください" not in page
    viewer = sign_in(held.city.person(Role.VIEWER))
    assert 'name="answer"' not in viewer.get(f"/rounds/reports/{report.pk}/").content.decode()


def test_the_list_tells_what_waits_and_what_is_overdue(held: Committee) -> None:
    plan = Plan.objects.get()
    day = again(Report.objects.first()).edited_at.date()
    counts = dict(follow_ups_page(plan, "", today=day).counts)
    assert counts == {"asked": 1, "overdue": 0, "answered": 0, "withdrawn": 0}
    next_report(held)
    late = day.replace(year=day.year + 20)
    (row,) = follow_ups_page(plan, "overdue", today=late).rows
    assert row.line.is_overdue
    answered(held, Role.DIVISION_MEMBER)
    assert follow_ups_page(plan, "overdue", today=late).rows == ()
    viewer = sign_in(held.city.person(Role.VIEWER))
    assert "集めました。" in text_of(viewer.get(f"/rounds/plans/{plan.pk}/follow-ups/"))
    sent = viewer.get(f"/rounds/plans/{plan.pk}/follow-ups.csv").content.decode()
    assert "利用者の声を集めること。" in sent.splitlines()[1]


def test_what_changed_is_read_from_the_plan_and_from_the_trail(held: Committee) -> None:
    plan = Plan.objects.get()
    next_report(held)
    answered(held, Role.DIVISION_MEMBER)
    item = Item.objects.get(pk=held.city.parts["item_id"])
    today = again(Report.objects.first()).edited_at.date()
    assert changed_page(plan, today=today).with_change == 0
    office = sign_in(held.city.person(Role.PLAN_OFFICE))
    names = ("purpose", "target_group", "current_state", "description", "outlook", "legal_basis", "title")
    form = {name: getattr(item, name) for name in names}
    head = {"status": item.status or "", "division": item.division_id, "version": item.version, "key": key()}
    edit = form | head | {"outlook": "声を毎月集めます。"} | ({"priority": "on"} if item.priority else {})
    assert office.post(f"/measures/{item.pk}/edit/", edit).status_code == 302
    budget = Budget.objects.filter(item=item).first()
    budget.thousand_yen += 777
    budget.save()
    page = changed_page(plan, today=today)
    (row,) = page.rows
    assert (page.answered, page.with_change) == (1, 1)
    assert [each.label for each in row.since_sheet] == ["今後の展開"]
    assert row.since_sheet[0].after == "声を毎月集めます。"
    (money,) = row.since_plan
    assert money.label.startswith("予算")
    assert money.before != money.after
    lines = list(changed_table(page))
    assert len(lines) == 3
    shown = text_of(office.get(f"/rounds/plans/{plan.pk}/changed/"))
    assert "声を毎月集めます。" in shown
    assert "今後の展開" in office.get(f"/rounds/plans/{plan.pk}/changed.csv").content.decode()
