"""Reports with everything that saving them needs, for many reports in as many queries as for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ayumi.document.measures import Indicator
from ayumi.plans.queries.item_values import indicators_of_items
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Report
from ayumi.rounds.models.report_rows import ReportRows, report_rows
from ayumi.rounds.models.stored_sheet import rows_of_reports
from ayumi.rounds.rules.sheet import SheetRow
from ayumi.rounds.rules.stages import Stage


@dataclass(frozen=True, slots=True)
class LoadedSheet:
    """A report as it was read: its row, the places for actuals, what hangs on it, the plan's indicators."""

    report: Report
    rows: tuple[SheetRow, ...]
    hanging: ReportRows
    indicators: tuple[Indicator, ...]
    stage: Stage | None
    """Where it waits; None past the end."""

    def ratings(self) -> dict[str, tuple[str, str]]:
        """Return subject → word and reason of the ratings that stand at the stage where it waits."""
        kind = self.stage.kind.value if self.stage else None
        return {
            subject: (rating.value, rating.reason)
            for (stage, subject), rating in self.hanging.latest_ratings().items()
            if stage == kind
        }


def loaded_sheets(reports: Iterable[Report]) -> dict[UUID, LoadedSheet]:
    """Return report → what saving it needs, given rows with item, cost, round and plan: 4–5 queries."""
    reports = list(reports)
    rows, hanging = rows_of_reports(reports), report_rows(reports)
    indicators = indicators_of_items([report.item_id for report in reports])
    rounds = {report.round_id: report.round for report in reports}
    stages = {pk: stages_of(held) for pk, held in rounds.items()}
    return {
        report.pk: LoadedSheet(
            report=report,
            rows=rows[report.pk],
            hanging=hanging[report.pk],
            indicators=tuple(indicators[report.item_id]),
            stage=stages[report.round_id].at(report.position),
        )
        for report in reports
    }
