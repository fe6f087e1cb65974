"""What this room tells of the golden thread: the report in which an action or a decision is counted."""

import datetime as dt
from typing import Any

from partnership.kit.thread import Knot, tells_of
from reports.models import Report
from reports.selectors import scope_of
from subgroups.models import Action, Decision


@tells_of(Action)
def report_of_action(action: Action, person: Any, on: dt.date) -> list[Knot]:
    """The reports whose period the action was closed in."""
    if action.status != Action.Status.CLOSED or action.closed_on is None:
        return []
    return _counted(person, action.closed_on, action.body_id)


@tells_of(Decision)
def report_of_decision(decision: Decision, person: Any, on: dt.date) -> list[Knot]:
    """The reports whose period the decision was taken in."""
    return _counted(person, decision.decided_on, decision.body_id)


def _counted(person: Any, day: dt.date, body_id: int) -> list[Knot]:
    """Reports that the person may see, that cover the day, and under whose head the body stands."""
    reports = Report.objects.visible_to(person).filter(from_on__lte=day, to_on__gte=day)
    return [
        Knot(60, "Counted in", report.title, report.get_absolute_url(), happened=report.status in Report.FROZEN)
        for report in reports.exclude(status=Report.Status.SUPERSEDED).select_related("body")
        if body_id in scope_of(report).ids
    ]
