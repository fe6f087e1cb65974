"""Who we are: agencies, people, bodies, rules, the plan, the outbox and the chase ledger, as they stand in one step."""

import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import partnership.kit.migrations
import partnership.models.chases
import simple_history.models
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models


def make_cache_table(apps, schema_editor):
    # Named, so that it is made under any cache setting: a portal may go back from Redis to the table.
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    replaces = [
        ("partnership", "0001_initial"),
        ("partnership", "0002_cache_table"),
        ("partnership", "0003_chasing_and_letters"),
    ]

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
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="names",
                                to="partnership.agency",
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        ("short_name", models.CharField(blank=True, max_length=60)),
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
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aliases",
                                to="partnership.agency",
                            ),
                        ),
                        ("alias", models.CharField(max_length=150, unique=True)),
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
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                        ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                        (
                            "content_object",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="partnership.agency"),
                        ),
                    ],
                    options={
                        "unique_together": {("group", "permission", "content_object")},
                        "abstract": False,
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
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quorum",
                                to="partnership.body",
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
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standing_items",
                                to="partnership.body",
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who reviews it",
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
                        ("next_chase_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="partnership.body",
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who reviews it",
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
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                        ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                        (
                            "content_object",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="partnership.body"),
                        ),
                    ],
                    options={
                        "unique_together": {("group", "permission", "content_object")},
                        "abstract": False,
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
                            "away_deputy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who is told instead",
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
                        ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                        ("rights_as_of", models.DateField(blank=True, editable=False, null=True)),
                        ("away_from_on", models.DateField(blank=True, null=True, verbose_name="away from")),
                        ("away_to_on", models.DateField(blank=True, null=True, verbose_name="away until")),
                        (
                            "away_deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="stands_in_for",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who is told instead",
                            ),
                        ),
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                        (
                            "group",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="role_group", to="auth.group"
                            ),
                        ),
                        ("role", models.CharField(max_length=24)),
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
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="role_groups",
                                to="partnership.agency",
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
                        (
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                        ("provider_id", models.CharField(blank=True, max_length=64)),
                        (
                            "delivered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="known to have arrived at"),
                        ),
                        ("bounced_at", models.DateTimeField(blank=True, null=True, verbose_name="came back at")),
                        ("failure", models.CharField(blank=True, max_length=300, verbose_name="what went wrong")),
                        ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="link first opened")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="failure dealt with")),
                        ("settled_note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["status", "next_try_at"], name="notice_to_deliver"),
                            models.Index(fields=["status", "sent_at"], name="notice_sent"),
                            models.Index(fields=["created_at", "id"], name="notice_latest"),
                        ],
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
                        ("letter", models.BooleanField(default=False, verbose_name="a letter of challenge is drafted")),
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
                        ("letter", models.BooleanField(default=False, verbose_name="a letter of challenge is drafted")),
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
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent by hand by",
                            ),
                        ),
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
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chases",
                                to="partnership.agency",
                            ),
                        ),
                        ("reference", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=300)),
                        ("path", models.CharField(max_length=200)),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="a line of one’s own")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="first answered at")),
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
                    ],
                    options={
                        "ordering": ["-on", "-pk"],
                        "indexes": [
                            models.Index(fields=["kind", "subject"], name="chase_of_obligation"),
                            models.Index(fields=["agency", "on"], name="chase_of_agency"),
                            models.Index(fields=["on", "id"], name="chase_latest"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "subject", "due_on", "step"), name="partnership_chase_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="partnership_chase_answered_by_and_at",
                            ),
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
                            "chase",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tellings",
                                to="partnership.chase",
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
                        (
                            "told_as",
                            models.CharField(
                                choices=[
                                    ("owner", "owner"),
                                    ("lead", "agency lead"),
                                    ("chair", "chair"),
                                    ("executive", "Executive"),
                                    ("unit", "business unit"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="in place of",
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
                        ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="link first opened")),
                        ("overtaken_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("notice__isnull", True), ("overtaken_on__isnull", True)),
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
                    name="HistoricalSnooze",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("kind", models.CharField(max_length=30)),
                        ("subject", models.PositiveBigIntegerField()),
                        ("reference", models.CharField(max_length=40)),
                        ("reason", models.CharField(max_length=300)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended early at")),
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
                            "ended_by",
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
                        "verbose_name": "historical snooze",
                        "verbose_name_plural": "historical snoozes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Snooze",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("kind", models.CharField(max_length=30)),
                        ("subject", models.PositiveBigIntegerField()),
                        ("reference", models.CharField(max_length=40)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partnership.body",
                            ),
                        ),
                        ("reason", models.CharField(max_length=300)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended early at")),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-from_on", "-pk"],
                        "abstract": False,
                        "indexes": [models.Index(fields=["kind", "subject"], name="snooze_of_obligation")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="partnership_snooze_dates_in_order",
                                violation_error_message="Enter a last day that is not before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_on__isnull", False)),
                                name="partnership_snooze_has_an_end",
                                violation_error_message="Enter the last day on which nothing is sent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="partnership_snooze_ended_by_and_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAgencyClosure",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("reason", models.CharField(max_length=120)),
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
                        "verbose_name": "historical agency closure",
                        "verbose_name_plural": "historical agency closures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="AgencyClosure",
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
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="closures",
                                to="partnership.agency",
                            ),
                        ),
                        ("reason", models.CharField(max_length=120)),
                    ],
                    options={
                        "ordering": ["from_on"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="partnership_agencyclosure_dates_in_order",
                                violation_error_message="Enter a last day that is not before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_on__isnull", False)),
                                name="partnership_agencyclosure_has_an_end",
                                violation_error_message="Enter the last day of the closure.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalLetter",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("reference", models.CharField(db_index=True, max_length=48)),
                        ("drafted_on", models.DateField()),
                        ("facts", models.JSONField(default=dict)),
                        ("line", models.CharField(blank=True, max_length=300, verbose_name="a line of one’s own")),
                        (
                            "status",
                            models.CharField(
                                choices=[("drafted", "Drafted"), ("sent", "Sent"), ("withheld", "Withheld")],
                                default="drafted",
                                editable=False,
                                max_length=8,
                            ),
                        ),
                        ("file", models.TextField(blank=True, max_length=300)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                            "to",
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
                            "sent_by",
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
                        "verbose_name": "historical letter",
                        "verbose_name_plural": "historical letters",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "chase",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter",
                                to="partnership.chase",
                            ),
                        ),
                        ("reference", models.CharField(max_length=48, unique=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="partnership.body",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="partnership.agency",
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drafted_on", models.DateField()),
                        ("facts", models.JSONField(default=dict)),
                        ("line", models.CharField(blank=True, max_length=300, verbose_name="a line of one’s own")),
                        (
                            "status",
                            models.CharField(
                                choices=[("drafted", "Drafted"), ("sent", "Sent"), ("withheld", "Withheld")],
                                default="drafted",
                                editable=False,
                                max_length=8,
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                max_length=300,
                                storage=partnership.models.chases.letter_files,
                                upload_to="letters/%Y/%m/",
                            ),
                        ),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "sent_by",
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
                        "ordering": ["-drafted_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                                    models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="partnership_letter_sent_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "sent"), _negated=True),
                                    models.Q(
                                        ("sent_at__isnull", False),
                                        models.Q(("file", ""), _negated=True),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="partnership_letter_sent_has_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterMove",
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
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="partnership.letter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LetterFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "letter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="making",
                                to="partnership.letter",
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
                        ("pages", models.PositiveSmallIntegerField(default=0)),
                        ("built_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                        "indexes": [models.Index(fields=["status", "claimed_until"], name="letter_file_to_build")],
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
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="partnership.body"
                            ),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("values", models.JSONField(blank=True, default=list)),
                        ("aims", models.JSONField(blank=True, default=list)),
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
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="partnership.strategicplan",
                            ),
                        ),
                        ("number", models.CharField(max_length=20)),
                        ("dated", models.DateField()),
                        ("change", models.CharField(blank=True, max_length=300)),
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
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="priorities",
                                to="partnership.strategicplan",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=120)),
                        ("summary", models.TextField(blank=True)),
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
                        (
                            "priority",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="themes",
                                to="partnership.priority",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=200)),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
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
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objectives",
                                to="partnership.theme",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("number", models.CharField(max_length=12)),
                        ("what", models.TextField(verbose_name="what will make a difference")),
                        ("measure", models.TextField(verbose_name="how we will know")),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objectives",
                                to="partnership.body",
                                verbose_name="owner",
                            ),
                        ),
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
                        (
                            "objective",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="said",
                                to="partnership.objective",
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
                        (
                            "regime",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="partnership.regime",
                            ),
                        ),
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
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="partnership.body"
                            ),
                        ),
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
                        ("title", models.CharField(max_length=120)),
                        ("is_required", models.BooleanField(default=True, verbose_name="must be filled")),
                        ("place", models.PositiveSmallIntegerField(default=1)),
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
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="partnership.seat",
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
        # Nothing to undo: the table holds nothing that matters.
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
