"""Mappings kept under a name: save, change, rename, delete. Nobody overwrites what they have not seen."""

from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.importing.gates import mapping_for, table_draft_for
from ayumi.importing.models import Mapping
from ayumi.importing.rules.mapping import from_yaml, to_yaml
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


class NameTaken(ValueError):
    """Another mapping has the name."""


class MappingChangedMeanwhile(ValueError):
    """Somebody else changed the mapping after this person opened it; nothing was stored."""


def add_mapping(name: str, text: str, *, key: str, actor: Actor) -> UUID:
    """Keep a mapping under a new name and return its id; the same ``key`` again keeps nothing again.

    Raises PermissionDenied, NameTaken, and BadMapping in Japanese.
    """
    require(actor, Permission.IMPORT_PLANS)
    mapping = Mapping(name=name, text=to_yaml(from_yaml(text)), person_name=actor.name)
    try:
        with writing():
            done = Submission.objects.filter(key=key).first()
            if done is not None:
                return UUID(done.result)
            if Mapping.objects.filter(name=name).exists():
                raise NameTaken(_("この名前の対応付けがすでにあります。別の名前にしてください。"))
            mapping.save(force_insert=True)
            Submission(key=key, verb="mapping.saved", result=str(mapping.pk)).save(force_insert=True)
            _record(mapping, "mapping.saved", actor, {"name": [None, name], "version": [0, 1]})
    except IntegrityError as race:
        raise NameTaken(_("この名前の対応付けがすでにあります。別の名前にしてください。")) from race
    return mapping.pk


def keep_mapping_of(draft_id: UUID, name: str, *, key: str, actor: Actor) -> UUID:
    """Keep the mapping under which a draft was read last. Raises as ``add_mapping``, and Http404."""
    return add_mapping(name, table_draft_for(actor, draft_id).mapping, key=key, actor=actor)


def change_mapping(mapping_id: UUID, name: str, text: str, *, seen: int, actor: Actor) -> None:
    """Rename a mapping or change what it says, if it still is at version ``seen``.

    Raises PermissionDenied, Http404, NameTaken, MappingChangedMeanwhile, and BadMapping in Japanese.
    """
    mapping = mapping_for(actor, mapping_id)
    clean = to_yaml(from_yaml(text))
    if (mapping.name, mapping.text) == (name, clean):
        return
    changed = {"name": name, "text": clean, "person_name": actor.name, "saved_at": timezone.now()}
    try:
        with writing():
            if Mapping.objects.filter(name=name).exclude(pk=mapping_id).exists():
                raise NameTaken(_("この名前の対応付けがすでにあります。別の名前にしてください。"))
            standing = Mapping.objects.filter(pk=mapping_id, version=seen)
            if not standing.update(version=seen + 1, **changed):
                raise MappingChangedMeanwhile(_("編集中に、ほかの人がこの対応付けを保存または削除しました。"))
            changes: dict[str, list] = {"version": [seen, seen + 1]}
            if mapping.name != name:
                changes["name"] = [mapping.name, name]
            _record(mapping, "mapping.changed", actor, changes)
    except IntegrityError as race:
        raise NameTaken(_("この名前の対応付けがすでにあります。別の名前にしてください。")) from race


def delete_mapping(mapping_id: UUID, *, actor: Actor) -> None:
    """Delete a mapping; what was read under it stays. Raises PermissionDenied and Http404."""
    mapping = mapping_for(actor, mapping_id)
    with writing():
        deleted, _tables = Mapping.objects.filter(pk=mapping_id).delete()
        if deleted:
            _record(mapping, "mapping.deleted", actor, {"name": [mapping.name, None]})


def _record(mapping: Mapping, verb: str, actor: Actor, changes: dict[str, list]) -> None:
    append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="mapping",
        object_id=mapping.pk,
        object_label=mapping.name,
        changes=changes,
    )
