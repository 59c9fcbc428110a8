"""Row-level security and composite keys on PostgreSQL; an audit trail that refuses edits on both."""

from django.db import migrations

from ayumi.tenancy.row_security import wall_in

SQLITE_TRIGGERS = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON tenancy_auditentry"
    " BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON tenancy_auditentry"
    " BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION ayumi_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON tenancy_auditentry"
    " FOR EACH ROW EXECUTE FUNCTION ayumi_refuse_audit_change()",
)
TENANT_MODELS = ("AuditHead", "AuditEntry", "Division", "DivisionSuccession", "Membership", "Submission")


def build_walls(apps, schema_editor):
    wall_in(schema_editor, [apps.get_model("tenancy", name) for name in TENANT_MODELS])
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_TRIGGERS if on_postgresql else SQLITE_TRIGGERS:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]
    operations = [migrations.RunPython(build_walls, migrations.RunPython.noop)]
