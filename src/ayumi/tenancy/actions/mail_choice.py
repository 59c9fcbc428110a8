"""Whether a person wants the notices by mail too."""

from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Person
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


def choose_mail(wants: bool, *, actor: Actor) -> bool:
    """Store the person's own choice; return whether it changed anything."""
    with writing():
        mine = Person.members.filter(pk=actor.person_id).exclude(wants_mail=wants)
        if not mine.update(wants_mail=wants):
            return False
        append_audit_entry(
            actor=actor,
            verb="person.mail_chosen",
            object_type="person",
            object_id=actor.person_id,
            object_label=actor.name,
            changes={"wants_mail": [not wants, wants]},
        )
    return True
