"""The day from which an action is chased."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("subgroups", "0002_agenda_confirms_and_ratifies")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="chase_from_on",
            field=models.DateField(default=datetime.date(2026, 1, 1), editable=False),
            preserve_default=False,
        )
        for model in ("action", "historicalaction")
    ]
