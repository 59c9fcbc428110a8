"""PostgreSQL's second wall: row-level security and composite keys on every tenant table."""

from typing import Any

from django.apps import apps as live_apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POLICY = """
ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
CREATE POLICY municipality_wall ON "{table}"
  USING (municipality_id = (SELECT nullif(current_setting('app.municipality', true), '')::uuid))
  WITH CHECK (municipality_id = (SELECT nullif(current_setting('app.municipality', true), '')::uuid));
CREATE UNIQUE INDEX "{table}_tenant_key" ON "{table}" (municipality_id, id);
"""
_COMPOSITE = """
ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_tenant" FOREIGN KEY (municipality_id, "{column}")
  REFERENCES "{target}" (municipality_id, id) DEFERRABLE INITIALLY DEFERRED;
"""


def wall_in(schema_editor: BaseDatabaseSchemaEditor, models: list[Any]) -> None:
    """Give every model's table the policy, the (municipality, id) key and composite foreign keys.

    ``models`` are historical models of a migration; on SQLite nothing is done. A foreign key that
    leads to a table without a municipality column keeps its plain constraint.
    """
    if schema_editor.connection.vendor != "postgresql":
        return
    for model in models:
        schema_editor.execute(_POLICY.format(table=model._meta.db_table))
    for model in models:
        for field in model._meta.local_fields:
            if _leads_within_a_municipality(field):
                schema_editor.execute(
                    _COMPOSITE.format(
                        table=model._meta.db_table,
                        column=field.column,
                        target=field.related_model._meta.db_table,
                    )
                )


def _leads_within_a_municipality(field: Any) -> bool:
    if not (field.many_to_one or field.one_to_one) or field.name == "municipality":
        return False
    names = {target.name for target in field.related_model._meta.local_fields}
    return "municipality" in names and field.related_model._meta.model_name != "person"


def walled_tables() -> list[str]:
    """Return the name of every tenant table, for the test that looks into the catalogue."""
    return sorted(
        model._meta.db_table for model in live_apps.get_models() if getattr(model, "is_tenant_table", False)
    )
