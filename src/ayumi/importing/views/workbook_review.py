"""The preview of a workbook that was put back, and putting it in the plan's place."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ayumi.importing.actions.drafts import DraftSettled
from ayumi.importing.actions.workbooks import WrongWorkbook, apply_workbook, store_workbook
from ayumi.importing.gates import workbook_draft_for
from ayumi.importing.models import DraftState, ImportDraft
from ayumi.importing.queries.workbook_review import Review, choices_in, review_of
from ayumi.importing.queries.workbooks import Answers, unconfirmed, workbook_preview
from ayumi.plans.actions.apply_checks import CannotApply
from ayumi.plans.actions.apply_document import DocumentChangedMeanwhile, Replacement
from ayumi.plans.actions.store_document import PlanStandsAlready
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def preview(request: HttpRequest, workbook_id: UUID) -> HttpResponse:
    """Show what the workbook would change."""
    draft = workbook_draft_for(request.actor, workbook_id)
    return _shown(request, draft, review_of(draft), Answers({}))


@signed_in
@require_POST
def apply(request: HttpRequest, workbook_id: UUID) -> HttpResponse:
    """Put the workbook in the plan's place as the person decided."""
    draft = workbook_draft_for(request.actor, workbook_id)
    if draft.state == DraftState.STORED and draft.plan_id is not None:
        messages.success(request, _("この計画ブックは反映済みです。"))
        return redirect("plan", draft.plan_id)
    review = review_of(draft)
    if review.reading.document is not None and review.stored is None:
        return _stored_anew(request, draft)
    answers = Answers(
        choices_in(review, request.POST), frozenset(request.POST.getlist("remove")), were_sent=True
    )
    if review.merged is None:
        return _shown(request, draft, review, answers, status=422)
    if request.POST.get("seen") != review.seen:
        # What was chosen was chosen beside another state of the plan.
        message = _("確認している間に、この計画の内容が変わりました。もう一度お確かめください。")
        return _shown(request, draft, review, Answers({}), message=message, status=409)
    if len(answers.choices) < len(review.merged.conflicts):
        message = _("どちらの内容にするかを選んでいない箇所があります。")
        return _shown(request, draft, review, answers, message=message, status=422)
    if unconfirmed(review.changes(answers.choices), answers.removals):
        message = _("削除される項目があります。内容を確かめ、削除してよい項目に印を付けてください。")
        return _shown(request, draft, review, answers, message=message, status=422)
    return _applied(request, draft, review, answers)


def _applied(request: HttpRequest, draft: ImportDraft, review: Review, answers: Answers) -> HttpResponse:
    wanted = Replacement(
        review.stored, review.document(answers.choices), answers.removals, reason=draft.file_name
    )
    try:
        applied = apply_workbook(draft.pk, wanted, actor=request.actor)
    except DocumentChangedMeanwhile as problem:
        return _shown(request, draft, review_of(draft), Answers({}), message=str(problem), status=409)
    except CannotApply as problem:
        return _shown(request, draft, review, answers, message=str(problem), status=422)
    except DraftSettled as problem:
        messages.error(request, str(problem))
        return redirect("workbook_preview", draft.pk)
    messages.success(
        request,
        _("計画ブックを反映しました（変更 {changed}件、追加 {added}件、削除 {removed}件）。").format(
            changed=len(applied.changed), added=len(applied.added), removed=len(applied.removed)
        ),
    )
    return redirect("plan", wanted.document.id)


def _stored_anew(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    try:
        plan_id = store_workbook(draft.pk, actor=request.actor)
    except (WrongWorkbook, CannotApply, PlanStandsAlready, DraftSettled) as problem:
        messages.error(request, str(problem))
        return redirect("workbook_preview", draft.pk)
    messages.success(request, _("計画を登録しました。"))
    return redirect("plan", plan_id)


def _shown(
    request: HttpRequest,
    draft: ImportDraft,
    review: Review,
    answers: Answers,
    *,
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    value = workbook_preview(draft, review, answers, message=message)
    return page(request, "importing/workbook_preview.html", value, status=status)
