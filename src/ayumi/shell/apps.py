"""The room's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext

from ayumi.ground.wording import speak_through


class ShellConfig(AppConfig):
    """What every page shares."""

    name = "ayumi.shell"
    label = "shell"

    def ready(self) -> None:
        """Let the rooms without Django speak the language of each request."""
        speak_through(gettext)
