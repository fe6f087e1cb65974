"""How a body works: meetings, decisions, escalations, actions."""

import django.db.models.deletion
import partnership.kit.migrations
import simple_history.models
import subgroups.models.actions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        ("partnership", "__first__"),
    ]

    operations = [
        partnership.kit.migrations.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="HistoricalMeeting",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(db_index=True, max_length=24)),
                        ("title", models.CharField(blank=True, max_length=120)),
                        ("on", models.DateField(verbose_name="date")),
                        ("starts_at", models.TimeField(verbose_name="starts")),
                        ("ends_at", models.TimeField(blank=True, null=True, verbose_name="ends")),
                        ("place", models.CharField(blank=True, max_length=150)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("agenda_issued", "Agenda issued"),
                                    ("held", "Held"),
                                    ("minutes_drafted", "Minutes drafted"),
                                    ("minutes_agreed", "Minutes agreed by the chair"),
                                    ("confirmed", "Minutes confirmed by the next meeting"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        ("agenda_issued_on", models.DateField(blank=True, editable=False, null=True)),
                        ("minutes_drafted_on", models.DateField(blank=True, editable=False, null=True)),
                        ("summary", models.TextField(blank=True, verbose_name="summary of the minutes")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical meeting",
                        "verbose_name_plural": "historical meetings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(max_length=24, unique=True)),
                        ("title", models.CharField(blank=True, max_length=120)),
                        ("on", models.DateField(verbose_name="date")),
                        ("starts_at", models.TimeField(verbose_name="starts")),
                        ("ends_at", models.TimeField(blank=True, null=True, verbose_name="ends")),
                        ("place", models.CharField(blank=True, max_length=150)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("agenda_issued", "Agenda issued"),
                                    ("held", "Held"),
                                    ("minutes_drafted", "Minutes drafted"),
                                    ("minutes_agreed", "Minutes agreed by the chair"),
                                    ("confirmed", "Minutes confirmed by the next meeting"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        ("agenda_issued_on", models.DateField(blank=True, editable=False, null=True)),
                        ("minutes_drafted_on", models.DateField(blank=True, editable=False, null=True)),
                        ("summary", models.TextField(blank=True, verbose_name="summary of the minutes")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-starts_at", "-pk"],
                        "indexes": [models.Index(fields=["body", "-on"], name="meeting_of_body")],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_status", models.CharField(max_length=30)),
                        ("to_status", models.CharField(max_length=30)),
                        ("move", models.CharField(max_length=60)),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAgendaItem",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("place", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
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
                        ("title", models.CharField(max_length=200)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("information", "For information"),
                                    ("discussion", "For discussion"),
                                    ("decision", "For decision"),
                                ],
                                default="discussion",
                                max_length=12,
                            ),
                        ),
                        ("ask", models.TextField(blank=True, verbose_name="what the body is asked")),
                        (
                            "minutes_planned",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes planned"),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="notes for the minutes")),
                        ("notes_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("is_confidential", models.BooleanField(default=False, verbose_name="confidential")),
                        ("is_done", models.BooleanField(default=False)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "chase",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.chase",
                            ),
                        ),
                        (
                            "escalation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.escalation",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ratifies",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.decision",
                                verbose_name="decision it is asked to ratify",
                            ),
                        ),
                        (
                            "confirms",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.meeting",
                                verbose_name="meeting whose minutes it confirms",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical agenda item",
                        "verbose_name_plural": "historical agenda items",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("place", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
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
                        ("title", models.CharField(max_length=200)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("information", "For information"),
                                    ("discussion", "For discussion"),
                                    ("decision", "For decision"),
                                ],
                                default="discussion",
                                max_length=12,
                            ),
                        ),
                        ("ask", models.TextField(blank=True, verbose_name="what the body is asked")),
                        (
                            "minutes_planned",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes planned"),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="notes for the minutes")),
                        ("notes_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("is_confidential", models.BooleanField(default=False, verbose_name="confidential")),
                        ("is_done", models.BooleanField(default=False)),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda_items",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "chase",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda_item",
                                to="partnership.chase",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "confirms",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmed_in",
                                to="subgroups.meeting",
                                verbose_name="meeting whose minutes it confirms",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="subgroups.meeting",
                            ),
                        ),
                        (
                            "ratifies",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda_items",
                                to="subgroups.decision",
                                verbose_name="decision it is asked to ratify",
                            ),
                        ),
                        (
                            "escalation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="subgroups.escalation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAttendance",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "mark",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("remote", "Remote"),
                                    ("deputy", "Deputy"),
                                    ("apologies", "Apologies"),
                                    ("absent", "Absent"),
                                    ("vacant", "Vacant"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("is_expected", models.BooleanField(default=False, verbose_name="said beforehand")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "came",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who came",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.membership",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.seat",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical attendance",
                        "verbose_name_plural": "historical attendances",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mark",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("remote", "Remote"),
                                    ("deputy", "Deputy"),
                                    ("apologies", "Apologies"),
                                    ("absent", "Absent"),
                                    ("vacant", "Vacant"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("is_expected", models.BooleanField(default=False, verbose_name="said beforehand")),
                        (
                            "came",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="came_to",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who came",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="partnership.membership",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="partnership.seat",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["seat__place", "seat"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "seat"), name="subgroups_attendance_once_a_seat")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDecision",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(db_index=True, max_length=24)),
                        ("text", models.TextField(verbose_name="what was decided")),
                        ("reasons", models.TextField()),
                        ("decided_on", models.DateField()),
                        ("ratified_on", models.DateField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.agendaitem",
                            ),
                        ),
                        (
                            "ratified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ratify_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.body",
                                verbose_name="body that must ratify it",
                            ),
                        ),
                        (
                            "supersedes",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.decision",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical decision",
                        "verbose_name_plural": "historical decisions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(max_length=24, unique=True)),
                        ("text", models.TextField(verbose_name="what was decided")),
                        ("reasons", models.TextField()),
                        ("decided_on", models.DateField()),
                        ("ratified_on", models.DateField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="subgroups.agendaitem",
                            ),
                        ),
                        (
                            "ratified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ratify_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="to_ratify",
                                to="partnership.body",
                                verbose_name="body that must ratify it",
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="subgroups.decision",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-decided_on", "-pk"],
                        "indexes": [models.Index(fields=["body", "-decided_on"], name="decision_of_body")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ratified_by__isnull", True), ("ratified_on__isnull", True)),
                                    models.Q(
                                        ("ratified_by__isnull", False),
                                        ("ratified_on__isnull", False),
                                        ("ratify_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="subgroups_decision_ratified_by_and_on",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(db_index=True, max_length=24)),
                        ("title", models.CharField(max_length=200, verbose_name="short name")),
                        ("what", models.TextField(verbose_name="what will be done")),
                        ("measure", models.TextField(verbose_name="measure of success")),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("meeting", "Meeting"),
                                    ("review", "Review"),
                                    ("audit", "Audit"),
                                    ("inspection", "Inspection"),
                                    ("risk", "Risk"),
                                    ("objective", "Objective of the plan"),
                                    ("challenge", "Challenge"),
                                ],
                                default="meeting",
                                max_length=10,
                            ),
                        ),
                        ("opened_on", models.DateField()),
                        ("first_due_on", models.DateField(editable=False, verbose_name="first due date")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("open", "Open"),
                                    ("claimed", "Claimed complete"),
                                    ("closed", "Closed"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="proposed",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("is_live", models.BooleanField(default=True, editable=False)),
                        (
                            "judgement",
                            models.CharField(
                                blank=True,
                                choices=[("", "Nothing said yet"), ("on_track", "On track"), ("at_risk", "At risk")],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("last_update_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "moves_count",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="times the date moved"
                            ),
                        ),
                        ("days_slipped", models.PositiveIntegerField(default=0, editable=False)),
                        ("claimed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("impact", models.TextField(blank=True, verbose_name="difference it made, “so that…”")),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.decision",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person holding it",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.agendaitem",
                            ),
                        ),
                        (
                            "lead_agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "objective",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.objective",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical action",
                        "verbose_name_plural": "historical actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Action",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(max_length=24, unique=True)),
                        ("title", models.CharField(max_length=200, verbose_name="short name")),
                        ("what", models.TextField(verbose_name="what will be done")),
                        ("measure", models.TextField(verbose_name="measure of success")),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("meeting", "Meeting"),
                                    ("review", "Review"),
                                    ("audit", "Audit"),
                                    ("inspection", "Inspection"),
                                    ("risk", "Risk"),
                                    ("objective", "Objective of the plan"),
                                    ("challenge", "Challenge"),
                                ],
                                default="meeting",
                                max_length=10,
                            ),
                        ),
                        ("opened_on", models.DateField()),
                        ("first_due_on", models.DateField(editable=False, verbose_name="first due date")),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("open", "Open"),
                                    ("claimed", "Claimed complete"),
                                    ("closed", "Closed"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="proposed",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("is_live", models.BooleanField(default=True, editable=False)),
                        (
                            "judgement",
                            models.CharField(
                                blank=True,
                                choices=[("", "Nothing said yet"), ("on_track", "On track"), ("at_risk", "At risk")],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("last_update_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "moves_count",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="times the date moved"
                            ),
                        ),
                        ("days_slipped", models.PositiveIntegerField(default=0, editable=False)),
                        ("claimed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("impact", models.TextField(blank=True, verbose_name="difference it made, “so that…”")),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person holding it",
                            ),
                        ),
                        (
                            "lead_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "objective",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="partnership.objective",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="subgroups.meeting",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="subgroups.agendaitem",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="subgroups.decision",
                            ),
                        ),
                        (
                            "supporting",
                            models.ManyToManyField(
                                related_name="supported_actions", through="subgroups.Support", to="partnership.agency"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(fields=["is_live", "due_on", "id"], name="action_live_due"),
                            models.Index(
                                fields=["is_live", "lead_agency", "due_on", "id"], name="action_agency_live_due"
                            ),
                            models.Index(fields=["is_live", "body", "due_on", "id"], name="action_body_live_due"),
                            models.Index(fields=["due_on", "id"], name="action_due"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_live", True), ("status__in", ["proposed", "open", "claimed"])),
                                    models.Q(("is_live", False), ("status__in", ["closed", "withdrawn"])),
                                    _connector="OR",
                                ),
                                name="subgroups_action_live_follows_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_by__isnull", True), ("closed_on__isnull", True)),
                                    models.Q(("closed_by__isnull", False), ("closed_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="subgroups_action_closed_by_and_on",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "closed"), _negated=True),
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        models.Q(("impact", ""), _negated=True),
                                        models.Q(("closed_by", models.F("claimed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="subgroups_action_closing_needs",
                                violation_error_message="Closing needs an impact sentence and a second person.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_status", models.CharField(max_length=30)),
                        ("to_status", models.CharField(max_length=30)),
                        ("move", models.CharField(max_length=60)),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="subgroups.action"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSupport",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("part", models.CharField(blank=True, max_length=300, verbose_name="its part")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical support",
                        "verbose_name_plural": "historical supports",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Support",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.CharField(blank=True, max_length=300, verbose_name="its part")),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supports",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supports",
                                to="partnership.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agency__name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("action", "agency"), name="subgroups_support_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalActionUpdate",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("text", models.TextField(verbose_name="update")),
                        (
                            "judgement",
                            models.CharField(
                                blank=True,
                                choices=[("", "Nothing said yet"), ("on_track", "On track"), ("at_risk", "At risk")],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical action update",
                        "verbose_name_plural": "historical action updates",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ActionUpdate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField(verbose_name="update")),
                        (
                            "judgement",
                            models.CharField(
                                blank=True,
                                choices=[("", "Nothing said yet"), ("on_track", "On track"), ("at_risk", "At risk")],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="updates",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalEvidence",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("name", models.CharField(max_length=150, verbose_name="file name")),
                        ("file", models.TextField(max_length=300)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.actionupdate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical evidence",
                        "verbose_name_plural": "historical evidence",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="file name")),
                        (
                            "file",
                            models.FileField(
                                max_length=300, storage=subgroups.models.actions.files, upload_to="evidence/%Y/%m/"
                            ),
                        ),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="subgroups.actionupdate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "evidence",
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDateChange",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(verbose_name="date that stood")),
                        ("to_on", models.DateField(verbose_name="new date")),
                        ("reason", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[("asked", "Asked for"), ("granted", "Granted"), ("refused", "Refused")],
                                default="asked",
                                editable=False,
                                max_length=8,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical date change",
                        "verbose_name_plural": "historical date changes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="DateChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="date that stood")),
                        ("to_on", models.DateField(verbose_name="new date")),
                        ("reason", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[("asked", "Asked for"), ("granted", "Granted"), ("refused", "Refused")],
                                default="asked",
                                editable=False,
                                max_length=8,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="date_changes",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "asked")),
                                fields=("action",),
                                name="subgroups_datechange_one_at_a_time",
                                violation_error_message="A new date has been asked for already and waits for the chair.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gt", models.F("from_on"))),
                                name="subgroups_datechange_later",
                                violation_error_message="Enter a date after the one that stands.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="subgroups_datechange_answered_by_and_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalEscalation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(db_index=True, max_length=24)),
                        ("question", models.CharField(max_length=200)),
                        ("evidence", models.TextField()),
                        ("ask", models.TextField(verbose_name="what is asked")),
                        ("sent_on", models.DateField()),
                        ("reply_due_on", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("sent", "Waiting for a reply"),
                                    ("replied", "Replied"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="sent",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("reply", models.TextField(blank=True)),
                        ("replied_on", models.DateField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.decision",
                            ),
                        ),
                        (
                            "from_body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.agendaitem",
                            ),
                        ),
                        (
                            "to_body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical escalation",
                        "verbose_name_plural": "historical escalations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(max_length=24, unique=True)),
                        ("question", models.CharField(max_length=200)),
                        ("evidence", models.TextField()),
                        ("ask", models.TextField(verbose_name="what is asked")),
                        ("sent_on", models.DateField()),
                        ("reply_due_on", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("sent", "Waiting for a reply"),
                                    ("replied", "Replied"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="sent",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("reply", models.TextField(blank=True)),
                        ("replied_on", models.DateField(blank=True, null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="subgroups.decision",
                            ),
                        ),
                        (
                            "from_body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations_sent",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="raised",
                                to="subgroups.agendaitem",
                            ),
                        ),
                        (
                            "to_body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations_received",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="subgroups.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["reply_due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("from_body", models.F("to_body")), _negated=True),
                                name="subgroups_escalation_to_another",
                                violation_error_message="Choose another body to ask.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reply_due_on__gte", models.F("sent_on"))),
                                name="subgroups_escalation_reply_after",
                                violation_error_message="Enter a reply date that is not before the question.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EscalationMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_status", models.CharField(max_length=30)),
                        ("to_status", models.CharField(max_length=30)),
                        ("move", models.CharField(max_length=60)),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "escalation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="subgroups.escalation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("series", models.CharField(max_length=4)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partnership.body"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "series", "year"), name="subgroups_counter_one_series"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
