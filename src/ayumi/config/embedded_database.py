"""The embedded database: SQLite from a wheel whose library is safe in WAL mode.

The system library of Debian 12 (3.40.1) can lose commits when two connections meet a checkpoint
(fixed in 3.51.3, back in 3.50.7 and 3.44.6; see sqlite.org/wal.html, "walresetbug").
"""

import sys

import pysqlite3

VALUES_A_STATEMENT = 32_766
"""What SQLite takes since 3.32. Django reckons with 999: a large plan then takes hundreds of statements."""
SAFE_BRANCHES = ((3, 44, 6), (3, 50, 7))


def is_safe_for_wal(version: tuple[int, int, int]) -> bool:
    """Tell whether a SQLite library of this version may be used in WAL mode."""
    if version >= (3, 51, 3):
        return True
    return any(version[:2] == safe[:2] and version[2] >= safe[2] for safe in SAFE_BRANCHES)


def use_safe_library() -> None:
    """Let Django's sqlite3 backend use the wheel's library. Raises RuntimeError on an unsafe one."""
    if not is_safe_for_wal(pysqlite3.sqlite_version_info):
        raise RuntimeError(
            f"SQLite {pysqlite3.sqlite_version} は WAL モードで更新を失う不具合があるため使用できません。"
            "3.51.3 以降を含む pysqlite3 をインストールしてください。"
        )
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

    from django.db.backends.sqlite3.base import DatabaseWrapper  # only now: it imports sqlite3

    DatabaseWrapper.features_class.max_query_params = VALUES_A_STATEMENT
