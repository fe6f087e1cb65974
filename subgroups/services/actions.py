"""Acts on actions: recording, updating, moving a date, claiming, returning, closing, withdrawing, reopening."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.files import check_upload
from partnership.kit.history import delete_as, save_as
from partnership.kit.workflow import lock, move
from partnership.models import Agency, Body, Objective, Person
from partnership.notices import record_notice
from partnership.permissions import AgencyRight, BodyRight
from subgroups.deadlines import answer_due
from subgroups.models import Action, ActionUpdate, AgendaItem, DateChange, Decision, Evidence, Meeting, Support
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
    supporting: Iterable[tuple[Agency, str]] = (),
    propose: bool = False,
) -> Action:
    """Give an agency something to do by a date, numbered in its body's series, and tell the person who holds it.

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
    if holder is not None and holder != by and not propose:
        tell(action, holder, "action given", f"{action.reference}: an action for you", now=now, lines=[
            f"{body.name} has given {lead_agency.short_name} an action, and you hold it.",
            f"It is due on {due_on.day} {due_on:%B %Y}.",
        ])  # fmt: skip
    return action


def tell(action: Action, to: Person, kind: str, subject: str, *, lines: list[str], now: dt.datetime) -> None:
    """Put a mail about an action into the outbox: what happened and where to look, never what was written in it."""
    record_notice(
        key=f"{kind}:{action.pk}:{to.pk}:{now:%Y%m%d%H%M%S}",
        kind=kind,
        to=to,
        subject=subject,
        lines=lines,
        path=action.get_absolute_url(),
        now=now,
    )


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


@transaction.atomic
def add_update(
    *,
    action: Action,
    text: str,
    by: Person,
    now: dt.datetime,
    judgement: str = "",
    files: Iterable[Any] = (),
) -> ActionUpdate:
    """Say how an action goes, with evidence files. Lead and supporting agencies each report their own part.

    Each file's kind and size are checked and its checksum kept. Refuses once the action has ended.
    """
    current = lock(action)
    agency = updating_agency(current, by)
    if not current.is_live:
        raise WrongState("This action has ended. The chair can reopen it.")
    update = ActionUpdate(action=current, text=text, judgement=judgement, agency=agency, by=by, at=now)
    save_as(update, by=by, reason="Update", now=now)
    for upload in files:
        keep_evidence(current, upload, update=update, by=by, now=now)
    if judgement and (agency is None or agency.pk == current.lead_agency_id):
        current.judgement = judgement
    current.last_update_on = london_date(now)
    save_as(current, by=by, reason="Update", now=now)
    return update


def may_ask(action: Action, by: Person) -> bool:
    """Whether somebody may ask for a new date: for the agency that holds it, the chair, the business unit."""
    return action.allows(by, AgencyRight.UPDATE_WORK) or action.allows(by, BodyRight.RECORD)


def may_hand_over(action: Action, by: Person) -> bool:
    """Whether somebody may give an action to another person: the agency's lead, the chair, the business unit."""
    return action.allows(by, AgencyRight.LEAD) or action.allows(by, BodyRight.RECORD)


def may_update(action: Action, by: Person) -> bool:
    """Whether somebody may say how an action goes: for the agency that holds or supports it, or its body."""
    supports = any(by.rights.on_agency(AgencyRight.UPDATE_WORK, row.agency_id) for row in action.supports.all())
    return may_ask(action, by) or supports


def updating_agency(action: Action, by: Person) -> Agency | None:
    """For which agency somebody reports on an action; none for the business unit and the chair.

    Raises NotYours for anybody else.
    """
    if action.allows(by, AgencyRight.UPDATE_WORK) and not by.rights.manages:
        return action.lead_agency
    for row in action.supports.select_related("agency"):
        if by.rights.on_agency(AgencyRight.UPDATE_WORK, row.agency_id) and not by.rights.manages:
            return row.agency
    if action.allows(by, BodyRight.RECORD):
        return None
    raise NotYours("Updates come from the agencies that hold or support this action.")


def keep_evidence(
    action: Action, upload: Any, *, update: ActionUpdate | None, by: Person, now: dt.datetime
) -> Evidence:
    """Keep one checked file under a name of our own making."""
    checked = check_upload(upload)
    extension = checked.name.rsplit(".", 1)[-1].lower()
    upload.name = f"{action.reference}-{checked.sha256[:16]}.{extension}"
    evidence = Evidence(
        action=action,
        update=update,
        name=checked.name,
        file=upload,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        by=by,
        at=now,
    )
    return save_as(evidence, by=by, reason="Evidence", now=now)


