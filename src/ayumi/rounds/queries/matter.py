"""One matter of a meeting: its paper, the scores as far as the reader may see them, and the decisions."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.meetings import Seat, members_on
from ayumi.rounds.models import AgendaItem, BodyMember, Meeting, Report, Score
from ayumi.rounds.queries.meeting import DecisionLine, MeetingHead, decision_lines, meeting_head
from ayumi.rounds.queries.papers import Paper, papers_of
from ayumi.rounds.queries.report_moves import stage_name
from ayumi.rounds.rules.scales import Scale, Step
from ayumi.rounds.rules.voting import Sight, Tally, sight, tally


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score; the name is empty where the reader does not see it."""

    name: str
    value: str
    direction: str
    comment: str


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores as far as the reader sees them."""

    sight: str
    scored: int
    members: int
    own: ScoreLine | None
    values: tuple[Tally, ...]
    directions: tuple[Tally, ...]
    lines: tuple[ScoreLine, ...]
    """With names where the reader sees them; without, only those with a comment, in an order of its own."""


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One matter for one reader."""

    meeting: MeetingHead
    id: UUID
    title: str
    reason: str
    paper: Paper | None
    stage: str
    is_at_stage: bool
    report_version: int
    scores: Scores | None
    can_score: bool
    is_vote_closed: bool
    runs: bool
    decisions: tuple[DecisionLine, ...]
    steps: tuple[Step, ...]
    directions: tuple[Step, ...]
    previous: tuple[str, UUID] | None
    next: tuple[str, UUID] | None
    key: str
    """Makes a repeated submission harmless."""


def matter_page(matter: AgendaItem, seat: Seat) -> MatterPage:
    """Return the page of a matter: at most 11 queries, whatever the size of the round."""
    meeting, held = matter.meeting, matter.report.round if matter.report else None
    scores = _scores(matter, seat) if matter.report else None
    is_closed = matter.is_vote_closed or meeting.is_closed
    stage = stages_of(held).at(matter.report.position) if held and matter.report else None
    before, after = _neighbours(meeting, matter)
    return MatterPage(
        meeting=meeting_head(meeting),
        id=matter.pk,
        title=matter.title,
        reason=matter.reason,
        paper=_paper(matter),
        stage=stage_name(stages_of(held), matter.report.position) if held and matter.report else "",
        is_at_stage=stage is not None and stage.kind.value == meeting.body.stage,
        report_version=matter.report.version if matter.report else 0,
        scores=scores,
        can_score=bool(seat.member and scores and scores.own is None and not is_closed),
        is_vote_closed=is_closed,
        runs=seat.runs,
        decisions=decision_lines([matter.pk])[matter.pk],
        steps=held.read("achievement_scale", Scale).steps if held else (),
        directions=held.read("direction_scale", Scale).steps if held else (),
        previous=before,
        next=after,
        key=secrets.token_hex(16),
    )


def _paper(matter: AgendaItem) -> Paper | None:
    if matter.report_id is None:
        return None
    related = ("item", "division", "cost", "round__plan")
    report = Report.objects.select_related(*related).get(pk=matter.report_id)
    return papers_of([report], {})[report.pk]


def _scores(matter: AgendaItem, seat: Seat) -> Scores:
    """Return the scores as far as the reader sees them: 2 queries."""
    meeting = matter.meeting
    rows = list(
        Score.objects.filter(matter=matter).select_related("member").order_by("member__position", "pk")
    )
    own = next((row for row in rows if seat.member and row.member_id == seat.member.pk), None)
    members = BodyMember.objects.filter(members_on(meeting.held_on), body_id=meeting.body_id).count()
    seen = sight(
        has_scored=own is not None,
        is_member=seat.member is not None,
        runs_rounds=seat.runs,
        is_closed=matter.is_vote_closed or meeting.is_closed,
    )
    held = matter.report.round
    shown = rows if seen in (Sight.DISTRIBUTION, Sight.NAMES) else []
    return Scores(
        sight=seen.value,
        scored=len(rows) if seen is not Sight.NOTHING else 0,
        members=members,
        own=_line(own, with_name=False) if own else None,
        values=_tally(held.achievement_scale, [row.value for row in shown]) if shown else (),
        directions=_tally(held.direction_scale, [row.direction for row in shown]) if shown else (),
        lines=_lines(shown, with_name=seen is Sight.NAMES),
    )


def _lines(rows: list[Score], *, with_name: bool) -> tuple[ScoreLine, ...]:
    if with_name:
        return tuple(_line(row, with_name=True) for row in rows)
    # Without names the comments stand alone and in the order of their text, which tells nothing of who wrote.
    comments = sorted(row.comment for row in rows if row.comment)
    return tuple(ScoreLine("", "", "", comment) for comment in comments)


def _line(row: Score, *, with_name: bool) -> ScoreLine:
    return ScoreLine(row.member.name if with_name else "", row.value, row.direction, row.comment)


def _tally(scale: dict[str, object], given: list[str]) -> tuple[Tally, ...]:
    return tally([step.word for step in Scale.from_stored(scale).steps], given)


def _neighbours(
    meeting: Meeting, matter: AgendaItem
) -> tuple[tuple[str, UUID] | None, tuple[str, UUID] | None]:
    """Return the matters before and after on the agenda: 1 query."""
    rows = list(AgendaItem.objects.filter(meeting=meeting).values_list("title", "pk"))
    place = next((place for place, (_title, pk) in enumerate(rows) if pk == matter.pk), 0)
    return (
        rows[place - 1] if place > 0 else None,
        rows[place + 1] if place + 1 < len(rows) else None,
    )
