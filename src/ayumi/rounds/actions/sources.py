"""The city's list of sources that their publishers replaced: adding to it and taking off."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.ground.japanese_text import fold
from ayumi.rounds.gates import superseded_source_to_edit
from ayumi.rounds.models import SupersededSource
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


class SourceRefused(ValueError):
    """The source cannot be stored; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class ReplacedSource:
    """A source as values name it, the day since which it is replaced, and by what (empty if not known)."""

    name: str
    since: date
    replaced_by: str = ""


def add_superseded_source(source: ReplacedSource, *, key: str, actor: Actor) -> UUID:
    """Put a source on the list and return its id: values that rest on it are asked about from now on.

    The same ``key`` sent again adds nothing. Raises PermissionDenied, and SourceRefused for a name that is
    on the list or replaces itself.
    """
    require(actor, Permission.RUN_ROUNDS)
    name, instead = source.name.strip(), source.replaced_by.strip()
    if fold(name) == fold(instead):
        raise SourceRefused(_("差し替えた後の出典が、前の出典と同じです。"))
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        if fold(name) in map(fold, SupersededSource.objects.values_list("name", flat=True)):
            raise SourceRefused(_("この出典は、すでに一覧にあります。"))
        added = SupersededSource(name=name, since=source.since, replaced_by=instead, added_by_name=actor.name)
        added.save(force_insert=True)
        Submission(key=key, verb="superseded_source.added", result=str(added.pk)).save(force_insert=True)
        told = {"since": [None, source.since.isoformat()], "replaced_by": ["", instead]}
        _audit(actor, "superseded_source.added", added, told)
    return added.pk


def remove_superseded_source(source_id: UUID, *, actor: Actor) -> None:
    """Take a source off the list. Raises PermissionDenied and Http404."""
    found = superseded_source_to_edit(actor, source_id)
    with writing():
        if SupersededSource.objects.filter(pk=source_id).delete()[0]:
            told = {"since": [found.since.isoformat(), None], "replaced_by": [found.replaced_by, ""]}
            _audit(actor, "superseded_source.removed", found, told)


def _audit(actor: Actor, verb: str, source: SupersededSource, changes: dict[str, list[str | None]]) -> None:
    append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="superseded_source",
        object_id=source.pk,
        object_label=source.name,
        changes=changes,
    )
