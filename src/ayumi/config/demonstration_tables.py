"""The sample's table of an older form, taken in as an official would: read, mapped, looked at, stored.

The file goes the way of every upload, guard, child process and all. Nothing is stored past it.
"""

import tempfile
from pathlib import Path

from ayumi.config.sample_city.city import CITY
from ayumi.config.sample_city.workbooks import LEGACY_WORKBOOK, content_of
from ayumi.importing.actions.audit_of_drafts import sha256_of
from ayumi.importing.actions.mappings import keep_mapping_of
from ayumi.importing.actions.tables import (
    Confirmation,
    read_again,
    read_table_upload,
    store_table,
    version_of,
)
from ayumi.importing.models import DraftState, ImportDraft
from ayumi.importing.reading.tables import ReadTable
from ayumi.importing.rules.mapping import from_yaml
from ayumi.tenancy.models import Person, Submission
from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.scope import municipality_scope

PLAN_TITLE = "事務事業評価シート（旧様式・サンプル）"
MAPPING_NAME = "事務事業評価シート（旧様式）"
_KEY = "sample-older-form"


def import_older_form(login_name: str) -> bool:
    """Take the table in as the person, once; False where that was done or the person may not.

    One draft of it is stored as a plan, another waits to be looked at, and the mapping is kept last: it marks
    that all was done. A start that was interrupted is gone on with; what people did afterwards stays.
    """
    person = Person.objects.filter(login_name=login_name, municipality__code=CITY.code).first()
    if person is None:
        return False
    with municipality_scope(person.municipality_id), tempfile.TemporaryDirectory() as folder:
        actor = load_actor(person)
        if not actor.may(Permission.IMPORT_PLANS):
            return False
        place = Path(folder) / LEGACY_WORKBOOK.file
        place.write_bytes(content_of(LEGACY_WORKBOOK))
        return _import(place, actor)


def _import(place: Path, actor: Actor) -> bool:
    if Submission.objects.filter(key=_KEY).exists():
        return False
    drafts = ImportDraft.objects.filter(sha256=sha256_of(place)).order_by("made_at")
    while drafts.count() < 2:
        read_table_upload(place, name=LEGACY_WORKBOOK.name, actor=actor)
    first = drafts[0]
    if first.state == DraftState.WAITING:
        _store(first, actor)
    keep_mapping_of(first.pk, MAPPING_NAME, key=_KEY, actor=actor)
    return True


def _store(draft: ImportDraft, actor: Actor) -> None:
    mapping = from_yaml(draft.mapping)
    titled = mapping.model_copy(update={"plan": mapping.plan.model_copy(update={"title": PLAN_TITLE})})
    read_again(draft.pk, titled, seen=version_of(draft.mapping), actor=actor)
    draft.refresh_from_db()
    refused = ReadTable.of(draft.result).reading.account.counts.refused
    store_table(draft.pk, Confirmation(version_of(draft.mapping), refused, as_new_plan=True), actor=actor)
