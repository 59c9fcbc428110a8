"""Error pages: what happened, and what the person can do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood."""
    return _error(
        request,
        400,
        _("要求を処理できませんでした"),
        _("送られた内容に誤りがあります。前の画面に戻り、もう一度お試しください。"),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person's roles do not allow it."""
    return _error(
        request,
        403,
        _("この操作を行う権限がありません"),
        _("必要な場合は、計画の事務局または管理者に役割の追加をご依頼ください。"),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not one for this person; both look the same."""
    return _error(
        request,
        404,
        _("ページが見つかりません"),
        _("アドレスが変わったか、削除された可能性があります。トップページからお探しください。"),
    )


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: more requests from one place than people make; allauth asks for this page."""
    return _error(
        request,
        429,
        _("短い間に多くの要求がありました"),
        _("安全のため受付を一時止めています。1分ほど待ってから、もう一度お試しください。"),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _error(
        request,
        500,
        _("処理中に問題が発生しました"),
        _("入力した内容は保存されていません。時間をおいて、もう一度お試しください。"),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or old."""
    return _error(
        request,
        403,
        _("画面の有効期限が切れました"),
        _("安全のため送信を中止しました。前の画面を開き直してから、もう一度送信してください。"),
    )


def _error(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    context = {"title": title, "advice": advice, "status": status}
    return render(request, "shell/errors/error.html", context, status=status)
