"""Reads of referrals: the list with its filters, what one page shows, counts."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from partnership.kit.querysets import with_words
from partnership.models import Person
from reviews.models import Access, Conflict, Deadline, Involvement, Referral, Review
from subgroups.models import Decision, Meeting


def referrals_for(person: Person, filters: dict[str, Any], on: dt.date) -> QuerySet[Referral]:
    """The person's referrals that the filters leave, the latest first; each with the clock that runs out first."""
    running = Deadline.objects.filter(met_on__isnull=True, due_on__isnull=False).order_by("due_on", "pk")
    first = running.filter(referral=OuterRef("pk")).values("due_on")[:1]
    rows = Referral.objects.visible_to(person).select_related("agency").annotate(next_due_on=Subquery(first))
    if words := filters.get("words"):
        rows = with_words(rows, words, "reference", "case_code", "agency__name")
    if kind := filters.get("kind"):
        rows = rows.filter(kind=kind)
    match filters.get("state") or "open":
        case "open":
            rows = rows.filter(status__in=Referral.OPEN)
        case "late":
            rows = rows.filter(next_due_on__lt=on).exclude(status=Referral.Status.WITHDRAWN)
        case "all":
            pass
        case state:
            rows = rows.filter(status=state)
    return rows.order_by("-referred_on", "-pk")


def counts_for(person: Person) -> dict[str, int]:
    """How many referrals there are, and where they stand."""
    status = Referral.Status
    counted: dict[str, int] = Referral.objects.visible_to(person).aggregate(
        open=Count("pk", filter=Q(status__in=Referral.OPEN)),
        to_decide=Count("pk", filter=Q(status=status.RECOMMENDED)),
        reviews=Count("pk", filter=Q(status=status.COMMISSIONED)),
    )
    return counted


def referral_record(person: Person) -> Any:
    """The queryset of a referral's own page: everything it shows, in few queries."""
    return (
        Referral.objects.visible_to(person)
        .select_related(
            "agency", "body", "panel", "regime", "meeting__body", "decision__body", "decided_by", "review"
        )
        .prefetch_related(
            "criteria",
            Prefetch("deadlines", Deadline.objects.order_by("start_on", "due_on", "pk")),
            Prefetch("involvements", Involvement.objects.select_related("agency")),
        )
        .annotate(
            decision_seen=Exists(Decision.objects.visible_to(person).filter(pk=OuterRef("decision_id"))),
            meeting_seen=Exists(Meeting.objects.visible_to(person).filter(pk=OuterRef("meeting_id"))),
            review_seen=Exists(Review.objects.visible_to(person).filter(referral_id=OuterRef("pk"))),
        )
    )  # fmt: skip


def conflicts_of(referral: Referral) -> QuerySet[Conflict]:
    """Who is or was shut out of a referral, with who said so."""
    return referral.conflicts.select_related("person", "declared_by", "lifted_by")


def accesses_of(referral: Referral, most: int = 200) -> list[Access]:
    """Who opened a referral, its review or the history of one, the latest first."""
    return list(referral.accesses.select_related("person")[:most])


def people_for_conflict(referral: Referral) -> QuerySet[Person]:
    """Who can be shut out: everybody who signs in and is not shut out already."""
    shut = Conflict.objects.live().filter(referral=referral)
    return Person.objects.filter(is_active=True).exclude(pk__in=shut.values("person_id")).order_by("name")
