"""What happens to some reports of the sample at one moment: written, submitted, returned, judged."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from ayumi.config.sample_rounds import meetings, writing
from ayumi.config.sample_rounds.calendar import Course
from ayumi.config.sample_rounds.desk import Desk
from ayumi.config.sample_rounds.follow_ups import answer_what_was_asked
from ayumi.config.sample_rounds.sheets import draft, written
from ayumi.config.sample_rounds.staff import Staff
from ayumi.config.sample_rounds.verdicts import verdicts
from ayumi.config.sample_rounds.words import answer, remark
from ayumi.rounds.actions.moving import Remarks
from ayumi.rounds.actions.telling import tell_of_move
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.challenges import ChallengeLine, round_challenges
from ayumi.rounds.models import Round
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.sheet import SheetFields
from ayumi.rounds.rules.stages import Move, StageKind
from ayumi.tenancy.rules import Actor

_KIND = {StageKind.HEAD: "head", StageKind.PLAN_OFFICE: "office"}
_ASKED_ABOUT = {"head": "done", "office": "reason"}


class Sittings:
    """The doings of one round, each for many reports at once."""

    def __init__(self, held: Round) -> None:
        self._held, self._stages = held, stages_of(held)
        self._raised: dict[UUID, tuple[ChallengeLine, ...]] = {}

    def write(self, filled: list[Desk], begun: list[Desk], course: Course, member: Actor) -> None:
        """Let a division fill some sheets and rate itself, and begin others."""
        sheets: list[tuple[Desk, SheetFields]] = []
        for desk in filled:
            neighbour = sheets[-1][1] if sheets else None
            sheets.append((desk, written(desk, course, neighbour)))
        sheets += [(desk, draft(desk)) for desk in begun]
        if not sheets:
            return
        writing.save(sheets, member)
        self._rate(filled, StageKind.SELF_ASSESSMENT, member)

    def look_at_challenges(self) -> None:
        """Look at what is asked of the sheets as they stand: 9 queries."""
        today = timezone.localdate()
        self._raised = {report.pk: lines for report, lines in round_challenges(self._held, today=today)}

    def submit(self, desks: list[Desk], member: Actor) -> None:
        """Let a division answer what is asked, say what it did of last year's requests, and submit."""
        answers = [
            (
                desk,
                {
                    line.fingerprint: (line, answer(line.rule_id, desk.title, desk.year))
                    for line in self._raised.get(desk.report.pk, ())
                },
            )
            for desk in desks
        ]
        writing.answer(answers, member)
        answer_what_was_asked(desks, self._held, member)
        self._advance(desks, "report.submitted", member)

    def send_back(self, desks: list[Desk], kind: StageKind, actor: Actor) -> None:
        """Return reports to the division with a comment on the whole and on one field."""
        if not desks:
            return
        said = {}
        for desk in desks:
            name = _ASKED_ABOUT[_KIND[kind]]
            comment = remark(f"returned_{_KIND[kind]}", desk.title, desk.year)
            on_field = {name: "この欄をご確認ください。"} if desk.chance("on field", 2) else {}
            said[str(desk.report.pk)] = Remarks(comment, on_field)
            tell_of_move(desk.report, "report.returned", 0, comment, actor=actor)
        writing.move(desks, writing.Step(Move.RETURN, "report.returned", 0, said), actor)

    def improve(self, desks: list[Desk], member: Actor) -> None:
        """Let a division add what was asked for, and submit again."""
        sheets = [
            (desk, {"done": desk.fields["done"] + remark("added", desk.title, desk.year)}) for desk in desks
        ]
        writing.save(sheets, member)
        self._advance(desks, "report.submitted", member)

    def approve(self, desks: list[Desk], kind: StageKind, actor: Actor) -> None:
        """Let a stage rate, where it rates, and hand on."""
        if not desks:
            return
        place = self._stages.position_of(kind)
        stage = self._stages.at(place) if place is not None else None
        if stage is not None and stage.rates:
            self._rate(desks, kind, actor)
        self._advance(desks, "report.approved", actor)

    def meet(self, desks: list[Desk], kind: StageKind, body_id: UUID, staff: Staff) -> None:
        """Let a body discuss a few reports and ask something of each; the rest is judged as proposed."""
        one_by_one = meetings.chosen(desks, kind)
        if one_by_one:
            writing.store(desks)
            meetings.hold(self._held, body_id, kind, one_by_one, staff)
        discussed = {desk.report.pk for desk in one_by_one}
        rest = [desk for desk in desks if desk.report.pk not in discussed]
        self.approve(rest, kind, staff.committee if kind is StageKind.COMMITTEE else staff.reviewer)

    def _rate(self, desks: Iterable[Desk], kind: StageKind, actor: Actor) -> None:
        given = []
        for desk in desks:
            proposed = desk.proposed()
            for verdict in verdicts(desk, kind, proposed):
                is_achievement = verdict.subject is ScaleSubject.ACHIEVEMENT
                given.append((desk, verdict, proposed if is_achievement else ""))
                desk.verdicts[kind, verdict.subject.value] = verdict.value
        writing.rate(given, kind, actor)

    def _advance(self, desks: list[Desk], verb: str, actor: Actor) -> None:
        to_position = desks[0].report.position + 1
        writing.move(desks, writing.Step(Move.ADVANCE, verb, to_position, {}), actor)
