"""What we tell the public, and who signed it."""

import django.db.models.deletion
import partnership.kit.migrations
import reports.models.editions
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0002_cache_table"),
        ("partnership", "__first__"),
    ]

    operations = [
        partnership.kit.migrations.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="HistoricalReport",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("slug", models.SlugField(max_length=80)),
                        ("title", models.CharField(max_length=150)),
                        ("from_on", models.DateField(verbose_name="first day of the period")),
                        ("to_on", models.DateField(verbose_name="last day of the period")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="to be published by")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("drafting", "Drafting"),
                                    ("in_review", "In review"),
                                    ("approved", "Approved, to be signed"),
                                    ("signed", "Signed"),
                                    ("published", "Published"),
                                    ("superseded", "Superseded"),
                                ],
                                default="drafting",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("published_on", models.DateField(blank=True, editable=False, null=True)),
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
                                help_text="The body whose report this is; empty for the whole partnership.",
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
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.strategicplan",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reports.report",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical report",
                        "verbose_name_plural": "historical reports",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("title", models.CharField(max_length=150)),
                        ("from_on", models.DateField(verbose_name="first day of the period")),
                        ("to_on", models.DateField(verbose_name="last day of the period")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="to be published by")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("drafting", "Drafting"),
                                    ("in_review", "In review"),
                                    ("approved", "Approved, to be signed"),
                                    ("signed", "Signed"),
                                    ("published", "Published"),
                                    ("superseded", "Superseded"),
                                ],
                                default="drafting",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("published_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                help_text="The body whose report this is; empty for the whole partnership.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="partnership.strategicplan",
                            ),
                        ),
                        ("regimes", models.ManyToManyField(related_name="reports", to="partnership.regime")),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="reports.report",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-to_on", "title", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gt", models.F("from_on"))),
                                name="reports_report_period_in_order",
                                violation_error_message="Enter a last day after the first day of the period.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["published", "superseded"]), _negated=True),
                                    ("published_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="reports_report_published_has_date",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportMove",
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
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="reports.report"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSection",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("key", models.SlugField(max_length=60)),
                        ("title", models.CharField(max_length=150)),
                        ("place", models.PositiveSmallIntegerField()),
                        ("about", models.CharField(blank=True, max_length=400, verbose_name="what belongs here")),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("asks_six", models.BooleanField(default=False, verbose_name="answers the six questions")),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        ("owner_label", models.CharField(blank=True, max_length=80, verbose_name="whose words")),
                        ("changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "changed_by",
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "priority",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.priority",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reports.report",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical section",
                        "verbose_name_plural": "historical sections",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Section",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("key", models.SlugField(max_length=60)),
                        ("title", models.CharField(max_length=150)),
                        ("place", models.PositiveSmallIntegerField()),
                        ("about", models.CharField(blank=True, max_length=400, verbose_name="what belongs here")),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("asks_six", models.BooleanField(default=False, verbose_name="answers the six questions")),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        ("owner_label", models.CharField(blank=True, max_length=80, verbose_name="whose words")),
                        ("changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "changed_by",
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
                            "priority",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partnership.priority",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="reports.report",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections_to_write",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "key"), name="reports_section_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("changed_at__isnull", True), ("changed_by__isnull", True)),
                                    models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="reports_section_changed_by_and_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalEdition",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("data", models.JSONField()),
                        ("data_sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the data")),
                        ("html", models.TextField(verbose_name="the words and figures as a web page")),
                        ("template_version", models.PositiveSmallIntegerField()),
                        ("frozen_at", models.DateTimeField()),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, max_length=300)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "frozen_by",
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
                            "voided_by",
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
                            "report",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reports.report",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical edition",
                        "verbose_name_plural": "historical editions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("data", models.JSONField()),
                        ("data_sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the data")),
                        ("html", models.TextField(verbose_name="the words and figures as a web page")),
                        ("template_version", models.PositiveSmallIntegerField()),
                        ("frozen_at", models.DateTimeField()),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("void_reason", models.CharField(blank=True, max_length=300)),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="reports.report",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "number"), name="reports_edition_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("voided_at__isnull", True)),
                                fields=("report",),
                                name="reports_edition_one_standing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("voided_at__isnull", True), ("voided_by__isnull", True)),
                                    models.Q(
                                        ("voided_at__isnull", False),
                                        ("voided_by__isnull", False),
                                        models.Q(("void_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reports_edition_void_by_and_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EditionFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[("for_signature", "For signature"), ("signed", "Signed")], max_length=14
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
                        (
                            "file",
                            models.FileField(
                                blank=True, max_length=300, storage=reports.models.editions.files, upload_to="reports/"
                            ),
                        ),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file")),
                        ("size", models.PositiveBigIntegerField(default=0, verbose_name="size in bytes")),
                        ("pages", models.PositiveSmallIntegerField(default=0)),
                        ("built_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="reports.edition"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["edition", "pk"],
                        "indexes": [models.Index(fields=["status", "claimed_until"], name="edition_file_to_build")],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "stage"), name="reports_editionfile_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "ready"), _negated=True),
                                    models.Q(("built_at__isnull", False), models.Q(("sha256", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reports_editionfile_ready_has_sum",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportTable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("key", models.SlugField(max_length=60)),
                        ("title", models.CharField(max_length=200)),
                        ("columns", models.JSONField()),
                        ("rows", models.JSONField()),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="tables", to="reports.edition"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "number"), name="reports_reporttable_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRequiredSignatory",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("independent_chair", "Independent chair"),
                                    ("safeguarding_partner", "Safeguarding partner"),
                                ],
                                max_length=22,
                            ),
                        ),
                        (
                            "agency_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("local_authority", "Local authority"),
                                    ("icb", "Integrated care board"),
                                    ("police", "Police"),
                                    ("relevant", "Relevant agency"),
                                    ("commissioned", "Commissioned service"),
                                    ("voluntary", "Voluntary and community sector"),
                                    ("education", "Education"),
                                    ("lay", "Lay member"),
                                    ("external", "External body"),
                                ],
                                max_length=20,
                                verbose_name="for the",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(default=1)),
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
                        (
                            "regime",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.regime",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical required signatory",
                        "verbose_name_plural": "historical required signatories",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RequiredSignatory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("independent_chair", "Independent chair"),
                                    ("safeguarding_partner", "Safeguarding partner"),
                                ],
                                max_length=22,
                            ),
                        ),
                        (
                            "agency_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("local_authority", "Local authority"),
                                    ("icb", "Integrated care board"),
                                    ("police", "Police"),
                                    ("relevant", "Relevant agency"),
                                    ("commissioned", "Commissioned service"),
                                    ("voluntary", "Voluntary and community sector"),
                                    ("education", "Education"),
                                    ("lay", "Lay member"),
                                    ("external", "External body"),
                                ],
                                max_length=20,
                                verbose_name="for the",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        (
                            "regime",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatories",
                                to="partnership.regime",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "required signatories",
                        "ordering": ["regime", "place", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="reports_requiredsignatory_dates_in_order",
                                violation_error_message="Enter a last day that is not before the first day.",
                            ),
                            models.UniqueConstraint(
                                fields=("regime", "capacity", "agency_kind", "from_on"),
                                name="reports_requiredsignatory_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agency_kind", ""), ("capacity", "independent_chair")),
                                    models.Q(
                                        ("capacity", "safeguarding_partner"),
                                        models.Q(("agency_kind", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reports_requiredsignatory_kind_where_due",
                                violation_error_message="Choose the kind of agency for a safeguarding partner, and only then.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("independent_chair", "Independent chair"),
                                    ("safeguarding_partner", "Safeguarding partner"),
                                ],
                                max_length=22,
                            ),
                        ),
                        (
                            "agency_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("local_authority", "Local authority"),
                                    ("icb", "Integrated care board"),
                                    ("police", "Police"),
                                    ("relevant", "Relevant agency"),
                                    ("commissioned", "Commissioned service"),
                                    ("voluntary", "Voluntary and community sector"),
                                    ("education", "Education"),
                                    ("lay", "Lay member"),
                                    ("external", "External body"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        ("job_title", models.CharField(blank=True, max_length=120)),
                        ("agency_name", models.CharField(blank=True, max_length=150)),
                        ("data_sha256", models.CharField(max_length=64, verbose_name="checksum that was signed")),
                        ("reauthenticated_at", models.DateTimeField(verbose_name="password entered again at")),
                        ("second_factor", models.BooleanField(default=False, verbose_name="with a second factor")),
                        ("signed_at", models.DateTimeField()),
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
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="reports.edition",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["signed_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "person"), name="reports_signature_once_a_person"
                            ),
                            models.UniqueConstraint(
                                fields=("edition", "capacity", "agency_kind"), name="reports_signature_once_an_office"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reauthenticated_at__lte", models.F("signed_at"))),
                                name="reports_signature_password_before_signing",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
