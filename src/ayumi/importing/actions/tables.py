"""From a table of measures to a stored plan: read under a mapping, look, read again, store all or nothing."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.document.plan import MunicipalityName
from ayumi.document.plan_document import PlanDocument
from ayumi.importing.actions.audit_of_drafts import record, sha256_of
from ayumi.importing.actions.drafts import DraftSettled
from ayumi.importing.gates import table_draft_for
from ayumi.importing.models import DraftKind, DraftState, ImportDraft, Mapping
from ayumi.importing.reading.tables import ReadTable, propose_table, understand_table
from ayumi.importing.rules.mapping import to_yaml
from ayumi.importing.rules.mapping.mapping import Mapping as MappingValue
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.queries.standing_plans import standing_plans
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Division, Municipality
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


class TableChangedMeanwhile(ValueError):
    """Somebody else read the table again after this person looked; nothing was changed."""


class NotConfirmed(ValueError):
    """What a person has to have seen was not confirmed; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the person ticked: how many refusals they saw, and that a second plan is meant."""

    mapping_seen: str
    refusals_seen: int | None
    as_new_plan: bool


def read_table_upload(place: Path, *, name: str, actor: Actor) -> UUID:
    """Read the table at ``place`` and keep it as a draft, with its content while it waits; return its id.

    No plan is stored. Raises PermissionDenied, IsPlanWorkbook, and CannotRead with the reason for the person.
    """
    require(actor, Permission.IMPORT_PLANS)
    saved = dict(Mapping.objects.order_by("-saved_at").values_list("name", "text"))
    table = propose_table(place, name=name, saved=saved)
    draft = ImportDraft(
        kind=DraftKind.MEASURES,
        file_name=name[:255],
        size=place.stat().st_size,
        sha256=sha256_of(place),
        result=table.kept(),
        content=place.read_bytes(),
        mapping=to_yaml(table.reading.mapping),
        person_id=actor.person_id,
        person_name=actor.name,
    )
    with writing():
        draft.save(force_insert=True)
        record(draft, "import.uploaded", actor, {"sha256": [None, draft.sha256]})
    return draft.pk


def read_again(draft_id: UUID, mapping: MappingValue, *, seen: str, actor: Actor) -> None:
    """Read the table anew under ``mapping`` if nobody else did since the person saw mapping ``seen``.

    Raises PermissionDenied, Http404, CannotRead, DraftSettled and TableChangedMeanwhile.
    """
    draft = table_draft_for(actor, draft_id)
    _check_seen(draft, seen)
    text = to_yaml(mapping)
    with _file_of(draft) as place:
        table = understand_table(place, name=draft.file_name, mapping=text)
    table = table.with_reasons_of(ReadTable.of(draft.result))
    with writing():
        standing = ImportDraft.objects.filter(pk=draft_id, state=DraftState.WAITING, mapping=draft.mapping)
        if not standing.update(mapping=text, result=table.kept()):
            raise TableChangedMeanwhile(_("ほかの人が先に、別の対応付けで読み直しました。"))
        change = [version_of(draft.mapping), version_of(text)]
        record(draft, "import.read_again", actor, {"mapping": change})


def store_table(draft_id: UUID, confirmed: Confirmation, *, actor: Actor) -> UUID:
    """Store the table as a new plan and return its id; a second time returns the same plan.

    One transaction: killed at any moment, either the whole plan stands, or none of it and the draft still
    waits. Raises PermissionDenied, Http404, DraftSettled, NotConfirmed, TableChangedMeanwhile and, where the
    table made no plan, ValueError in Japanese.
    """
    draft = table_draft_for(actor, draft_id)
    if draft.state == DraftState.STORED and draft.plan_id is not None:
        return draft.plan_id
    _check_seen(draft, confirmed.mapping_seen)
    table = ReadTable.of(draft.result)
    document = _of_this_city(table, actor)
    refused = table.reading.account.counts.refused
    if refused and confirmed.refusals_seen != refused:
        raise NotConfirmed(_("読み取れなかったセルを確かめた印を付けてください。"))
    if not confirmed.as_new_plan and standing_plans(document.plan.title, _numbers(document)):
        raise NotConfirmed(_("同じ計画がすでにあります。別の計画として登録する印を付けてください。"))
    with writing():
        waiting = ImportDraft.objects.filter(pk=draft_id, state=DraftState.WAITING, mapping=draft.mapping)
        settled = {"state": DraftState.STORED, "plan_id": UUID(document.id), "content": None}
        if not waiting.update(**settled):
            standing = table_draft_for(actor, draft_id)
            if standing.plan_id is not None:
                return standing.plan_id
            raise TableChangedMeanwhile(_("ほかの人が先に、別の対応付けで読み直したか、破棄しました。"))
        return store_document(document, actor=actor)


def version_of(mapping: str) -> str:
    """Return what a form carries to say which mapping the person saw."""
    return hashlib.sha256(mapping.encode()).hexdigest()[:32]


def _numbers(document: PlanDocument) -> list[str]:
    return [item.number for item in document.measures]


def _check_seen(draft: ImportDraft, seen: str) -> None:
    if draft.state != DraftState.WAITING or draft.content is None:
        raise DraftSettled(_("この読み取り結果は、すでに登録または破棄されています。"))
    if version_of(draft.mapping) != seen:
        raise TableChangedMeanwhile(_("ほかの人が先に、別の対応付けで読み直しました。"))


@contextmanager
def _file_of(draft: ImportDraft) -> Iterator[Path]:
    """Lay the kept content down for the child, for as long as it reads."""
    with tempfile.NamedTemporaryFile() as held:
        held.write(bytes(draft.content))
        held.flush()
        yield Path(held.name)


def _of_this_city(table: ReadTable, actor: Actor) -> PlanDocument:
    """Return the plan with its municipality, and with the ids of the divisions that stand: 2 queries.

    A division of the table is one that stands where exactly one of today's has its name. Ids are exchanged
    in the text, so that a document of forty thousand parts is validated once. Raises ValueError, in Japanese,
    where the table made no plan.
    """
    if table.document is None:
        raise ValueError(table.reading.account.problem)
    standing: dict[str, list[str]] = {}
    for pk, name in Division.objects.filter(valid_to=None).values_list("pk", "name"):
        standing.setdefault(name, []).append(str(pk))
    text = table.document
    for division in json.loads(text)["divisions"]:
        same = standing.get(division["name"], [])
        if len(same) == 1:
            text = text.replace(division["id"], same[0])
    city = Municipality.objects.get(pk=actor.municipality_id)
    name = MunicipalityName(name=city.name, code=city.code)
    return PlanDocument.model_validate_json(text).model_copy(update={"municipality": name})
