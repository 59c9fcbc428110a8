"""Taking workbooks of sheets back: whose they are and what differs is kept; nothing is stored yet."""

import hashlib
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext_noop as _

from ayumi.document.reading import Refused
from ayumi.formats.excel.report_workbook import ReadSheet, ReportWorkbookReading
from ayumi.importing.gates.returned_reviews import Base, base_of
from ayumi.importing.gates.round_workbooks import fills_in, round_to_fill_in
from ayumi.importing.models import ReportExport, ReturnedState, ReturnedWorkbook
from ayumi.importing.reading.archives import unpack
from ayumi.importing.reading.many import read_report_workbooks
from ayumi.importing.rules.report_merge import differences
from ayumi.importing.rules.returned_content import ReturnedContent, ReturnedReport
from ayumi.importing.rules.workbook_draft import identifier_of
from ayumi.rounds.models import Round
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Municipality, Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.scope import current_municipality_id
from ayumi.tenancy.writing import writing

ACCEPTED = _("この評価のために「あゆみ」から書き出した評価シートのブック")
FILE = "ファイル全体"
_FOUND_CITY = _("別の自治体のブック")
_FOUND_ROUND = _("別の評価のブック")
_FOUND_DIVISION = _("ほかの課のブック")
_FOUND_EXPORT = _("書き出した記録のないブック")
_FOUND_ID = _("書き換えられた施策のID")
_CITY = _("別の自治体から書き出されたブックです。この自治体の「Excelで配付・回収」から書き出してください。")
_ROUND = _("別の年度か別の計画の評価のブックです。その評価の「Excelで配付・回収」で読み取ってください。")
_DIVISION = _("ほかの課の評価シートは、その課の方か事務局が読み取ります。")
_EXPORT = _(
    "書き出した記録がないか、隠れたシートのIDが書き換えられています。もう一度書き出し、そこへ写してください。"
)
_ID = _("このシートの隠れたIDが書き換えられています。もう一度書き出し、そこへ写してください。")


def take_back(files: Iterable[tuple[Path, str]], round_id: UUID, *, key: str, actor: Actor) -> UUID:
    """Read uploaded workbooks, and ZIPs of them, and keep what differs from what was given out.

    ``files`` are places and the names the person gave. Return the id of the batch; the same ``key`` again
    returns the same batch. A file that cannot be read is kept with the reason and spoils no other. At most 14
    queries. Raises PermissionDenied and Http404.
    """
    held = round_to_fill_in(actor, round_id)
    done = Submission.objects.filter(key=key).first()
    if done is not None:
        return UUID(done.result)
    batch = uuid.uuid4()
    with tempfile.TemporaryDirectory() as folder:
        workbooks = _read(files, Path(folder), held, batch, actor)
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        ReturnedWorkbook.objects.bulk_create(workbooks)
        Submission(key=key, verb="round.sheets_returned", result=str(batch)).save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="round.sheets_returned",
            object_type="round",
            object_id=held.pk,
            object_label=held.plan.title,
            changes={"batch": [None, str(batch)], "files": [0, len(workbooks)]},
        )
    return batch


def _read(
    files: Iterable[tuple[Path, str]], folder: Path, held: Round, batch: UUID, actor: Actor
) -> list[ReturnedWorkbook]:
    unpacked = list(unpack(files, folder))
    readable = [each for each in unpacked if not isinstance(each, Refused)]
    read = iter(read_report_workbooks(readable))
    whose = _Whose(held, actor)
    found = []
    for each in unpacked:
        place, name = (None, each.file) if isinstance(each, Refused) else each
        reading = each if isinstance(each, Refused) else next(read)
        found.append((place, name, reading))
    whose.load(reading for _place, _name, reading in found)
    rows = []
    for place, name, reading in found:
        export, content = whose.content(reading)
        is_refused = export is None or bool(content.refused)
        rows.append(
            ReturnedWorkbook(
                round=held,
                batch=batch,
                export=export,
                file_name=name[:255],
                sha256=_sha256(place) if place else "",
                content=content.model_dump_json(),
                state=ReturnedState.REFUSED if is_refused else ReturnedState.WAITING,
                person_id=actor.person_id,
                person_name=actor.name,
            )
        )
    return rows


class _Whose:
    """Says of each workbook whether it is of this round, and of a division of the actor's."""

    def __init__(self, held: Round, actor: Actor) -> None:
        self._held = held
        self._actor = actor
        self._code = ""
        self._exports: dict[UUID, ReportExport] = {}

    def load(self, readings: Iterable[ReportWorkbookReading | Refused]) -> None:
        """Load what the workbooks were given out as: 2 queries."""
        names = (identifier_of(each.export) for each in readings if isinstance(each, ReportWorkbookReading))
        self._code = Municipality.objects.get(pk=current_municipality_id()).code
        wanted = {name for name in names if name is not None}
        exports = ReportExport.objects.filter(pk__in=wanted, round=self._held).select_related("division")
        self._exports = {export.pk: export for export in exports}

    def content(
        self, reading: ReportWorkbookReading | Refused
    ) -> tuple[ReportExport | None, ReturnedContent]:
        """Return what a workbook was given out as, and what it says else; without the first it is refused."""
        if isinstance(reading, Refused):
            return None, ReturnedContent(refused=(reading,))
        if reading.refused and reading.export is None:
            return None, ReturnedContent(refused=reading.refused)
        export = self._exports.get(identifier_of(reading.export) or self._held.pk)
        refusal = self._refusal(reading, export)
        if refusal is not None or export is None:
            return None, ReturnedContent(refused=(refusal,) if refusal else ())
        return export, _content(reading, base_of(export))

    def _refusal(self, reading: ReportWorkbookReading, export: ReportExport | None) -> Refused | None:
        if reading.municipality_code != self._code:
            return _refused(_FOUND_CITY, _CITY)
        if identifier_of(reading.round_id) != self._held.pk:
            return _refused(_FOUND_ROUND, _ROUND)
        if export is None or identifier_of(reading.division_id) != export.division_id:
            return _refused(_FOUND_EXPORT, _EXPORT)
        if not fills_in(self._actor, export.division_id):
            return _refused(_FOUND_DIVISION, _DIVISION)
        return None


def _content(reading: ReportWorkbookReading, base: Base) -> ReturnedContent:
    refused = list(reading.refused)
    reports: dict[UUID, ReturnedReport] = {}
    came: set[UUID] = set()
    for sheet in reading.sheets:
        report_id = identifier_of(sheet.report_id)
        if report_id is None or report_id not in base:
            refused.append(_refused(_FOUND_ID, _ID, f"シート「{sheet.name}」"))
            continue
        came.add(report_id)
        changed = differences(base[report_id], sheet.fields)
        if changed:
            reports[report_id] = ReturnedReport(fields=changed, places=_places(sheet, changed))
    left_out = tuple(pk for pk in base if pk not in came)
    return ReturnedContent(reports=reports, refused=tuple(refused), left_out=left_out)


def _places(sheet: ReadSheet, changed: Mapping[str, str]) -> dict[str, str]:
    return {name: sheet.places[name] for name in changed}


def _refused(found: str, reason: str, place: str = FILE) -> Refused:
    return Refused(file="", place=place, found=found, accepted=ACCEPTED, reason=reason)


def _sha256(place: Path) -> str:
    with place.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
