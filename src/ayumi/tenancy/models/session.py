"""Sessions of people who are signed in, and of visitors who chose a language."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from ayumi.tenancy.models.person import Person


class Session(AbstractBaseSession):
    """A session, with the person who is signed in through it: both are read at once in every request.

    The table is outside row-level security because the session says which municipality a request is for.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return what reads and writes sessions."""
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store
