"""Row-level security and composite keys on PostgreSQL for costs, workloads, judgements and remarks."""

from django.db import migrations

from ayumi.tenancy.row_security import wall_in

TABLES = ("Cost", "Workload", "Judgement", "Remark")


def build_walls(apps, schema_editor):
    wall_in(schema_editor, [apps.get_model("plans", name) for name in TABLES])


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_results")]
    operations = [migrations.RunPython(build_walls, migrations.RunPython.noop)]
