"""One object of every kind of a round, for the city of the contracts over every address."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from ayumi.plans.models import Item
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.actions.rollup_rules import add_rollup_rule
from ayumi.rounds.actions.scales import add_scale
from ayumi.rounds.actions.sources import ReplacedSource, add_superseded_source
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.evaluation import evaluation_of, public_stages
from ayumi.rounds.models import EvaluationEdition, Report, Round
from ayumi.rounds.rules.presets import rollup_rules
from ayumi.rounds.rules.scales import Scale
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.importing.returned_parts import returned_workbook
from tests.rounds.meeting_parts import meeting_parts
from tests.rounds.openings import opening

if TYPE_CHECKING:
    from tests.people import City


def round_parts(city: "City") -> dict[str, Any]:
    """Open a round and return it with the report of the first measure."""
    office = city.actor(Role.PLAN_OFFICE)
    with municipality_scope(city.municipality.pk):
        made = opening(year=2027)
        round_id = open_round(city.parts["plan_id"], made, key=uuid.uuid4().hex, actor=office)
        report = Report.objects.get(round_id=round_id, item_id=city.parts["item_id"])
        scale = Scale.model_validate(made.achievement_scale).model_copy(update={"name": "市の尺度"})
        scale_id = add_scale(scale, key=uuid.uuid4().hex, actor=office)
        rule = rollup_rules()[-1].model_copy(update={"name": "市の決め方"})
        rule_id = add_rollup_rule(rule, key=uuid.uuid4().hex, actor=office)
        goal = Item.objects.get(pk=city.parts["item_id"]).parent_id
        evaluation = _evaluation(round_id, office)
        replaced = ReplacedSource(f"{city.municipality.name}の旧統計", date(2026, 4, 1))
        source = add_superseded_source(replaced, key=uuid.uuid4().hex, actor=office)
        returned = returned_workbook(report, office)
        meeting = meeting_parts(city, report)
    own = {
        "scale_id": scale_id,
        "rule_id": rule_id,
        "goal_id": goal,
        "evaluation_id": evaluation,
        "source_id": source,
    }
    own |= {"batch_id": returned.batch, "returned_id": returned.pk}
    return {"round_id": round_id, "report_id": report.pk, **own} | meeting


def _evaluation(round_id: uuid.UUID, office: Actor) -> uuid.UUID:
    """Results of the round as it stands, public while it goes on."""
    held = Round.objects.select_related("plan", "municipality").get(pk=round_id)
    document = evaluation_of(held, unevaluated=(), public=public_stages(stages_of(held), None))
    edition = EvaluationEdition(
        round=held,
        fiscal_year=held.fiscal_year,
        title=f"{held.plan.title}の結果",
        document=document.model_dump_json(),
        sha256="e" * 64,
        audit_sequence=1,
        audit_hash="f" * 64,
        published_by=office.name,
    )
    edition.save(force_insert=True)
    return edition.pk
