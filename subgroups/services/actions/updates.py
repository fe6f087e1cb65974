"""What the agencies say of an action, and the evidence they add."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.files import check_upload
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.models import Agency, Person
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import Action, ActionUpdate, Evidence
from subgroups.services.actions.dates import may_ask


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
    elif agency is not None and agency.pk != current.lead_agency_id:
        judge_part(current, agency, judgement, by=by, now=now)
    current.last_update_on = london_date(now)
    save_as(current, by=by, reason="Update", now=now)
    if agency is not None and agency.pk == current.lead_agency_id:
        note_answer(kind="action", subject=current.pk, by=by, now=now)
    return update


def judge_part(action: Action, agency: Agency, judgement: str, *, by: Person, now: dt.datetime) -> None:
    """Keep what a supporting agency says of its own part. It says nothing of the whole."""
    part = action.supports.filter(agency=agency, done_at__isnull=True).first()
    if part is not None and judgement:
        part.judgement = judgement
        save_as(part, by=by, reason="Update", now=now)
    if part is not None:
        note_answer(kind="support", subject=part.pk, by=by, now=now)


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
