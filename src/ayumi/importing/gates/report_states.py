"""Reports as a workbook carries them: every field of the sheet, and the ratings of the own stage with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ayumi.document.measures import Indicator
from ayumi.importing.rules.report_fields import RATING_SUBJECTS, rating_field, reason_field
from ayumi.plans.queries.item_values import indicators_of_items
from ayumi.rounds.actions.rating import Verdict
from ayumi.rounds.actions.saving_many import SheetSave, self_ratings
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Report
from ayumi.rounds.models.report_rows import ReportRows, report_rows
from ayumi.rounds.models.stored_sheet import cost_of, fields_of, rows_of_reports
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.sheet import SheetRow


@dataclass(frozen=True, slots=True)
class ReportState:
    """A report as it stands. ``fields`` are those of the sheet, and the ratings of the stage it waits at."""

    report: Report
    rows: tuple[SheetRow, ...]
    hanging: ReportRows
    indicators: tuple[Indicator, ...]
    fields: Mapping[str, str]

    @property
    def rates(self) -> bool:
        """Tell whether the stage where the report waits gives ratings."""
        stage = stages_of(self.report.round).at(self.report.position)
        return stage is not None and stage.rates

    @property
    def label(self) -> str:
        """The measure by number and title."""
        return f"{self.report.item.number} {self.report.item.title}".strip()


def report_states(reports: Iterable[Report]) -> dict[UUID, ReportState]:
    """Return report → its state, given rows with item, cost, round and plan: 4–5 queries."""
    reports = list(reports)
    rows, hanging = rows_of_reports(reports), report_rows(reports)
    indicators = indicators_of_items([report.item_id for report in reports])
    return {
        report.pk: ReportState(
            report=report,
            rows=rows[report.pk],
            hanging=hanging[report.pk],
            indicators=tuple(indicators[report.item_id]),
            fields=fields_of(report, hanging[report.pk].values, cost_of(report), rows[report.pk])
            | _rating_fields(report, hanging[report.pk]),
        )
        for report in reports
    }


def save_of(state: ReportState, wanted: Mapping[str, str]) -> SheetSave:
    """Return what is stored where ``wanted`` fields change a report."""
    standing = self_ratings(state.report, state.hanging)
    after = {**state.fields, **wanted}
    subjects = [each for each in RATING_SUBJECTS if {rating_field(each), reason_field(each)} & wanted.keys()]
    return SheetSave(
        report_id=state.report.pk,
        seen=state.report.version,
        fields={name: text for name, text in wanted.items() if not name.startswith("rating-")},
        verdicts=tuple(
            Verdict(ScaleSubject(each), after[rating_field(each)], after[reason_field(each)])
            for each in subjects
        ),
        standing={each: standing.get(each, ("", "")) for each in subjects} if subjects else None,
    )


def _rating_fields(report: Report, hanging: ReportRows) -> dict[str, str]:
    stage = stages_of(report.round).at(report.position)
    if stage is None or not stage.rates:
        return {}
    standing = self_ratings(report, hanging)
    fields: dict[str, str] = {}
    for subject in RATING_SUBJECTS:
        fields[rating_field(subject)], fields[reason_field(subject)] = standing.get(subject, ("", ""))
    return fields
