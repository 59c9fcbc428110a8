"""Root addresses. Every room declares its own; here they are put together."""

from django.urls import include, path
from django.views.i18n import set_language

from ayumi.tenancy.sign_in import open_to_all

handler400 = "ayumi.shell.errors.bad_request"
handler403 = "ayumi.shell.errors.forbidden"
handler404 = "ayumi.shell.errors.not_found"
handler429 = "ayumi.shell.errors.too_many_requests"
handler500 = "ayumi.shell.errors.server_error"

urlpatterns = [
    path("sign-in/", include("ayumi.tenancy.sign_in_urls")),
    path("language/setlang/", open_to_all(set_language), name="set_language"),
    path("", include("ayumi.plans.urls")),
    path("", include("ayumi.tenancy.urls")),
    path("rounds/", include("ayumi.rounds.urls")),
    path("", include("ayumi.search.urls")),
    path("import/", include("ayumi.importing.urls")),
    path("", include("ayumi.importing.workbook_urls")),
    path("", include("ayumi.importing.report_urls")),
    path("", include("ayumi.publishing.urls")),
]
