"""Fewer indexes are written with each line of the ledger of chases."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from partnership.kit.migrations import AlterModels


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_squashed_0003_chasing_and_letters"),
    ]

    operations = [
        AlterModels(
            operations=[
                migrations.RemoveIndex(
                    model_name="chase",
                    name="chase_of_obligation",
                ),
                migrations.AlterField(
                    model_name="chase",
                    name="agency",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chases",
                        to="partnership.agency",
                    ),
                ),
                migrations.AlterField(
                    model_name="chase",
                    name="answered_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="chase",
                    name="by",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by hand by",
                    ),
                ),
                migrations.AlterField(
                    model_name="chase",
                    name="step",
                    field=models.SlugField(db_index=False, max_length=30),
                ),
                migrations.AlterField(
                    model_name="telling",
                    name="chase",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tellings",
                        to="partnership.chase",
                    ),
                ),
                migrations.AlterField(
                    model_name="telling",
                    name="instead_of",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="in place of",
                    ),
                ),
                migrations.AlterField(
                    model_name="telling",
                    name="notice",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellings",
                        to="partnership.notice",
                    ),
                ),
                migrations.AddIndex(
                    model_name="chase",
                    index=models.Index(condition=models.Q(("by__isnull", False)), fields=["by"], name="chase_by"),
                ),
                migrations.AddIndex(
                    model_name="chase",
                    index=models.Index(
                        condition=models.Q(("answered_by__isnull", False)),
                        fields=["answered_by"],
                        name="chase_answered_by",
                    ),
                ),
                migrations.AddIndex(
                    model_name="telling",
                    index=models.Index(
                        condition=models.Q(("instead_of__isnull", False)),
                        fields=["instead_of"],
                        name="telling_instead_of",
                    ),
                ),
                migrations.AddIndex(
                    model_name="telling",
                    index=models.Index(
                        condition=models.Q(("notice__isnull", False)), fields=["notice"], name="telling_in_notice"
                    ),
                ),
            ],
        ),
    ]
