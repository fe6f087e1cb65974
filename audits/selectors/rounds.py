"""Reads of rounds: the list with its counts, and everything that a round's page shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from audits.models import AuditAction, Return, Round, Standard
from audits.obligations import owed
from audits.scoring import Thresholds
from audits.selectors.scores import Scored, scores_of, standards_of, thresholds_of
from partnership.chasing import Ladders, Rung, next_step
from partnership.kit.working_days import WorkingDays
from partnership.models import Person
from partnership.permissions import AgencyRight
from subgroups.models import Action


def rounds_for(person: Person, filters: dict[str, Any], on: dt.date) -> QuerySet[Round]:
    """The person's rounds, the one due last first, with counts of the returns that the person may see."""
    seen = Q()
    if not person.rights.sees_everything:
        seen = Q(returns__agency_id__in=person.rights.agencies(AgencyRight.SEE_WORK))
    with_agency = Q(returns__status__in=Return.WITH_THE_AGENCY)
    rows = Round.objects.visible_to(person).select_related("framework", "body")
    if status := filters.get("status"):
        rows = rows.filter(status=status)
    counted: QuerySet[Round] = rows.annotate(
        asked=Count("returns", filter=seen),
        returned=Count("returns", filter=seen & Q(returns__status__in=Return.RETURNED)),
        moderated=Count("returns", filter=seen & Q(returns__status=Return.Status.MODERATED)),
        overdue=Count(
            "returns", filter=seen & with_agency & Q(status=Round.Status.OPEN) & Q(returns__due_on__lt=on)
        ),
    ).order_by("-due_on", "-pk")  # fmt: skip
    return counted


def returns_overdue(person: Person, on: dt.date) -> int:
    """How many of the returns that the person may see are overdue."""
    return int(Return.objects.visible_to(person).overdue(on).count())


@dataclass(frozen=True)
class RoundPage:
    """What a round's page shows of the returns that its reader may see."""

    standards: list[Standard]
    thresholds: Thresholds
    returns: list[Return]
    scores: dict[int, Scored]
    actions: int
    closed_actions: int


def round_page(round_: Round, person: Person) -> RoundPage:
    """Standards, thresholds, returns with their scores, and how many actions came of them. Six queries."""
    standards = standards_of(round_.framework_id)
    visible = Return.objects.visible_to(person).filter(round=round_)
    returns = list(visible.select_related("agency", "round").order_by("agency__name"))
    actions = AuditAction.objects.filter(audit_return__in=[row.pk for row in returns])
    counted = actions.aggregate(
        all=Count("pk"), closed=Count("pk", filter=Q(action__status=Action.Status.CLOSED))
    )  # fmt: skip
    return RoundPage(
        standards=standards,
        thresholds=thresholds_of(round_),
        returns=returns,
        scores=scores_of([row.pk for row in returns], standards),
        actions=counted["all"],
        closed_actions=counted["closed"],
    )


def next_chases(
    returns: list[Return], on: dt.date, calendar: WorkingDays
) -> dict[int, tuple[Rung, dt.date] | None]:  # fmt: skip
    """What happens next to each return that is owed, if nothing is done."""
    ladders = Ladders()
    return {row.pk: next_step(owed(row), ladders.of(row.round.body_id), on, calendar) for row in returns}
