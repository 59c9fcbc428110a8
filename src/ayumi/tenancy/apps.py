"""The room's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    """Municipalities, divisions, people, roles and the audit chain."""

    name = "ayumi.tenancy"
    label = "tenancy"
    verbose_name = _("自治体と利用者")

    def ready(self) -> None:
        """Listen to signing in once the models are loaded."""
        from ayumi.tenancy.actions.sign_in_trail import connect

        connect()
