"""What every command that works on an installation does first."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def start_installation() -> None:
    """Load the settings and start Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")
    django.setup()
    # Empty, but the server of static files warns about a folder that is not there.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def bring_database_up_to_date() -> None:
    """Create or migrate the tables; safe to run again."""
    call_command("migrate", verbosity=0, interactive=False)
