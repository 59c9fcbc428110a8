"""A person's own account page."""

from dataclasses import dataclass

from django.utils import timezone

from ayumi.tenancy.models import Person
from ayumi.tenancy.queries.actor import held_on
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.words import ROLE_WORDS


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The name, and each role with its division."""

    name: str
    roles: tuple[tuple[str, str], ...]
    email: str
    wants_mail: bool


def account_page(actor: Actor) -> AccountPage:
    """Return the page of the person who asks: 2 queries."""
    held = held_on(timezone.localdate()).filter(person_id=actor.person_id)
    rows = held.values_list("role", "division__name").order_by("role", "division__position")
    email, wants_mail = Person.members.values_list("email", "wants_mail").get(pk=actor.person_id)
    return AccountPage(
        name=actor.name,
        email=email,
        wants_mail=wants_mail,
        roles=tuple((str(ROLE_WORDS[Role(role)]), division or "") for role, division in rows),
    )
