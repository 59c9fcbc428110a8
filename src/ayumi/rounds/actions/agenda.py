"""The agenda of a meeting: matters are put on it and taken off it until somebody has scored them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from ayumi.rounds.actions.meeting_record import tell_meeting, turn_meeting
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import matter_to_run, meeting_to_edit, refuse_closed
from ayumi.rounds.models import AgendaItem, Meeting, MeetingDecision, Report, Score
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class WantedMatter:
    """A matter to put on the agenda: a report, or one in words; and why it was chosen."""

    title: str = ""
    report_id: UUID | None = None
    reason: str = ""


def add_matters(
    meeting_id: UUID, wanted: Iterable[WantedMatter], *, seen: int, key: str, actor: Actor
) -> int:
    """Put matters on the agenda behind those that stand; return how many were added.

    A report that stands on it already is left out. Raises PermissionDenied, Http404, and MoveRefused for a
    report that is not of the meeting's round, a closed meeting or one changed meanwhile.
    """
    meeting = meeting_to_edit(actor, meeting_id)
    matters = list(wanted)
    reports = _reports(meeting, [each.report_id for each in matters if each.report_id])
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return int(done.result)
        turn_meeting(meeting, seen)
        standing = AgendaItem.objects.filter(meeting=meeting)
        taken = set(standing.values_list("report_id", flat=True))
        last = standing.aggregate(last=Max("position"))["last"]
        rows = [
            _matter_row(meeting, each, reports)
            for each in matters
            if each.report_id is None or each.report_id not in taken
        ]
        for position, row in enumerate(rows, 0 if last is None else last + 1):
            row.position = position
        AgendaItem.objects.bulk_create(rows)
        Submission(key=key, verb="agenda.added", result=str(len(rows))).save(force_insert=True)
        added = [f"{row.title}（{row.reason}）" if row.reason else row.title for row in rows]
        tell_meeting("agenda.added", meeting, actor, {"agenda": [[], added], "version": [seen, seen + 1]})
    return len(rows)


def take_off(matter_id: UUID, *, seen: int, actor: Actor) -> None:
    """Take a matter off the agenda; ``seen`` is the version of the meeting.

    Raises PermissionDenied, Http404, and MoveRefused for one that was scored or decided, a closed meeting or
    one changed meanwhile.
    """
    matter = matter_to_run(actor, matter_id)
    refuse_closed(matter.meeting)
    with writing():
        # A score takes the same row, so it comes before this or finds nothing to score.
        AgendaItem.objects.select_for_update().filter(pk=matter.pk).first()
        touched = Score.objects.filter(matter=matter).exists()
        if touched or MeetingDecision.objects.filter(matter=matter).exists():
            raise MoveRefused(_("採点や決定のある議題は、外せません。"))
        turn_meeting(matter.meeting, seen)
        AgendaItem.objects.filter(pk=matter.pk).delete()
        changes = {"agenda": [[matter.title], []], "version": [seen, seen + 1]}
        tell_meeting("agenda.taken_off", matter.meeting, actor, changes)


def _reports(meeting: Meeting, ids: list[UUID]) -> dict[UUID, Report]:
    """Return the reports of the meeting's round by id: 1 query. Raises MoveRefused for any other."""
    if not ids:
        return {}
    own = Report.objects.filter(round_id=meeting.round_id, mirrors=None, pk__in=ids)
    found = {report.pk: report for report in own.select_related("item")} if meeting.round_id else {}
    if set(ids) - found.keys():
        raise MoveRefused(_("この会議で扱う評価の施策から選んでください。"))
    return found


def _matter_row(meeting: Meeting, wanted: WantedMatter, reports: Mapping[UUID, Report]) -> AgendaItem:
    report = reports[wanted.report_id] if wanted.report_id else None
    title = f"{report.item.number} {report.item.title}" if report else wanted.title
    return AgendaItem(meeting=meeting, report=report, title=title[:300], reason=wanted.reason)
