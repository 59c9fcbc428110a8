"""What the sample's meetings ask for next year, and what the divisions answer in the next round."""

from collections.abc import Iterable

from ayumi.config.sample_rounds.desk import Desk
from ayumi.config.sample_rounds.words import answer_to, request
from ayumi.rounds.models import FollowUp, FollowUpState, Round
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.rules import Actor

_ONE_IN = {StageKind.COMMITTEE: 11, StageKind.EXTERNAL_REVIEW: 19}
_KIND = {StageKind.COMMITTEE: "committee", StageKind.EXTERNAL_REVIEW: "external"}
_STATES = (FollowUpState.DONE, FollowUpState.DONE, FollowUpState.PARTLY, FollowUpState.NOT_DONE)


def ask(desks: Iterable[Desk], held: Round, kind: StageKind, actor: Actor) -> None:
    """Ask something of a few measures: 1 query and those of the trail."""
    name = next(each["name"] for each in held.stages["stages"] if each["kind"] == kind.value)
    asked = [
        FollowUp(
            plan_id=held.plan_id,
            item_id=desk.report.item_id,
            asked_in=held,
            asked_by=name,
            text=request(_KIND[kind], desk.title, desk.year),
        )
        for desk in desks
        if desk.chance(f"asked {kind}", _ONE_IN[kind]) == 0
    ]
    if not asked:
        return
    FollowUp.objects.bulk_create(asked)
    labels = {desk.report.item_id: f"{desk.report.item.number} {desk.title}" for desk in desks}
    told = [
        AuditObject("follow_up", each.pk, labels[each.item_id], {"text": ["", each.text]}) for each in asked
    ]
    append_audit_entries(told, actor=actor, verb="follow_up.asked")


def answer_what_was_asked(desks: Iterable[Desk], held: Round, member: Actor) -> None:
    """Say what was done of what earlier rounds asked of these measures: 2 queries and those of the trail."""
    by_item = {desk.report.item_id: desk for desk in desks}
    waiting = FollowUp.objects.filter(item_id__in=by_item, state=FollowUpState.ASKED).exclude(asked_in=held)
    answered, told = [], []
    for each in waiting:
        desk = by_item[each.item_id]
        state = _STATES[desk.chance(f"answer {each.text}", len(_STATES))]
        each.state, each.answered_in = state, held
        each.answer = answer_to(each.text, state)
        each.answered_by_name, each.version = member.name, each.version + 1
        label = f"{desk.report.item.number} {desk.title}"
        changes = {"state": [FollowUpState.ASKED.value, state.value], "answer": ["", each.answer]}
        told.append(AuditObject("follow_up", each.pk, label, changes))
        answered.append(each)
    if not answered:
        return
    columns = ("state", "answered_in", "answer", "answered_by_name", "version")
    FollowUp.objects.bulk_update(answered, columns)
    append_audit_entries(told, actor=member, verb="follow_up.answered")
