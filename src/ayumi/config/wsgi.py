"""The WSGI entry point that a web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")

application = get_wsgi_application()
