"""Actions are counted as they change; fewer indexes are written with each of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from partnership.kit.migrations import AlterModels, FillFactor


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0004_kept_counts"),
        ("subgroups", "0005_attendance_of_a_seat"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionCounts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("due", models.BigIntegerField()),
                ("on_time", models.BigIntegerField()),
                ("closed", models.BigIntegerField()),
                ("twice", models.BigIntegerField()),
                ("moves", models.BigIntegerField()),
                ("days", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
                "managed": False,
            },
        ),
        FillFactor("action", 70),
        AlterModels(
            operations=[
                migrations.RemoveIndex(
                    model_name="action",
                    name="action_agency_live_due",
                ),
                migrations.RemoveIndex(
                    model_name="action",
                    name="action_body_live_due",
                ),
                migrations.RemoveIndex(
                    model_name="action",
                    name="action_to_chase",
                ),
                migrations.RemoveIndex(
                    model_name="action",
                    name="action_agency_closed",
                ),
                migrations.RemoveIndex(
                    model_name="action",
                    name="action_score",
                ),
                migrations.RemoveIndex(
                    model_name="action",
                    name="action_score_of_agency",
                ),
                migrations.AlterField(
                    model_name="action",
                    name="body",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partnership.body",
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="challenge",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="subgroups.challenge",
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="claimed_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="closed_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="decision",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="subgroups.decision",
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="holder",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person holding it",
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="item",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="subgroups.agendaitem",
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="lead_agency",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partnership.agency",
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="meeting",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="subgroups.meeting",
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="objective",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partnership.objective",
                    ),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="reference",
                    field=models.CharField(max_length=24),
                ),
                migrations.AlterField(
                    model_name="action",
                    name="risk",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="subgroups.risk",
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalaction",
                    name="reference",
                    field=models.CharField(max_length=24),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        fields=["lead_agency", "is_live", "due_on", "id", "status"], name="action_agency_live_due"
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        fields=["body", "is_live", "due_on", "id", "status"], name="action_body_live_due"
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("closed_on__isnull", False)),
                        fields=["lead_agency", "closed_on", "id"],
                        name="action_agency_closed",
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("meeting__isnull", False)), fields=["meeting"], name="action_meeting"
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("item__isnull", False)), fields=["item"], name="action_item"
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("decision__isnull", False)), fields=["decision"], name="action_decision"
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("objective__isnull", False)), fields=["objective"], name="action_objective"
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("risk__isnull", False)), fields=["risk"], name="action_risk"
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("challenge__isnull", False)), fields=["challenge"], name="action_challenge"
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("claimed_by__isnull", False)),
                        fields=["claimed_by"],
                        name="action_claimed_by",
                    ),
                ),
                migrations.AddIndex(
                    model_name="action",
                    index=models.Index(
                        condition=models.Q(("closed_by__isnull", False)), fields=["closed_by"], name="action_closed_by"
                    ),
                ),
                migrations.AddIndex(
                    model_name="datechange",
                    index=models.Index(
                        fields=["status", "answered_at", "action", "from_on", "to_on"], name="date_change_moves"
                    ),
                ),
                migrations.AddIndex(
                    model_name="decision",
                    index=models.Index(fields=["-decided_on", "-id"], name="decision_latest"),
                ),
                migrations.AddConstraint(
                    model_name="action",
                    constraint=models.UniqueConstraint(fields=("reference",), name="subgroups_action_reference_once"),
                ),
            ],
        ),
    ]
