"""Any sequence of moves: no approval by the submitter, nothing changed once published, all audited."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ayumi.rounds.actions.closing import Correction, add_erratum, close_round, unfinished
from ayumi.rounds.actions.moving import Remarks, advance, recall, send_back
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.actions.saving import ReportChangedMeanwhile, save_report
from ayumi.rounds.gates import MoveRefused, stages_of
from ayumi.rounds.models import (
    ChallengeAnswer,
    Erratum,
    MoveRecord,
    Rating,
    Report,
    ReportedValue,
    Round,
    RoundState,
)
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Role
from tests.people import NO_ROLE, OTHER_DIVISION, City
from tests.rounds.rounds import again, answered, filled, key, opened, own_report, rated

PEOPLE = [*(role.value for role in Role), OTHER_DIVISION, NO_ROLE]
REFUSED = (PermissionDenied, MoveRefused, ReportChangedMeanwhile)
EXAMPLES, STEPS = 12, 25
CITY: list[City] = []
"""The city of the test that runs the machine."""
REACHED: set[str] = set()
"""The verbs that any example came to; a machine that is always refused would prove nothing."""
RIGHTFUL = {
    StageKind.SELF_ASSESSMENT: Role.DIVISION_MEMBER,
    StageKind.HEAD: Role.DIVISION_HEAD,
    StageKind.PLAN_OFFICE: Role.PLAN_OFFICE,
    StageKind.COMMITTEE: Role.COMMITTEE_MEMBER,
    StageKind.EXTERNAL_REVIEW: Role.EXTERNAL_REVIEWER,
}


class Workflow(RuleBasedStateMachine):
    """One report of one round, moved by anybody at any time; every example is undone at its end."""

    @initialize(later=st.sets(st.sampled_from(list(StageKind)[1:])))
    def open(self, later: set[StageKind]) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        self.city = CITY[0]
        kinds = [kind for kind in StageKind if kind is StageKind.SELF_ASSESSMENT or kind in later]
        self.held = opened(self.city, tuple(kinds))
        self.report = own_report(self.city, self.held)
        self.end = stages_of(self.held).end
        self.submitter: str | None = None
        self.published: Any = None

    def teardown(self) -> None:
        if hasattr(self, "block"):
            REACHED.update(AuditEntry.objects.values_list("verb", flat=True))
            assert not verify_audit().problems
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def everything(self) -> tuple[Any, ...]:
        """Return all that is stored of the round, but for what only corrects it."""
        tables = (Report, ReportedValue, Rating, MoveRecord, ChallengeAnswer)
        return tuple(list(table.objects.order_by("pk").values()) for table in tables)

    def attempt(self, work: Callable[[], Any]) -> bool:
        """Do it or be refused; what changed anything left an audit entry, what did not left none."""
        before, told = (self.everything(), self.state(), Erratum.objects.count()), AuditEntry.objects.count()
        try:
            with transaction.atomic():
                work()
            done = True
        except REFUSED:
            done = False
        after = (self.everything(), self.state(), Erratum.objects.count())
        assert (after != before) == (AuditEntry.objects.count() > told)
        assert done or after == before
        return done

    def state(self) -> str:
        return Round.objects.get(pk=self.held.pk).state

    @rule(name=st.sampled_from(PEOPLE), text=st.sampled_from(["", "別の文章です。"]))
    def save(self, name: str, text: str) -> None:
        now, actor = again(self.report), self.city.actor(name)
        fields = filled(now) | ({"issues": text} if text else {})
        self.attempt(lambda: save_report(now.pk, fields, seen=now.version, actor=actor))

    @rule(name=st.sampled_from(PEOPLE))
    def judge(self, name: str) -> None:
        now = again(self.report)
        if now.position < self.end:
            self.attempt(lambda: rated(now.pk, self.city.actor(name)))

    @rule(name=st.sampled_from(PEOPLE))
    def answer(self, name: str) -> None:
        self.attempt(lambda: answered(self.report.pk, self.city.actor(name)))

    @rule(name=st.sampled_from(PEOPLE), stale=st.booleans())
    def hand_on(self, name: str, stale: bool) -> None:
        now, actor = again(self.report), self.city.actor(name)
        seen = now.version - 1 if stale and now.version > 1 else now.version
        if self.attempt(lambda: advance(now.pk, seen=seen, key=key(), actor=actor)):
            assert seen == now.version
            if now.position == 0:
                self.submitter = name
            else:
                assert name != self.submitter

    @rule()
    def go_the_usual_way(self) -> None:
        now = again(self.report)
        stage = stages_of(self.held).at(now.position)
        if stage is None:
            return
        name = RIGHTFUL[stage.kind].value
        if stage.kind is StageKind.SELF_ASSESSMENT:
            self.save(name, "")
            self.judge(name)
            self.answer(name)
        self.hand_on(name, stale=False)

    @rule(name=st.sampled_from(PEOPLE), to=st.integers(0, 5), comment=st.sampled_from(["", "直す"]))
    def return_it(self, name: str, to: int, comment: str) -> None:
        now, actor = again(self.report), self.city.actor(name)
        remarks = Remarks(comment)
        work = lambda: send_back(now.pk, to, remarks, seen=now.version, key=key(), actor=actor)  # noqa: E731
        if self.attempt(work):
            assert comment
            assert again(self.report).position == to < now.position

    @rule(name=st.sampled_from(PEOPLE))
    def take_back(self, name: str) -> None:
        now, actor = again(self.report), self.city.actor(name)
        self.attempt(lambda: recall(now.pk, seen=now.version, key=key(), actor=actor))

    @rule(name=st.sampled_from([*PEOPLE, *[Role.PLAN_OFFICE.value] * 4]), meant=st.integers(0, 4))
    def close(self, name: str, meant: int) -> None:
        if meant:
            return  # a round closes seldom, else nothing would happen in it
        held, actor = Round.objects.get(pk=self.held.pk), self.city.actor(name)
        if self.attempt(lambda: close_round(held.pk, seen=held.version, key=key(), actor=actor)):
            assert name == Role.PLAN_OFFICE.value

    @rule(name=st.sampled_from([*PEOPLE, *[Role.PLAN_OFFICE.value] * 4]), all_named=st.booleans())
    def publish(self, name: str, all_named: bool) -> None:
        held, actor = Round.objects.get(pk=self.held.pk), self.city.actor(name)
        left = [each.pk for each in unfinished(held)]
        named = left if all_named else left[1:]
        work = lambda: publish_round(held.pk, named, seen=held.version, key=key(), actor=actor)  # noqa: E731
        if self.attempt(work):
            assert (name, held.state) == (Role.PLAN_OFFICE.value, RoundState.CLOSED)
            assert named == left
            self.published = self.everything()

    @rule(name=st.sampled_from([*PEOPLE, *[Role.PLAN_OFFICE.value] * 4]))
    def correct(self, name: str) -> None:
        actor = self.city.actor(name)
        correction = Correction("done", "取組の実績", "正しい文", "数え誤り")
        if self.attempt(lambda: add_erratum(self.report.pk, correction, key=key(), actor=actor)):
            assert self.published is not None
            assert name == Role.PLAN_OFFICE.value

    @invariant()
    def stands_at_a_stage(self) -> None:
        if hasattr(self, "report"):
            assert 0 <= again(self.report).position <= self.end

    @invariant()
    def is_never_changed_once_published(self) -> None:
        if getattr(self, "published", None) is not None:
            assert self.everything() == self.published


@pytest.mark.django_db
@pytest.mark.sqlite_alone
def test_no_sequence_of_moves_breaks_the_rules(city: City) -> None:
    CITY[:] = [city]
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    few = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
    run_state_machine_as_test(Workflow, settings=settings(few, suppress_health_check=checks))
    assert {"report.saved", "report.rated", "report.submitted", "report.approved"} <= REACHED
