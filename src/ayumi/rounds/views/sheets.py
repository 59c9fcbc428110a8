"""A report's sheet: reading, writing, judging and handing it on."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ayumi.rounds.actions.moving import advance, position_told
from ayumi.rounds.actions.rating import RatingRefused, Verdict, rate_all
from ayumi.rounds.actions.ready import NotReady
from ayumi.rounds.actions.saving import ReportChangedMeanwhile, SheetNotReadable, Standing, save_report
from ayumi.rounds.forms.sheet import SheetForm
from ayumi.rounds.gates import MoveRefused, report_and_result, report_for, report_to_write, stages_of
from ayumi.rounds.gates.challenges import ReportLoaded, load_report
from ayumi.rounds.models import Report
from ayumi.rounds.models.stored_sheet import rows_of, rows_of_indicators, words_of
from ayumi.rounds.queries.merging import merge_page
from ayumi.rounds.queries.report import ReportPage, report_page
from ayumi.rounds.rules.scales import Scale, ScaleSubject
from ayumi.rounds.rules.sheet import SheetRow
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


@signed_in
@require_GET
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show a report; who may write on it now gets its form."""
    found = report_for(request.actor, report_id)
    value = _value(request, found)
    form = _blank_form(value, found) if value.possible.write else None
    return page(request, "rounds/report.html", value, form=form)


