"""The table of the cache: rate limits live there, so it comes with the schema and not with a step to remember."""

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    # Named, so that it is made under any cache setting: a portal may go back from Redis to the table.
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_initial")]

    # Nothing to undo: the table holds nothing that matters, and an older version does not mind it.
    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
