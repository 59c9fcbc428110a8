"""Signing in: who may open a page at all, and how accounts come to be.

Every view carries exactly one of the two marks below; the route test walks all addresses and
refuses a view without one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from ayumi.tenancy.models import Person

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Let only signed-in people in; everybody else is sent to the sign-in page and comes back."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.actor is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *arguments, **named)

    guarded.access = "signed_in"
    return guarded


def open_to_all(view: View) -> View:
    """Mark a page that anybody may read: what a municipality published."""
    view.access = "open_to_all"
    return view


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Return the login name under which axes counts wrong tries: however it is spelt, the same one.

    allauth calls it ``username`` and finds people whatever the case, so TANTO must not be ten tries more.
    """
    named = credentials or {}
    name = named.get("username") or named.get("login") or request.POST.get("login")
    return str(name).strip().upper().casefold()[:255] if name else None


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator, never by signing up; no mail leaves the installation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here: axes counts wrong passwords and answers with its own page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: the audit trail records what a mail would have said."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OIDC and SAML sign in existing people only, matched by the verified login name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect the identity to the person with the same login name, the first time."""
        if sociallogin.is_existing:
            return
        person = _person_of(sociallogin)
        if person is not None:
            sociallogin.connect(request, person)


def _person_of(sociallogin: Any) -> Any:
    """Return the active person whose login name the identity provider vouches for, or None.

    Only a name from the provider's own directory counts (``preferred_username`` or SAML ``uid``),
    never an e-mail address, which a provider may let people change.
    """
    facts = sociallogin.account.extra_data
    name = facts.get("preferred_username") or facts.get("userinfo", {}).get("preferred_username")
    name = name or sociallogin.account.extra_data.get("uid")
    if isinstance(name, list):
        name = name[0] if name else None
    if not name:
        return None
    return Person.objects.filter(login_name=str(name).lower(), is_active=True).first()
