"""A workbook that came back, for the cast of the tests."""

import uuid

from ayumi.importing.actions.giving_out import give_out
from ayumi.importing.models import ReportExport, ReturnedWorkbook
from ayumi.importing.rules.returned_content import ReturnedContent, ReturnedReport
from ayumi.rounds.models import Report
from ayumi.tenancy.rules import Actor


def returned_workbook(report: Report, office: Actor) -> ReturnedWorkbook:
    """Store and return a workbook of the report's division that came back with one entry."""
    give_out(report.round_id, [report.division_id], actor=office)
    entry = ReturnedReport(fields={"done": f"{report.item.title}を進めました。"}, places={"done": "C20"})
    returned = ReturnedWorkbook(
        round_id=report.round_id,
        batch=uuid.uuid4(),
        export=ReportExport.objects.get(round_id=report.round_id),
        file_name=f"{report.item.title[:40]}.xlsx",
        content=ReturnedContent(reports={report.pk: entry}).model_dump_json(),
        person_id=office.person_id,
        person_name=office.name,
    )
    returned.save(force_insert=True)
    return returned
