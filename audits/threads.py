"""What this room tells of the golden thread: from a round to a return to the actions that it asked for."""

import datetime as dt
from typing import Any

from audits.models import AuditAction, Return
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
