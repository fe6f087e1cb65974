"""How actions keep their promises, counted as they change: scorecards and homes add these up."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value

from partnership.kit.kept_counts import KeptCounts, MonthOf, when
from partnership.models import Agency, Body
from subgroups.models.actions import Action

IS_CLOSED = Q(status=Action.Status.CLOSED)
CLOSED_ON_TIME = IS_CLOSED & Q(claimed_on__lte=F("first_due_on"))


class ActionCounts(KeptCounts):
    """Actions by the month of their first due date, by lead agency and by body. Withdrawn ones are left out."""

    month = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.DO_NOTHING, related_name="+")
    due = models.BigIntegerField()
    on_time = models.BigIntegerField()
    closed = models.BigIntegerField()
    twice = models.BigIntegerField()
    moves = models.BigIntegerField()
    days = models.BigIntegerField()

    of = Action
    only = ~Q(status=Action.Status.WITHDRAWN)
    keys: ClassVar = {"month": MonthOf("first_due_on"), "agency": F("lead_agency_id"), "body": F("body_id")}
    counts: ClassVar = {
        "due": Value(1),
        "on_time": when(CLOSED_ON_TIME),
        "closed": when(IS_CLOSED),
        "twice": when(Q(moves_count__gte=2)),
        "moves": F("moves_count"),
        "days": F("days_slipped"),
    }

    class Meta(KeptCounts.Meta):
        indexes = [
            models.Index(fields=["month", "agency", "body"], name="action_counts_by_month"),
            models.Index(fields=["agency", "month"], name="action_counts_of_agency"),
        ]
