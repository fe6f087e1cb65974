"""Who holds an action: handing it to another person."""

import datetime as dt

from django.db import transaction

from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.models import Person
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import Action
from subgroups.services.actions.recording import check_holder
from subgroups.services.actions.telling import tell


def may_hand_over(action: Action, by: Person) -> bool:
    """Whether somebody may give an action to another person: the agency's lead, the chair, the business unit."""
    return action.allows(by, AgencyRight.LEAD) or action.allows(by, BodyRight.RECORD)


@transaction.atomic
def hand_over(*, action: Action, holder: Person, by: Person, now: dt.datetime) -> Action:
    """Give an action to another person of the same agency, and tell that person."""
    current = lock(action)
    if not may_hand_over(current, by):
        raise NotYours("An action is handed over by its agency's lead, the chair or the business unit.")
    if not current.is_live:
        raise WrongState("This action has ended, so there is nothing to hand over.")
    check_holder(holder, current.lead_agency)
    current.holder = holder
    save_as(current, by=by, reason="Handed over", now=now)
    if holder != by:
        tell(current, holder, "action given", f"{current.reference}: an action for you", now=now, lines=[
            f"You now hold an action of {current.body.name}.",
            f"It is due on {current.due_on.day} {current.due_on:%B %Y}.",
        ])  # fmt: skip
    return current
