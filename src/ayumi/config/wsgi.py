"""The WSGI entry point that a web server loads."""

import logging
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connections, transaction
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import translation

from ayumi.config.command.installation import look_less_for_garbage

logger = logging.getLogger(__name__)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")


def _load_everything(resolver: URLResolver) -> None:
    """Load the views of every address now, so that no first request pays for it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            _load_everything(pattern)


def _learn_addresses() -> None:
    """Look up one address in every language: for the first one Django goes through all of them."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse("home")


def _build_statements() -> None:
    """Build the prepared queries too. A database that cannot be reached yet only makes first visits slow."""
    from ayumi.tenancy.prepared import build_statements  # only now: it imports models

    try:
        with transaction.atomic():
            build_statements()
    except OperationalError:
        logger.warning("the database cannot be reached yet")
    finally:
        connections.close_all()  # none may be shared with the processes that answer


application = get_wsgi_application()
_load_everything(get_resolver())
_learn_addresses()
_build_statements()
look_less_for_garbage()
