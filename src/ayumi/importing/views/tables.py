"""Pages of a table of measures: the review, the refusals as CSV, storing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ayumi.importing.actions.tables import Confirmation, store_table, version_of
from ayumi.importing.gates import table_draft_for
from ayumi.importing.models import ImportDraft
from ayumi.importing.queries.tables import reading_of, table_page
from ayumi.importing.rules.csv_text import MARK, line
from ayumi.importing.words import said
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


def review(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    """Show what was read of a table; called by the preview of all kinds of drafts."""
    value = table_page(
        draft,
        mapping_seen=version_of(draft.mapping),
        rule=request.GET.get("rule", ""),
        refused_page=number_in(request.GET.get("page")),
        measures_page=number_in(request.GET.get("measures")),
    )
    return page(request, "importing/table.html", value)


def store(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Store the table as a plan; called by the storing of all kinds of drafts."""
    seen = request.POST.get("refusals_seen", "")
    confirmed = Confirmation(
        mapping_seen=request.POST.get("mapping_seen", ""),
        refusals_seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else None,
        as_new_plan="as_new_plan" in request.POST,
    )
    try:
        plan_id = store_table(draft_id, confirmed, actor=request.actor)
    except ValueError as problem:
        messages.error(request, said(str(problem)))
        return redirect("import_preview", draft_id)
    messages.success(request, _("計画を登録しました。"))
    return redirect("plan", plan_id)


@signed_in
@require_GET
def refusals(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Give out every refusal as CSV, in UTF-8 with its mark, no cell of which is a formula."""
    draft = table_draft_for(request.actor, table_id)
    account = reading_of(draft).account
    lines = [line([_("シート"), _("セル"), _("見出し"), _("見つかったもの"), _("読み取れるもの"), _("理由")])]
    lines += [
        line([each.sheet, each.cell, each.heading, each.found, each.accepted, each.reason])
        for each in account.refused
    ]
    answer = HttpResponse(MARK + "".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="refused-cells.csv"'
    return answer


def number_in(text: str | None) -> int:
    """Return the page number of an address; 1 for what is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else 1
