"""What every command that works on an installation does first."""

import gc
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def start_installation() -> None:
    """Load the settings and start Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")
    django.setup()
    look_less_for_garbage()
    # Empty, but the server of static files warns about a folder that is not there.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def look_less_for_garbage() -> None:
    """Tell Python's collector that what is loaded stays, and to look at the rest less often.

    Loading the sample spent a sixth of its time on looking at it again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def bring_database_up_to_date() -> None:
    """Create or migrate the tables and index what was stored before there was a search; safe to run again."""
    call_command("migrate", verbosity=0, interactive=False)
    from ayumi.plans.actions.index_items import index_missing_plans
    from ayumi.tenancy.models import Municipality
    from ayumi.tenancy.scope import municipality_scope
    from ayumi.tenancy.writing import writing

    for municipality in Municipality.objects.all():
        with municipality_scope(municipality.pk), writing():
            index_missing_plans()
