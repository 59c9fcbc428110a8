"""What the room's templates need to find a field of a form or a value by its name."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField, Form

from ayumi.rounds.rules.sheet import VALUE_PARTS, SheetRow

register = template.Library()


@register.filter
def bound(form: Form, name: str) -> BoundField | None:
    """Return the form's field called ``name``; None where the form has none."""
    return form[name] if name in form.fields else None


@register.filter
def row_fields(form: Form, row: SheetRow) -> dict[str, BoundField]:
    """Return the fields of an actual by part."""
    return {part: form[row.field(part)] for part in VALUE_PARTS}


@register.filter
def at(values: Mapping[str, Any] | str | None, name: str) -> Any:
    """Return what stands under ``name``, or nothing; nothing too where there are no values at all."""
    return values.get(name, "") if isinstance(values, Mapping) else ""


@register.filter
def entry_of(values: Mapping[str, Any], row: SheetRow) -> Any:
    """Return what stands under the row's own value, or nothing."""
    return values.get(row.field("entry"), "")
