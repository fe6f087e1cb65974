"""A move of a date stays with the agency that held the action when it asked, whoever holds the action later. What the
chaser has not seen yet of actions is found by an index, which its own notes do not touch."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from partnership.kit.migrations import AddColumns, AlterModels, WriteRows

AGENCY = {"db_index": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
# The action as it stood at that moment; where its history does not reach back so far, as it stands.
HELD_THEN = """
    UPDATE {table} SET agency_id = COALESCE(
        (SELECT past.lead_agency_id FROM subgroups_historicalaction AS past
         WHERE past.id = {table}.action_id AND past.history_date <= {table}.{moment}
         ORDER BY past.history_date DESC, past.history_id DESC LIMIT 1),
        (SELECT stands.lead_agency_id FROM subgroups_action AS stands WHERE stands.id = {table}.action_id)
    )"""


class Migration(migrations.Migration):
    dependencies = [("partnership", "0005_sessions"), ("subgroups", "0006_kept_counts")]

    operations = [
        AddColumns(
            [
                migrations.AddField(
                    "datechange", "agency", models.ForeignKey("partnership.agency", null=True, **AGENCY)
                ),
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
                migrations.AddField(
                    "action",
                    "is_to_look_at",
                    models.GeneratedField(
                        expression=Q(next_chase_on__isnull=True, is_live=True),
                        output_field=models.BooleanField(),
                        db_persist=True,
                    ),
                ),
            ]
        ),
        WriteRows(
            HELD_THEN.format(table="subgroups_datechange", moment="asked_at"),
            HELD_THEN.format(table="subgroups_historicaldatechange", moment="history_date"),
        ),
        AlterModels(
            [
                migrations.AlterField("datechange", "agency", models.ForeignKey("partnership.agency", **AGENCY)),
                migrations.AddIndex(
                    "datechange",
                    models.Index(
                        fields=["agency", "status", "answered_at", "action", "from_on", "to_on"],
                        name="date_change_moves_of",
                    ),
                ),
                migrations.AddIndex(
                    "action", models.Index(fields=["id"], name="action_to_look_at", condition=Q(is_to_look_at=True))
                ),
            ]
        ),
    ]
