"""Row-level security and composite keys on PostgreSQL for mappings and workbooks given out."""

from django.db import migrations

from ayumi.tenancy.row_security import wall_in

TABLES = ("Mapping", "WorkbookExport")


def build_walls(apps, schema_editor):
    wall_in(schema_editor, [apps.get_model("importing", name) for name in TABLES])


class Migration(migrations.Migration):
    dependencies = [("importing", "0003_workbooks")]
    operations = [migrations.RunPython(build_walls, migrations.RunPython.noop)]