@transaction.atomic
def ask_new_date(*, action: Action, to_on: dt.date, reason: str, by: Person, now: dt.datetime) -> DateChange:
    """Ask for a later date, with the reason. The first date stays on the record; one request waits at a time."""
    on = london_date(now)
    current = lock(action)
    if not may_ask(current, by):
        raise NotYours("A new date is asked for by the agency that holds the action.")
    if current.status != Action.Status.OPEN:
        raise WrongState("A new date can be asked for while the action is open.")
    if to_on <= current.due_on:
        raise ValidationError({"to_on": f"Enter a date after {current.due_on.day} {current.due_on:%B %Y}."})
    if to_on <= on:
        raise ValidationError({"to_on": "Enter a date that is still to come."})
    change = DateChange(
        action=current,
        from_on=current.due_on,
        to_on=to_on,
        reason=reason,
        asked_by=by,
        asked_at=now,
        answer_due_on=answer_due(on),
    )
    return save_as(change, by=by, reason="New date asked for", now=now)


@transaction.atomic
def answer_new_date(*, change: DateChange, grant: bool, by: Person, now: dt.datetime, answer: str = "") -> DateChange:
    """Grant or refuse a new date. Once the standing date has passed only the chair may grant it.

    Granting moves the date and counts the slip; refusing needs a reason. Nobody answers their own request.
    """
    on = london_date(now)
    action = lock(change.action)
    current = lock(change)
    if current.status != DateChange.Status.ASKED:
        raise WrongState("This request has been answered already.")
    if not action.allows(by, BodyRight.RECORD):
        raise NotYours("A new date is granted or refused by the chair.")
    if grant and action.due_on < on and not action.allows(by, BodyRight.CHAIR):
        raise NotYours("The date has passed, so only the chair may grant a new one.")
    if current.asked_by_id == by.pk:
        raise ValidationError("You asked for this date, so somebody else must answer.")
    if action.status != Action.Status.OPEN:
        raise WrongState("The action is no longer open, so its date does not move.")
    if not grant and not answer.strip():
        raise ValidationError({"answer": "Write why the new date is refused."})
    current.status = DateChange.Status.GRANTED if grant else DateChange.Status.REFUSED
    current.answered_by, current.answered_at, current.answer = by, now, answer.strip()
    save_as(current, by=by, reason="New date granted" if grant else "New date refused", now=now)
    if grant:
        action.due_on = current.to_on
        action.moves_count += 1
        action.days_slipped += current.days
        action.chase_from_on = on
        save_as(action, by=by, reason="Date moved", now=now)
    word = "granted" if grant else "refused"
    tell(action, current.asked_by, f"date {word}", f"{action.reference}: new date {word}", now=now, lines=[
        f"The new date you asked for was {word}.",
        f"The action is due on {action.due_on.day} {action.due_on:%B %Y}.",
    ])  # fmt: skip
    change.refresh_from_db()
    return change


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

    return move(current, workflow.CLAIM, by=by, note=impact, now=now, on=on, change=claim)


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


@transaction.atomic
def close_action(*, action: Action, by: Person, now: dt.datetime, impact: str = "") -> Action:
    """Close a claimed action: evidence is there, its difference is written, and this is a second person."""
    on = london_date(now)
    current = lock(action)
    if impact.strip() and current.status == Action.Status.CLAIMED and current.allows(by, BodyRight.RECORD):
        current.impact = impact.strip()
        save_as(current, by=by, reason="Impact worded", now=now)

    def close(row: Action) -> None:
        row.is_live, row.closed_on, row.closed_by = False, on, by

    closed = move(current, workflow.CLOSE, by=by, note=current.impact, now=now, on=on, change=close)
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
    if withdrawn.holder is not None and withdrawn.holder != by:
        tell(withdrawn, withdrawn.holder, "action withdrawn", f"{withdrawn.reference}: withdrawn", now=now, lines=[
            "This action was withdrawn. Nothing more is owed.",
        ])  # fmt: skip
    return withdrawn


@transaction.atomic
def reopen_action(*, action: Action, reason: str, due_on: dt.date, by: Person, now: dt.datetime) -> Action:
    """Open an ended action again, with a reason and a date to come. A later date than before counts as a move."""
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

    before = action.due_on
    reopened = move(action, workflow.REOPEN, by=by, note=reason, now=now, on=on, change=begin)
    if due_on > before:
        granted = DateChange(
            action=reopened, from_on=before, to_on=due_on, reason=reason, status=DateChange.Status.GRANTED,
            asked_by=by, asked_at=now, answer_due_on=on, answered_by=by, answered_at=now, answer="Opened again",
        )  # fmt: skip
        save_as(granted, by=by, reason="Date moved", now=now)
    return reopened
