"""One follow-up as pages show it: what was asked, by whom, and what became of it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.rounds.models import FollowUp, FollowUpState, Report
from ayumi.rounds.rules.sheet import SheetProblem
from ayumi.rounds.words import round_name
from ayumi.tenancy.rules import Actor, Permission


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What was asked of a measure, and what became of it. ``name`` is the round that asked."""

    id: UUID
    version: int
    text: str
    asked_by: str
    name: str
    state: str
    is_open: bool
    is_withdrawn: bool
    answer: str
    answered_in: str
    answered_by: str
    answered_at: datetime | None
    asked_at: datetime
    state_value: str
    key: str
    """Makes a repeated answer harmless."""
    is_earlier: bool = False
    """It was asked in a round before the one that is looked at."""
    can_answer: bool = False
    can_withdraw: bool = False
    due: date | None = None
    is_overdue: bool = False


def follow_up_line(each: FollowUp, **changes: object) -> FollowUpLine:
    """Return the line of a follow-up, given its row with both rounds; no query."""
    facts: dict[str, object] = {
        "id": each.pk,
        "version": each.version,
        "text": each.text,
        "asked_by": each.asked_by,
        "name": round_name(each.asked_in),
        "state": each.get_state_display(),
        "is_open": each.state == FollowUpState.ASKED,
        "is_withdrawn": each.state == FollowUpState.WITHDRAWN,
        "answer": each.answer,
        "answered_in": round_name(each.answered_in) if each.answered_in else "",
        "answered_by": each.answered_by_name,
        "answered_at": each.answered_at,
        "asked_at": each.asked_at,
        "state_value": each.state,
        "key": secrets.token_hex(16),
    }
    return FollowUpLine(**(facts | changes))


def follow_ups_of(report: Report, actor: Actor, *, can_write: bool) -> tuple[FollowUpLine, ...]:
    """Return what earlier rounds asked of the measure, what is open first: 1 query."""
    asked = FollowUp.objects.filter(item_id=report.item_id).exclude(asked_in_id=report.round_id)
    asked = asked.select_related("asked_in", "answered_in").order_by("-asked_at", "id")
    rows = sorted(asked, key=lambda each: each.state != FollowUpState.ASKED)
    return tuple(follow_up_line(each, **_what_can_be_said(each, report, actor, can_write)) for each in rows)


def _what_can_be_said(each: FollowUp, report: Report, actor: Actor, can_write: bool) -> dict[str, object]:
    """Tell whether the reader can answer the follow-up here, or withdraw it."""
    is_open = each.state == FollowUpState.ASKED
    own = each.answered_in_id == report.round_id and each.state != FollowUpState.WITHDRAWN
    earlier = each.asked_in.opened_at < report.round.opened_at
    return {
        "can_answer": can_write and report.position == 0 and earlier and (is_open or own),
        "is_earlier": earlier,
        "can_withdraw": is_open and actor.may(Permission.RUN_ROUNDS),
    }


def unanswered(report: Report, asked: Iterable[FollowUpLine]) -> tuple[SheetProblem, ...]:
    """Return the follow-ups that must be answered before the report leaves its first stage."""
    if report.position:
        return ()
    return tuple(
        SheetProblem(
            f"follow-up-{each.id}", _("申し送りに答えてください: {text}").format(text=each.text[:60])
        )
        for each in asked
        if each.is_open and each.is_earlier
    )
