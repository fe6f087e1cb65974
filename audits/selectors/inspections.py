"""Reads about inspections: the list with its counts, the findings of one with their actions."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from audits.models import Finding, FindingAction, Inspection
from subgroups.models import Action


def inspections_for(person: Any, filters: dict[str, Any]) -> QuerySet[Any]:
    """Inspections within the person's scope, the latest first, with how many findings and actions each has."""
    rows = Inspection.objects.visible_to(person).select_related("agency", "body")
    if filters.get("inspectorate"):
        rows = rows.filter(inspectorate=filters["inspectorate"])
    if filters.get("agency"):
        rows = rows.filter(agency=filters["agency"])
    closed = Q(findings__carried_by__action__status=Action.Status.CLOSED)
    found: QuerySet[Any] = rows.annotate(
        number_of_findings=Count("findings", distinct=True),
        actions=Count("findings__carried_by", distinct=True),
        closed=Count("findings__carried_by", filter=closed, distinct=True),
    ).order_by("-published_on", "-pk")
    return found


def findings_of(inspection: Inspection) -> list[Finding]:
    """Its findings in order, each with its actions: three queries."""
    links = FindingAction.objects.select_related("action__lead_agency").order_by("action__due_on", "pk")
    return list(inspection.findings.prefetch_related(Prefetch("carried_by", links)).order_by("number"))


def actions_seen(findings: list[Finding], person: Any) -> set[int]:
    """Which of their actions the person may read."""
    wanted = [link.action_id for finding in findings for link in finding.carried_by.all()]
    return (
        set(Action.objects.visible_to(person).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    )
