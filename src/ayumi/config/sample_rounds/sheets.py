"""What a division writes on a sheet of the sample: its texts, the schedule, actuals, money and hours."""

from decimal import ROUND_HALF_UP, Decimal

from ayumi.config.sample_city.city import spread
from ayumi.config.sample_rounds.calendar import Course
from ayumi.config.sample_rounds.desk import Desk
from ayumi.config.sample_rounds.values import reported
from ayumi.config.sample_rounds.words import text
from ayumi.document.attainment import actual_of, attainment
from ayumi.document.measures import Actual, FundingSource, Indicator, MissingReason
from ayumi.document.words import actual_text
from ayumi.rounds.rules.sheet import SheetFields

_HOURS = {"service": 620, "office": 340, "people": 260, "safety": 480, "system": 1150, "data": 300}
_THOUSAND_YEN_AN_HOUR = Decimal("3.4")
_LATE, _FAR_BEHIND, _FINE, _QUITE_FINE, _EARLY = "遅れ", "大幅な遅れ", "順調", "概ね順調", "予定より早い"


def written(desk: Desk, course: Course, neighbour: SheetFields | None) -> SheetFields:
    """Return the whole sheet. ``neighbour`` is the sheet before it in the same division, if any."""
    values = [
        (indicator, actual)
        for indicator in desk.indicators
        for actual in reported(indicator, desk.year, is_running=not course.is_finished)
    ]
    fields = _schedule(desk, course)
    is_late = fields["schedule_rating"] in (_LATE, _FAR_BEHIND)
    fields |= _texts(desk, fields["schedule_reached"], values, is_late=is_late)
    fields |= _money(desk) | _hours(desk) | _actuals(desk, values)
    if neighbour is not None and desk.chance("copied neighbour", 50) == 0:
        fields["issues"] = neighbour["issues"]
    if desk.last is not None and desk.chance("copied last year", 30) == 0:
        fields["next_steps"] = desk.last.fields["next_steps"]
    return fields


def draft(desk: Desk) -> SheetFields:
    """Return the beginning of a sheet that somebody saved and left: what was done, and the money."""
    step = next((each.step for each in desk.item.schedule if each.fiscal_year == desk.year), "")
    return {"done": text("done", step, desk.title, desk.year, **_facts(desk))} | _money(desk)


def _facts(desk: Desk) -> dict[str, str]:
    group = desk.item.sheet.target_group if desk.item.sheet else ""
    return {"title": desk.title, "division": desk.division, "group": group or "市民"}


def _schedule(desk: Desk, course: Course) -> SheetFields:
    ladder = list(desk.report.round.schedule_ladder)
    planned = next((each.step for each in desk.item.schedule if each.fiscal_year == desk.year), "")
    before = desk.last.fields["schedule_reached"] if desk.last else ""
    if planned not in ladder:
        return {"schedule_reached": "", "schedule_rating": _FINE, "deviation": ""}
    wanted, came = ladder.index(planned), ladder.index(before) if before in ladder else 0
    turn, rating = desk.chance("pace", 16), (_FINE, _QUITE_FINE)[desk.chance("fine", 3) == 0]
    place, kind = max(wanted, came), ""
    if turn in (0, 1, 2) and wanted > came:
        place, kind = max(wanted - 1, came), "late"
        rating = (_LATE, _FAR_BEHIND)[desk.chance("far", 4) == 0]
        if turn == 2 and course.is_finished:
            # Behind, and yet said to be on track: what the challenges ask about.
            rating, kind = _QUITE_FINE, ""
    elif turn == 3 and place + 1 < len(ladder):
        place, rating, kind = place + 1, _EARLY, "ahead"
    elif turn == 4 and place and desk.chance("back", 3) == 0:
        # Begun anew from the step before: asked about as well.
        place = place - 1
    facts = {"planned": planned, "reached": ladder[place]}
    deviation = text("deviation", kind, desk.title, desk.year, **facts) if kind else ""
    return {"schedule_reached": ladder[place], "schedule_rating": rating, "deviation": deviation}


