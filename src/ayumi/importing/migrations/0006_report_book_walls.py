"""Row-level security and composite keys on PostgreSQL for sheets given out and workbooks that came back."""

from django.db import migrations

from ayumi.tenancy.row_security import wall_in

TABLES = ("ReportExport", "ReturnedWorkbook")


def build_walls(apps, schema_editor):
    wall_in(schema_editor, [apps.get_model("importing", name) for name in TABLES])


class Migration(migrations.Migration):
    dependencies = [("importing", "0005_report_books"), ("rounds", "0002_walls")]
    operations = [migrations.RunPython(build_walls, migrations.RunPython.noop)]
