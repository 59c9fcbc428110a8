"""What every test stands on: a data folder of its own, empty caches, and one profile for hypothesis.

The settings are named here and not in pyproject.toml: pytest-django would otherwise load them before this
file runs, and they would lay the installation's secret and database into the working folder.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.utils import translation

from ayumi.config.command.installation import look_less_for_garbage

DATA_FOLDER = tempfile.mkdtemp(prefix="ayumi-tests-")
"""One for every test process, so that two of them never share a database file."""

os.environ["AYUMI_DATA_FOLDER"] = DATA_FOLDER
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayumi.config.settings")
atexit.register(shutil.rmtree, DATA_FOLDER, ignore_errors=True)

WITH_DJANGO = "pytest_django.plugin" in sys.modules
"""False under ``-p no:django``, with which the tests of what needs no Django run on their own."""

if WITH_DJANGO:
    django.setup()

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_finish() -> None:
    """Look less for garbage, as the server does: looking at all tests anew took a fifth of the time."""
    look_less_for_garbage()


@pytest.fixture(autouse=True, scope="session")
def _quick_settings() -> Iterator[None]:
    """Do without what costs time and no test looks at.

    Passwords are hashed quickly: a test that signs somebody in tests the way in, not the hash. The list of
    static files is not made: every test client would make it anew, and none asks for such a file.
    """
    if not WITH_DJANGO:
        yield
        return
    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "WHITENOISE_AUTOREFRESH": True,
    }
    with override_settings(**quick):
        yield


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_audit_triggers() -> Iterator[None]:
    """Let a transactional test empty the tables on SQLite, where the audit triggers refuse deletes.

    PostgreSQL needs nothing: it truncates, and its triggers stand against UPDATE and DELETE.
    """
    if not WITH_DJANGO or connection.vendor != "sqlite":
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        operations = type(connection.ops)
        patch.setattr(operations, "execute_sql_flush", _without_triggers(operations.execute_sql_flush))
        yield


def _without_triggers(flush: Callable[[Any, list[str]], None]) -> Callable[[Any, list[str]], None]:
    """Wrap Django's flush: take every trigger away, flush, and put the same triggers back."""

    def flush_without_triggers(operations: Any, statements: list[str]) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _definition in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                flush(operations, statements)
            finally:
                for _name, definition in triggers:
                    cursor.execute(definition)

    return flush_without_triggers


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """Let no test see what another one cached (sessions, figures of a plan), nor speak its language."""
    yield
    if WITH_DJANGO:
        cache.clear()
        translation.deactivate()


@pytest.fixture
def shared_folder() -> Path:
    """The folder of real documents beside the repository; the test is skipped where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real documents beside the repository (../shared) is not here")
    return folder
