"""Who we are: agencies, people, bodies, rules, the plan, the outbox and the chase ledger."""

import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import partnership.kit.migrations
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        partnership.kit.migrations.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="HistoricalAgency",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        ("closing_reason", models.CharField(blank=True, max_length=500)),
                        ("slug", models.SlugField(max_length=60)),
                        (
                            "kind",
                            models.CharField(
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
                        ("name", models.CharField(max_length=150)),
                        ("short_name", models.CharField(max_length=60)),
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
                            "part_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical agency",
                        "verbose_name_plural": "historical agencies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Agency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        ("closing_reason", models.CharField(blank=True, max_length=500)),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "kind",
                            models.CharField(
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
                        ("name", models.CharField(max_length=150)),
                        ("short_name", models.CharField(max_length=60)),
                        (
                            "part_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="partnership.agency",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="partnership.agency",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "agencies",
                        "ordering": ["name"],
                        "permissions": [
                            ("see_agency_work", "see agency work"),
                            ("update_agency_work", "update agency work"),
                            ("lead_agency", "lead agency"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("successor", models.F("id")), _negated=True),
                                name="partnership_agency_not_own_successor",
                                violation_error_message="Choose another agency as the successor.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAgencyName",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("name", models.CharField(max_length=150)),
                        ("short_name", models.CharField(blank=True, max_length=60)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical agency name",
                        "verbose_name_plural": "historical agency names",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AgencyName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("name", models.CharField(max_length=150)),
                        ("short_name", models.CharField(blank=True, max_length=60)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="names",
                                to="partnership.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["from_on"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="partnership_agencyname_dates_in_order",
                                violation_error_message="Enter a last day that is not before the first day.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAgencyAlias",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("alias", models.CharField(db_index=True, max_length=150)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical agency alias",
                        "verbose_name_plural": "historical agency aliass",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AgencyAlias",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("alias", models.CharField(max_length=150, unique=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aliases",
                                to="partnership.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["alias"],
                    },
                ),
                migrations.CreateModel(
                    name="AgencyGroupPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="partnership.agency"),
                        ),
                        ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                        (
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "unique_together": {("group", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalBody",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        ("closing_reason", models.CharField(blank=True, max_length=500)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("slug", models.SlugField(max_length=60)),
                        (
                            "code",
                            models.CharField(
                                db_index=True,
                                help_text="Starts the numbers of its decisions and actions.",
                                max_length=6,
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("short_name", models.CharField(max_length=60)),
                        ("aliases", models.JSONField(blank=True, default=list)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("partnership", "Partnership"),
                                    ("executive", "Executive"),
                                    ("statutory_group", "Statutory group"),
                                    ("board", "Board"),
                                    ("sub_group", "Sub group"),
                                    ("task_and_finish", "Task and finish group"),
                                    ("panel", "Panel"),
                                    ("business_unit", "Business unit"),
                                    ("external", "External body"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "remit",
                            models.CharField(
                                choices=[
                                    ("children", "Children"),
                                    ("adults", "Adults"),
                                    ("all_age", "Children and adults"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("purpose", models.TextField(blank=True)),
                        ("duties", models.JSONField(blank=True, default=list)),
                        ("frequency", models.CharField(blank=True, max_length=80, verbose_name="how often it meets")),
                        ("meets_every_weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "attendance_expected",
                            models.PositiveSmallIntegerField(default=75, verbose_name="attendance expected, %"),
                        ),
                        (
                            "papers_before",
                            models.PositiveSmallIntegerField(default=5, verbose_name="papers, working days before"),
                        ),
                        (
                            "minutes_after",
                            models.PositiveSmallIntegerField(
                                default=10, verbose_name="draft minutes, working days after"
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
                        "verbose_name": "historical body",
                        "verbose_name_plural": "historical bodies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        ("closing_reason", models.CharField(blank=True, max_length=500)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "code",
                            models.CharField(
                                help_text="Starts the numbers of its decisions and actions.", max_length=6, unique=True
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("short_name", models.CharField(max_length=60)),
                        ("aliases", models.JSONField(blank=True, default=list)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("partnership", "Partnership"),
                                    ("executive", "Executive"),
                                    ("statutory_group", "Statutory group"),
                                    ("board", "Board"),
                                    ("sub_group", "Sub group"),
                                    ("task_and_finish", "Task and finish group"),
                                    ("panel", "Panel"),
                                    ("business_unit", "Business unit"),
                                    ("external", "External body"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "remit",
                            models.CharField(
                                choices=[
                                    ("children", "Children"),
                                    ("adults", "Adults"),
                                    ("all_age", "Children and adults"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("purpose", models.TextField(blank=True)),
                        ("duties", models.JSONField(blank=True, default=list)),
                        ("frequency", models.CharField(blank=True, max_length=80, verbose_name="how often it meets")),
                        ("meets_every_weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "attendance_expected",
                            models.PositiveSmallIntegerField(default=75, verbose_name="attendance expected, %"),
                        ),
                        (
                            "papers_before",
                            models.PositiveSmallIntegerField(default=5, verbose_name="papers, working days before"),
                        ),
                        (
                            "minutes_after",
                            models.PositiveSmallIntegerField(
                                default=10, verbose_name="draft minutes, working days after"
                            ),
                        ),
                        (
                            "parents",
                            models.ManyToManyField(
                                related_name="children",
                                through="partnership.ReportingLine",
                                through_fields=("body", "parent"),
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "bodies",
                        "ordering": ["name"],
                        "permissions": [
                            ("read_body", "read body"),
                            ("take_part_in_body", "take part in body"),
                            ("record_in_body", "record in body"),
                            ("chair_body", "chair body"),
                            ("manage_partnership", "manage partnership"),
                            ("oversee_partnership", "oversee partnership"),
                            ("sign_reports", "sign reports"),
                            ("administer_portal", "administer portal"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("attendance_expected__lte", 100)),
                                name="partnership_body_attendance_share",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReportingLine",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
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
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical reporting line",
                        "verbose_name_plural": "historical reporting lines",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ReportingLine",
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
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines_up",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines_down",
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="partnership_reportingline_dates_in_order",
                                violation_error_message="Enter a last day that is not before the first day.",
                            ),
                            models.UniqueConstraint(
                                fields=("body", "parent", "from_on"), name="partnership_reportingline_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("body", models.F("parent")), _negated=True),
                                name="partnership_reportingline_not_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalQuorumRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "kind",
                            models.CharField(
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
                        ("at_least", models.PositiveSmallIntegerField(default=1)),
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
                        "verbose_name": "historical quorum rule",
                        "verbose_name_plural": "historical quorum rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="QuorumRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
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
                        ("at_least", models.PositiveSmallIntegerField(default=1)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quorum",
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("body", "kind"), name="partnership_quorumrule_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalStandingItem",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=150)),
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
                        "verbose_name": "historical standing item",
                        "verbose_name_plural": "historical standing items",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="StandingItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=150)),
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
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standing_items",
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDocument",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("terms", "Terms of reference"),
                                    ("strategy", "Strategy"),
                                    ("policy", "Policy"),
                                ],
                                default="terms",
                                max_length=12,
                            ),
                        ),
                        ("title", models.CharField(max_length=150)),
                        ("number", models.CharField(max_length=20, verbose_name="version")),
                        ("summary", models.TextField(blank=True)),
                        ("agreed_on", models.DateField()),
                        ("review_on", models.DateField(blank=True, null=True, verbose_name="review due on")),
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
                        "verbose_name": "historical document",
                        "verbose_name_plural": "historical documents",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("terms", "Terms of reference"),
                                    ("strategy", "Strategy"),
                                    ("policy", "Policy"),
                                ],
                                default="terms",
                                max_length=12,
                            ),
                        ),
                        ("title", models.CharField(max_length=150)),
                        ("number", models.CharField(max_length=20, verbose_name="version")),
                        ("summary", models.TextField(blank=True)),
                        ("agreed_on", models.DateField()),
                        ("review_on", models.DateField(blank=True, null=True, verbose_name="review due on")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-agreed_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "kind", "title", "number"), name="partnership_document_one_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyGroupPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="partnership.body"),
                        ),
                        ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                        (
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "unique_together": {("group", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPerson",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("email", models.EmailField(db_index=True, max_length=200, verbose_name="e-mail address")),
                        ("name", models.CharField(max_length=100)),
                        ("job_title", models.CharField(blank=True, max_length=120)),
                        ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                        ("rights_as_of", models.DateField(blank=True, editable=False, null=True)),
                        ("away_from_on", models.DateField(blank=True, null=True, verbose_name="away from")),
                        ("away_to_on", models.DateField(blank=True, null=True, verbose_name="away until")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                        "verbose_name": "historical person",
                        "verbose_name_plural": "historical people",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("email", models.EmailField(max_length=200, unique=True, verbose_name="e-mail address")),
                        ("name", models.CharField(max_length=100)),
                        ("job_title", models.CharField(blank=True, max_length=120)),
                        ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                        ("rights_as_of", models.DateField(blank=True, editable=False, null=True)),
                        ("away_from_on", models.DateField(blank=True, null=True, verbose_name="away from")),
                        ("away_to_on", models.DateField(blank=True, null=True, verbose_name="away until")),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="partnership.agency",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "people",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                name="partnership_person_email_any_case",
                                violation_error_message="Somebody with this e-mail address is here already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAppointment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("business_unit", "Business unit"),
                                    ("independent_chair", "Independent chair"),
                                    ("scrutineer", "Independent scrutineer"),
                                    ("safeguarding_partner", "Safeguarding partner"),
                                    ("agency_lead", "Agency lead"),
                                    ("administrator", "Administrator"),
                                    ("inspector", "Inspector (reads only)"),
                                ],
                                max_length=24,
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
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical appointment",
                        "verbose_name_plural": "historical appointments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Appointment",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("business_unit", "Business unit"),
                                    ("independent_chair", "Independent chair"),
                                    ("scrutineer", "Independent scrutineer"),
                                    ("safeguarding_partner", "Safeguarding partner"),
                                    ("agency_lead", "Agency lead"),
                                    ("administrator", "Administrator"),
                                    ("inspector", "Inspector (reads only)"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["role", "from_on"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="partnership_appointment_dates_in_order",
                                violation_error_message="Enter a last day that is not before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("agency__isnull", False), ("role__in", ["safeguarding_partner", "agency_lead"])
                                    ),
                                    models.Q(
                                        models.Q(("role__in", ["safeguarding_partner", "agency_lead"]), _negated=True),
                                        ("agency__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="partnership_appointment_agency_where_due",
                                violation_error_message="Choose an agency for an agency lead or a safeguarding partner, and only then.",
                            ),
                            models.UniqueConstraint(
                                models.F("person"),
                                models.F("role"),
                                django.db.models.functions.comparison.Coalesce(
                                    "agency", models.Value(0), output_field=models.BigIntegerField()
                                ),
                                models.F("from_on"),
                                name="partnership_appointment_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("role", models.CharField(max_length=24)),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="role_groups",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="role_groups",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "group",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="role_group", to="auth.group"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("role"),
                                django.db.models.functions.comparison.Coalesce(
                                    "body", models.Value(0), output_field=models.BigIntegerField()
                                ),
                                django.db.models.functions.comparison.Coalesce(
                                    "agency", models.Value(0), output_field=models.BigIntegerField()
                                ),
                                name="partnership_rolegroup_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("kind", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        ("html", models.TextField(blank=True)),
                        ("on", models.DateField(verbose_name="for the day")),
                        ("created_at", models.DateTimeField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("sending", "Being sent"),
                                    ("sent", "Sent"),
                                    ("failed", "Failed"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("next_try_at", models.DateTimeField()),
                        ("claimed_until", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("address", models.EmailField(blank=True, max_length=200, verbose_name="sent to")),
                        ("failure", models.CharField(blank=True, max_length=300, verbose_name="what went wrong")),
                        ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="link first opened")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="failure dealt with")),
                        ("settled_note", models.CharField(blank=True, max_length=300)),
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [models.Index(fields=["status", "next_try_at"], name="notice_to_deliver")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("status", "sent")),
                                    models.Q(("status", "sent"), _negated=True),
                                    _connector="OR",
                                ),
                                name="partnership_notice_sent_has_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalChaseStep",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("key", models.SlugField(max_length=30)),
                        (
                            "offset",
                            models.SmallIntegerField(
                                blank=True, null=True, verbose_name="working days from the due date"
                            ),
                        ),
                        (
                            "slips",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="or when the date moves this many times"
                            ),
                        ),
                        (
                            "to",
                            models.CharField(
                                choices=[
                                    ("owner", "the owner"),
                                    ("owner_and_lead", "the owner and the agency lead"),
                                    ("chair", "the chair of the body"),
                                    ("executive", "the Executive"),
                                ],
                                max_length=16,
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
                        "verbose_name": "historical chase step",
                        "verbose_name_plural": "historical chase steps",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ChaseStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=30)),
                        (
                            "offset",
                            models.SmallIntegerField(
                                blank=True, null=True, verbose_name="working days from the due date"
                            ),
                        ),
                        (
                            "slips",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="or when the date moves this many times"
                            ),
                        ),
                        (
                            "to",
                            models.CharField(
                                choices=[
                                    ("owner", "the owner"),
                                    ("owner_and_lead", "the owner and the agency lead"),
                                    ("chair", "the chair of the body"),
                                    ("executive", "the Executive"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="chase_steps",
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["body", "offset"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.comparison.Coalesce(
                                    "body", models.Value(0), output_field=models.BigIntegerField()
                                ),
                                models.F("key"),
                                name="partnership_chasestep_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("offset__isnull", False), ("slips__isnull", True)),
                                    models.Q(("offset__isnull", True), ("slips__isnull", False)),
                                    _connector="OR",
                                ),
                                name="partnership_chasestep_day_or_slips",
                                violation_error_message="Enter working days or a number of moves, not both.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Chase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30)),
                        ("subject", models.PositiveBigIntegerField()),
                        ("due_on", models.DateField()),
                        ("step", models.SlugField(max_length=30)),
                        (
                            "to",
                            models.CharField(
                                choices=[
                                    ("owner", "the owner"),
                                    ("owner_and_lead", "the owner and the agency lead"),
                                    ("chair", "the chair of the body"),
                                    ("executive", "the Executive"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("offset", models.SmallIntegerField(blank=True, null=True)),
                        ("step_on", models.DateField(verbose_name="fell on")),
                        ("on", models.DateField(verbose_name="taken on")),
                        ("at", models.DateTimeField(verbose_name="recorded at")),
                        ("reference", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=300)),
                        ("path", models.CharField(max_length=200)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chases",
                                to="partnership.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-pk"],
                        "indexes": [models.Index(fields=["kind", "subject"], name="chase_of_obligation")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "subject", "due_on", "step"), name="partnership_chase_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Telling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "told_as",
                            models.CharField(
                                choices=[
                                    ("owner", "owner"),
                                    ("lead", "agency lead"),
                                    ("chair", "chair"),
                                    ("executive", "Executive"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="link first opened")),
                        (
                            "chase",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tellings",
                                to="partnership.chase",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tellings",
                                to="partnership.notice",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tellings",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("notice__isnull", True)),
                                fields=["person"],
                                name="telling_not_yet_in_a_mail",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("chase"),
                                django.db.models.functions.comparison.Coalesce(
                                    "person", models.Value(0), output_field=models.BigIntegerField()
                                ),
                                name="partnership_telling_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JobRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("job", models.CharField(max_length=40)),
                        ("period", models.CharField(max_length=40)),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("counts", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["-started_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("job", "period"), name="partnership_jobrun_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalStrategicPlan",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("slug", models.SlugField(max_length=60)),
                        ("title", models.CharField(max_length=150)),
                        ("approved_on", models.DateField(blank=True, null=True)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("values", models.JSONField(blank=True, default=list)),
                        ("aims", models.JSONField(blank=True, default=list)),
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
                        "verbose_name": "historical strategic plan",
                        "verbose_name_plural": "historical strategic plans",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="StrategicPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        ("title", models.CharField(max_length=150)),
                        ("approved_on", models.DateField(blank=True, null=True)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("values", models.JSONField(blank=True, default=list)),
                        ("aims", models.JSONField(blank=True, default=list)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="partnership.body"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="partnership_strategicplan_dates_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPlanVersion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("number", models.CharField(max_length=20)),
                        ("dated", models.DateField()),
                        ("change", models.CharField(blank=True, max_length=300)),
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
                    ],
                    options={
                        "verbose_name": "historical plan version",
                        "verbose_name_plural": "historical plan versions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20)),
                        ("dated", models.DateField()),
                        ("change", models.CharField(blank=True, max_length=300)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="partnership.strategicplan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["dated", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="partnership_planversion_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPriority",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=120)),
                        ("summary", models.TextField(blank=True)),
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
                    ],
                    options={
                        "verbose_name": "historical priority",
                        "verbose_name_plural": "historical priorities",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Priority",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=120)),
                        ("summary", models.TextField(blank=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="priorities",
                                to="partnership.strategicplan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "priorities",
                        "ordering": ["plan", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "number"), name="partnership_priority_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTheme",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=200)),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
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
                    ],
                    options={
                        "verbose_name": "historical theme",
                        "verbose_name_plural": "historical themes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Theme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=200)),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "priority",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="themes",
                                to="partnership.priority",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["priority", "place"],
                        "constraints": [
                            models.UniqueConstraint(fields=("priority", "place"), name="partnership_theme_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalObjective",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("number", models.CharField(max_length=12)),
                        ("what", models.TextField(verbose_name="what will make a difference")),
                        ("measure", models.TextField(verbose_name="how we will know")),
                        ("starts_on", models.DateField()),
                        ("due_on", models.DateField()),
                        (
                            "progress",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("stopped", "Stopped"),
                                ],
                                default="not_started",
                                max_length=12,
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
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.body",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.theme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical objective",
                        "verbose_name_plural": "historical objectives",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Objective",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("number", models.CharField(max_length=12)),
                        ("what", models.TextField(verbose_name="what will make a difference")),
                        ("measure", models.TextField(verbose_name="how we will know")),
                        ("starts_on", models.DateField()),
                        ("due_on", models.DateField()),
                        (
                            "progress",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("stopped", "Stopped"),
                                ],
                                default="not_started",
                                max_length=12,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objectives",
                                to="partnership.body",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objectives",
                                to="partnership.theme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["theme", "place"],
                        "constraints": [
                            models.UniqueConstraint(fields=("theme", "place"), name="partnership_objective_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProgress",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("on", models.DateField()),
                        (
                            "progress",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("stopped", "Stopped"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.TextField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
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
                    ],
                    options={
                        "verbose_name": "historical progress",
                        "verbose_name_plural": "historical progress",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Progress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "progress",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("stopped", "Stopped"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.TextField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "objective",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="said",
                                to="partnership.objective",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "progress",
                        "ordering": ["-on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRegime",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        ("key", models.SlugField(max_length=40)),
                        ("name", models.CharField(max_length=150)),
                        (
                            "applies_to",
                            models.CharField(
                                choices=[
                                    ("children", "Children"),
                                    ("adults", "Adults"),
                                    ("all_age", "Children and adults"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("citation", models.CharField(blank=True, max_length=300)),
                        ("is_verified", models.BooleanField(default=False, verbose_name="checked against its source")),
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
                        "verbose_name": "historical regime",
                        "verbose_name_plural": "historical regimes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Regime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        ("key", models.SlugField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=150)),
                        (
                            "applies_to",
                            models.CharField(
                                choices=[
                                    ("children", "Children"),
                                    ("adults", "Adults"),
                                    ("all_age", "Children and adults"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("citation", models.CharField(blank=True, max_length=300)),
                        ("is_verified", models.BooleanField(default=False, verbose_name="checked against its source")),
                    ],
                    options={
                        "ordering": ["applies_to", "from_on"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        ("key", models.SlugField(max_length=60)),
                        ("title", models.CharField(max_length=200)),
                        ("value", models.CharField(max_length=200)),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("working_days", "working days"),
                                    ("days", "days"),
                                    ("hours", "hours"),
                                    ("weeks", "weeks"),
                                    ("months", "months"),
                                    ("years", "years"),
                                    ("percent", "%"),
                                    ("count", ""),
                                    ("text", ""),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("counted_from", models.CharField(blank=True, max_length=200)),
                        ("citation", models.CharField(blank=True, max_length=300)),
                        ("is_verified", models.BooleanField(default=False, verbose_name="checked against its source")),
                        ("note", models.TextField(blank=True)),
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
                        "verbose_name": "historical rule",
                        "verbose_name_plural": "historical rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Rule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        ("key", models.SlugField(max_length=60)),
                        ("title", models.CharField(max_length=200)),
                        ("value", models.CharField(max_length=200)),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("working_days", "working days"),
                                    ("days", "days"),
                                    ("hours", "hours"),
                                    ("weeks", "weeks"),
                                    ("months", "months"),
                                    ("years", "years"),
                                    ("percent", "%"),
                                    ("count", ""),
                                    ("text", ""),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("counted_from", models.CharField(blank=True, max_length=200)),
                        ("citation", models.CharField(blank=True, max_length=300)),
                        ("is_verified", models.BooleanField(default=False, verbose_name="checked against its source")),
                        ("note", models.TextField(blank=True)),
                        (
                            "regime",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rules",
                                to="partnership.regime",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["key", "from_on"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("key"),
                                django.db.models.functions.comparison.Coalesce(
                                    "from_on", models.Value(datetime.date(1, 1, 1)), output_field=models.DateField()
                                ),
                                name="partnership_rule_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDuty",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        ("code", models.CharField(max_length=40)),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField(blank=True)),
                        ("level", models.CharField(choices=[("must", "Must"), ("should", "Should")], max_length=8)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("content", "In the report"),
                                    ("recipient", "Copy owed to"),
                                    ("date", "By a date"),
                                ],
                                default="content",
                                max_length=12,
                            ),
                        ),
                        ("answered_by", models.CharField(blank=True, max_length=60)),
                        (
                            "due_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="days after publication"
                            ),
                        ),
                        ("citation", models.CharField(blank=True, max_length=300)),
                        ("is_verified", models.BooleanField(default=False, verbose_name="checked against its source")),
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
                        "verbose_name": "historical duty",
                        "verbose_name_plural": "historical duties",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="in force to")),
                        ("code", models.CharField(max_length=40)),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField(blank=True)),
                        ("level", models.CharField(choices=[("must", "Must"), ("should", "Should")], max_length=8)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("content", "In the report"),
                                    ("recipient", "Copy owed to"),
                                    ("date", "By a date"),
                                ],
                                default="content",
                                max_length=12,
                            ),
                        ),
                        ("answered_by", models.CharField(blank=True, max_length=60)),
                        (
                            "due_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="days after publication"
                            ),
                        ),
                        ("citation", models.CharField(blank=True, max_length=300)),
                        ("is_verified", models.BooleanField(default=False, verbose_name="checked against its source")),
                        (
                            "regime",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="partnership.regime",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "duties",
                        "ordering": ["regime", "place", "code"],
                        "constraints": [
                            models.UniqueConstraint(fields=("regime", "code"), name="partnership_duty_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalBankHoliday",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("on", models.DateField(db_index=True)),
                        ("name", models.CharField(max_length=120)),
                        ("is_local", models.BooleanField(default=False, verbose_name="local closure")),
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
                        "verbose_name": "historical bank holiday",
                        "verbose_name_plural": "historical bank holidays",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="BankHoliday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("is_local", models.BooleanField(default=False, verbose_name="local closure")),
                    ],
                    options={
                        "ordering": ["on"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSeat",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        ("closing_reason", models.CharField(blank=True, max_length=500)),
                        ("slug", models.SlugField(max_length=80)),
                        ("title", models.CharField(max_length=120)),
                        ("is_required", models.BooleanField(default=True, verbose_name="must be filled")),
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
                        "verbose_name": "historical seat",
                        "verbose_name_plural": "historical seats",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        ("closing_reason", models.CharField(blank=True, max_length=500)),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("title", models.CharField(max_length=120)),
                        ("is_required", models.BooleanField(default=True, verbose_name="must be filled")),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="partnership.body"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalMembership",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("vice_chair", "Vice chair"),
                                    ("member", "Member"),
                                    ("deputy", "Deputy"),
                                    ("adviser", "Adviser"),
                                    ("observer", "Observer"),
                                ],
                                default="member",
                                max_length=12,
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
                        (
                            "person",
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
                    ],
                    options={
                        "verbose_name": "historical membership",
                        "verbose_name_plural": "historical memberships",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("vice_chair", "Vice chair"),
                                    ("member", "Member"),
                                    ("deputy", "Deputy"),
                                    ("adviser", "Adviser"),
                                    ("observer", "Observer"),
                                ],
                                default="member",
                                max_length=12,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="partnership.seat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["from_on", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="partnership_membership_dates_in_order",
                                violation_error_message="Enter a last day that is not before the first day.",
                            ),
                            models.UniqueConstraint(
                                fields=("seat", "person", "role", "from_on"), name="partnership_membership_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("role__in", ["chair", "vice_chair", "member"]), ("to_on__isnull", True)
                                ),
                                fields=("seat",),
                                name="partnership_membership_one_open_filling",
                                violation_error_message="This seat is filled. End that membership first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPartnership",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("name", models.CharField(max_length=120)),
                        ("short_name", models.CharField(max_length=20)),
                        (
                            "first_line",
                            models.CharField(max_length=40, verbose_name="first line of the name in the frame"),
                        ),
                        ("second_line", models.CharField(blank=True, max_length=40, verbose_name="second line")),
                        ("place", models.CharField(max_length=60)),
                        ("public_email", models.EmailField(blank=True, max_length=254)),
                        (
                            "brand",
                            models.CharField(
                                default="#0b5a5d",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "brand_deep",
                            models.CharField(
                                default="#063537",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "frame",
                            models.CharField(
                                default="#0a3d40",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "strand",
                            models.CharField(
                                default="#2f8785",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "tint",
                            models.CharField(
                                default="#e6f1f0",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "paper",
                            models.CharField(
                                default="#f4f8f7",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
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
                        "verbose_name": "historical partnership",
                        "verbose_name_plural": "historical partnerships",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Partnership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("short_name", models.CharField(max_length=20)),
                        (
                            "first_line",
                            models.CharField(max_length=40, verbose_name="first line of the name in the frame"),
                        ),
                        ("second_line", models.CharField(blank=True, max_length=40, verbose_name="second line")),
                        ("place", models.CharField(max_length=60)),
                        ("public_email", models.EmailField(blank=True, max_length=254)),
                        (
                            "brand",
                            models.CharField(
                                default="#0b5a5d",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "brand_deep",
                            models.CharField(
                                default="#063537",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "frame",
                            models.CharField(
                                default="#0a3d40",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "strand",
                            models.CharField(
                                default="#2f8785",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "tint",
                            models.CharField(
                                default="#e6f1f0",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                        (
                            "paper",
                            models.CharField(
                                default="#f4f8f7",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d."
                                    )
                                ],
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="partnership_partnership_only_one"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
