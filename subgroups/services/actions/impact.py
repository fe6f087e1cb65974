"""Whether a difference lasted: asked some months after an action was closed."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.models import Person
from partnership.permissions import AgencyRight
from subgroups.deadlines import impact_check_due
from subgroups.models import Action, ImpactCheck
from subgroups.services.actions.telling import chairs_of, tell_all


def plan_impact_check(action: Action, *, by: Person, now: dt.datetime) -> ImpactCheck:
    """Put down when the agency of an action closed today is asked whether the difference lasted.

    Closed, opened and closed on one day it is still asked once. Called inside the act that closes.
    """
    on = london_date(now)
    due_on = impact_check_due(on)
    held = {check.due_on: check for check in action.impact_checks.all()}
    while due_on in held:
        check = held[due_on]
        if check.checked_at is None:
            if check.cancelled_on is not None:
                check.cancelled_on = None
                save_as(check, by=by, reason="Closed", now=now)
            return check
        due_on += dt.timedelta(days=1)
    check = ImpactCheck(action=action, due_on=due_on, chase_from_on=on)
    return save_as(check, by=by, reason="Closed", now=now)


def cancel_impact_checks(action: Action, *, by: Person, now: dt.datetime) -> None:
    """Take off what was still to be asked: the action is open again, and is looked at anew once it is closed anew."""
    for check in action.impact_checks.filter(checked_at__isnull=True, cancelled_on__isnull=True):
        check.cancelled_on = london_date(now)
        save_as(check, by=by, reason="Action opened again", now=now)


@transaction.atomic
def check_impact(*, check: ImpactCheck, outcome: str, text: str, by: Person, now: dt.datetime) -> ImpactCheck:
    """Say whether the difference of a closed action lasted, and how that is known. The chair is told if it did not.

    What was said once stays.
    """
    action = lock(check.action)
    current = lock(check)
    if not action.allows(by, AgencyRight.UPDATE_WORK):
        raise NotYours("Whether the difference lasted is said by the agency that held the action.")
    if current.checked_at is not None:
        raise WrongState("This has been answered already.")
    if current.cancelled_on is not None or action.status != Action.Status.CLOSED:
        raise WrongState("The action is not closed, so there is nothing to look back at.")
    if outcome not in ImpactCheck.Outcome.values or not outcome:
        raise ValidationError({"outcome": "Choose whether the difference lasted."})
    if not text.strip():
        raise ValidationError({"text": "Write how that is known: a figure, an audit, what staff or families say."})
    current.outcome, current.text = outcome, text.strip()
    current.checked_by, current.checked_at = by, now
    save_as(current, by=by, reason="Looked at again", now=now)
    note_answer(kind="impact-check", subject=current.pk, by=by, now=now)
    if outcome == ImpactCheck.Outcome.FADED:
        tell_all(
            action, chairs_of(action, now), "impact faded", f"{action.reference}: it did not last", by=by, now=now,
            lines=["The agency says that the difference of this action did not last. You may open the action again."],
        )  # fmt: skip
    return current
