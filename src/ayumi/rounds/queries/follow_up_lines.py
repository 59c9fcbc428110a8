"""One follow-up as pages show it: what was asked, by whom, and what became of it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ayumi.rounds.models import FollowUp, FollowUpState
from ayumi.rounds.words import round_name


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
