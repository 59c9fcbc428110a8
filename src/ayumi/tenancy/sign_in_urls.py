"""Addresses of signing in: those of allauth that a closed installation needs, and no others."""

from importlib import import_module

from allauth.account import urls as account_urls
from allauth.socialaccount.providers import registry
from django.urls import include, path

KEPT = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_change_password",
    "account_reauthenticate",
}
"""Signing up stays reachable because allauth links to it; it says that it is closed."""

urlpatterns = [pattern for pattern in account_urls.urlpatterns if pattern.name in KEPT]
urlpatterns += [
    path("mfa/", include("allauth.mfa.urls")),
    path("identity/", include("allauth.socialaccount.urls")),
]
for _provider in registry.get_class_list():
    urlpatterns += import_module(f"{_provider.get_package()}.urls").urlpatterns
