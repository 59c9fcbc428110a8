"""Who may pass. A person without the permission is told so; an absent object looks the same."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ayumi.tenancy.rules import Actor, Permission


def require(actor: Actor, permission: Permission) -> None:
    """Raise PermissionDenied unless the actor's roles allow ``permission``."""
    if not actor.may(permission):
        raise PermissionDenied(_("この操作を行う権限がありません。"))
