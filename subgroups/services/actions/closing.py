"""How an action ends and begins again: claimed, returned, closed, withdrawn, reopened."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.history import save_as
from partnership.kit.wording import list_words
from partnership.kit.workflow import lock, move
from partnership.models import Person
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import Action, ActionUpdate, DateChange, Support
from subgroups.services.actions.impact import cancel_impact_checks, plan_impact_check
from subgroups.services.actions.telling import tell
from subgroups.services.actions.updates import keep_evidence
from subgroups.services.actions.waiting import drop_requests, look_again
from subgroups.workflow import actions as workflow


@transaction.atomic
def claim_complete(*, action: Action, impact: str, by: Person, now: dt.datetime, files: Iterable[Any] = ()) -> Action:
    """Say that an action is done, with evidence and the difference it made. A second person then closes it."""
    if not impact.strip():
        raise ValidationError({"impact": "Write what difference it made: a sentence that begins “so that…”."})
    current = lock(action)
    if current.allows(by, AgencyRight.UPDATE_WORK):
        for upload in files:
            keep_evidence(current, upload, update=None, by=by, now=now)
    on = london_date(now)

    def claim(row: Action) -> None:
        row.impact, row.claimed_on, row.claimed_by = impact.strip(), on, by

    claimed = move(current, workflow.CLAIM, by=by, note=impact, now=now, on=on, change=claim)
    drop_requests(claimed, "The action was claimed complete", by=by, now=now)
    note_answer(kind="action", subject=claimed.pk, by=by, now=now)
    look_again(claimed)
    return claimed


@transaction.atomic
def return_action(*, action: Action, missing: str, by: Person, now: dt.datetime) -> Action:
    """Give a claimed action back, saying what is missing. The chase goes on from this day."""
    on = london_date(now)
    claimer = action.claimed_by

    def give_back(row: Action) -> None:
        row.claimed_on, row.claimed_by, row.chase_from_on = None, None, on

    returned = move(action, workflow.RETURN, by=by, note=missing, now=now, on=on, change=give_back)
    if claimer is not None and claimer != by:
        tell(returned, claimer, "action returned", f"{returned.reference}: something is missing", now=now, lines=[
            "You claimed this action complete. It came back with a note of what is missing.",
        ])  # fmt: skip
    return returned


def open_parts(action: Action) -> list[Support]:
    """The parts of supporting agencies that are not done."""
    return list(action.supports.filter(done_at__isnull=True).select_related("agency"))


@transaction.atomic
def close_action(*, action: Action, by: Person, now: dt.datetime, impact: str = "", parts_reason: str = "") -> Action:
    """Close a claimed action: evidence is there, its difference is written, and this is a second person.

    While a supporting agency has not said that its part is done, the closer writes why it is closed all the same;
    that reason is kept. Some months later the agency is asked whether the difference lasted.
    """
    on = london_date(now)
    current = lock(action)
    still_open = [row.agency.short_name for row in open_parts(current)]
    closes = current.status == Action.Status.CLAIMED and current.allows(by, BodyRight.RECORD)
    if closes and still_open and not parts_reason.strip():
        have = "has" if len(still_open) == 1 else "have"
        raise ValidationError({
            "parts_reason": f"{list_words(still_open)} {have} not said that their part is done. "
            "Write why the action is closed all the same, or return it."
        })  # fmt: skip
    if closes and impact.strip():
        current.impact = impact.strip()
        save_as(current, by=by, reason="Impact worded", now=now)

    def close(row: Action) -> None:
        row.is_live, row.closed_on, row.closed_by = False, on, by

    closed = move(current, workflow.CLOSE, by=by, note=current.impact, now=now, on=on, change=close)
    if still_open:
        text = f"Closed before the part of {list_words(still_open)} was done: {parts_reason.strip()}"
        save_as(ActionUpdate(action=closed, text=text, by=by, at=now), by=by, reason="Closed with a part open", now=now)
    plan_impact_check(closed, by=by, now=now)
    for person in {closed.holder, closed.claimed_by} - {None, by}:
        tell(closed, person, "action closed", f"{closed.reference}: closed", now=now, lines=[  # type: ignore[arg-type]
            "This action was closed by a second person. Nothing more is owed.",
        ])  # fmt: skip
    return closed


@transaction.atomic
def withdraw_action(*, action: Action, reason: str, by: Person, now: dt.datetime) -> Action:
    """End an action that is no longer wanted, with the reason. Withdrawn is not closed, and is counted apart."""

    def end(row: Action) -> None:
        row.is_live, row.claimed_on, row.claimed_by = False, None, None

    withdrawn = move(action, workflow.WITHDRAW, by=by, note=reason, now=now, on=london_date(now), change=end)
    drop_requests(withdrawn, "The action was withdrawn", by=by, now=now)
    if withdrawn.holder is not None and withdrawn.holder != by:
        tell(withdrawn, withdrawn.holder, "action withdrawn", f"{withdrawn.reference}: withdrawn", now=now, lines=[
            "This action was withdrawn. Nothing more is owed.",
        ])  # fmt: skip
    return withdrawn


@transaction.atomic
def reopen_action(*, action: Action, reason: str, due_on: dt.date, by: Person, now: dt.datetime) -> Action:
    """Open an ended action again, with a reason and a date to come.

    Another date than before is kept with the moves; it counts as a slip where it is later.
    """
    on = london_date(now)
    if due_on < on:
        raise ValidationError({"due_on": "Enter a due date that has not passed."})

    def begin(row: Action) -> None:
        row.is_live, row.chase_from_on = True, on
        row.closed_on = row.closed_by = row.claimed_on = row.claimed_by = None
        if due_on > row.due_on:
            row.moves_count += 1
            row.days_slipped += (due_on - row.due_on).days
        row.due_on = due_on

    cancel_impact_checks(action, by=by, now=now)
    before = action.due_on
    reopened = move(action, workflow.REOPEN, by=by, note=reason, now=now, on=on, change=begin)
    if due_on != before:
        granted = DateChange(
            action=reopened, agency=reopened.lead_agency, from_on=before, to_on=due_on, reason=reason,
            status=DateChange.Status.GRANTED, asked_by=by, asked_at=now, answer_due_on=on, answered_by=by,
            answered_at=now, answer="Opened again",
        )  # fmt: skip
        save_as(granted, by=by, reason="Date moved", now=now)
    look_again(reopened)
    return reopened
