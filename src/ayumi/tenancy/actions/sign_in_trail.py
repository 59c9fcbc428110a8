"""Writes signing in, signing out and failed tries into the audit trail."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Person
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.scope import municipality_scope
from ayumi.tenancy.writing import writing


def connect() -> None:
    """Listen to Django's sign-in signals."""
    user_logged_in.connect(_signed_in, dispatch_uid="ayumi_signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="ayumi_signed_out")
    user_login_failed.connect(_failed, dispatch_uid="ayumi_sign_in_failed")


def _signed_in(sender: Any, user: Person, **_facts: Any) -> None:
    _record(user, "sign_in.done", as_actor=True)


def _signed_out(sender: Any, user: Person | None, **_facts: Any) -> None:
    if user is not None:
        _record(user, "sign_in.ended", as_actor=True)


def _failed(sender: Any, credentials: dict[str, Any], **_facts: Any) -> None:
    """Record a failed try for a known login name; an unknown one belongs to no municipality."""
    name = credentials.get("username") or credentials.get("login_name") or ""
    person = Person.objects.filter(login_name__iexact=str(name).strip()).first()
    if person is not None:
        _record(person, "sign_in.failed", as_actor=False)


def _record(person: Person, verb: str, *, as_actor: bool) -> None:
    with municipality_scope(person.municipality_id), writing():
        append_audit_entry(
            actor=_as_actor(person) if as_actor else None,
            verb=verb,
            object_type="person",
            object_id=person.pk,
            object_label=person.display_name,
        )


def _as_actor(person: Person) -> Actor:
    """The trail needs only the name and the id, so no roles are read."""
    return Actor(person.pk, person.display_name, person.municipality_id, frozenset(), frozenset())
