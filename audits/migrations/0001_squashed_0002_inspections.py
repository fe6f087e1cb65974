"""How we know: frameworks, rounds, returns, inspections, as they stand in one step."""

import audits.models.answers
import django.db.models.deletion
import partnership.kit.migrations
import partnership.kit.personal_details
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("audits", "0001_initial"), ("audits", "0002_inspections")]

    initial = True

    dependencies = [
        ("partnership", "0003_chasing_and_letters"),
        ("subgroups", "0002_life_of_actions"),
    ]

    operations = [
        partnership.kit.migrations.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="HistoricalFramework",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("key", models.SlugField(max_length=40)),
                        ("edition", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=150)),
                        ("about", models.TextField(blank=True, verbose_name="what it is")),
                        ("citation", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        ("acceptable_rule", models.SlugField(max_length=60, verbose_name="rule: acceptable from")),
                        (
                            "attention_rule",
                            models.SlugField(blank=True, max_length=60, verbose_name="rule: needs attention from"),
                        ),
                        ("plan_rule", models.SlugField(max_length=60, verbose_name="rule: action plan at or below")),
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
                        "verbose_name": "historical framework",
                        "verbose_name_plural": "historical frameworks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Framework",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=40)),
                        ("edition", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=150)),
                        ("about", models.TextField(blank=True, verbose_name="what it is")),
                        ("citation", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        ("acceptable_rule", models.SlugField(max_length=60, verbose_name="rule: acceptable from")),
                        (
                            "attention_rule",
                            models.SlugField(blank=True, max_length=60, verbose_name="rule: needs attention from"),
                        ),
                        ("plan_rule", models.SlugField(max_length=60, verbose_name="rule: action plan at or below")),
                    ],
                    options={
                        "ordering": ["key", "-edition"],
                        "constraints": [
                            models.UniqueConstraint(fields=("key", "edition"), name="audits_framework_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalStandard",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("short_title", models.CharField(max_length=60)),
                        ("about", models.TextField(blank=True, verbose_name="what it means")),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.framework",
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
                        "verbose_name": "historical standard",
                        "verbose_name_plural": "historical standards",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Standard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standards",
                                to="audits.framework",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("short_title", models.CharField(max_length=60)),
                        ("about", models.TextField(blank=True, verbose_name="what it means")),
                    ],
                    options={
                        "ordering": ["framework", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("framework", "number"), name="audits_standard_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalQuestion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("key", models.SlugField(max_length=40)),
                        ("text", models.CharField(max_length=300)),
                        ("evidence_hint", models.CharField(blank=True, max_length=300, verbose_name="what shows it")),
                        ("descriptors", models.JSONField(verbose_name="what each score means")),
                        (
                            "standard",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.standard",
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
                        "verbose_name": "historical question",
                        "verbose_name_plural": "historical questions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "standard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="audits.standard",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("key", models.SlugField(max_length=40)),
                        ("text", models.CharField(max_length=300)),
                        ("evidence_hint", models.CharField(blank=True, max_length=300, verbose_name="what shows it")),
                        ("descriptors", models.JSONField(verbose_name="what each score means")),
                    ],
                    options={
                        "ordering": ["standard", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("standard", "number"), name="audits_question_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRound",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=150)),
                        ("from_on", models.DateField(verbose_name="period from")),
                        ("to_on", models.DateField(verbose_name="period to")),
                        ("opens_on", models.DateField(verbose_name="opens on")),
                        ("due_on", models.DateField(verbose_name="returns due")),
                        (
                            "status",
                            models.CharField(
                                choices=[("drafting", "Being prepared"), ("open", "Open"), ("closed", "Closed")],
                                default="drafting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.framework",
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
                                verbose_name="body that asks for it",
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
                        "verbose_name": "historical round",
                        "verbose_name_plural": "historical rounds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Round",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="audits.framework",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audit_rounds",
                                to="partnership.body",
                                verbose_name="body that asks for it",
                            ),
                        ),
                        ("title", models.CharField(max_length=150)),
                        ("from_on", models.DateField(verbose_name="period from")),
                        ("to_on", models.DateField(verbose_name="period to")),
                        ("opens_on", models.DateField(verbose_name="opens on")),
                        ("due_on", models.DateField(verbose_name="returns due")),
                        (
                            "status",
                            models.CharField(
                                choices=[("drafting", "Being prepared"), ("open", "Open"), ("closed", "Closed")],
                                default="drafting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["-due_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gte", models.F("from_on"))),
                                name="audits_round_period_in_order",
                                violation_error_message="Enter an end of the period that is not before its start.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gt", models.F("opens_on"))),
                                name="audits_round_due_after_opening",
                                violation_error_message="Enter a day for the returns that comes after the opening.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", False), ("status", "closed")),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True), ("closed_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="audits_round_closed_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundMove",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="audits.round"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReturn",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("statutory", "By law"),
                                    ("commissioned", "By contract"),
                                    ("voluntary", "By invitation"),
                                ],
                                max_length=14,
                                verbose_name="asked",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("in_progress", "In progress"),
                                    ("submitted", "Submitted"),
                                    ("sent_back", "Sent back"),
                                    ("moderated", "Moderated"),
                                ],
                                default="not_started",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("moderated_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "feedback",
                            models.TextField(blank=True, verbose_name="what the moderation says to the agency"),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.round",
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
                            "submitted_by",
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
                            "moderated_by",
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
                        "verbose_name": "historical return",
                        "verbose_name_plural": "historical returns",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Return",
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="audits.round"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audit_returns",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("statutory", "By law"),
                                    ("commissioned", "By contract"),
                                    ("voluntary", "By invitation"),
                                ],
                                max_length=14,
                                verbose_name="asked",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due date")),
                        ("chase_from_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("in_progress", "In progress"),
                                    ("submitted", "Submitted"),
                                    ("sent_back", "Sent back"),
                                    ("moderated", "Moderated"),
                                ],
                                default="not_started",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("moderated_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "moderated_by",
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
                            "feedback",
                            models.TextField(blank=True, verbose_name="what the moderation says to the agency"),
                        ),
                    ],
                    options={
                        "ordering": ["agency__name"],
                        "indexes": [
                            models.Index(fields=["status", "due_on"], name="return_status_due"),
                            models.Index(fields=["status", "next_chase_on"], name="return_to_chase"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "agency"), name="audits_return_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                                    models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="audits_return_submitted_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("moderated_at__isnull", True), ("moderated_by__isnull", True)),
                                    models.Q(("moderated_at__isnull", False), ("moderated_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="audits_return_moderated_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "moderated"), _negated=True),
                                    models.Q(
                                        ("moderated_at__isnull", False),
                                        ("submitted_at__isnull", False),
                                        models.Q(("moderated_by", models.F("submitted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="audits_return_second_person",
                                violation_error_message="A return is moderated by somebody other than whoever submitted it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnMove",
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
                            "audit_return",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="audits.return"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAnswer",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="own score")),
                        (
                            "evidence",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="evidence in words",
                            ),
                        ),
                        (
                            "is_brought",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="brought forward, not yet confirmed"
                            ),
                        ),
                        ("moderated_score", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "moderation_note",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="why the score was changed",
                            ),
                        ),
                        (
                            "audit_return",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.return",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.question",
                            ),
                        ),
                        (
                            "brought_from",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.answer",
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
                        "verbose_name": "historical answer",
                        "verbose_name_plural": "historical answers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "audit_return",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="audits.return"
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="audits.question",
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="own score")),
                        (
                            "evidence",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="evidence in words",
                            ),
                        ),
                        (
                            "brought_from",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="brought_to",
                                to="audits.answer",
                            ),
                        ),
                        (
                            "is_brought",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="brought forward, not yet confirmed"
                            ),
                        ),
                        ("moderated_score", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "moderation_note",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="why the score was changed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["question__standard__number", "question__number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("audit_return", "question"), name="audits_answer_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("moderated_score__isnull", True), ("score__isnull", False), _connector="OR"
                                ),
                                name="audits_answer_moderates_a_score",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAnswerFile",
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
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.answer",
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
                        "verbose_name": "historical answer file",
                        "verbose_name_plural": "historical answer files",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AnswerFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="audits.answer"
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="file name")),
                        (
                            "file",
                            models.FileField(
                                max_length=300, storage=audits.models.answers.files, upload_to="audits/%Y/%m/"
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
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAuditAction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "audit_return",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.return",
                            ),
                        ),
                        (
                            "standard",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.standard",
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
                        "verbose_name": "historical audit action",
                        "verbose_name_plural": "historical audit actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AuditAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audit_return",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="audits.return"
                            ),
                        ),
                        (
                            "standard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="audits.standard",
                            ),
                        ),
                        (
                            "action",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asked_by_audit",
                                to="subgroups.action",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["standard__number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("audit_return", "standard"), name="audits_auditaction_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalInspection",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "inspectorate",
                            models.CharField(
                                choices=[
                                    ("ofsted", "Ofsted"),
                                    ("cqc", "Care Quality Commission"),
                                    ("hmicfrs", "HM Inspectorate of Constabulary and Fire & Rescue Services"),
                                    ("hmip", "HM Inspectorate of Probation"),
                                    ("joint", "Joint targeted area inspection"),
                                    ("other", "Another"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("published_on", models.DateField(verbose_name="report published on")),
                        ("judgement", models.CharField(blank=True, max_length=120, verbose_name="overall judgement")),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                                verbose_name="agency inspected (none: the whole area)",
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
                                verbose_name="followed up by",
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
                        "verbose_name": "historical inspection",
                        "verbose_name_plural": "historical inspections",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "inspectorate",
                            models.CharField(
                                choices=[
                                    ("ofsted", "Ofsted"),
                                    ("cqc", "Care Quality Commission"),
                                    ("hmicfrs", "HM Inspectorate of Constabulary and Fire & Rescue Services"),
                                    ("hmip", "HM Inspectorate of Probation"),
                                    ("joint", "Joint targeted area inspection"),
                                    ("other", "Another"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="partnership.agency",
                                verbose_name="agency inspected (none: the whole area)",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="partnership.body",
                                verbose_name="followed up by",
                            ),
                        ),
                        ("published_on", models.DateField(verbose_name="report published on")),
                        ("judgement", models.CharField(blank=True, max_length=120, verbose_name="overall judgement")),
                    ],
                    options={
                        "ordering": ["-published_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFinding",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(verbose_name="what must change")),
                        (
                            "inspection",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.inspection",
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
                        "verbose_name": "historical finding",
                        "verbose_name_plural": "historical findings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="audits.inspection",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(verbose_name="what must change")),
                    ],
                    options={
                        "ordering": ["inspection", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("inspection", "number"), name="audits_finding_numbered")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFindingAction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audits.finding",
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
                        "verbose_name": "historical finding action",
                        "verbose_name_plural": "historical finding actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="FindingAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="carried_by",
                                to="audits.finding",
                            ),
                        ),
                        (
                            "action",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asked_by_inspection",
                                to="subgroups.action",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["action__due_on", "pk"],
                    },
                ),
            ],
        ),
    ]
