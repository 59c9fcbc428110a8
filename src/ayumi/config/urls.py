"""Root addresses. Every room declares its own; here they are put together."""

from django.urls import include, path

handler400 = "ayumi.shell.errors.bad_request"
handler403 = "ayumi.shell.errors.forbidden"
handler404 = "ayumi.shell.errors.not_found"
handler500 = "ayumi.shell.errors.server_error"

urlpatterns = [
    path("sign-in/", include("ayumi.tenancy.sign_in_urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("ayumi.plans.urls")),
    path("", include("ayumi.tenancy.urls")),
    path("import/", include("ayumi.importing.urls")),
    path("", include("ayumi.publishing.urls")),
]
