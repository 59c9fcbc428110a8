"""Keeping the bodies and their members. A membership is a fact of its days; one that took part stays."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext as _

from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import body_to_run, member_to_run
from ayumi.rounds.models import Body, BodyMember
from ayumi.rounds.rules.bodies import Quorum, Term
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Person, Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What a body is. ``stage`` is a kind of stage, or empty for one that only advises."""

    name: str
    stage: str = ""
    quorum: Quorum = Quorum.MAJORITY
    counts_representatives: bool = True
    basis: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What a membership is. ``person_id`` is set for who signs in."""

    name: str
    person_id: UUID | None = None
    is_chair: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def term(self) -> Term:
        """The days of the membership."""
        return Term(valid_from=self.valid_from, valid_to=self.valid_to)


def add_body(facts: BodyFacts, *, key: str, actor: Actor) -> UUID:
    """Add a body; return its id. Raises PermissionDenied, and MoveRefused for a name that is taken."""
    require(actor, Permission.RUN_ROUNDS)
    body = Body(**_body_columns(facts))
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        _refuse_taken_name(facts.name)
        body.save(force_insert=True)
        Submission(key=key, verb="body.added", result=str(body.pk)).save(force_insert=True)
        _tell("body.added", body, actor, {name: ["", value] for name, value in _body_columns(facts).items()})
    return body.pk


def edit_body(body_id: UUID, facts: BodyFacts, *, seen: int, actor: Actor) -> None:
    """Change a body. Meetings that were called keep the quorum of their day.

    Raises PermissionDenied, Http404, and MoveRefused for a taken name or a body changed meanwhile.
    """
    body = body_to_run(actor, body_id)
    wanted = _body_columns(facts)
    changes = {
        name: [getattr(body, name), value] for name, value in wanted.items() if getattr(body, name) != value
    }
    if not changes:
        return
    with writing():
        if "name" in changes:
            _refuse_taken_name(facts.name)
        _turn(body, seen, wanted)
        _tell("body.edited", body, actor, changes | {"version": [seen, seen + 1]})


def add_member(body_id: UUID, facts: MemberFacts, *, key: str, actor: Actor) -> UUID:
    """Add a member to a body; return the membership's id.

    Raises PermissionDenied, Http404, and MoveRefused for a person who is a member on one of the days already.
    """
    body = body_to_run(actor, body_id)
    person = _person(facts)
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        # The body's row is taken first, so that two additions see one another.
        _turn(body, None, {})
        _refuse_overlap(body, facts, None)
        last = BodyMember.objects.filter(body=body).aggregate(last=Max("position"))["last"]
        member = BodyMember(
            body=body, person=person, position=0 if last is None else last + 1, **_member_columns(facts)
        )
        member.save(force_insert=True)
        Submission(key=key, verb="member.added", result=str(member.pk)).save(force_insert=True)
        _tell("member.added", body, actor, _told(facts))
    return member.pk


def edit_member(member_id: UUID, facts: MemberFacts, *, seen: int, actor: Actor) -> None:
    """Change a membership; ``seen`` is the version of the body.

    Raises PermissionDenied, Http404, and MoveRefused for overlapping terms or a body changed meanwhile.
    """
    member = member_to_run(actor, member_id)
    person = _person(facts)
    before = MemberFacts(member.name, member.person_id, member.is_chair, member.valid_from, member.valid_to)
    if before == facts:
        return
    with writing():
        _turn(member.body, seen, {})
        _refuse_overlap(member.body, facts, member.pk)
        BodyMember.objects.filter(pk=member.pk).update(person=person, **_member_columns(facts))
        old, new = _told(before), _told(facts)
        changes = {name: [old[name][1], new[name][1]] for name in new if old[name] != new[name]}
        _tell("member.edited", member.body, actor, changes | {"version": [seen, seen + 1]})


def _body_columns(facts: BodyFacts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "stage": facts.stage,
        "quorum": facts.quorum.value,
        "counts_representatives": facts.counts_representatives,
        "basis": facts.basis,
        "is_active": facts.is_active,
    }


def _member_columns(facts: MemberFacts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "is_chair": facts.is_chair,
        "valid_from": facts.valid_from,
        "valid_to": facts.valid_to,
    }


def _told(facts: MemberFacts) -> dict[str, list[Any]]:
    """Return a membership as an audit entry tells it."""
    return {
        "name": ["", facts.name],
        "person": ["", str(facts.person_id or "")],
        "is_chair": [False, facts.is_chair],
        "valid_from": ["", facts.valid_from.isoformat() if facts.valid_from else ""],
        "valid_to": ["", facts.valid_to.isoformat() if facts.valid_to else ""],
    }


def _person(facts: MemberFacts) -> Person | None:
    """Return the municipality's person. Raises MoveRefused for one that is not there."""
    if facts.person_id is None:
        return None
    found = Person.members.filter(pk=facts.person_id).first()
    if found is None:
        raise MoveRefused(_("利用者を一覧から選んでください。"))
    return found


def _refuse_taken_name(name: str) -> None:
    if Body.objects.filter(name=name).exists():
        raise MoveRefused(_("「{name}」は、すでに登録されています。").format(name=name))


def _refuse_overlap(body: Body, facts: MemberFacts, own: UUID | None) -> None:
    """Raise MoveRefused where the person would hold two memberships, and so two scores, on one day."""
    if facts.person_id is None:
        return
    for other in BodyMember.objects.filter(body=body, person_id=facts.person_id).exclude(pk=own):
        if facts.term.overlaps(Term(valid_from=other.valid_from, valid_to=other.valid_to)):
            raise MoveRefused(
                _("この利用者は、同じ期間に「{name}」として登録されています。任期を分けてください。").format(
                    name=other.name
                )
            )


def _turn(body: Body, seen: int | None, columns: dict[str, Any]) -> None:
    standing = Body.objects.filter(pk=body.pk)
    if seen is not None:
        standing = standing.filter(version=seen)
    if not standing.update(version=F("version") + 1, **columns):
        raise MoveRefused(
            _("この画面を開いた後に、ほかの人がこの会議体を変更しました。画面を開き直してください。")
        )


def _tell(verb: str, body: Body, actor: Actor, changes: dict[str, list[Any]]) -> None:
    append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="body",
        object_id=body.pk,
        object_label=body.name,
        changes=changes,
    )
