"""Tables of measures for tests: a plan document as a table a city might keep, read without a child."""

import csv
import io

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.csv.read import read
from ayumi.importing.reading.tables import ReadTable
from ayumi.importing.rules.mapping.table_reading import read_table


def measure_table(document: PlanDocument) -> bytes:
    """Return the measures of a plan as CSV, in UTF-8 with its mark."""
    divisions = {division.id: division.name for division in document.divisions}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["年度", "事業番号", "事業名", "所管課", "目的", "事業の概要"])
    for item in document.measures:
        division = divisions.get(item.division_id or "", "")
        sheet = item.sheet
        purpose, description = (sheet.purpose, sheet.description) if sheet else ("", "")
        writer.writerow(["令和5", item.number, item.title, division, purpose, description])
    return out.getvalue().encode("utf-8-sig")


def read_here(content: bytes, file: str = "表.csv") -> ReadTable:
    """Read a CSV table in this process, as the child would."""
    reading, document = read_table(read(content, file))
    return ReadTable(reading, None if document is None else document.model_dump_json())
