"""The room's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """The plan stored."""

    name = "ayumi.plans"
    label = "plans"
    verbose_name = _("計画")
