"""The city's own rating scales: copied, edited and retired. A round keeps the scale it opened with."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ayumi.rounds.actions.kept import add_kept, change_if_standing
from ayumi.rounds.gates import scale_to_edit
from ayumi.rounds.models import RatingScale
from ayumi.rounds.rules.scales import Scale
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing

_TAKEN = gettext_noop("同じ名称の評価の尺度があります。別の名称にしてください。")


class ScaleRefused(ValueError):
    """The scale cannot be stored; the message says why, in the reader's language."""


class ScaleChangedMeanwhile(Exception):
    """Somebody else saved the scale after this person opened it; nothing was stored."""


def add_scale(scale: Scale, *, preset: str = "", key: str, actor: Actor) -> UUID:
    """Store a scale of the city's own and return its id; ``preset`` is the one it began as.

    The same ``key`` sent again adds nothing. Raises PermissionDenied, and ScaleRefused for a name that is
    taken.
    """
    require(actor, Permission.RUN_ROUNDS)
    added = RatingScale(
        name=scale.name, preset=preset, scale=scale.model_dump(mode="json"), edited_by_name=actor.name
    )
    with writing():
        before = add_kept(added, verb="scale.added", key=key, name_taken=ScaleRefused(_(_TAKEN)))
        if before is not None:
            return before
        _audit(actor, "scale.added", added, {"scale": [None, added.scale], "preset": ["", preset]})
    return added.pk


def edit_scale(scale_id: UUID, scale: Scale, *, seen: int, key: str, actor: Actor) -> None:
    """Store a changed scale if it still is at version ``seen``. Later rounds use it, earlier never.

    Raises PermissionDenied, Http404, ScaleChangedMeanwhile, and ScaleRefused for a name that is taken or
    another subject, for a rating of one thing never becomes one of another.
    """
    stored = scale_to_edit(actor, scale_id)
    before, after = stored.scale, scale.model_dump(mode="json")
    if before["subject"] != after["subject"]:
        raise ScaleRefused(_("評価する対象は変えられません。新しい尺度を作ってください。"))
    columns = {"name": scale.name, "scale": after}
    with writing():
        if Submission.objects.filter(key=key).exists():
            return
        _change(stored, seen, actor, columns)
        Submission(key=key, verb="scale.edited", result=str(scale_id)).save(force_insert=True)
        _audit(actor, "scale.edited", stored, {"scale": [before, after], "version": [seen, seen + 1]})


def retire_scale(scale_id: UUID, *, seen: int, actor: Actor) -> None:
    """Take a scale out of use, or back into it; what was judged by it stays as it is.

    Raises PermissionDenied, Http404 and ScaleChangedMeanwhile.
    """
    stored = scale_to_edit(actor, scale_id)
    with writing():
        _change(stored, seen, actor, {"is_retired": not stored.is_retired})
        changes = {"is_retired": [stored.is_retired, not stored.is_retired], "version": [seen, seen + 1]}
        _audit(actor, "scale.retired", stored, changes)


def _change(stored: RatingScale, seen: int, actor: Actor, columns: dict[str, object]) -> None:
    change_if_standing(
        stored,
        columns,
        seen=seen,
        actor=actor,
        name_taken=ScaleRefused(_(_TAKEN)),
        moved_on=ScaleChangedMeanwhile(_("ほかの人がこの尺度を保存しました。画面を開き直してください。")),
    )


def _audit(actor: Actor, verb: str, stored: RatingScale, changes: dict[str, list[object]]) -> None:
    append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="rating_scale",
        object_id=stored.pk,
        object_label=stored.name,
        changes=changes,
    )
