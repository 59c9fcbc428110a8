"""The embedded database starts only on a library that loses nothing, with settings that keep facts."""

import pysqlite3
import pytest
from django.db import connection

from ayumi.config.embedded_database import is_safe_for_wal, use_safe_library


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_which_libraries_are_safe(version: tuple[int, int, int], is_safe: bool) -> None:
    assert is_safe_for_wal(version) is is_safe


def test_starting_on_an_unsafe_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pysqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(pysqlite3, "sqlite_version", "3.40.1")
    with pytest.raises(RuntimeError, match=r"SQLite 3\.40\.1 .*使用できません"):
        use_safe_library()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are settings of the embedded database")
def test_what_is_acknowledged_is_on_disk() -> None:
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")
        }
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    assert found == {"synchronous": 2, "foreign_keys": 1}
    assert is_safe_for_wal(tuple(map(int, version.split("."))))
    assert connection.transaction_mode == "IMMEDIATE"
