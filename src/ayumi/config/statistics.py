"""What the database knows of its own tables, from which it chooses the way to a row.

SQLite never counts by itself and then takes every index for equally good: of a filter by municipality and
by measure it often chose the municipality, and read every row of the city. PostgreSQL counts by itself, but
only a minute after many rows came in.
"""

from django.db import connection

from ayumi.tenancy.writing import writing

ROWS_LOOKED_AT = 1_000
"""SQLite looks at so many rows of an index and reckons: enough to tell a municipality from a measure."""


def count_rows_anew() -> None:
    """Let the database look at its tables; takes some hundredths of a second and changes no row of them."""
    with writing(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
            return
        tables = map(connection.ops.quote_name, connection.introspection.table_names(cursor))
        cursor.execute(f"ANALYZE {', '.join(sorted(tables))}")
