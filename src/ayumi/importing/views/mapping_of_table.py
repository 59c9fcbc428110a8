"""The page on which the mapping of a table is changed and the table read again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from ayumi.document.reading import CannotRead
from ayumi.importing.actions.drafts import DraftSettled
from ayumi.importing.actions.mappings import NameTaken, keep_mapping_of
from ayumi.importing.actions.tables import TableChangedMeanwhile, read_again, version_of
from ayumi.importing.forms.columns import ColumnForm, initial_of
from ayumi.importing.forms.settings_of_tables import BlockForm, SettingsForm, initial_settings
from ayumi.importing.gates import mapping_for, table_draft_for
from ayumi.importing.queries.mapping_pages import ALL, MappingPage, mapping_page
from ayumi.importing.queries.tables import reading_of, years_of
from ayumi.importing.rules.mapping import BadMapping, from_yaml
from ayumi.importing.rules.mapping.mapping import Mapping
from ayumi.importing.rules.mapping.table_reading import TableReading
from ayumi.importing.rules.mapping.yaml_text import sentence_of
from ayumi.importing.views.tables import number_in
from ayumi.importing.words import said
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in


class _Forms:
    """Every form of the page: the settings, the years, and the columns that are shown."""

    def __init__(self, reading: TableReading, value: MappingPage, data: QueryDict | None = None) -> None:
        mapping, table_year = reading.mapping, reading.account.fiscal_year
        years = years_of(mapping, table_year)
        self.mapping = mapping
        self.table_year = table_year
        self.settings = SettingsForm(
            data, mapping=mapping, sheets=reading.look.sheets, initial=initial_settings(mapping)
        )
        self.blocks = [
            BlockForm(data, prefix=f"block{number}", initial={"year": year, "basis": block.basis.value})
            for number, (block, year) in enumerate(zip(mapping.blocks, years, strict=True), start=1)
        ]
        self.columns = [
            (
                view,
                ColumnForm(
                    data, mapping=mapping, years=years, prefix=view.column.at, initial=initial_of(view.column)
                ),
            )
            for view in value.columns
        ]
        self.problem = ""

    @property
    def are_valid(self) -> bool:
        """Whether every field of every form holds what it may."""
        every = [self.settings, *self.blocks, *(form for _view, form in self.columns)]
        valid = [form.is_valid() for form in every]  # every form is asked, so that every error is shown
        return all(valid)

    def wanted(self) -> Mapping:
        """Return the mapping as the person wants it. Raises pydantic's ValidationError."""
        changed = {view.column.at: form.column(view.column) for view, form in self.columns}
        blocks = [
            form.block(before, self.table_year)
            for form, before in zip(self.blocks, self.mapping.blocks, strict=True)
        ]
        plain = dict(self.mapping) | self.settings.values()
        plain |= {
            "blocks": blocks,
            "columns": [changed.get(column.at, column) for column in self.mapping.columns],
        }
        return Mapping.model_validate(plain)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Show the mapping, or read the table again as the person wants it."""
    draft = table_draft_for(request.actor, table_id)
    reading = reading_of(draft)
    value = mapping_page(
        draft,
        reading,
        show=request.GET.get("show", ALL)[:20],
        page=number_in(request.GET.get("page")),
        seen=version_of(draft.mapping),
    )
    if request.method == "GET":
        return page(request, "importing/mapping.html", value, form=_Forms(reading, value))
    forms = _Forms(reading, value, request.POST)
    if not forms.are_valid:
        return page(request, "importing/mapping.html", value, form=forms, status=422)
    try:
        read_again(table_id, forms.wanted(), seen=request.POST.get("seen", ""), actor=request.actor)
    except ValidationError as problem:
        forms.problem = said(sentence_of(problem))
        return page(request, "importing/mapping.html", value, form=forms, status=422)
    except CannotRead as problem:
        forms.problem = said(problem.refused.reason)
        return page(request, "importing/mapping.html", value, form=forms, status=422)
    except (TableChangedMeanwhile, DraftSettled) as problem:
        forms.problem = str(problem)
        return page(request, "importing/mapping.html", value, form=forms, status=409)
    messages.success(request, _("この対応付けで読み直しました。"))
    if "to_review" in request.POST:
        return redirect("import_preview", table_id)
    return redirect(
        f"{reverse('import_mapping', args=[table_id])}?show={value.show}&page={value.pages.number}"
    )


@signed_in
@require_POST
def use(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Read the table again under a mapping kept under a name."""
    table_draft_for(request.actor, table_id)
    chosen = _identifier(request.POST.get("mapping"))
    if chosen is None:
        messages.error(request, _("対応付けを選んでください。"))
        return redirect("import_preview", table_id)
    saved = mapping_for(request.actor, chosen)
    try:
        read_again(table_id, from_yaml(saved.text), seen=request.POST.get("seen", ""), actor=request.actor)
    except (TableChangedMeanwhile, DraftSettled, BadMapping) as problem:
        messages.error(request, said(str(problem)))
    except CannotRead as problem:
        messages.error(request, said(problem.refused.reason))
    else:
        messages.success(request, _("保存した対応付けで読み直しました。"))
    return redirect("import_preview", table_id)


@signed_in
@require_POST
def keep(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Keep the mapping of the table under a name."""
    name = " ".join(request.POST.get("name", "").split())
    table_draft_for(request.actor, table_id)
    if not name or len(name) > 100:
        messages.error(request, _("対応付けの名前を100字以内で入力してください。"))
        return redirect("import_preview", table_id)
    try:
        keep_mapping_of(table_id, name, key=f"keep {table_id} {name}"[:64], actor=request.actor)
    except NameTaken as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("対応付けを保存しました。次に同じ見出しの表を選ぶと、自動で使われます。"))
    return redirect("import_preview", table_id)


def _identifier(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
