"""Judging a report at a stage: proposed by the scale's rule, decided by a person, rows only added."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ayumi.document.measures import Indicator
from ayumi.rounds.actions.standing import still_open
from ayumi.rounds.gates import MoveRefused, refuse_unless_possible, report_to_move, stages_of
from ayumi.rounds.models import Rating, Report
from ayumi.rounds.models.report_rows import ReportRows
from ayumi.rounds.models.reported_indicators import reported_indicators
from ayumi.rounds.rules.scales import Proposal, Scale, ScaleSubject, propose
from ayumi.rounds.rules.stages import Move, StageKind
from ayumi.rounds.rules.yardsticks import indicator_year
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.models import Submission
from ayumi.tenancy.prepared import prepared
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing

RATED = "report.rated"


class RatingRefused(ValueError):
    """The rating is not one that can be stored; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word of the round's scale for the achievement or the direction, and why.

    ``said_by`` names the body that judged, where the actor only records it.
    """

    subject: ScaleSubject
    value: str
    reason: str = ""
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """A verdict that was given of a report at a stage, beside the word that the scale proposed."""

    report: Report
    stage: StageKind
    verdict: Verdict
    proposed: str

    def row(self, actor: Actor) -> Rating:
        """Return the rating to be stored."""
        return Rating(
            report=self.report,
            stage=self.stage.value,
            subject=self.verdict.subject.value,
            proposed=self.proposed,
            value=self.verdict.value,
            reason=self.verdict.reason,
            person_id=actor.person_id,
            person_name=self.verdict.said_by or actor.name,
        )

    def audit_object(self) -> AuditObject:
        """Return what the audit trail says of it."""
        changes = {
            "stage": ["", self.stage.value],
            self.verdict.subject.value: [self.proposed, self.verdict.value],
            "reason": ["", self.verdict.reason],
        }
        item = self.report.item
        return AuditObject("report", self.report.pk, f"{item.number} {item.title}", changes)


def rate(about: UUID | Report, stage: StageKind, verdict: Verdict, *, key: str, actor: Actor) -> None:
    """Add a rating at ``stage``, where the report must wait. A later one replaces it in pages only.

    ``about`` is the report's id, or the report as a gate returned it in the same request.
    Raises PermissionDenied, Http404, MoveRefused where it is not at that stage, and RatingRefused for a
    word that the scale does not know or a departure from the proposal without a reason.
    """
    rate_all(about, stage, [verdict], key=key, actor=actor)


def rate_all(
    about: UUID | Report,
    stage: StageKind,
    verdicts: Iterable[Verdict],
    *,
    key: str,
    actor: Actor,
    loaded: ReportRows | None = None,
) -> int:
    """Add what was judged at ``stage`` in one transaction, all of it or nothing; return how many are new.

    A verdict that stands already is not added again. ``key`` makes a repeated call harmless; ``loaded`` is
    what hangs on the report, where the request has read it.
    """
    report = report_to_move(actor, about)
    refuse_unless_possible(Move.SAVE, report, actor)
    at = stages_of(report.round).at(report.position)
    if at is None or at.kind is not stage:
        raise MoveRefused(_("この報告は、いまこの段階にありません。"))
    if not at.rates:
        raise MoveRefused(_("この段階では評価を行いません。"))
    given = _new_ones(report, stage, list(verdicts), loaded)
    if not given:
        return 0
    with writing():
        still_open(report.round_id)
        if Submission.objects.filter(key=key).exists():
            return len(given)
        if not Report.objects.select_for_update().filter(pk=report.pk, position=report.position):
            raise MoveRefused(_("この報告は、いまこの段階にありません。"))
        for each in given:
            each.row(actor).save(force_insert=True)
        Submission(key=key, verb=RATED, result=str(report.pk)).save(force_insert=True)
        append_audit_entries([each.audit_object() for each in given], actor=actor, verb=RATED)
    return len(given)


def _new_ones(
    report: Report, stage: StageKind, verdicts: list[Verdict], loaded: ReportRows | None
) -> list[GivenVerdict]:
    """Return the verdicts that do not stand yet, beside what is proposed: 1 query, 4 with a proposal.

    One less with what is loaded.

    Raises RatingRefused where one cannot stand, also for one that stands: since the values changed it may
    have become a departure without a reason.
    """
    standing = _standing(report, stage, loaded)
    found = []
    for verdict in verdicts:
        stands = standing.get(verdict.subject.value) == (verdict.value, verdict.reason)
        is_judged = verdict.subject is ScaleSubject.ACHIEVEMENT
        if stands and not (is_judged and not verdict.reason.strip()):
            continue
        proposed = proposal_beside(report, verdict, reported_indicators(report) if is_judged else ())
        if not stands:
            found.append(GivenVerdict(report, stage, verdict, proposed.word))
    return found


def _standing(report: Report, stage: StageKind, loaded: ReportRows | None) -> dict[str, tuple[str, str]]:
    """Return subject → word and reason of the rating that stands at the stage: at most 1 query."""
    if loaded is not None:
        latest = loaded.latest_ratings().items()
        return {subject: (row.value, row.reason) for (kind, subject), row in latest if kind == stage.value}
    return {subject: (value, reason) for subject, value, reason in _given(report.pk, stage.value)}


@prepared
def _given(report_id: UUID, stage: str) -> QuerySet[Rating]:
    given = Rating.objects.filter(report_id=report_id, stage=stage).order_by("at", "id")
    return given.values_list("subject", "value", "reason")


def proposal_beside(report: Report, verdict: Verdict, indicators: Iterable[Indicator]) -> Proposal:
    """Return what was proposed, given the indicators as reported; no query.

    Raises RatingRefused where the verdict cannot stand.
    """
    scales = {
        ScaleSubject.ACHIEVEMENT: "achievement_scale",
        ScaleSubject.DIRECTION: "direction_scale",
    }
    if verdict.subject not in scales:
        raise RatingRefused(_("この観点は、評価の段階では判定しません。"))
    scale = report.round.read(scales[verdict.subject], Scale)
    if scale.step(verdict.value) is None:
        raise RatingRefused(_("評価を一覧から選んでください。"))
    proposed = Proposal()
    if verdict.subject is ScaleSubject.ACHIEVEMENT:
        year, first = report.round.fiscal_year, report.round.plan.first_fiscal_year
        proposed = propose(scale, [indicator_year(each, year, first) for each in indicators])
    if proposed.word and proposed.word != verdict.value and not verdict.reason.strip():
        raise RatingRefused(
            _("指標から計算した評価案（{word}）と違う評価にするときは、理由を書いてください。").format(
                word=proposed.word
            )
        )
    return proposed
