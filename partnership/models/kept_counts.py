"""How chases were answered, counted as they change: scorecards add these up."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from partnership.kit.kept_counts import KeptCounts, MonthOf, when
from partnership.models.agencies import Agency
from partnership.models.bodies import Body
from partnership.models.chases import Chase


class ChaseCounts(KeptCounts):
    """Chases of agencies by the month in which the step was taken, by agency and by body. `answer_days`: working days
    to the answer of those whose days are known, which are `timed`."""

    month = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.DO_NOTHING, null=True, related_name="+")
    chases = models.BigIntegerField()
    answered = models.BigIntegerField()
    timed = models.BigIntegerField()
    answer_days = models.BigIntegerField()

    of = Chase
    only = Q(agency__isnull=False)
    keys: ClassVar = {"month": MonthOf("on"), "agency": F("agency_id"), "body": F("body_id")}
    counts: ClassVar = {
        "chases": Value(1),
        "answered": when(Q(answered_at__isnull=False)),
        "timed": when(Q(answer_days__isnull=False)),
        "answer_days": Coalesce(F("answer_days"), 0),
    }

    class Meta(KeptCounts.Meta):
        indexes = [models.Index(fields=["month", "agency", "body"], name="chase_counts_by_month")]
