"""Where sessions are kept, and whose they are.

They are kept in the database alone, so that signing out holds in every process at once: Django's store with
a cache before it goes on taking a session that another process has ended, because each process has a cache of
its own. The query that every request makes for it brings the person along. Named in the settings as
``SESSION_ENGINE`` and in ``AUTHENTICATION_BACKENDS``.
"""

from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from ayumi.tenancy.models import Person, Session
from ayumi.tenancy.prepared import prepared_for_all

_read_with_session: ContextVar[Person | None] = ContextVar("ayumi_person_of_session", default=None)


class SessionStore(DatabaseStore):
    """Django's store in the database, of sessions that know their person."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of a session."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the session as it is to be stored."""
        made: Session = super().create_model_instance(data)
        made.person_id = data.get(SESSION_KEY)
        return made

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_standing(self.session_key, timezone.now())), None)
        if found is None:
            self._session_key = None
            return None
        _read_with_session.set(found.person)
        return found


class Accounts(AuthenticationBackend):
    """Signs in as allauth does; who is signed in already came with the session."""

    def get_user(self, user_id: UUID) -> Person | None:
        """Return the person with this id whose account is in use: no query where the session was read."""
        known = _read_with_session.get()
        _read_with_session.set(None)
        if known is not None and known.pk == user_id:
            return known if self.user_can_authenticate(known) else None
        return super().get_user(user_id)


@prepared_for_all
def _standing(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).select_related("person")
