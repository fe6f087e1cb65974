"""A granted date may be earlier than the one before it: an action that is opened again may be wanted sooner."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subgroups", "0001_squashed_0002_life_of_actions"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="datechange",
            name="subgroups_datechange_later",
        ),
        migrations.AddConstraint(
            model_name="datechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__gt", models.F("from_on")),
                    models.Q(("status", "granted"), models.Q(("to_on", models.F("from_on")), _negated=True)),
                    _connector="OR",
                ),
                name="subgroups_datechange_later",
                violation_error_message="Enter a date after the one that stands.",
            ),
        ),
    ]
