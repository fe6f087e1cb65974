"""What happened and what we learn: referrals, reviews, recommendations, as they stand in one step."""

import django.core.validators
import django.db.models.deletion
import partnership.kit.migrations
import partnership.kit.personal_details
import reviews.models.referrals
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("reviews", "0001_initial")]

    initial = True

    dependencies = [
        ("partnership", "0003_chasing_and_letters"),
        ("subgroups", "0002_life_of_actions"),
    ]

    operations = [
        partnership.kit.migrations.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Access",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accesses",
                                to="reviews.referral",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[("referral", "Referral"), ("review", "Review"), ("history", "History")],
                                max_length=8,
                            ),
                        ),
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
                        "verbose_name_plural": "accesses",
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["referral", "-at"], name="access_referral_at")],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalConflict",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("reason", models.TextField(validators=[partnership.kit.personal_details.no_personal_details])),
                        ("declared_on", models.DateField()),
                        ("lifted_on", models.DateField(blank=True, null=True)),
                        (
                            "lifted_reason",
                            models.TextField(
                                blank=True, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.referral",
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
                            "declared_by",
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
                            "lifted_by",
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
                        "verbose_name": "historical conflict",
                        "verbose_name_plural": "historical conflicts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Conflict",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="reviews.referral",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.TextField(validators=[partnership.kit.personal_details.no_personal_details])),
                        ("declared_on", models.DateField()),
                        (
                            "declared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("lifted_on", models.DateField(blank=True, null=True)),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lifted_reason",
                            models.TextField(
                                blank=True, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["declared_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_on__isnull", True)),
                                fields=("referral", "person"),
                                name="reviews_conflict_one_at_a_time",
                                violation_error_message="This person is shut out already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lifted_by__isnull", True), ("lifted_on__isnull", True)),
                                    models.Q(
                                        ("lifted_by__isnull", False),
                                        ("lifted_on__isnull", False),
                                        models.Q(("lifted_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reviews_conflict_lifted_by_and_on",
                            ),
                        ],
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "year"), name="reviews_counter_one_series")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReferral",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(db_index=True, max_length=20)),
                        (
                            "case_code",
                            models.CharField(
                                max_length=30,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^(?=.*\\d)[A-Za-z0-9][A-Za-z0-9/-]{2,29}$",
                                        "Enter the code of the case in your own system: letters, figures, hyphens and strokes, with at least one figure.",
                                    ),
                                    reviews.models.referrals.no_detail_as_case_code,
                                ],
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("child", "Child: serious incident"), ("adult", "Adult: section 44")],
                                max_length=8,
                            ),
                        ),
                        (
                            "also",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Neither"),
                                    ("looked_after", "A looked-after child has died"),
                                    ("care_leaver", "A care leaver aged up to 24 has died"),
                                ],
                                default="",
                                max_length=14,
                                verbose_name="also",
                            ),
                        ),
                        ("aware_on", models.DateField(verbose_name="date of awareness")),
                        ("referred_on", models.DateField(verbose_name="referred on")),
                        (
                            "summary",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what happened, in general words",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("assessed", "Criteria recorded"),
                                    ("recommended", "Recommended"),
                                    ("decided", "Decided"),
                                    ("commissioned", "Review commissioned"),
                                    ("closed", "Closed with learning"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="received",
                                editable=False,
                                max_length=14,
                            ),
                        ),
                        (
                            "criteria_reasons",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="reasons",
                            ),
                        ),
                        (
                            "recommended",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_met", "Criteria not met, no review"),
                                    ("learning", "No further review, learning captured"),
                                    ("practice", "Local child safeguarding practice review"),
                                    ("must", "Safeguarding adults review that the law requires"),
                                    ("may", "Safeguarding adults review by choice"),
                                    ("other", "Other local learning review"),
                                    ("national", "Refer for a national review"),
                                    ("awaiting", "Await the national panel"),
                                ],
                                max_length=10,
                                verbose_name="recommended outcome",
                            ),
                        ),
                        ("recommended_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "recommendation_reasons",
                            models.TextField(
                                blank=True, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_met", "Criteria not met, no review"),
                                    ("learning", "No further review, learning captured"),
                                    ("practice", "Local child safeguarding practice review"),
                                    ("must", "Safeguarding adults review that the law requires"),
                                    ("may", "Safeguarding adults review by choice"),
                                    ("other", "Other local learning review"),
                                    ("national", "Refer for a national review"),
                                    ("awaiting", "Await the national panel"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        (
                            "decision_reasons",
                            models.TextField(
                                blank=True, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        (
                            "dissent",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="who saw it differently, and why",
                            ),
                        ),
                        (
                            "panel_view",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not asked, or no answer yet"),
                                    ("agrees", "The national panel agrees"),
                                    ("differs", "The national panel does not agree"),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="what the national panel said",
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "learning",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what was learned",
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
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.agency",
                                verbose_name="agency that refers",
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
                                verbose_name="sub group that recommends",
                            ),
                        ),
                        (
                            "panel",
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
                            "decided_by",
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
                        "verbose_name": "historical referral",
                        "verbose_name_plural": "historical referrals",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Referral",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(max_length=20, unique=True)),
                        (
                            "case_code",
                            models.CharField(
                                max_length=30,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^(?=.*\\d)[A-Za-z0-9][A-Za-z0-9/-]{2,29}$",
                                        "Enter the code of the case in your own system: letters, figures, hyphens and strokes, with at least one figure.",
                                    ),
                                    reviews.models.referrals.no_detail_as_case_code,
                                ],
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("child", "Child: serious incident"), ("adult", "Adult: section 44")],
                                max_length=8,
                            ),
                        ),
                        (
                            "also",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Neither"),
                                    ("looked_after", "A looked-after child has died"),
                                    ("care_leaver", "A care leaver aged up to 24 has died"),
                                ],
                                default="",
                                max_length=14,
                                verbose_name="also",
                            ),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partnership.regime",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="partnership.agency",
                                verbose_name="agency that refers",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="partnership.body",
                                verbose_name="sub group that recommends",
                            ),
                        ),
                        (
                            "panel",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="panel_referrals",
                                to="partnership.body",
                            ),
                        ),
                        ("aware_on", models.DateField(verbose_name="date of awareness")),
                        ("referred_on", models.DateField(verbose_name="referred on")),
                        (
                            "summary",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what happened, in general words",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("assessed", "Criteria recorded"),
                                    ("recommended", "Recommended"),
                                    ("decided", "Decided"),
                                    ("commissioned", "Review commissioned"),
                                    ("closed", "Closed with learning"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="received",
                                editable=False,
                                max_length=14,
                            ),
                        ),
                        (
                            "criteria_reasons",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="reasons",
                            ),
                        ),
                        (
                            "recommended",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_met", "Criteria not met, no review"),
                                    ("learning", "No further review, learning captured"),
                                    ("practice", "Local child safeguarding practice review"),
                                    ("must", "Safeguarding adults review that the law requires"),
                                    ("may", "Safeguarding adults review by choice"),
                                    ("other", "Other local learning review"),
                                    ("national", "Refer for a national review"),
                                    ("awaiting", "Await the national panel"),
                                ],
                                max_length=10,
                                verbose_name="recommended outcome",
                            ),
                        ),
                        ("recommended_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "recommendation_reasons",
                            models.TextField(
                                blank=True, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="subgroups.meeting",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="subgroups.decision",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_met", "Criteria not met, no review"),
                                    ("learning", "No further review, learning captured"),
                                    ("practice", "Local child safeguarding practice review"),
                                    ("must", "Safeguarding adults review that the law requires"),
                                    ("may", "Safeguarding adults review by choice"),
                                    ("other", "Other local learning review"),
                                    ("national", "Refer for a national review"),
                                    ("awaiting", "Await the national panel"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        (
                            "decided_by",
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
                            "decision_reasons",
                            models.TextField(
                                blank=True, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        (
                            "dissent",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="who saw it differently, and why",
                            ),
                        ),
                        (
                            "panel_view",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not asked, or no answer yet"),
                                    ("agrees", "The national panel agrees"),
                                    ("differs", "The national panel does not agree"),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="what the national panel said",
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "learning",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what was learned",
                            ),
                        ),
                        (
                            "involved",
                            models.ManyToManyField(
                                related_name="involved_referrals",
                                through="reviews.Involvement",
                                to="partnership.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-referred_on", "-pk"],
                        "indexes": [models.Index(fields=["status", "-referred_on"], name="referral_status_date")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("referred_on__gte", models.F("aware_on"))),
                                name="reviews_referral_dates_in_order",
                                violation_error_message="Enter a date of referral that is not before the date of awareness.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_by__isnull", True), ("decided_on__isnull", True), ("outcome", "")
                                    ),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                        models.Q(("decision_reasons", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reviews_referral_decided_with_reasons",
                                violation_error_message="A decision has its outcome, its date, its person and its reasons.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "closed"), _negated=True),
                                    models.Q(("closed_on__isnull", False), models.Q(("learning", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reviews_referral_closed_with_learning",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralMove",
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
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="reviews.referral"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalInvolvement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "referral",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.referral",
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
                        "verbose_name": "historical involvement",
                        "verbose_name_plural": "historical involvements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Involvement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="involvements",
                                to="reviews.referral",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="involvements",
                                to="partnership.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agency__name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("referral", "agency"), name="reviews_involvement_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCriterion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("key", models.SlugField(max_length=40)),
                        ("place", models.PositiveSmallIntegerField()),
                        ("level", models.CharField(choices=[("must", "Must"), ("may", "May")], max_length=4)),
                        (
                            "joined",
                            models.CharField(
                                choices=[("all", "with all others"), ("any", "one of these")], max_length=3
                            ),
                        ),
                        ("text", models.TextField()),
                        ("citation", models.CharField(max_length=300)),
                        ("is_verified", models.BooleanField(verbose_name="checked against its source")),
                        (
                            "answer",
                            models.CharField(
                                choices=[("met", "Met"), ("not_met", "Not met"), ("unclear", "Not clear yet")],
                                max_length=8,
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.referral",
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
                        "verbose_name": "historical criterion",
                        "verbose_name_plural": "historical criteria",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="reviews.referral",
                            ),
                        ),
                        ("key", models.SlugField(max_length=40)),
                        ("place", models.PositiveSmallIntegerField()),
                        ("level", models.CharField(choices=[("must", "Must"), ("may", "May")], max_length=4)),
                        (
                            "joined",
                            models.CharField(
                                choices=[("all", "with all others"), ("any", "one of these")], max_length=3
                            ),
                        ),
                        ("text", models.TextField()),
                        ("citation", models.CharField(max_length=300)),
                        ("is_verified", models.BooleanField(verbose_name="checked against its source")),
                        (
                            "answer",
                            models.CharField(
                                choices=[("met", "Met"), ("not_met", "Not met"), ("unclear", "Not clear yet")],
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "criteria",
                        "ordering": ["place"],
                        "constraints": [
                            models.UniqueConstraint(fields=("referral", "key"), name="reviews_criterion_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDeadline",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("rule_key", models.SlugField(max_length=60)),
                        ("title", models.CharField(max_length=200)),
                        ("length", models.CharField(blank=True, max_length=60, verbose_name="time given")),
                        ("citation", models.CharField(blank=True, max_length=300)),
                        ("is_verified", models.BooleanField(default=False, verbose_name="checked against its source")),
                        ("start_on", models.DateField(verbose_name="clock began")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        ("met_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                        (
                            "proof",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="proof",
                            ),
                        ),
                        (
                            "late_reason",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="reason if late",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.referral",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.rule",
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
                        "verbose_name": "historical deadline",
                        "verbose_name_plural": "historical deadlines",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Deadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deadlines",
                                to="reviews.referral",
                            ),
                        ),
                        ("rule_key", models.SlugField(max_length=60)),
                        (
                            "rule",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partnership.rule",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("length", models.CharField(blank=True, max_length=60, verbose_name="time given")),
                        ("citation", models.CharField(blank=True, max_length=300)),
                        ("is_verified", models.BooleanField(default=False, verbose_name="checked against its source")),
                        ("start_on", models.DateField(verbose_name="clock began")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        ("met_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                        (
                            "proof",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="proof",
                            ),
                        ),
                        (
                            "late_reason",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="reason if late",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("referral", "rule_key"), name="reviews_deadline_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReview",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(db_index=True, max_length=20)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("practice", "Local child safeguarding practice review"),
                                    ("adult", "Safeguarding adults review"),
                                    ("other", "Other local learning review"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                max_length=200, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        ("commissioned_on", models.DateField()),
                        ("to_publish_on", models.DateField(blank=True, null=True, verbose_name="to be published on")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("under_way", "Under way"),
                                    ("concluded", "Concluded"),
                                    ("published", "Published"),
                                    ("checked", "Impact checked"),
                                ],
                                default="under_way",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("concluded_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "findings",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what it found",
                            ),
                        ),
                        ("published_on", models.DateField(blank=True, editable=False, null=True)),
                        ("is_full_report", models.BooleanField(default=True, verbose_name="published in full")),
                        (
                            "not_in_full_reason",
                            models.TextField(
                                blank=True, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        (
                            "checked_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="impact checked on"),
                        ),
                        (
                            "impact",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what changed because of it",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.referral",
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
                        "verbose_name": "historical review",
                        "verbose_name_plural": "historical reviews",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("reference", models.CharField(max_length=20, unique=True)),
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review",
                                to="reviews.referral",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("practice", "Local child safeguarding practice review"),
                                    ("adult", "Safeguarding adults review"),
                                    ("other", "Other local learning review"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                max_length=200, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        ("commissioned_on", models.DateField()),
                        ("to_publish_on", models.DateField(blank=True, null=True, verbose_name="to be published on")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("under_way", "Under way"),
                                    ("concluded", "Concluded"),
                                    ("published", "Published"),
                                    ("checked", "Impact checked"),
                                ],
                                default="under_way",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("concluded_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "findings",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what it found",
                            ),
                        ),
                        ("published_on", models.DateField(blank=True, editable=False, null=True)),
                        ("is_full_report", models.BooleanField(default=True, verbose_name="published in full")),
                        (
                            "not_in_full_reason",
                            models.TextField(
                                blank=True, validators=[partnership.kit.personal_details.no_personal_details]
                            ),
                        ),
                        (
                            "checked_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="impact checked on"),
                        ),
                        (
                            "impact",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what changed because of it",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-commissioned_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("concluded_on__isnull", True), ("status", "under_way")),
                                    models.Q(
                                        models.Q(("status", "under_way"), _negated=True),
                                        ("concluded_on__isnull", False),
                                        models.Q(("findings", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reviews_review_concluded_with_findings",
                                violation_error_message="Write what the review found before you conclude it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "published"), _negated=True),
                                    ("published_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="reviews_review_published_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "checked"), _negated=True),
                                    models.Q(("checked_on__isnull", False), models.Q(("impact", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reviews_review_checked_with_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewMove",
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
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="reviews.review"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalBriefing",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "background",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="Background",
                            ),
                        ),
                        (
                            "why",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="Why it matters",
                            ),
                        ),
                        (
                            "what_happened",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="What happened, in general words",
                            ),
                        ),
                        (
                            "found",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="What was found",
                            ),
                        ),
                        (
                            "what_to_do",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="What to do differently",
                            ),
                        ),
                        (
                            "questions",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="Questions for your team",
                            ),
                        ),
                        (
                            "more",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="Where to read more",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.review",
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
                        "verbose_name": "historical briefing",
                        "verbose_name_plural": "historical briefings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Briefing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "review",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="briefing",
                                to="reviews.review",
                            ),
                        ),
                        (
                            "background",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="Background",
                            ),
                        ),
                        (
                            "why",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="Why it matters",
                            ),
                        ),
                        (
                            "what_happened",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="What happened, in general words",
                            ),
                        ),
                        (
                            "found",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="What was found",
                            ),
                        ),
                        (
                            "what_to_do",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="What to do differently",
                            ),
                        ),
                        (
                            "questions",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="Questions for your team",
                            ),
                        ),
                        (
                            "more",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="Where to read more",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRecommendation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "text",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what should change",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("made", "Waits for an answer"),
                                    ("accepted", "Accepted"),
                                    ("not_implemented", "Not implemented"),
                                ],
                                default="made",
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        ("answered_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="reason it is not implemented",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.review",
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
                        "verbose_name": "historical recommendation",
                        "verbose_name_plural": "historical recommendations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Recommendation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="reviews.review",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "text",
                            models.TextField(
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="what should change",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("made", "Waits for an answer"),
                                    ("accepted", "Accepted"),
                                    ("not_implemented", "Not implemented"),
                                ],
                                default="made",
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        ("answered_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                validators=[partnership.kit.personal_details.no_personal_details],
                                verbose_name="reason it is not implemented",
                            ),
                        ),
                        (
                            "agencies",
                            models.ManyToManyField(
                                related_name="recommendations", through="reviews.Addressee", to="partnership.agency"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "number"), name="reviews_recommendation_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on__isnull", True), ("status", "made")),
                                    models.Q(
                                        models.Q(("status", "made"), _negated=True), ("answered_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="reviews_recommendation_answered_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "not_implemented"), models.Q(("reason", ""), _negated=True)),
                                    models.Q(models.Q(("status", "not_implemented"), _negated=True), ("reason", "")),
                                    _connector="OR",
                                ),
                                name="reviews_recommendation_reason_where_due",
                                violation_error_message="Write why it is not implemented. The annual report prints the reason.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationMove",
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
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="reviews.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAddressee",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.recommendation",
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
                        "verbose_name": "historical addressee",
                        "verbose_name_plural": "historical addressees",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Addressee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addressees",
                                to="reviews.recommendation",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.agency"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agency__name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("recommendation", "agency"), name="reviews_addressee_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRecommendationAction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reviews.recommendation",
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
                        "verbose_name": "historical recommendation action",
                        "verbose_name_plural": "historical recommendation actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RecommendationAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="carried_by",
                                to="reviews.recommendation",
                            ),
                        ),
                        (
                            "action",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommended_by",
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
