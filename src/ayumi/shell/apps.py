"""The room's place in Django."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """What every page shares."""

    name = "ayumi.shell"
    label = "shell"
