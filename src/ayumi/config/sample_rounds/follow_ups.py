"""What the sample's divisions answer to what earlier rounds asked of them."""

from collections.abc import Iterable

from django.utils import timezone

from ayumi.config.sample_rounds.desk import Desk
from ayumi.config.sample_rounds.words import answer_to
from ayumi.rounds.models import FollowUp, FollowUpState, Round
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.rules import Actor

_STATES = (FollowUpState.DONE, FollowUpState.DONE, FollowUpState.PARTLY, FollowUpState.NOT_DONE)


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
        each.answered_by_name, each.answered_at = member.name, timezone.now()
        each.version += 1
        label = f"{desk.report.item.number} {desk.title}"
        changes = {"state": [FollowUpState.ASKED.value, state.value], "answer": ["", each.answer]}
        changes |= {"version": [each.version - 1, each.version]}
        told.append(AuditObject("follow_up", each.pk, label, changes))
        answered.append(each)
    if not answered:
        return
    columns = ("state", "answered_in", "answer", "answered_by_name", "answered_at", "version")
    FollowUp.objects.bulk_update(answered, columns)
    append_audit_entries(told, actor=member, verb="follow_up.answered")
