"""What every command that works on an installation does first."""

import os

import django
from django.core.management import call_command


def start_installation() -> None:
    """Load the settings and start Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")
    django.setup()


def bring_database_up_to_date() -> None:
    """Create or migrate the tables; safe to run again."""
    call_command("migrate", verbosity=0, interactive=False)
