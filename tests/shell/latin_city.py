"""A municipality whose own texts are all Latin, so that Japanese on an English page is Ayumi's own."""

import json
import re
from dataclasses import dataclass
from typing import Any

from ayumi.document.plan_document import PlanDocument
from ayumi.document.reading import Passage, ReadResult, Refused
from ayumi.importing.models import ImportDraft
from ayumi.plans.actions.edit_sheet import SheetHead, SheetTexts, edit_sheet
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Indicator, Item
from ayumi.publishing.actions.editions import publish_edition
from ayumi.publishing.models import BookFile, BookJob, JobState
from ayumi.tenancy.models import Division, Membership, Municipality, Person
from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document

JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+")
"""Letters, and the signs between them: both give an untranslated page away."""


@dataclass(frozen=True, slots=True)
class LatinCity:
    """A person with every right in it, and the pages that person can open."""

    person: Person
    pages: tuple[str, ...]
    public_pages: tuple[str, ...]


def latin_document(*, measures: int) -> PlanDocument:
    """Return the sample plan with every Japanese text replaced by Latin letters, the same by the same."""
    names: dict[str, str] = {}

    def latin(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: latin(each) for key, each in value.items()}
        if isinstance(value, list):
            return [latin(each) for each in value]
        if isinstance(value, str) and JAPANESE.search(value):
            return names.setdefault(value, f"Words {len(names) + 1}")
        return value

    return PlanDocument.model_validate(latin(json.loads(sample_document(measures=measures).to_json())))


def build_latin_city() -> LatinCity:
    """Store the plan, edit it, publish it, read a file: one of everything that has a page."""
    municipality = Municipality.objects.create(code="990003", name="Lark Field")
    person = Person.objects.create(municipality=municipality, login_name="lark", display_name="A. Lark")
    with municipality_scope(municipality.pk):
        plan = store_document(document := latin_document(measures=16), actor=None)
        division = Division.objects.filter(valid_to=None).first().pk
        for role in Role:
            of = division if role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD) else None
            Membership(person=person, role=role.value, division_id=of).save()
        actor = load_actor(person)
        measure = Item.objects.filter(plan_id=plan, has_sheet=True).first()
        _edit(measure, actor)
        indicators = Indicator.objects.filter(plan_id=plan).values_list("pk", flat=True)
        edition = _publish(document, plan, actor)
        draft = _draft(document, actor)
    pages = [f"/plans/{plan}/", *(f"/plans/{plan}/{name}/" for name in PLAN_PAGES)]
    pages += [f"/measures/{measure.pk}/", *(f"/measures/{measure.pk}/{name}/" for name in MEASURE_PAGES)]
    pages += [f"/indicators/{each}/" for each in indicators]
    pages += [f"/import/{draft}/", f"/divisions/{division}/close/", *ROOM_PAGES]
    site = f"/published/{municipality.code}/"
    public = (site, f"{site}{edition}/", f"{site}{edition}/measures/{measure.pk}/")
    return LatinCity(person, tuple(pages), public)


PLAN_PAGES = ("outline", "text", "glossary", "related", "indicators", "book")
MEASURE_PAGES = ("edit", "history", "print")
ROOM_PAGES = (
    "/",
    "/plans/",
    "/import/",
    "/divisions/",
    "/divisions/add/",
    "/audit/",
    "/audit/verification/",
    "/account/",
    "/sign-in/mfa/",
    "/sign-in/password/change/",
    "/nowhere/",
)


def _edit(item: Item, actor: Actor) -> None:
    texts = SheetTexts("New purpose.", "", "", "New text.", "", "")
    head = SheetHead(item.title, "new", not item.priority, None)
    edit_sheet(item.pk, texts, head, seen=item.version, key="edit", actor=actor)


def _publish(document: PlanDocument, plan_id: Any, actor: Actor) -> Any:
    facts = {"plan_id": plan_id, "document": document.to_json(), "sha256": "a" * 64}
    who = {"person_id": actor.person_id, "person_name": actor.name}
    done = BookJob(state=JobState.DONE, **facts, **who)
    working = BookJob(state=JobState.WORKING, stage="組版", percent=40, **facts, **who)
    failed = BookJob(
        state=JobState.FAILED,
        problem="計画書を組版できませんでした。図のSVGと計画の内容をご確認のうえ、もう一度お試しください。（組版の記録：none）",
        **facts,
        **who,
    )
    for job in (done, working, failed):
        job.save(force_insert=True)
    BookFile(job=done, pdf=b"%PDF-1.7", text="text").save(force_insert=True)
    return publish_edition(done.pk, actor=actor)


def _draft(document: PlanDocument, actor: Actor) -> Any:
    """Keep a reading with places and refusals as the readers write them: in Japanese."""
    passages = {"plan.title": Passage(file="a.docx", place="表 1 行 2", text="Words")}
    refused = Refused(
        file="a.docx",
        place="ファイル全体",
        found="計画期間の記載なし",
        accepted="Markdown（.md）、テキスト（.txt）、Word 文書（.docx）、PDF（.pdf）のいずれか",
        reason="中の部品が 3,000個を超えているため、開きません。"
        "元のソフトで開いて保存し直すか、PDF でご用意ください。",
    )
    result = ReadResult(
        plan=document.plan,
        related_plans=document.related_plans,
        purposes=document.purposes,
        evidence_sources=document.evidence_sources,
        chapters=document.chapters,
        figures=document.figures,
        refused=(refused,),
        passages=passages,
    )
    draft = ImportDraft(
        file_name="a.docx",
        size=1,
        sha256="b" * 64,
        result=result.model_dump_json(),
        person_id=actor.person_id,
        person_name=actor.name,
    )
    draft.save(force_insert=True)
    return draft.pk
