"""The room's values as words and numbers, in the reader's language."""

from django import template
from django.utils.translation import gettext

from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Basis,
    FundingSource,
    IndicatorKind,
    TargetKind,
    YearTarget,
)
from ayumi.document.words import (
    ACTUAL_STATUS,
    BASIS,
    FUNDING_SOURCE,
    INDICATOR_KIND,
    MISSING_REASON,
    TARGET_KIND,
    value_text,
)
from ayumi.plans.words import word

register = template.Library()


@register.filter
def funding_word(source: FundingSource) -> str:
    """Name a funding source."""
    return word(FUNDING_SOURCE, source)


@register.filter
def basis_word(basis: Basis) -> str:
    """Name how firm a figure is."""
    return word(BASIS, basis)


@register.filter
def indicator_kind_word(kind: IndicatorKind) -> str:
    """Name what an indicator counts."""
    return word(INDICATOR_KIND, kind)


@register.filter
def target_kind_word(kind: TargetKind) -> str:
    """Name how a target is meant."""
    return word(TARGET_KIND, kind)


@register.filter
def actual_status_word(status: ActualStatus) -> str:
    """Name whether an actual is an estimate or final."""
    return word(ACTUAL_STATUS, status)


@register.filter
def printed_value(entry: Baseline | YearTarget | Actual | None) -> str:
    """Print a value, or in words why there is none; a dash where nothing is entered."""
    if entry is None:
        return gettext("－")
    missing = getattr(entry, "missing", None)
    if entry.value is None and not entry.text and missing is not None:
        return gettext(MISSING_REASON[missing])
    if entry.value is None and not entry.text:
        return gettext("－")
    return value_text(entry.value, entry.text)
