"""Search finds actions, decisions and agenda items by words kept beside them; their tables are made after migrating."""

import django.db.models.deletion
import partnership.kit.kept_words
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subgroups", "0003_dates_may_come_forward"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionWords",
            fields=[
                ("words", partnership.kit.kept_words.WordsField()),
                (
                    "record",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="kept",
                        serialize=False,
                        to="subgroups.action",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="AgendaItemWords",
            fields=[
                ("words", partnership.kit.kept_words.WordsField()),
                (
                    "record",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="kept",
                        serialize=False,
                        to="subgroups.agendaitem",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DecisionWords",
            fields=[
                ("words", partnership.kit.kept_words.WordsField()),
                (
                    "record",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="kept",
                        serialize=False,
                        to="subgroups.decision",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "managed": False,
            },
        ),
    ]
