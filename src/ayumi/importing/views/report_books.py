"""Pages on which the sheets of a round are given out as workbooks and taken back."""

import io
import secrets
import zipfile
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ayumi.formats.excel.acceptance import CannotWriteWorkbook
from ayumi.importing.actions.giving_out import GivenOut, NothingToGiveOut, give_out
from ayumi.importing.actions.taking_back import take_back
from ayumi.importing.forms.returned import ReturnedForm
from ayumi.importing.gates.round_workbooks import division_to_fill_in, round_to_fill_in
from ayumi.importing.queries.report_books import report_books_page
from ayumi.importing.views.workbooks import WORKBOOK_TYPE
from ayumi.importing.words import said
from ayumi.shell.file import file_response
from ayumi.shell.page import page
from ayumi.tenancy.sign_in import signed_in

_MADE_AT = (2026, 4, 1, 0, 0, 0)
"""The time of every file in a ZIP, so that the same sheets give the same bytes."""
_NO_NAME = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "-"))


@signed_in
@require_http_methods(["GET", "POST"])
def report_books(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Offer the workbooks of a round, and take those that come back."""
    held = round_to_fill_in(request.actor, round_id)
    if request.method == "GET":
        value = report_books_page(held, request.actor)
        form = ReturnedForm(initial={"key": secrets.token_hex(16)})
        return page(request, "importing/report_books.html", value, form=form)
    form = ReturnedForm(request.POST, request.FILES)
    too_large = getattr(request, "upload_too_large", False)
    if not form.is_valid() or too_large:
        if too_large:
            form.errors["files"] = form.error_class([_("ファイルが大きすぎます（全部で 50 MBまで）。")])
        value = report_books_page(held, request.actor)
        status = 413 if too_large else 422
        return page(request, "importing/report_books.html", value, form=form, status=status)
    files = [(Path(each.temporary_file_path()), each.name) for each in form.cleaned_data["files"]]
    batch = take_back(files, round_id, key=form.cleaned_data["key"], actor=request.actor)
    return redirect("returned_batch", batch)


@signed_in
@require_POST
def report_books_export(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Send the workbooks of every division of the reader in one ZIP."""
    try:
        given = give_out(round_id, actor=request.actor)
    except (NothingToGiveOut, CannotWriteWorkbook) as problem:
        messages.error(request, said(str(problem)))
        return redirect("report_books", round_id)
    name = f"{_('評価シート')}_{given[0].round_name}.zip"
    return file_response(_zipped(given), "application/zip", name)


@signed_in
@require_POST
def report_book_export(request: HttpRequest, round_id: UUID, division_id: UUID) -> HttpResponse:
    """Send the workbook of one division."""
    division_to_fill_in(request.actor, division_id)
    try:
        given = give_out(round_id, [division_id], actor=request.actor)
    except (NothingToGiveOut, CannotWriteWorkbook) as problem:
        messages.error(request, said(str(problem)))
        return redirect("report_books", round_id)
    return file_response(given[0].content, WORKBOOK_TYPE, _file_name(given[0]))


def _zipped(given: Iterable[GivenOut]) -> bytes:
    content, names = io.BytesIO(), set()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as package:
        for number, each in enumerate(given, 1):
            name = _file_name(each)
            if name in names:
                name = f"{number}_{name}"
            names.add(name)
            package.writestr(zipfile.ZipInfo(name, _MADE_AT), each.content)
    return content.getvalue()


def _file_name(given: GivenOut) -> str:
    name = f"{_('評価シート')}_{given.round_name}_{given.division}".translate(_NO_NAME)
    return f"{name[:80]}.xlsx"