@signed_in
@require_POST
def report_save(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Save a sheet; with ``then=advance`` also rate it and hand it on. A background save sends one part."""
    key = request.POST.get("key", "")[:32]
    found, result = report_and_result(request.actor, report_id, key)
    # Asked first: who acts at the next stage too would otherwise write there what was meant for this one.
    if position_told(result) is not None:
        return redirect("my_sheets")
    try:
        report_to_write(request.actor, found)
    except MoveRefused as problem:
        return _refused(request, report_id, str(problem))
    # Who hands a sheet on has mostly saved it: then what hangs on the report is read once for all of it.
    loaded = load_report(found) if request.POST.get("then") == "advance" else None
    rows = rows_of_indicators(found, loaded.indicators) if loaded else rows_of(found)
    # The page of a report costs more than saving it: it is made only where it is shown.
    form = SheetForm(request.POST, **_made_of(found, rows))
    if not form.is_valid():
        return _answer(request, _value(request, found), form)
    try:
        return _store(request, found, form, loaded)
    except SheetNotReadable as problem:
        value = _value(request, found)
        form.add_problems(problem.problems)
    except NotReady as problem:
        value, form = _gone_on(request, found, form)
        form.add_problems(problem.problems)
    except RatingRefused as problem:
        value, form = _gone_on(request, found, form)
        form.add_error("rating-achievement", str(problem))
    except ReportChangedMeanwhile:
        return _merge(request, report_id, form)
    except MoveRefused as problem:
        return _refused(request, report_id, str(problem))
    return _answer(request, value, form)


def _store(request: HttpRequest, found: Report, form: SheetForm, loaded: ReportLoaded | None) -> HttpResponse:
    """Save, rate and hand on as far as it was asked for; raises what the actions raise."""
    standing = Standing(form.made_of["rows"], loaded.rows[found.pk].values if loaded else None)
    seen = form.cleaned_data["version"]
    version = save_report(found, form.sheet(), seen=seen, actor=request.actor, standing=standing)
    if request.htmx:
        return page(request, "rounds/saved.html", {"version": version, "at": timezone.localtime()})
    if version != found.version:
        found, loaded = report_for(request.actor, found.pk), None
    if _rate(form, found, request, loaded):
        loaded = None
    if request.POST.get("then") == "advance":
        _hand_on(form, found, version, request, loaded)
        return redirect("my_sheets")
    messages.success(request, _("報告を保存しました。"))
    return redirect("report", found.pk)


def _gone_on(request: HttpRequest, found: Report, form: SheetForm) -> tuple[ReportPage, SheetForm]:
    """Return page and form for what is stored by now: only what came after saving was refused."""
    value = _value(request, report_for(request.actor, found.pk))
    again = SheetForm(form.merged_with(value.version, {}).data, **form.made_of)
    again.full_clean()
    return value, again


def _value(request: HttpRequest, found: Report) -> ReportPage:
    return report_page(found, request.actor, today=timezone.localdate())


def _made_of(found: Report, rows: tuple[SheetRow, ...]) -> dict[str, Any]:
    """Return what a sheet's form is made of: its rows, the words of its ladder, and the words of ratings."""
    held, ratings = found.round, {}
    stage = stages_of(held).at(found.position)
    if stage is not None and stage.rates:
        for subject in ("achievement", "direction"):
            ratings[subject] = [step.word for step in held.read(f"{subject}_scale", Scale).steps]
    return {"rows": rows, "words": words_of(held), "ratings": ratings}


def _blank_form(value: ReportPage, found: Report) -> SheetForm:
    """Return the form filled with what stands now."""
    initial = {**value.fields, "version": value.version, "key": secrets.token_hex(16)}
    now = next((stage for stage in value.stages if stage.is_now), None)
    for subject in ("achievement", "direction"):
        given = getattr(now, subject, None)
        if given is not None:
            initial |= {f"rating-{subject}": given.value, f"rating-{subject}-reason": given.reason}
    rows = tuple(row for block in value.indicators for row in block.rows)
    return SheetForm(initial=initial, **_made_of(found, rows))


def _rate(form: SheetForm, found: Report, request: HttpRequest, loaded: ReportLoaded | None) -> int:
    """Record the ratings that were chosen; return how many are new. Raises RatingRefused and MoveRefused."""
    stage = stages_of(found.round).at(found.position)
    verdicts = [Verdict(ScaleSubject(subject), word, reason) for subject, word, reason in form.ratings()]
    if not verdicts:
        return 0
    key = f"{form.cleaned_data['key']}rated"
    rows = loaded.rows[found.pk] if loaded else None
    return rate_all(found, stage.kind, verdicts, key=key, actor=request.actor, loaded=rows)


def _hand_on(
    form: SheetForm, found: Report, version: int, request: HttpRequest, loaded: ReportLoaded | None
) -> None:
    """Submit or approve. Raises NotReady, MoveRefused and ReportChangedMeanwhile."""
    key = form.cleaned_data["key"]
    advance(found, seen=version, key=key, actor=request.actor, loaded=loaded, is_first=True)
    label = f"{found.item.number} {found.item.title}"
    said = _("「{label}」を承認しました。") if found.position else _("「{label}」を提出しました。")
    messages.success(request, said.format(label=label))


def _answer(request: HttpRequest, value: ReportPage, form: SheetForm) -> HttpResponse:
    if request.htmx:
        return page(request, "rounds/saved.html", None, form=form)
    return page(request, "rounds/report.html", value, form=form, status=422)


def _refused(request: HttpRequest, report_id: UUID, why: str) -> HttpResponse:
    """Say why nothing was stored, on the page of the report as it stands now."""
    if request.htmx:
        return page(request, "rounds/saved.html", {"why": why})
    messages.error(request, why)
    value = _value(request, report_for(request.actor, report_id))
    return page(request, "rounds/report.html", value, status=409)


def _merge(request: HttpRequest, report_id: UUID, form: SheetForm) -> HttpResponse:
    """Show both edits side by side; the next submission is for the version that stands now."""
    if request.htmx:
        why = _("ほかの人がこの報告を保存しました。「保存する」を押すと、両方の内容を見比べられます。")
        return page(request, "rounds/saved.html", {"why": why})
    found = report_to_write(request.actor, report_id)
    value = merge_page(found, form.sheet(), seen=form.cleaned_data["version"])
    merged = form.merged_with(value.version, {field.name: field.proposal for field in value.fields})
    return page(request, "rounds/merge.html", value, form=merged, status=409)
