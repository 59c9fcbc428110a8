"""The WSGI entry point that a web server loads."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from ayumi.config.command.installation import look_less_for_garbage

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")


def _load_everything(resolver: URLResolver) -> None:
    """Load the views of every address now, so that no first request pays for it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            _load_everything(pattern)


application = get_wsgi_application()
_load_everything(get_resolver())
look_less_for_garbage()
