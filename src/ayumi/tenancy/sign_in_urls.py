"""Addresses of signing in: those of allauth that a closed installation needs, and no others.

Every one is marked like our own views (see ``sign_in``): what allauth guards by itself is guarded
twice, so that a forgotten guard in a new release opens nothing.
"""

from collections.abc import Iterable
from importlib import import_module

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from allauth.socialaccount import urls as identity_urls
from allauth.socialaccount.providers import registry
from django.urls import URLPattern, URLResolver, include, path

from ayumi.tenancy.sign_in import open_to_all, signed_in

KEPT = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_change_password",
    "account_reauthenticate",
}
"""Signing up stays reachable because allauth links to it; it says that it is closed."""

OPEN = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "saml_acs",
    "saml_finish_acs",
    "saml_login",
    "saml_metadata",
    "saml_sls",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
}
"""What is part of coming in or going out, so nobody can be signed in yet. All the rest is closed."""

Address = URLPattern | URLResolver


def marked(addresses: Iterable[Address]) -> list[Address]:
    """Return copies of the addresses whose views carry their mark."""
    return [_marked(address) for address in addresses]


def _marked(address: Address) -> Address:
    if isinstance(address, URLResolver):
        within = marked(address.url_patterns)
        return URLResolver(
            address.pattern, within, address.default_kwargs, address.app_name, address.namespace
        )
    mark = open_to_all if address.name in OPEN else signed_in
    return URLPattern(address.pattern, mark(address.callback), address.default_args, address.name)


urlpatterns = marked(pattern for pattern in account_urls.urlpatterns if pattern.name in KEPT)
urlpatterns += [
    path("mfa/", include(marked(mfa_urls.urlpatterns))),
    path("identity/", include(marked(identity_urls.urlpatterns))),
]
for _provider in registry.get_class_list():
    urlpatterns += marked(import_module(f"{_provider.get_package()}.urls").urlpatterns)
