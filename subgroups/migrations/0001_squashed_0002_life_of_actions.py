"""How a body works: meetings, papers, decisions, actions, challenge and risk, as they stand in one step."""

import django.db.models.deletion
import partnership.kit.migrations
import simple_history.models
import subgroups.models.action_logs
import subgroups.models.actions
import subgroups.models.papers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("subgroups", "0001_initial"), ("subgroups", "0002_life_of_actions")]

    initial = True

    dependencies = [
        ("partnership", "0003_chasing_and_letters"),
        # Nothing of theirs is used here. They change tables of their own, for which Django draws every model anew that
        # there is by then: before the tables of the other rooms are made it is a third of the work.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        partnership.kit.migrations.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="ActionLog",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting to be made"),
                                    ("building", "Being made"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be made"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="how far, %")),
                        ("doing", models.CharField(blank=True, max_length=60, verbose_name="what is being done")),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("asked_at", models.DateTimeField()),
                        ("claimed_until", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, max_length=300, verbose_name="what went wrong")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file")),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
                        ("pages", models.PositiveSmallIntegerField(default=0)),
                        ("built_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="action_logs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("heading", models.CharField(max_length=400)),
                        ("about", models.CharField(max_length=200, verbose_name="what kind of list")),
                        ("filters", models.JSONField(default=dict)),
                        ("filter_words", models.JSONField(default=list, verbose_name="filters in words")),
                        ("grouped_by", models.CharField(blank=True, max_length=10)),
                        ("shown_on", models.DateField()),
                        ("is_past", models.BooleanField(default=False)),
                        ("actions", models.JSONField(default=list, verbose_name="keys of the actions that it holds")),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                max_length=300,
                                storage=subgroups.models.action_logs.log_files,
                                upload_to="action-logs/%Y/%m/",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [models.Index(fields=["status", "claimed_until"], name="action_log_to_build")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "ready"), _negated=True),
                                    models.Q(("built_at__isnull", False), models.Q(("sha256", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="subgroups_actionlog_ready_has_sum",
                            )
                        ],
                    },
                ),
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
                        (
                            "minutes_due_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="draft minutes due on"
                            ),
                        ),
                        ("minutes_drafted_on", models.DateField(blank=True, editable=False, null=True)),
                        ("summary", models.TextField(blank=True, verbose_name="summary of the minutes")),
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="partnership.body",
                            ),
                        ),
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
                        (
                            "minutes_due_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="draft minutes due on"
                            ),
                        ),
                        ("minutes_drafted_on", models.DateField(blank=True, editable=False, null=True)),
                        ("summary", models.TextField(blank=True, verbose_name="summary of the minutes")),
                    ],
                    options={
                        "ordering": ["-on", "-starts_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["body", "-on"], name="meeting_of_body"),
                            models.Index(fields=["status", "next_chase_on"], name="meeting_to_chase"),
                        ],
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
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
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
                                    ("challenges", "Open challenges"),
                                    ("risks", "Risks to look at"),
                                    ("report", "Report from the forward plan"),
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="subgroups.meeting",
                            ),
                        ),
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
                                    ("challenges", "Open challenges"),
                                    ("risks", "Risks to look at"),
                                    ("report", "Report from the forward plan"),
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
                            "minutes_planned",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes planned"),
                        ),
                        ("notes", models.TextField(blank=True, verbose_name="notes for the minutes")),
                        ("notes_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("is_confidential", models.BooleanField(default=False, verbose_name="confidential")),
                        ("is_done", models.BooleanField(default=False)),
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
                            "escalation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="subgroups.escalation",
                            ),
                        ),
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="subgroups.meeting",
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
                        ("is_expected", models.BooleanField(default=False, verbose_name="said beforehand")),
                    ],
                    options={
                        "ordering": ["seat__place", "seat"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "seat"), name="subgroups_attendance_once_a_seat")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalChallenge",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(db_index=True, max_length=24)),
                        ("subject", models.CharField(max_length=200)),
                        ("text", models.TextField(verbose_name="what is challenged, and why")),
                        ("made_on", models.DateField()),
                        ("answer_due_on", models.DateField()),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("made", "Waiting for an answer"),
                                    ("answered", "Answered"),
                                    ("closed", "Closed"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="made",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("answer", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not judged yet"),
                                    ("changed", "Practice changed"),
                                    ("explained", "Explained and accepted"),
                                    ("escalated", "Not settled, escalated"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("what_changed", models.TextField(blank=True)),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
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
                        (
                            "letter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.letter",
                            ),
                        ),
                        (
                            "from_agency",
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
                            "to_agency",
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
                            "answered_by",
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical challenge",
                        "verbose_name_plural": "historical challenges",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Challenge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        ("reference", models.CharField(max_length=24, unique=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="challenges",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="challenges",
                                to="subgroups.meeting",
                            ),
                        ),
                        (
                            "letter",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="challenge",
                                to="partnership.letter",
                            ),
                        ),
                        (
                            "from_agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="challenges_made",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "to_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="challenges_received",
                                to="partnership.agency",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200)),
                        ("text", models.TextField(verbose_name="what is challenged, and why")),
                        ("made_on", models.DateField()),
                        ("answer_due_on", models.DateField()),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("made", "Waiting for an answer"),
                                    ("answered", "Answered"),
                                    ("closed", "Closed"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="made",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("answer", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "answered_by",
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
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not judged yet"),
                                    ("changed", "Practice changed"),
                                    ("explained", "Explained and accepted"),
                                    ("escalated", "Not settled, escalated"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("what_changed", models.TextField(blank=True)),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["answer_due_on", "pk"],
                        "indexes": [models.Index(fields=["status", "next_chase_on"], name="challenge_to_chase")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("from_agency__isnull", True),
                                    models.Q(("from_agency", models.F("to_agency")), _negated=True),
                                    _connector="OR",
                                ),
                                name="subgroups_challenge_to_another",
                                violation_error_message="Choose another agency to challenge.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer_due_on__gte", models.F("made_on"))),
                                name="subgroups_challenge_answer_after",
                                violation_error_message="Enter an answer date that is not before the challenge.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="subgroups_challenge_answered_by_and_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChallengeMove",
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
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "challenge",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="subgroups.challenge",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRisk",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(db_index=True, max_length=24)),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.TextField(verbose_name="what may happen, and what would follow")),
                        ("controls", models.TextField(blank=True, verbose_name="what is done about it already")),
                        (
                            "likelihood",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")]
                            ),
                        ),
                        (
                            "impact",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")]
                            ),
                        ),
                        ("opened_on", models.DateField()),
                        ("review_on", models.DateField(verbose_name="looked at again on")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Open"), ("closed", "Closed")],
                                default="open",
                                editable=False,
                                max_length=6,
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("closing_reason", models.CharField(blank=True, max_length=300)),
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
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                                verbose_name="watched by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical risk",
                        "verbose_name_plural": "historical risks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Risk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="partnership.body"
                            ),
                        ),
                        ("reference", models.CharField(max_length=24, unique=True)),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.TextField(verbose_name="what may happen, and what would follow")),
                        ("controls", models.TextField(blank=True, verbose_name="what is done about it already")),
                        (
                            "likelihood",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")]
                            ),
                        ),
                        (
                            "impact",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")]
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risks",
                                to="partnership.agency",
                                verbose_name="watched by",
                            ),
                        ),
                        ("opened_on", models.DateField()),
                        ("review_on", models.DateField(verbose_name="looked at again on")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Open"), ("closed", "Closed")],
                                default="open",
                                editable=False,
                                max_length=6,
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("closing_reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-likelihood", "-impact", "pk"],
                        "indexes": [models.Index(fields=["status", "next_chase_on"], name="risk_to_chase")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("impact__gte", 1),
                                    ("impact__lte", 5),
                                    ("likelihood__gte", 1),
                                    ("likelihood__lte", 5),
                                ),
                                name="subgroups_risk_on_the_scale",
                                violation_error_message="Choose a score from 1 to 5.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskMove",
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
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "risk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="subgroups.risk"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="partnership.body",
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
                        ("reference", models.CharField(max_length=24, unique=True)),
                        ("text", models.TextField(verbose_name="what was decided")),
                        ("reasons", models.TextField()),
                        ("decided_on", models.DateField()),
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
                        ("ratified_on", models.DateField(blank=True, null=True)),
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
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="subgroups.decision",
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
                            "risk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.risk",
                            ),
                        ),
                        (
                            "challenge",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.challenge",
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical action",
                        "verbose_name_plural": "historical actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                        "indexes": [models.Index(fields=["id", "history_date", "history_id"], name="action_as_at")],
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
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="partnership.body",
                            ),
                        ),
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
                            "risk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="subgroups.risk",
                            ),
                        ),
                        (
                            "challenge",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="subgroups.challenge",
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
                        ("impact", models.TextField(blank=True, verbose_name="difference it made, “so that…”")),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
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
                            "supporting",
                            models.ManyToManyField(
                                related_name="supported_actions", through="subgroups.Support", to="partnership.agency"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["is_live", "due_on", "id", "status", "moves_count"], name="action_live_due"
                            ),
                            models.Index(
                                fields=["is_live", "lead_agency", "due_on", "id", "status"],
                                name="action_agency_live_due",
                            ),
                            models.Index(
                                fields=["is_live", "body", "due_on", "id", "status"], name="action_body_live_due"
                            ),
                            models.Index(fields=["due_on", "id"], name="action_due"),
                            models.Index(fields=["is_live", "status", "next_chase_on"], name="action_to_chase"),
                            models.Index(
                                fields=["holder", "is_live", "due_on", "id", "status"], name="action_holder_live_due"
                            ),
                            models.Index(fields=["lead_agency", "closed_on", "id"], name="action_agency_closed"),
                            models.Index(
                                fields=[
                                    "first_due_on",
                                    "lead_agency",
                                    "status",
                                    "claimed_on",
                                    "moves_count",
                                    "days_slipped",
                                ],
                                name="action_score",
                            ),
                            models.Index(
                                fields=[
                                    "lead_agency",
                                    "first_due_on",
                                    "status",
                                    "claimed_on",
                                    "moves_count",
                                    "days_slipped",
                                ],
                                name="action_score_of_agency",
                            ),
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
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="subgroups.action"
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
                        (
                            "judgement",
                            models.CharField(
                                blank=True,
                                choices=[("", "Nothing said yet"), ("on_track", "On track"), ("at_risk", "At risk")],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("chase_from_on", models.DateField(editable=False)),
                        ("done_note", models.TextField(blank=True, verbose_name="what was done")),
                        ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                            "done_by",
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
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
                        ("part", models.CharField(blank=True, max_length=300, verbose_name="its part")),
                        (
                            "judgement",
                            models.CharField(
                                blank=True,
                                choices=[("", "Nothing said yet"), ("on_track", "On track"), ("at_risk", "At risk")],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("chase_from_on", models.DateField(editable=False)),
                        ("done_note", models.TextField(blank=True, verbose_name="what was done")),
                        ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agency__name"],
                        "indexes": [models.Index(fields=["done_at", "next_chase_on"], name="support_to_chase")],
                        "constraints": [
                            models.UniqueConstraint(fields=("action", "agency"), name="subgroups_support_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="subgroups_support_done_by_and_at",
                            ),
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="updates",
                                to="subgroups.action",
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
                        ("at", models.DateTimeField()),
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="subgroups.action",
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
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
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
                                choices=[
                                    ("asked", "Asked for"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                    ("undone", "Taken back"),
                                ],
                                default="asked",
                                editable=False,
                                max_length=8,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answer_due_on", models.DateField(editable=False)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="date_changes",
                                to="subgroups.action",
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="date that stood")),
                        ("to_on", models.DateField(verbose_name="new date")),
                        ("reason", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked for"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                    ("undone", "Taken back"),
                                ],
                                default="asked",
                                editable=False,
                                max_length=8,
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
                        ("asked_at", models.DateTimeField()),
                        ("answer_due_on", models.DateField(editable=False)),
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
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                        "indexes": [models.Index(fields=["status", "next_chase_on"], name="date_change_to_chase")],
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
                    name="HistoricalOwnershipQuery",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("reason", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "Waits for an answer"),
                                    ("moved", "Given to another agency"),
                                    ("kept", "Stays where it is"),
                                    ("undone", "Taken back"),
                                ],
                                default="asked",
                                editable=False,
                                max_length=6,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answer_due_on", models.DateField(editable=False)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
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
                            "suggested",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                                verbose_name="whose it may be",
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical ownership query",
                        "verbose_name_plural": "historical ownership queries",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="OwnershipQuery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ownership_queries",
                                to="subgroups.action",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                            ),
                        ),
                        (
                            "suggested",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partnership.agency",
                                verbose_name="whose it may be",
                            ),
                        ),
                        ("reason", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "Waits for an answer"),
                                    ("moved", "Given to another agency"),
                                    ("kept", "Stays where it is"),
                                    ("undone", "Taken back"),
                                ],
                                default="asked",
                                editable=False,
                                max_length=6,
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
                        ("asked_at", models.DateTimeField()),
                        ("answer_due_on", models.DateField(editable=False)),
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
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name_plural": "ownership queries",
                        "ordering": ["asked_at", "pk"],
                        "indexes": [models.Index(fields=["status", "next_chase_on"], name="ownership_query_to_chase")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "asked")),
                                fields=("action",),
                                name="subgroups_ownershipquery_one_at_a_time",
                                violation_error_message="It has been said already that this is not yours; the chair will answer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="subgroups_ownershipquery_answered_by_and_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalImpactCheck",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not looked at yet"),
                                    ("lasted", "It lasted"),
                                    ("partly", "It lasted in part"),
                                    ("faded", "It did not last"),
                                ],
                                default="",
                                max_length=6,
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="how that is known")),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_on", models.DateField(blank=True, editable=False, null=True)),
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
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical impact check",
                        "verbose_name_plural": "historical impact checks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ImpactCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="impact_checks",
                                to="subgroups.action",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not looked at yet"),
                                    ("lasted", "It lasted"),
                                    ("partly", "It lasted in part"),
                                    ("faded", "It did not last"),
                                ],
                                default="",
                                max_length=6,
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="how that is known")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_on", models.DateField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [models.Index(fields=["checked_at", "next_chase_on"], name="impact_check_to_chase")],
                        "constraints": [
                            models.UniqueConstraint(fields=("action", "due_on"), name="subgroups_impactcheck_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("checked_at__isnull", True), ("checked_by__isnull", True), ("outcome", "")
                                    ),
                                    models.Q(
                                        ("checked_at__isnull", False),
                                        ("checked_by__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="subgroups_impactcheck_checked_by_and_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token", models.CharField(max_length=32, unique=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.body"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subgroups.meeting",
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
                        ("at", models.DateTimeField()),
                        ("references", models.JSONField(default=list, verbose_name="numbers of the actions")),
                        ("left_out", models.TextField(blank=True, verbose_name="lines that were left out")),
                    ],
                    options={
                        "verbose_name_plural": "action batches",
                        "ordering": ["-at", "-pk"],
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        ("reference", models.CharField(max_length=24, unique=True)),
                        (
                            "from_body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations_sent",
                                to="partnership.body",
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
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="subgroups.decision",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["reply_due_on", "pk"],
                        "indexes": [models.Index(fields=["status", "next_chase_on"], name="escalation_to_chase")],
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
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
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
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partnership.body"
                            ),
                        ),
                        ("series", models.CharField(max_length=4)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "series", "year"), name="subgroups_counter_one_series"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPaper",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=200)),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "name",
                            models.CharField(blank=True, editable=False, max_length=150, verbose_name="file name"),
                        ),
                        ("file", models.TextField(blank=True, max_length=300)),
                        ("content_type", models.CharField(blank=True, editable=False, max_length=100)),
                        (
                            "size",
                            models.PositiveBigIntegerField(default=0, editable=False, verbose_name="size in bytes"),
                        ),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        ("received_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
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
                            "author",
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
                            "planned_report",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subgroups.plannedreport",
                                verbose_name="report of the forward plan that it delivers",
                            ),
                        ),
                        (
                            "received_by",
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical paper",
                        "verbose_name_plural": "historical papers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="subgroups.agendaitem",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "planned_report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="subgroups.plannedreport",
                                verbose_name="report of the forward plan that it delivers",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "name",
                            models.CharField(blank=True, editable=False, max_length=150, verbose_name="file name"),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                max_length=300,
                                storage=subgroups.models.papers.files,
                                upload_to="papers/%Y/%m/",
                            ),
                        ),
                        ("content_type", models.CharField(blank=True, editable=False, max_length=100)),
                        (
                            "size",
                            models.PositiveBigIntegerField(default=0, editable=False, verbose_name="size in bytes"),
                        ),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        ("received_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["item__place", "pk"],
                        "indexes": [models.Index(fields=["received_at", "next_chase_on"], name="paper_to_chase")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("received_at__isnull", True), ("received_by__isnull", True)),
                                    models.Q(("received_at__isnull", False), ("received_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="subgroups_paper_received_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received_at__isnull", True),
                                    models.Q(
                                        models.Q(("file", ""), _negated=True), models.Q(("sha256", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="subgroups_paper_received_has_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperOpening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="subgroups.paper",
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["paper", "-at"], name="paper_opening_at")],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPlannedReport",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=200)),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("expected", "Expected"),
                                    ("received", "Received"),
                                    ("withdrawn", "No longer wanted"),
                                ],
                                default="expected",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("received_on", models.DateField(blank=True, editable=False, null=True)),
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
                            "author",
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
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical planned report",
                        "verbose_name_plural": "historical planned reports",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PlannedReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_reports",
                                to="partnership.body",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_reports",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_reports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_reports",
                                to="subgroups.meeting",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("expected", "Expected"),
                                    ("received", "Received"),
                                    ("withdrawn", "No longer wanted"),
                                ],
                                default="expected",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("received_on", models.DateField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [models.Index(fields=["status", "next_chase_on"], name="planned_report_to_chase")],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedReportMove",
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
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "planned_report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="subgroups.plannedreport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
