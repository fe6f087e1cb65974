"""A move of a date stays with the agency that held the action when it asked, whoever holds the action later."""

import django.db.models.deletion
from django.db import migrations, models

AGENCY = {"db_index": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
# The action as it stood at that moment; where its history does not reach back so far, as it stands.
HELD_THEN = """
    UPDATE {table} SET agency_id = COALESCE(
        (SELECT past.lead_agency_id FROM subgroups_historicalaction AS past
         WHERE past.id = {table}.action_id AND past.history_date <= {table}.{moment}
         ORDER BY past.history_date DESC, past.history_id DESC LIMIT 1),
        (SELECT stands.lead_agency_id FROM subgroups_action AS stands WHERE stands.id = {table}.action_id)
    )"""


def note_who_held_it(apps, editor):
    for table, moment in (("subgroups_datechange", "asked_at"), ("subgroups_historicaldatechange", "history_date")):
        editor.execute(HELD_THEN.format(table=table, moment=moment))
    if editor.connection.vendor == "postgresql":
        # It alters no table while checks of its rows are still to come.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("partnership", "0005_sessions"), ("subgroups", "0006_kept_counts")]

    operations = [
        migrations.AddField("datechange", "agency", models.ForeignKey("partnership.agency", null=True, **AGENCY)),
        migrations.AddField(
            "historicaldatechange",
            "agency",
            models.ForeignKey(
                "partnership.agency",
                blank=True,
                null=True,
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
            ),
        ),
        migrations.RunPython(note_who_held_it, migrations.RunPython.noop),
        migrations.AlterField("datechange", "agency", models.ForeignKey("partnership.agency", **AGENCY)),
        migrations.AddIndex(
            "datechange",
            models.Index(
                fields=["agency", "status", "answered_at", "action", "from_on", "to_on"], name="date_change_moves_of"
            ),
        ),
    ]
