"""What an action waits for: an answer to a new date that was asked for, or to whose it is."""

import datetime as dt

from partnership.kit.history import save_as
from partnership.models import Person
from partnership.permissions import AgencyRight
from subgroups.models import Action, DateChange, OwnershipQuery


def may_take_back(asked: OwnershipQuery | DateChange, action: Action, by: Person) -> bool:
    """Whether somebody may take a request back: who made it, and the lead of the agency that holds the action."""
    return asked.asked_by_id == by.pk or action.allows(by, AgencyRight.LEAD)


def drop_requests(action: Action, why: str, *, by: Person, now: dt.datetime) -> None:
    """Let what was asked fall away, because the action moved on: claimed, withdrawn, or given to another agency."""
    asked: list[DateChange | OwnershipQuery] = [
        *action.date_changes.filter(status=DateChange.Status.ASKED),
        *action.ownership_queries.filter(status=OwnershipQuery.Status.ASKED),
    ]
    for request in asked:
        request.status, request.answer = "undone", why
        request.answered_by, request.answered_at = by, now
        save_as(request, by=by, reason="Fell away", now=now)


def look_again(action: Action) -> None:
    """Have the chaser look at an action and its supported parts at its next run: what they wait for has changed."""
    Action.objects.filter(pk=action.pk).update(next_chase_on=None)
    action.supports.update(next_chase_on=None)
