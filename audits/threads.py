"""What this room tells of the golden thread: from a round or an inspection to the actions that it asked for."""

import datetime as dt
from typing import Any

from audits.models import AuditAction, FindingAction, Inspection, Return
from partnership.kit.dates import financial_year, london_date
from partnership.kit.thread import Knot, tells_of
from partnership.kit.wording import plural, short_date
from subgroups.models import Action


@tells_of(Action)
def audit_behind_an_action(action: Action, person: Any, on: dt.date) -> list[Knot]:
    """The return and the standard that an action came from, for those who may read the return."""
    if action.origin != Action.Origin.AUDIT:
        return []
    seen = AuditAction.objects.filter(action=action, audit_return__in=Return.objects.visible_to(person))
    row = seen.select_related("audit_return__round", "standard").first()
    if row is None:
        return [Knot(-20, "Audit", "A return that you may not read")]
    label = f"{row.audit_return.round.title}, standard {row.standard.number}"
    return [Knot(-20, "Audit return", label, row.audit_return.get_absolute_url())]


@tells_of(Return)
def thread_of_return(row: Return, person: Any, on: dt.date) -> list[Knot]:
    """Round, return, moderation, actions, the year's report. Uses the actions that were read with the return."""
    knots = [
        Knot(-20, "Round", row.round.title, row.round.get_absolute_url()),
        Knot(0, "This return", row.agency.short_name, here=True),
    ]
    if row.submitted_at:
        knots.append(Knot(10, f"Submitted {short_date(row.submitted_at, on)}", f"by {row.submitted_by}"))
    else:
        knots.append(Knot(10, "Submitted", "Not yet", happened=False))
    if row.moderated_at:
        knots.append(Knot(20, f"Moderated {short_date(row.moderated_at, on)}", f"by {row.moderated_by}"))
    else:
        knots.append(Knot(20, "Moderated", "Not yet", happened=False))
    actions = [link.action for link in row.actions.all()]
    closed = sum(action.status == Action.Status.CLOSED for action in actions)
    if actions:
        knots.append(Knot(30, "Actions", f"{plural(len(actions), 'action')}, {closed} closed"))
    year = financial_year(london_date(row.moderated_at) if row.moderated_at else on)
    knots.append(Knot(50, f"Annual report {year.first.year} to {year.last.year}", "With its round", happened=False))
    return knots


@tells_of(Action)
def inspection_behind_an_action(action: Action, person: Any, on: dt.date) -> list[Knot]:
    """The inspection and the finding that an action came from, for those who may read the inspection."""
    if action.origin != Action.Origin.INSPECTION:
        return []
    row = FindingAction.objects.filter(action=action).select_related("finding__inspection").first()
    if row is None:
        return []
    inspection = row.finding.inspection
    if not Inspection.objects.visible_to(person).filter(pk=inspection.pk).exists():
        return [Knot(-20, "Inspection", "One that you may not read")]
    label = f"{inspection.title}, finding {row.finding.number}"
    return [Knot(-20, "Inspection", label, inspection.get_absolute_url(), inspection.published_on)]


@tells_of(Inspection)
def thread_of_inspection(row: Inspection, person: Any, on: dt.date) -> list[Knot]:
    """The inspection, its findings, the actions that follow, the year's report."""
    links = FindingAction.objects.filter(finding__inspection=row).select_related("action")
    actions = [link.action for link in links]
    findings = row.findings.count()
    closed = sum(action.status == Action.Status.CLOSED for action in actions)
    year = financial_year(row.published_on)
    return [
        Knot(0, "This inspection", row.get_inspectorate_display(), on=row.published_on, here=True),
        Knot(10, "Findings", plural(findings, "finding") if findings else "None recorded yet", happened=findings > 0),
        Knot(
            20,
            "Actions",
            f"{plural(len(actions), 'action')}, {closed} closed" if actions else "None recorded yet",
            happened=bool(actions),
        ),
        Knot(50, f"Annual report {year.first.year} to {year.last.year}", "By the day of the report", happened=False),
    ]
