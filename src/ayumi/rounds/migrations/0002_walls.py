"""Row-level security and composite keys on PostgreSQL for every table of the room."""

from django.db import migrations

from ayumi.tenancy.row_security import wall_in


def build_walls(apps, schema_editor):
    wall_in(schema_editor, list(apps.get_app_config("rounds").get_models()))


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_initial"), ("plans", "0004_result_walls"), ("tenancy", "0002_walls")]
    operations = [migrations.RunPython(build_walls, migrations.RunPython.noop)]
