"""The room's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    """Rounds, reports, ratings, meetings and decisions."""

    name = "ayumi.rounds"
    label = "rounds"
    verbose_name = _("評価")
