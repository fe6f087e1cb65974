"""The chair's time to agree draft minutes is a date, which is chased."""

from django.db import migrations, models

from partnership.kit.migrations import AddColumns, WriteRows

DAY = {"blank": True, "editable": False, "null": True, "verbose_name": "minutes to be agreed by"}


class Migration(migrations.Migration):
    dependencies = [("subgroups", "0007_moves_of_agencies")]

    operations = [
        AddColumns(
            [
                migrations.AddField("meeting", "minutes_agree_due_on", models.DateField(**DAY)),
                migrations.AddField("historicalmeeting", "minutes_agree_due_on", models.DateField(**DAY)),
            ]
        ),
        # Minutes that wait already: from the day on which their draft was due, or on which it came.
        WriteRows(
            "UPDATE subgroups_meeting SET minutes_agree_due_on = COALESCE(minutes_due_on, minutes_drafted_on), "
            "next_chase_on = NULL WHERE status = 'minutes_drafted'"
        ),
    ]
