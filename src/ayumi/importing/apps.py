"""The room's place in Django."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    """Upload, guard, preview, store."""

    name = "ayumi.importing"
    label = "importing"