def _texts(desk: Desk, reached: str, values: list[tuple[Indicator, Actual]], *, is_late: bool) -> SheetFields:
    facts, year, title = _facts(desk), desk.year, desk.title
    done = text("done", reached, title, year, **facts)
    outcome = next(
        (_outcome(desk, each, actual) for each, actual in values if actual.fiscal_year == year), ""
    )
    reason = text("reason", "late", title, year) if is_late and desk.chance("silent", 8) else ""
    if any(actual.missing is MissingReason.NOT_PUBLISHED for _each, actual in values):
        reason += text("reason", "missing", title, year)
    following = next((each.step for each in desk.item.schedule if each.fiscal_year == year + 1), "")
    return {
        "done": done + outcome,
        "issues": f"「{title}」では、{text('issues', desk.nature, title, year)}",
        "next_steps": f"「{title}」について、{text('next_steps', following, title, year)}",
        "reason": reason,
    }


def _outcome(desk: Desk, indicator: Indicator, actual: Actual) -> str:
    """Return a sentence on the measure's first indicator."""
    before = actual_of(indicator, desk.year - 1, actual.group)
    facts = {"indicator": indicator.name, "value": f"{actual_text(actual)}{indicator.unit}"}
    if actual.group:
        facts["value"] = f"{actual.group}で{facts['value']}"
    if actual.missing is not None:
        return text("outcome", "missing", desk.title, desk.year, **facts)
    if before is None or before.value is None or actual.value is None:
        return text("outcome", "first", desk.title, desk.year, **facts)
    now = attainment(indicator.model_copy(update={"actuals": (*indicator.actuals, actual)}), desk.year)
    is_better = (actual.value > before.value) == (indicator.direction.value == "higher")
    kind = "better" if is_better and actual.value != before.value else "worse"
    if now.reached:
        kind = "reached"
    facts["before"] = f"{actual_text(before)}{indicator.unit}"
    return text("outcome", kind, desk.title, desk.year, **facts)


def _money(desk: Desk) -> SheetFields:
    budgets = [each for each in desk.item.budgets if each.fiscal_year == desk.year]
    planned = sum(each.thousand_yen for each in budgets)
    if not planned:
        return {"project_thousand_yen": "0", "general_revenue_thousand_yen": "0"}
    own = sum(each.thousand_yen for each in budgets if each.source is FundingSource.GENERAL_REVENUE)
    spent = planned * (88 + desk.chance("spent", 14)) // 100
    general = spent * own // planned
    return {
        "project_thousand_yen": str(spent),
        "general_revenue_thousand_yen": str(general),
        "other_thousand_yen": str(spent - general),
    }


def _hours(desk: Desk) -> SheetFields:
    usual = _HOURS[desk.nature] * (6 + spread(f"size {desk.title}", 9)) // 10
    hours = Decimal(usual + 5 * desk.chance("hours", 25) - 60)
    rate = _THOUSAND_YEN_AN_HOUR * (Decimal("1.35") if spread(f"rate {desk.title}", 40) == 0 else 1)
    personnel = (hours * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    staff = 1 + int(hours) // 400
    return {"hours": str(hours), "personnel_thousand_yen": str(personnel), "staff": str(staff)}


def _actuals(desk: Desk, values: list[tuple[Indicator, Actual]]) -> SheetFields:
    places = {(row.indicator_id.hex, row.fiscal_year, row.group): row for row in desk.rows}
    fields: SheetFields = {}
    for indicator, actual in values:
        row = places.get((indicator.id.replace("-", ""), actual.fiscal_year, actual.group))
        if row is None:
            continue
        entry = actual.text if actual.value is None else f"{actual.value:f}"
        fields |= {
            row.field("entry"): entry,
            row.field("missing"): actual.missing.value if actual.missing else "",
            row.field("status"): actual.status.value,
            row.field("as_of"): actual.as_of.isoformat() if actual.as_of else "",
            row.field("source"): actual.source,
        }
    return fields
