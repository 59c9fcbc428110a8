"""Triggers that refuse two people who would answer for one measure on the same day, on both databases."""

from django.db import migrations

_OVERLAP = """SELECT 1 FROM rounds_responsibility AS other
  WHERE other.item_id = NEW.item_id AND other.id <> NEW.id
  AND other.valid_from <= COALESCE(NEW.valid_to, '{never}')
  AND COALESCE(other.valid_to, '{never}') >= NEW.valid_from"""
_REFUSAL = "one measure has one accountable person on a day"
SQLITE = tuple(
    f"CREATE TRIGGER responsibility_periods_{when.split()[-1].lower()} {when} ON rounds_responsibility"
    f" WHEN EXISTS ({_OVERLAP.format(never='9999-12-31')})"
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for when in ("BEFORE INSERT", "BEFORE UPDATE")
)
POSTGRESQL = (
    "CREATE FUNCTION ayumi_refuse_overlap() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF EXISTS ({_OVERLAP.format(never='infinity')}) THEN"
    f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER responsibility_periods BEFORE INSERT OR UPDATE ON rounds_responsibility"
    " FOR EACH ROW EXECUTE FUNCTION ayumi_refuse_overlap()",
)


def refuse_overlaps(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if on_postgresql else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rounds", "0002_walls")]
    operations = [migrations.RunPython(refuse_overlaps, migrations.RunPython.noop)]
