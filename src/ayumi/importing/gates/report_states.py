"""Reports as a workbook carries them: every field of the sheet, and the ratings of the own stage with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ayumi.document.measures import Indicator
from ayumi.importing.rules.report_fields import RATING_SUBJECTS, rating_field, reason_field
from ayumi.rounds.actions.rating import Verdict
from ayumi.rounds.actions.saving_many import SheetSave
from ayumi.rounds.gates.loaded_sheets import LoadedSheet, loaded_sheets
from ayumi.rounds.models import Report
from ayumi.rounds.models.report_rows import ReportRows
from ayumi.rounds.models.stored_sheet import cost_of, fields_of
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.sheet import SheetRow


@dataclass(frozen=True, slots=True)
class ReportState:
    """A report as it stands. ``fields`` are those of the sheet, and the ratings of the stage it waits at."""

    sheet: LoadedSheet
    fields: Mapping[str, str]

    @property
    def report(self) -> Report:
        """The report's row."""
        return self.sheet.report

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """The places for actuals."""
        return self.sheet.rows

    @property
    def hanging(self) -> ReportRows:
        """What hangs on the report."""
        return self.sheet.hanging

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The plan's own indicators of the measure."""
        return self.sheet.indicators

    @property
    def rates(self) -> bool:
        """Tell whether the stage where the report waits gives ratings."""
        return self.sheet.stage is not None and self.sheet.stage.rates

    @property
    def label(self) -> str:
        """The measure by number and title."""
        return f"{self.report.item.number} {self.report.item.title}".strip()

    def save(self, wanted: Mapping[str, str]) -> SheetSave:
        """Return what is stored where ``wanted`` fields change the report."""
        after = {**self.fields, **wanted}
        subjects = [
            each for each in RATING_SUBJECTS if {rating_field(each), reason_field(each)} & wanted.keys()
        ]
        return SheetSave(
            sheet=self.sheet,
            fields={name: text for name, text in wanted.items() if not name.startswith("rating-")},
            verdicts=tuple(
                Verdict(ScaleSubject(each), after[rating_field(each)], after[reason_field(each)])
                for each in subjects
            ),
        )


def report_states(reports: Iterable[Report]) -> dict[UUID, ReportState]:
    """Return report → its state, given rows with item, cost, round and plan: 4–5 queries."""
    return {
        pk: ReportState(
            sheet,
            fields_of(sheet.report, sheet.hanging.values, cost_of(sheet.report), sheet.rows)
            | _rating_fields(sheet),
        )
        for pk, sheet in loaded_sheets(reports).items()
    }


def _rating_fields(sheet: LoadedSheet) -> dict[str, str]:
    if sheet.stage is None or not sheet.stage.rates:
        return {}
    standing = sheet.ratings()
    fields: dict[str, str] = {}
    for subject in RATING_SUBJECTS:
        fields[rating_field(subject)], fields[reason_field(subject)] = standing.get(subject, ("", ""))
    return fields
