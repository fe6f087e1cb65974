"""What an agenda item confirms or is asked to ratify, and who ratified a decision."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("subgroups", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="confirms",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmed_in",
                to="subgroups.meeting",
                verbose_name="meeting whose minutes it confirms",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="ratifies",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_items",
                to="subgroups.decision",
                verbose_name="decision it is asked to ratify",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="ratified_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalagendaitem",
            name="confirms",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="subgroups.meeting",
                verbose_name="meeting whose minutes it confirms",
            ),
        ),
        migrations.AddField(
            model_name="historicalagendaitem",
            name="ratifies",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="subgroups.decision",
                verbose_name="decision it is asked to ratify",
            ),
        ),
        migrations.AddField(
            model_name="historicaldecision",
            name="ratified_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("standing", "Standing item"),
                    ("minutes", "Last minutes"),
                    ("actions", "Open actions"),
                    ("chase", "Overdue action brought by the portal"),
                    ("escalation", "Escalation"),
                    ("ratify", "Decision to ratify"),
                    ("item", "Item"),
                ],
                default="item",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="historicalagendaitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("standing", "Standing item"),
                    ("minutes", "Last minutes"),
                    ("actions", "Open actions"),
                    ("chase", "Overdue action brought by the portal"),
                    ("escalation", "Escalation"),
                    ("ratify", "Decision to ratify"),
                    ("item", "Item"),
                ],
                default="item",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ratified_by__isnull", True), ("ratified_on__isnull", True)),
                    models.Q(
                        ("ratified_by__isnull", False), ("ratified_on__isnull", False), ("ratify_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="subgroups_decision_ratified_by_and_on",
            ),
        ),
    ]
