"""The consistency check of a stored plan: what was found, rule by rule, and what can be put right."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from ayumi.document.checks import RULES, Edit, Field, Finding, Severity, check, fingerprint
from ayumi.document.plan_document import PlanDocument
from ayumi.ground.wording import say
from ayumi.plans.models import Item, Link, Plan
from ayumi.plans.queries.document import load_document
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.words import SEVERITY, word
from ayumi.tenancy.queries.audit_trail import PageNumbers
from ayumi.tenancy.rules import Actor, Permission

PAGE_SIZE = 50
ELSEWHERE = {
    "glossary": "glossary",
    "figure": "plan_text",
    "chapter": "plan_text",
    "text": "plan_text",
    "period": "related_plans",
    "link": "related_plans",
    "related": "related_plans",
    "tree": "outline",
}
"""Subject of a rule → the page of the plan on which a finding without an item is seen."""
IN_TEXTS = frozenset({"sheet", "text", "glossary", "figure"})
IN_HEADS = frozenset({"title", "division"})
"""Subjects that the form of a sheet can put right: its texts, and for the plan office its head."""


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit in words: what stands and what will; ``after`` is empty where something is taken out."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with where to look at it and where to edit it. ``shown`` names the edits, if any."""

    rule_id: str
    title: str
    place: str
    item_id: UUID | None
    indicator_id: UUID | None
    elsewhere: str
    may_edit: bool
    sentence: str
    remedy: str
    edits: tuple[EditLine, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class SeverityGroup:
    """The findings of one weight on this page, and how many there are in all."""

    severity: Severity
    word: str
    total: int
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule found something; ``edits`` how many places it can put right at once."""

    id: str
    severity: Severity
    word: str
    title: str
    number: int
    edits: int
    shown: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The check of a plan as it stood at ``version``. ``token`` makes a submission harmless to repeat."""

    plan: PlanHeading
    version: int
    token: str
    rules: tuple[RuleCount, ...]
    groups: tuple[SeverityGroup, ...]
    rule_id: str
    rule_title: str
    total: int
    pages: PageNumbers


def check_page(plan: Plan, actor: Actor, *, rule_id: str = "", number: int = 1) -> CheckPage:
    """Return what was found in a plan, given its row, or what one rule found: 20 queries."""
    document, findings = checked(plan)
    rule_id = rule_id if rule_id in RULES else ""
    chosen = [finding for finding in findings if rule_id in ("", finding.rule_id)]
    last = max(1, -(-len(chosen) // PAGE_SIZE))
    number = min(max(1, number), last)
    here = chosen[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    rows = _Rows(document, actor)
    groups = tuple(
        SeverityGroup(
            severity,
            word(SEVERITY, severity),
            sum(finding.severity is severity for finding in chosen),
            tuple(rows.row(finding) for finding in found),
        )
        for severity, found in groupby(here, key=lambda finding: finding.severity)
    )
    return CheckPage(
        plan=heading_of(plan),
        version=plan.version,
        token=secrets.token_hex(16),
        rules=_rule_counts(findings),
        groups=groups,
        rule_id=rule_id,
        rule_title=say(RULES[rule_id].title) if rule_id else "",
        total=len(findings),
        pages=PageNumbers(number, last, f"rule={rule_id}&" if rule_id else ""),
    )


def checked(plan: Plan) -> tuple[PlanDocument, tuple[Finding, ...]]:
    """Return the plan as a document, and everything found in it: 20 queries."""
    document = load_document(plan.id, with_successors=True)
    gone = Link.objects.filter(plan=plan).exclude(target_id=None)
    gone = gone.exclude(target_id__in=Item.objects.order_by().values("id"))
    targets = frozenset(str(each) for each in gone.order_by().values_list("target_id", flat=True))
    return document, check(document, today=timezone.localdate(), gone_targets=targets)


def edits_shown(plan: Plan, rule_id: str, shown: str) -> tuple[Edit, ...]:
    """Return the edits of a rule, or of one finding of it, that ``shown`` names; none if they changed."""
    findings = [finding for finding in checked(plan)[1] if finding.rule_id == rule_id and finding.edits]
    every = tuple(edit for finding in findings for edit in finding.edits)
    offers = (every, *(finding.edits for finding in findings))
    return next((edits for edits in offers if edits and fingerprint(edits) == shown), ())


def _rule_counts(findings: Iterable[Finding]) -> tuple[RuleCount, ...]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule_id, []).append(finding)
    counts = []
    for rule_id, found in by_rule.items():
        rule, edits = RULES[rule_id], {edit for finding in found for edit in finding.edits}
        shown = fingerprint(edits) if edits else ""
        weight = word(SEVERITY, rule.severity)
        counts.append(
            RuleCount(rule_id, rule.severity, weight, say(rule.title), len(found), len(edits), shown)
        )
    return tuple(counts)


class _Rows:
    """Makes rows out of findings, with the document's own names for what stands in the edits."""

    def __init__(self, document: PlanDocument, actor: Actor) -> None:
        self.items = {item.id: item for item in document.items}
        self.divisions = {division.id: division.name for division in document.divisions}
        self.actor = actor

    def row(self, finding: Finding) -> FindingRow:
        """Return the row of a finding."""
        place = finding.place
        return FindingRow(
            rule_id=finding.rule_id,
            title=say(RULES[finding.rule_id].title),
            place=place.text,
            item_id=UUID(place.item_id) if place.item_id else None,
            indicator_id=UUID(place.indicator_id) if place.indicator_id else None,
            elsewhere=ELSEWHERE.get(finding.rule_id.partition(".")[0], ""),
            may_edit=self._may_edit(finding.rule_id.partition(".")[0], place.item_id),
            sentence=finding.sentence,
            remedy=finding.remedy,
            edits=tuple(self._line(edit) for edit in finding.edits),
            shown=fingerprint(finding.edits) if finding.edits else "",
        )

    def _may_edit(self, subject: str, item_id: str | None) -> bool:
        item = self.items.get(item_id) if item_id else None
        if item is None or not item.is_measure:
            return False
        if subject not in IN_TEXTS:
            return subject in IN_HEADS and self.actor.may(Permission.EDIT_ALL_SHEETS)
        return self.actor.may_edit_sheet_of(UUID(item.division_id) if item.division_id else None)

    def _line(self, edit: Edit) -> EditLine:
        names = self.divisions if edit.field in (Field.DIVISION, Field.CONTRIBUTING) else {}
        return EditLine(names.get(edit.before, edit.before), names.get(edit.after, edit.after))
