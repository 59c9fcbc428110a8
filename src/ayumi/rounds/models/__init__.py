"""Stored shape of the room."""

from ayumi.rounds.models.edition import EvaluationEdition
from ayumi.rounds.models.judging import (
    ChallengeAnswer,
    Erratum,
    FollowUp,
    FollowUpState,
    GoalJudgement,
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
from ayumi.rounds.models.scale import CityRollupRule, RatingScale, SupersededSource

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "BodyMember",
    "ChallengeAnswer",
    "CityRollupRule",
    "Erratum",
    "EvaluationEdition",
    "FollowUp",
    "FollowUpState",
    "GoalJudgement",
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
    "SupersededSource",
]
