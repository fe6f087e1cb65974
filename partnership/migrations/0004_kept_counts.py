"""Chases are counted as they change and answered; fewer indexes are written with each line of the ledger."""

import datetime as dt
from collections import defaultdict
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from partnership.kit.dates import london_date
from partnership.kit.migrations import AlterModels
from partnership.kit.working_days import WorkingDays


def count_days(apps: Any, editor: Any) -> None:
    """The working days to each answer that was given already, as far as the bank holidays of its year are known."""
    get = apps.get_model
    known = list(get("partnership", "BankHoliday").objects.order_by("on").values_list("on", "is_local"))
    public = [day for day, is_local in known if not is_local]
    if not public:
        return
    days = [day for day, _ in known]
    common = WorkingDays(holidays=days, first_year=public[0].year, last_year=public[-1].year)
    closed: dict[int, set[dt.date]] = defaultdict(set)
    for agency, first, last in get("partnership", "AgencyClosure").objects.values_list("agency", "from_on", "to_on"):
        closed[agency] |= {first + dt.timedelta(days=day) for day in range(((last or first) - first).days + 1)}
    calendars = {agency: common.without(off) for agency, off in closed.items()}
    answered = get("partnership", "Chase").objects.filter(answered_at__isnull=False)
    for chase in answered.only("agency_id", "on", "answered_at").iterator():
        calendar, day = calendars.get(chase.agency_id, common), max(chase.on, london_date(chase.answered_at))
        if calendar.covers(chase.on) and calendar.covers(day):
            answered.filter(pk=chase.pk).update(answer_days=calendar.between(chase.on, day))


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_squashed_0003_chasing_and_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChaseCounts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("chases", models.BigIntegerField()),
                ("answered", models.BigIntegerField()),
                ("timed", models.BigIntegerField()),
                ("answer_days", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.AddField(
            model_name="chase",
            name="answer_days",
            field=models.PositiveIntegerField(
                blank=True, editable=False, null=True, verbose_name="working days to the answer"
            ),
        ),
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
                migrations.AddConstraint(
                    model_name="chase",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("answer_days__isnull", True), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="partnership_chase_days_of_an_answer",
                    ),
                ),
            ],
        ),
        migrations.RunPython(count_days, migrations.RunPython.noop),
    ]
