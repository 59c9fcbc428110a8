"""The city's own rules by which a goal gets its word. A round keeps the rule it opened with."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ayumi.rounds.actions.kept import add_kept, change_if_standing
from ayumi.rounds.gates import rollup_rule_to_edit
from ayumi.rounds.models import CityRollupRule
from ayumi.rounds.rules.rollup_rule import RollupRule
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing

_TAKEN = gettext_noop("同じ名称の決め方があります。別の名称にしてください。")


class RuleRefused(ValueError):
    """The rule cannot be stored; the message says why, in the reader's language."""


def add_rollup_rule(rule: RollupRule, *, preset: str = "", key: str, actor: Actor) -> UUID:
    """Store a rule of the city's own and return its id; ``preset`` is the one it began as.

    The same ``key`` sent again adds nothing. Raises PermissionDenied, and RuleRefused for a name that is
    taken.
    """
    require(actor, Permission.RUN_ROUNDS)
    added = CityRollupRule(
        name=rule.name, preset=preset, rule=rule.model_dump(mode="json"), edited_by_name=actor.name
    )
    with writing():
        before = add_kept(added, verb="rollup_rule.added", key=key, name_taken=RuleRefused(_(_TAKEN)))
        if before is not None:
            return before
        _audit(actor, "rollup_rule.added", added, {"rule": [None, added.rule], "preset": ["", preset]})
    return added.pk


def edit_rollup_rule(rule_id: UUID, rule: RollupRule, *, seen: int, key: str, actor: Actor) -> None:
    """Store a changed rule if it still is at version ``seen``. Later rounds use it, earlier never.

    Raises PermissionDenied, Http404 and RuleRefused.
    """
    stored = rollup_rule_to_edit(actor, rule_id)
    before, after = stored.rule, rule.model_dump(mode="json")
    with writing():
        if Submission.objects.filter(key=key).exists():
            return
        _change(stored, seen, actor, {"name": rule.name, "rule": after})
        Submission(key=key, verb="rollup_rule.edited", result=str(rule_id)).save(force_insert=True)
        changes = {"rule": [before, after], "version": [seen, seen + 1]}
        _audit(actor, "rollup_rule.edited", stored, changes)


def retire_rollup_rule(rule_id: UUID, *, seen: int, actor: Actor) -> None:
    """Take a rule out of use, or back into it. Raises PermissionDenied, Http404 and RuleRefused."""
    stored = rollup_rule_to_edit(actor, rule_id)
    with writing():
        _change(stored, seen, actor, {"is_retired": not stored.is_retired})
        changes = {"is_retired": [stored.is_retired, not stored.is_retired], "version": [seen, seen + 1]}
        _audit(actor, "rollup_rule.retired", stored, changes)


def _change(stored: CityRollupRule, seen: int, actor: Actor, columns: dict[str, object]) -> None:
    change_if_standing(
        stored,
        columns,
        seen=seen,
        actor=actor,
        name_taken=RuleRefused(_(_TAKEN)),
        moved_on=RuleRefused(_("ほかの人がこの決め方を保存しました。画面を開き直してください。")),
    )


def _audit(actor: Actor, verb: str, stored: CityRollupRule, changes: dict[str, list[object]]) -> None:
    append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="rollup_rule",
        object_id=stored.pk,
        object_label=stored.name,
        changes=changes,
    )
