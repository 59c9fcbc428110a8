"""Applying a fix to a document: the edits of a finding and nothing else."""

from collections import defaultdict
from collections.abc import Iterable

from ayumi.document.checks.finding import Edit, Field
from ayumi.document.measures import Indicator, Item
from ayumi.document.plan_document import PlanDocument


def with_edits(document: PlanDocument, edits: Iterable[Edit]) -> PlanDocument:
    """Return ``document`` with the edits made; an edit whose ``before`` no longer stands does nothing."""
    by_id: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_id[edit.id].append(edit)
    items = tuple(_edited(item, by_id) for item in document.items)
    return document.model_copy(update={"items": items})


def _edited(item: Item, by_id: dict[str, list[Edit]]) -> Item:
    changes: dict[str, object] = {}
    contributing = item.contributing_division_ids
    for edit in by_id.get(item.id, ()):
        if edit.field is Field.CONTRIBUTING:
            contributing = replaced(contributing, edit.before, edit.after)
        elif edit.field is not Field.UNIT and getattr(item, edit.field) == edit.before:
            changes[edit.field.value] = edit.after
    if contributing != item.contributing_division_ids:
        changes["contributing_division_ids"] = contributing
    indicators = tuple(_with_unit(indicator, by_id.get(indicator.id, ())) for indicator in item.indicators)
    if indicators != item.indicators:
        changes["indicators"] = indicators
    return item.model_copy(update=changes) if changes else item


def replaced(ids: tuple[str, ...], before: str, after: str) -> tuple[str, ...]:
    """Return the ids with ``before`` changed to ``after``, or taken out where that is empty or there."""
    wanted = [after if each == before else each for each in ids]
    return tuple(dict.fromkeys(each for each in wanted if each))


def _with_unit(indicator: Indicator, edits: Iterable[Edit]) -> Indicator:
    for edit in edits:
        if edit.field is Field.UNIT and indicator.unit == edit.before:
            return indicator.model_copy(update={"unit": edit.after})
    return indicator
