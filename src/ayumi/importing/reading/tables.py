"""Tables of measures through the child: the reading for the page, the plan document for storing."""

from collections.abc import Mapping as Named
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ayumi.document.plan_document import PlanDocument
from ayumi.document.reading import CannotRead, Refused
from ayumi.importing.reading.parent import read_spreadsheet
from ayumi.importing.rules.mapping.fields import Field
from ayumi.importing.rules.mapping.table_reading import TableReading

_BROKEN = "ファイルの読み取り中に問題が発生しました。元のソフトで開いて保存し直し、もう一度お試しください。"


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as the child gave it back: ``document`` is JSON, None where the table made no plan."""

    reading: TableReading
    document: str | None

    def plan(self) -> PlanDocument:
        """Return the plan document. Raises ValueError, in Japanese, where there is none."""
        if self.document is None:
            raise ValueError(self.reading.account.problem)
        return PlanDocument.model_validate_json(self.document)

    def kept(self) -> str:
        """Return both as a text of two lines; JSON itself has no line break."""
        return f"{self.reading.model_dump_json()}\n{self.document or ''}"

    def with_reasons_of(self, before: "ReadTable") -> "ReadTable":
        """Return the table with the reasons of the proposal in ``before``, which an edit does not change."""
        remarks = {column.at for column in self.reading.mapping.columns if column.field is Field.REMARK}
        kept = {
            "why": before.reading.why,
            "notes": before.reading.notes,
            "unrecognised": tuple(at for at in before.reading.unrecognised if at in remarks),
        }
        return ReadTable(self.reading.model_copy(update=kept), self.document)

    @classmethod
    def of(cls, kept: str) -> "ReadTable":
        """Return what ``kept`` was made of."""
        reading, _end, document = kept.partition("\n")
        return cls(TableReading.model_validate_json(reading), document or None)


class IsPlanWorkbook(Exception):
    """The file is a plan workbook of ours (計画ブック), which is read in a way of its own."""


def propose_table(place: Path, *, name: str, saved: Named[str, str]) -> ReadTable:
    """Read a table under the first saved mapping (name → YAML) that fits, else under a proposal.

    Raises CannotRead, and IsPlanWorkbook.
    """
    return _read(place, name, "propose", {"mappings": dict(saved)})


def understand_table(place: Path, *, name: str, mapping: str) -> ReadTable:
    """Read a table under a mapping in YAML, checked before. Raises CannotRead."""
    return _read(place, name, "understand", {"mapping": mapping})


def _read(place: Path, name: str, task: str, arguments: dict[str, Any]) -> ReadTable:
    answer = read_spreadsheet(place, name=name, task=task, arguments=arguments)
    if answer.get("is_plan_workbook") is True:
        raise IsPlanWorkbook
    try:
        document = answer["document"]
        if document is not None:
            PlanDocument.model_validate_json(document)
        return ReadTable(TableReading.model_validate_json(answer["reading"]), document)
    except (ValueError, KeyError, TypeError) as nonsense:
        raise CannotRead(
            Refused(
                file=name,
                place="ファイル全体",
                found="読み取りを中止したファイル",
                accepted="施策の表（.xlsx、.csv）",
                reason=_BROKEN,
            )
        ) from nonsense
