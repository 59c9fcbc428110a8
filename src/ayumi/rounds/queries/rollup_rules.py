"""The rules by which a goal can get its word: those that come with Ayumi and the city's own."""

from dataclasses import dataclass, replace
from uuid import UUID

from ayumi.ground.wording import say
from ayumi.rounds.models import CityRollupRule
from ayumi.rounds.rules.presets import rollup_rules
from ayumi.rounds.rules.rollup_rule import ROLLUP_TEXTS, RollupRule


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule as a page shows it. ``rule_id`` is set for one of the city's own."""

    preset_id: str
    rule_id: UUID | None
    name: str
    text: str
    steps: tuple[tuple[str, str], ...]
    must_judge: bool
    is_retired: bool = False
    version: int = 0
    edited_by: str = ""


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Every rule."""

    own: tuple[RuleCard, ...]
    presets: tuple[RuleCard, ...]


def rules_page() -> RulesPage:
    """Return every rule: 1 query."""
    return RulesPage(
        own=tuple(card_of_row(row) for row in CityRollupRule.objects.all()),
        presets=tuple(card_of_rule(rule) for rule in rollup_rules()),
    )


def card_of_rule(rule: RollupRule) -> RuleCard:
    """Return a preset rule as a card; no query."""
    return RuleCard(
        preset_id=rule.id,
        rule_id=None,
        name=rule.name,
        text=say(ROLLUP_TEXTS[rule.kind]),
        steps=tuple((step.word, f"{step.at_least:f}") for step in rule.steps),
        must_judge=rule.must_judge,
    )


def card_of_row(row: CityRollupRule) -> RuleCard:
    """Return a rule of the city's own as a card; no query."""
    return replace(
        card_of_rule(RollupRule.from_stored(row.rule)),
        preset_id=row.preset,
        rule_id=row.pk,
        is_retired=row.is_retired,
        version=row.version,
        edited_by=row.edited_by_name,
    )
