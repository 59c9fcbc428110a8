"""Stored shape of the room."""

from ayumi.rounds.models.judging import (
    ChallengeAnswer,
    Erratum,
    FollowUp,
    FollowUpState,
    MoveRecord,
    Rating,
)
from ayumi.rounds.models.meeting import (
    AgendaItem,
    Attendance,
    Body,
    BodyMember,
    Meeting,
    MeetingCorrection,
    MeetingDecision,
    MeetingForm,
    Score,
)
from ayumi.rounds.models.people import Notice, NoticeKind, Responsibility
from ayumi.rounds.models.round import (
    Report,
    ReportedCost,
    ReportedValue,
    ReportForm,
    Round,
    RoundState,
)
from ayumi.rounds.models.scale import RatingScale

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "BodyMember",
    "ChallengeAnswer",
    "Erratum",
    "FollowUp",
    "FollowUpState",
    "Meeting",
    "MeetingCorrection",
    "MeetingDecision",
    "MeetingForm",
    "MoveRecord",
    "Notice",
    "NoticeKind",
    "Rating",
    "RatingScale",
    "Report",
    "ReportForm",
    "ReportedCost",
    "ReportedValue",
    "Responsibility",
    "Round",
    "RoundState",
    "Score",
]
