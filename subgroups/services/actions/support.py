"""The parts of an action that supporting agencies take: done, said by each for itself, and taken back by the chair."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.models import Person
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import ActionUpdate, Support
from subgroups.services.actions.telling import leads_of, tell_all
from subgroups.services.actions.updates import keep_evidence


def may_report_part(support: Support, by: Person) -> bool:
    """Whether somebody speaks for a supporting agency."""
    return by.rights.on_agency(AgencyRight.UPDATE_WORK, support.agency_id)


@transaction.atomic
def finish_part(*, support: Support, note: str, by: Person, now: dt.datetime, files: Iterable[Any] = ()) -> Support:
    """Say that a supporting agency's part is done, what was done, and perhaps with evidence. Nothing more is owed.

    Said twice, nothing more happens. Refuses once the action has ended.
    """
    action = lock(support.action)
    current = lock(support)
    if not may_report_part(current, by):
        raise NotYours("Each supporting agency speaks for its own part.")
    if current.done_at is not None:
        return current
    if not action.is_live:
        raise WrongState("This action has ended. The chair can reopen it.")
    if not note.strip():
        raise ValidationError({"note": "Write what was done."})
    current.done_note, current.done_at, current.done_by = note.strip(), now, by
    current.judgement = ""
    save_as(current, by=by, reason="Part done", now=now)
    update = ActionUpdate(action=action, text=f"Our part is done. {note.strip()}", agency=current.agency, by=by, at=now)
    save_as(update, by=by, reason="Part done", now=now)
    for upload in files:
        keep_evidence(action, upload, update=update, by=by, now=now)
    note_answer(kind="support", subject=current.pk, by=by, now=now)
    action.last_update_on = london_date(now)
    save_as(action, by=by, reason="Part done", now=now)
    return current


@transaction.atomic
def reopen_part(*, support: Support, reason: str, by: Person, now: dt.datetime) -> Support:
    """Open a supporting agency's part again, with the reason, and tell the agency. Its ladder begins today.

    A part that is open stays as it is.
    """
    action = lock(support.action)
    current = lock(support)
    if not action.allows(by, BodyRight.RECORD):
        raise NotYours("A part is opened again by the chair or the business unit.")
    if current.done_at is None:
        return current
    if not action.is_live:
        raise WrongState("This action has ended. Open the action again first.")
    if not reason.strip():
        raise ValidationError({"note": "Write what is missing, so that the agency knows what to do."})
    finisher = current.done_by
    current.done_note, current.done_at, current.done_by = "", None, None
    current.chase_from_on = london_date(now)
    save_as(current, by=by, reason="Part opened again", now=now)
    text = f"The part of {current.agency.short_name} is open again. {reason.strip()}"
    save_as(ActionUpdate(action=action, text=text, by=by, at=now), by=by, reason="Part opened again", now=now)
    told = [*leads_of(current.agency, now), *([finisher] if finisher else [])]
    tell_all(
        action, told, "part returned", f"{action.reference}: something is missing", by=by, now=now,
        lines=["Your agency said that its part of this action is done. It came back with a note of what is missing."],
    )  # fmt: skip
    return current
