"""Row-level security on PostgreSQL; the index of bigrams on the embedded database."""

from django.db import migrations

from ayumi.tenancy.row_security import wall_in

PUNCTUATION = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum())
"""Every printable ASCII mark is part of a token: the text is cut into tokens before it comes here."""
TOKENIZER = "ascii tokenchars '{}'".format(PUNCTUATION.replace("'", "''")).replace('"', '""')
SQLITE_STATEMENTS = (
    "CREATE VIRTUAL TABLE search_bigrams USING fts5"
    f"""(tokens, content='', contentless_delete=1, detail=none, tokenize="{TOKENIZER}")""",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_searchentry"
    " BEGIN DELETE FROM search_bigrams WHERE rowid = old.number; END",
)


def build_walls(apps, schema_editor):
    wall_in(schema_editor, [apps.get_model("search", "SearchEntry")])
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE_STATEMENTS:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("tenancy", "0002_walls")]
    operations = [migrations.RunPython(build_walls, migrations.RunPython.noop)]
