"""Reads of strategic plans: the list, one plan with all its objectives, one objective with what was said of it."""

import datetime as dt
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from partnership.models import Body, Objective, PlanVersion, Priority, Progress, StrategicPlan, Theme


def plans(on: dt.date) -> Any:
    """All plans, latest first, with how many objectives they have, are done and are late. One query."""
    late = Q(priorities__themes__objectives__due_on__lt=on) & Q(
        priorities__themes__objectives__progress__in=[Objective.Progress.NOT_STARTED, Objective.Progress.UNDER_WAY]
    )
    every = "priorities__themes__objectives"
    return (
        StrategicPlan.objects.select_related("body")
        .annotate(
            objective_count=Count(every, distinct=True),
            done_count=Count(every, filter=Q(**{f"{every}__progress": Objective.Progress.DONE}), distinct=True),
            late_count=Count(every, filter=late, distinct=True),
        )
        .order_by("-starts_on", "pk")
    )


def whole_plan(plan: StrategicPlan) -> list[Priority]:
    """The priorities of a plan with themes and objectives, in order. Three queries."""
    objectives = Objective.objects.select_related("owner").order_by("place")
    themes = Theme.objects.order_by("place").prefetch_related(Prefetch("objectives", objectives))
    return list(plan.priorities.order_by("number").prefetch_related(Prefetch("themes", themes)))


def versions_of(plan: StrategicPlan) -> QuerySet[PlanVersion]:
    """The versions of a plan, latest first."""
    return plan.versions.order_by("-dated", "-pk")


def said_of(objective: Objective) -> QuerySet[Progress]:
    """What was said of an objective's progress, latest first."""
    return objective.said.select_related("by__agency").order_by("-on", "-pk")


def objectives_with_plan() -> QuerySet[Objective]:
    """Objectives with all that stands above them."""
    rows: QuerySet[Objective] = Objective.objects.select_related("theme__priority__plan__body", "owner")
    return rows


def possible_owners(on: dt.date, *, also: Body | None = None) -> QuerySet[Body]:
    """Open bodies of the partnership that may own an objective, and the one that owns it though it closed."""
    rows: QuerySet[Body] = Body.objects.open(on).internal()
    if also is not None:
        rows = rows | Body.objects.filter(pk=also.pk)
    return rows.order_by("name")
