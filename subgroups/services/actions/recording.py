"""What was agreed: recording an action, accepting a proposed one, correcting what was written."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import delete_as, save_as
from partnership.kit.workflow import lock, move
from partnership.models import Agency, Body, Objective, Person
from partnership.permissions import BodyRight
from subgroups.models import Action, AgendaItem, Challenge, Decision, Meeting, Risk, Support
from subgroups.services.actions.telling import tell
from subgroups.services.numbers import action_reference
from subgroups.workflow import actions as workflow


def check_holder(holder: Person | None, agency: Agency) -> None:
    """The person holding an action works for the lead agency or for a part of it, and may sign in."""
    if holder is None:
        return
    family = {agency.pk, agency.part_of_id} - {None}
    theirs = {holder.agency_id, holder.agency.part_of_id if holder.agency else None}
    if not holder.is_active or not family & theirs:
        raise ValidationError({"holder": f"Choose somebody who works for {agency.short_name} and may sign in."})


@transaction.atomic
def record_action(
    *,
    body: Body,
    lead_agency: Agency,
    title: str,
    what: str,
    measure: str,
    due_on: dt.date,
    by: Person,
    now: dt.datetime,
    holder: Person | None = None,
    origin: str = Action.Origin.MEETING,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    decision: Decision | None = None,
    objective: Objective | None = None,
    risk: Risk | None = None,
    challenge: Challenge | None = None,
    supporting: Iterable[tuple[Agency, str]] = (),
    propose: bool = False,
    quietly: bool = False,
) -> Action:
    """Give an agency something to do by a date, numbered in its body's series, and tell the person who holds it.

    With `quietly` nobody is told: whoever records many tells each person once of all of theirs.
    Refuses a date before the day it is recorded, a closed body or agency, and a holder from elsewhere.
    """
    on = london_date(now)
    if not body.allows(by, BodyRight.RECORD):
        raise NotYours(f"Actions of {body.short_name} are recorded by its chair or the business unit.")
    if not body.is_open(on):
        raise ValidationError(f"{body.name} has closed. Choose the body that took over its work.")
    if due_on < on:
        raise ValidationError({"due_on": "Enter a due date that has not passed."})
    if not lead_agency.is_open(on):
        raise ValidationError({"lead_agency": f"{lead_agency.name} has closed. Choose its successor."})
    check_holder(holder, lead_agency)
    if item is not None:
        meeting = meeting or item.meeting
    action = Action(
        body=body,
        reference=action_reference(body=body, year=on.year),
        title=title,
        what=what,
        measure=measure,
        origin=origin,
        meeting=meeting,
        item=item,
        decision=decision,
        objective=objective,
        risk=risk,
        challenge=challenge,
        lead_agency=lead_agency,
        holder=holder,
        opened_on=on,
        first_due_on=due_on,
        due_on=due_on,
        chase_from_on=on,
        status=Action.Status.PROPOSED if propose else Action.Status.OPEN,
    )
    save_as(action, by=by, reason="Recorded", now=now)
    for agency, part in supporting:
        if agency.pk == lead_agency.pk:
            raise ValidationError({"supporting": f"{agency.short_name} leads this action. Choose other agencies."})
        support = Support(action=action, agency=agency, part=part, chase_from_on=on)
        save_as(support, by=by, reason="Recorded", now=now)
    action.moves.create(from_status="", to_status=action.status, move="propose" if propose else "record", by=by, at=now)
    if holder is not None and holder != by and not propose and not quietly:
        tell(action, holder, "action given", f"{action.reference}: an action for you", now=now, lines=[
            f"{body.name} has given {lead_agency.short_name} an action, and you hold it.",
            f"It is due on {due_on.day} {due_on:%B %Y}.",
        ])  # fmt: skip
    return action


def open_action(*, action: Action, by: Person, now: dt.datetime) -> Action:
    """Accept a proposed action, so that it counts and is chased."""

    def begin(row: Action) -> None:
        row.chase_from_on = london_date(now)

    return move(action, workflow.OPEN, by=by, now=now, on=london_date(now), change=begin)


@transaction.atomic
def change_action(*, action: Action, by: Person, now: dt.datetime, seen: int | None, **fields: Any) -> Action:
    """Correct what was written: title, what, measure, objective, holder, supporting agencies. Never the date.

    Raises Stale when somebody saved it since. Refuses once it is closed or withdrawn.
    """
    supporting: Iterable[tuple[Agency, str]] | None = fields.pop("supporting", None)
    unknown = set(fields) - {"title", "what", "measure", "objective", "holder", "lead_agency"}
    if unknown:
        raise ValidationError(f"These cannot be changed here: {', '.join(sorted(unknown))}.")
    current = lock(action)
    if not current.allows(by, BodyRight.RECORD):
        raise NotYours("What was agreed is corrected by the chair or the business unit.")
    if not current.is_live:
        raise WrongState("This action has ended. Reopen it before you change it.")
    current.step_version(seen=seen)
    for name, value in fields.items():
        setattr(current, name, value)
    if "holder" in fields or "lead_agency" in fields:
        check_holder(current.holder, current.lead_agency)
    save_as(current, by=by, reason="Corrected", now=now)
    if supporting is not None:
        wanted = {agency.pk: (agency, part) for agency, part in supporting if agency.pk != current.lead_agency_id}
        for row in current.supports.all():
            if row.agency_id not in wanted:
                delete_as(row, by=by, reason="Corrected", now=now)
            else:
                agency, part = wanted.pop(row.agency_id)
                if row.part != part:
                    row.part = part
                    save_as(row, by=by, reason="Corrected", now=now)
        for agency, part in wanted.values():
            support = Support(action=current, agency=agency, part=part, chase_from_on=london_date(now))
            save_as(support, by=by, reason="Corrected", now=now)
    return current
