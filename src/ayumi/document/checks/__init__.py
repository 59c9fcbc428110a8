"""The consistency check: what in a plan contradicts itself, leads nowhere or was left out.

``check`` needs no database, no clock and no progress data. One module a subject; ``RULES`` is the table
of all of them, from which the manual's table is made (``docs/ja/check.md``).
"""

from datetime import date
from types import ModuleType

from ayumi.document.checks import (
    divisions,
    glossary,
    indicators,
    links,
    numbers,
    periods,
    repeats,
    targets,
    texts,
    tree,
)
from ayumi.document.checks.edits import with_edits
from ayumi.document.checks.finding import Edit, Field, Finding, Place, Rule, Severity, fingerprint
from ayumi.document.checks.view import View
from ayumi.document.plan_document import PlanDocument

__all__ = [
    "RULES",
    "Edit",
    "Field",
    "Finding",
    "Place",
    "Rule",
    "Severity",
    "check",
    "fingerprint",
    "with_edits",
]

SUBJECTS: tuple[ModuleType, ...] = (
    tree,
    numbers,
    repeats,
    divisions,
    indicators,
    targets,
    periods,
    links,
    glossary,
    texts,
)
RULES: dict[str, Rule] = {rule.id: rule for subject in SUBJECTS for rule in subject.RULES}
"""Every rule by its stable id, subject by subject."""

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


def check(
    document: PlanDocument, *, today: date | None = None, gone_targets: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return everything to look at, the gravest first, then in the order of the table of rules.

    ``today`` lets a division that ends in the future count as living; ``gone_targets`` are ids that links
    point at and that no longer stand in the house. The time taken is linear in the size of the document.
    """
    view = View(document, today, gone_targets)
    order = {rule_id: place for place, rule_id in enumerate(RULES)}
    found = [finding for subject in SUBJECTS for finding in subject.findings(view)]
    return tuple(sorted(found, key=lambda each: (_WEIGHT[each.severity], order[each.rule_id])))
