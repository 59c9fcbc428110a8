"""The room's place in Django."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Books and published editions."""

    name = "ayumi.publishing"
    label = "publishing"
