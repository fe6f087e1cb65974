"""Acts on the forward plan of a body: asking an agency for a report, receiving it, no longer wanting it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import Transition, lock, move
from partnership.models import Agency, Body, Person
from partnership.permissions import BodyRight
from subgroups.models import Meeting, PlannedReport
from subgroups.selectors.meetings import TO_COME
from subgroups.services.paper_dates import due_for
from subgroups.workflow import planned_reports as workflow

Status = PlannedReport.Status


def check_author(author: Person | None, agency: Agency | None) -> None:
    """A paper or report is written by somebody of the agency that owes it. Raises ValidationError."""
    if author is not None and agency is not None and author.agency_id != agency.pk:
        raise ValidationError({"author": f"Choose somebody of {agency.short_name}, or nobody."})


def _due(body: Body, meeting: Meeting | None, due_on: dt.date | None, on: dt.date) -> dt.date:
    """The date given, or the one that the meeting's papers are due. Refuses what is past and what comes too late."""
    if meeting is not None:
        if meeting.body_id != body.pk or meeting.status not in TO_COME:
            raise ValidationError({"meeting": f"Choose a meeting of {body.short_name} that is still to come."})
        due_on = due_on or due_for(meeting, on)
        if due_on > meeting.on:
            raise ValidationError({"due_on": "Enter a date on or before the meeting."})
    if due_on is None:
        raise ValidationError({"due_on": "Choose a meeting, or enter the date by which the report is needed."})
    if due_on < on:
        raise ValidationError({"due_on": "Enter a date that has not passed."})
    return due_on


@transaction.atomic
def ask_for_report(
    *,
    body: Body,
    title: str,
    agency: Agency,
    by: Person,
    now: dt.datetime,
    author: Person | None = None,
    meeting: Meeting | None = None,
    due_on: dt.date | None = None,
) -> PlannedReport:
    """Put a report onto a body's forward plan: from which agency, to which meeting or by which day.

    Without a day it is due when the papers of the meeting are.
    """
    on = london_date(now)
    if not body.allows(by, BodyRight.RECORD):
        raise NotYours(f"The forward plan of {body.short_name} is kept by its chair and the business unit.")
    check_author(author, agency)
    report = PlannedReport(
        body=body, title=title, agency=agency, author=author, meeting=meeting,
        due_on=_due(body, meeting, due_on, on), chase_from_on=on,
    )  # fmt: skip
    save_as(report, by=by, reason="Asked for", now=now)
    report.moves.create(from_status="", to_status=report.status, move="ask", by=by, at=now)
    return report


@transaction.atomic
def change_report(
    *,
    report: PlannedReport,
    title: str,
    agency: Agency,
    by: Person,
    now: dt.datetime,
    seen: int | None,
    author: Person | None = None,
    meeting: Meeting | None = None,
    due_on: dt.date | None = None,
) -> PlannedReport:
    """Change what is expected, from whom, or when. Raises Stale when somebody saved it since."""
    on = london_date(now)
    current = lock(report)
    if not current.allows(by, BodyRight.RECORD):
        raise NotYours(f"The forward plan of {current.body.short_name} is kept by its chair and the business unit.")
    if current.status != Status.EXPECTED:
        raise WrongState("This report is not expected any more.")
    check_author(author, agency)
    current.step_version(seen=seen)
    is_same_day = due_on == current.due_on and (meeting is None or due_on <= meeting.on)
    new_due = due_on if is_same_day and due_on else _due(current.body, meeting, due_on, on)
    if new_due != current.due_on:
        current.due_on, current.chase_from_on = new_due, on
    current.title, current.agency, current.author, current.meeting = title, agency, author, meeting
    return save_as(current, by=by, reason="Changed", now=now)


@transaction.atomic
def receive_report(*, report: PlannedReport, by: Person, now: dt.datetime, note: str = "") -> PlannedReport:
    """Note by hand that a report was given: as a paper of another kind, or spoken at the meeting."""
    return _receive(report, workflow.RECEIVE, note, by=by, now=now)


@transaction.atomic
def deliver_report(*, report: PlannedReport, paper: str, by: Person, now: dt.datetime) -> PlannedReport:
    """Note that a paper delivered the report. Does nothing for one that is not expected any more."""
    if report.status != Status.EXPECTED:
        return report
    step = workflow.RECEIVE if report.allows(by, BodyRight.RECORD) else workflow.DELIVER
    return _receive(report, step, f"By the paper “{paper}”", by=by, now=now)


def _receive(report: PlannedReport, step: Transition, note: str, *, by: Person, now: dt.datetime) -> PlannedReport:
    on = london_date(now)

    def take(row: PlannedReport) -> None:
        row.received_on = on

    received = move(report, step, by=by, note=note, now=now, on=on, change=take)
    note_answer(kind="planned-report", subject=received.pk, by=by, now=now)
    return received


def withdraw_report(*, report: PlannedReport, reason: str, by: Person, now: dt.datetime) -> PlannedReport:
    """Take a report off the forward plan, with the reason."""
    return move(report, workflow.WITHDRAW, by=by, note=reason, now=now, on=london_date(now))
