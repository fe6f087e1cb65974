"""Acts on inspections: recording one and what it found, and giving agencies actions that follow a finding."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from audits.models import Finding, FindingAction, Inspection
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours
from partnership.kit.history import delete_as, save_as
from partnership.kit.personal_details import check_for_personal_details
from partnership.kit.workflow import lock
from partnership.models import Agency, Body, Person
from partnership.permissions import BodyRight, PortalRight
from subgroups.models import Action
from subgroups.services.actions import record_action


def _need_unit(by: Person) -> None:
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("Inspections are recorded by the business unit.")


def _check_day(published_on: dt.date, now: dt.datetime) -> None:
    if published_on > london_date(now):
        raise ValidationError({"published_on": "Enter the day on which the report was published, not one to come."})


@transaction.atomic
def record_inspection(
    *,
    inspectorate: str,
    title: str,
    body: Body,
    published_on: dt.date,
    by: Person,
    now: dt.datetime,
    agency: Agency | None = None,
    judgement: str = "",
) -> Inspection:
    """Record an inspection whose report is published: of one agency, or of the whole area, and who follows it up."""
    _need_unit(by)
    _check_day(published_on, now)
    inspection = Inspection(
        inspectorate=inspectorate, title=title, agency=agency, body=body, published_on=published_on, judgement=judgement
    )
    return save_as(inspection, by=by, reason="Recorded", now=now)


@transaction.atomic
def change_inspection(
    *,
    inspection: Inspection,
    inspectorate: str,
    title: str,
    body: Body,
    published_on: dt.date,
    by: Person,
    now: dt.datetime,
    seen: int | None,
    agency: Agency | None = None,
    judgement: str = "",
) -> Inspection:
    """Put the record of an inspection right. Raises Stale when somebody saved it since."""
    _need_unit(by)
    _check_day(published_on, now)
    current = lock(inspection)
    current.step_version(seen=seen)
    current.inspectorate, current.title, current.body = inspectorate, title, body
    current.agency, current.published_on, current.judgement = agency, published_on, judgement
    return save_as(current, by=by, reason="Corrected", now=now)


@transaction.atomic
def add_finding(*, inspection: Inspection, text: str, by: Person, now: dt.datetime) -> Finding:
    """Add the next thing that an inspection says must change. No person's details."""
    _need_unit(by)
    check_for_personal_details(text=text)
    current = lock(inspection)
    last = current.findings.aggregate(last=Max("number"))["last"] or 0
    return save_as(Finding(inspection=current, number=last + 1, text=text.strip()), by=by, reason="Recorded", now=now)


@transaction.atomic
def change_finding(*, finding: Finding, text: str, by: Person, now: dt.datetime) -> Finding:
    """Put the words of a finding right."""
    _need_unit(by)
    check_for_personal_details(text=text)
    current = lock(finding)
    current.text = text.strip()
    return save_as(current, by=by, reason="Corrected", now=now)


@transaction.atomic
def remove_finding(*, finding: Finding, by: Person, now: dt.datetime) -> None:
    """Take off a finding that was recorded by mistake. Refused once an action follows it."""
    _need_unit(by)
    current = lock(finding)
    if current.carried_by.exists():
        raise ValidationError("An action follows this finding, so it stays.")
    delete_as(current, by=by, reason="Recorded by mistake", now=now)


@transaction.atomic
def record_finding_action(
    *,
    finding: Finding,
    lead_agency: Agency,
    title: str,
    what: str,
    measure: str,
    due_on: dt.date,
    by: Person,
    now: dt.datetime,
    holder: Person | None = None,
) -> Action:
    """Give an agency an action that follows a finding, in the body that follows the inspection up."""
    current = lock(finding)
    inspection = current.inspection
    if not inspection.allows(by, BodyRight.RECORD):
        raise NotYours(f"Actions are recorded by the chair of {inspection.body.short_name} or the business unit.")
    action = record_action(
        body=inspection.body,
        lead_agency=lead_agency,
        title=title,
        what=what,
        measure=measure,
        due_on=due_on,
        holder=holder,
        origin=Action.Origin.INSPECTION,
        by=by,
        now=now,
    )
    save_as(FindingAction(finding=current, action=action), by=by, reason="Recorded", now=now)
    return action
