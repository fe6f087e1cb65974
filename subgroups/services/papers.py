"""Acts on papers: asking for one, handing it in, a new version, no longer wanting it; who opened a secret one."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.files import check_upload
from partnership.kit.history import save_as
from partnership.kit.wording import long_date
from partnership.kit.workflow import lock
from partnership.models import Agency, Person
from partnership.notices import record_notice
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import AgendaItem, Meeting, Paper, PaperOpening, PlannedReport
from subgroups.selectors.meetings import TO_COME, next_meeting
from subgroups.services.agendas import bring_report, need_open, need_record
from subgroups.services.paper_dates import due_for
from subgroups.services.planned_reports import check_author, deliver_report


def may_hand_in(paper: Paper, by: Person) -> bool:
    """Whether somebody may hand a paper in: its author, its agency's lead, the chair, the business unit."""
    return paper.allows(by, AgencyRight.UPDATE_WORK) or paper.allows(by, BodyRight.RECORD)


def is_open(paper: Paper) -> bool:
    """Whether a file may still come: wanted, and the minutes of its meeting not agreed."""
    return paper.withdrawn_on is None and paper.item.meeting.is_open_to_record


def _due(meeting: Meeting, due_on: dt.date | None, on: dt.date) -> dt.date:
    """The meeting's date for papers, or an earlier one that was given."""
    usual = due_for(meeting, on)
    if due_on is None or due_on == usual:
        return usual
    if due_on < on:
        raise ValidationError({"due_on": "Enter a date that has not passed."})
    if due_on > usual:
        said = long_date(usual, weekday=False)
        raise ValidationError({"due_on": f"Enter a date on or before {said}, when the papers of this meeting are due."})
    return due_on


def _who(agency: Agency | None, author: Person | None) -> Agency | None:
    """The agency that owes a paper: the one chosen, else the author's."""
    if agency is None and author is None:
        raise ValidationError({"agency": "Choose the agency or the person that writes it."})
    check_author(author, agency)
    return agency or (author.agency if author else None)


@transaction.atomic
def ask_for_paper(
    *,
    item: AgendaItem,
    title: str,
    by: Person,
    now: dt.datetime,
    agency: Agency | None = None,
    author: Person | None = None,
    due_on: dt.date | None = None,
) -> Paper:
    """Ask an agency or a person for a paper on an item, due when the papers of the meeting are unless earlier.

    The author is told. Refused once the meeting was held or cancelled.
    """
    on = london_date(now)
    meeting = lock(item.meeting)
    need_record(meeting, by)
    if meeting.status not in TO_COME:
        raise WrongState("Papers are asked for before a meeting. Ask for one at the next.")
    paper = Paper(
        item=item,
        title=title,
        agency=_who(agency, author),
        author=author,
        due_on=_due(meeting, due_on, on),
        chase_from_on=on,
    )
    save_as(paper, by=by, reason="Asked for", now=now)
    if author is not None and author != by:
        _tell(paper, author, now=now)
    return paper


def _tell(paper: Paper, to: Person, *, now: dt.datetime) -> None:
    meeting = paper.item.meeting
    day = long_date(paper.due_on, weekday=False)
    record_notice(
        key=f"paper asked:{paper.pk}:{to.pk}",
        kind="paper asked",
        to=to,
        subject=f"{meeting.body.short_name}: a paper from you by {day}",
        lines=[f"You are asked for a paper for the meeting on {long_date(meeting.on, weekday=False)}."],
        path=paper.get_absolute_url(),
        now=now,
    )


def _open(paper: Paper) -> Paper:
    """A paper for writing, its meeting locked first. Refuses one that is not wanted, or whose minutes are agreed."""
    meeting = lock(paper.item.meeting)
    need_open(meeting)
    current = lock(paper)
    current.item.meeting = meeting
    if current.withdrawn_on is not None:
        raise WrongState("This paper is no longer wanted.")
    return current


@transaction.atomic
def change_paper(
    *,
    paper: Paper,
    title: str,
    by: Person,
    now: dt.datetime,
    seen: int | None,
    agency: Agency | None = None,
    author: Person | None = None,
    due_on: dt.date | None = None,
) -> Paper:
    """Change what is asked for, from whom, or the date while it is not here.

    Raises Stale when somebody saved it since.
    """
    on = london_date(now)
    current = _open(paper)
    need_record(current.item.meeting, by)
    current.step_version(seen=seen)
    current.title, current.agency = title, _who(agency, author)
    new_author = author if author != current.author else None
    current.author = author
    if current.received_at is None and due_on != current.due_on:
        current.due_on, current.chase_from_on = _due(current.item.meeting, due_on, on), on
    save_as(current, by=by, reason="Changed", now=now)
    if new_author is not None and new_author != by and current.received_at is None:
        _tell(current, new_author, now=now)
    return current


@transaction.atomic
def hand_in_paper(*, paper: Paper, file: Any, by: Person, now: dt.datetime) -> Paper:
    """Hand in a paper's file, or a new version of it; the versions before stay in its history.

    Kind, content and size are checked and the checksum kept. The same file again changes nothing. When it came is
    the day of the first version. A planned report that it delivers is received by it.
    """
    current = _open(paper)
    if not may_hand_in(current, by):
        raise NotYours("A paper is handed in by its author, its agency’s lead, the chair or the business unit.")
    checked = check_upload(file)
    if current.sha256 == checked.sha256:
        return current
    is_new = current.received_at is None
    extension = checked.name.rsplit(".", 1)[-1].lower()
    file.name = f"{current.item.meeting.reference}-{checked.sha256[:16]}.{extension}"
    current.file, current.name, current.content_type = file, checked.name, checked.content_type
    current.size, current.sha256 = checked.size, checked.sha256
    if is_new:
        current.received_at, current.received_by = now, by
    current.step_version(seen=None)
    save_as(current, by=by, reason="Handed in" if is_new else "New version", now=now)
    note_answer(kind="paper", subject=current.pk, by=by, now=now)
    if current.planned_report is not None:
        deliver_report(report=current.planned_report, paper=current.title, by=by, now=now)
    return current


@transaction.atomic
def withdraw_paper(*, paper: Paper, reason: str, by: Person, now: dt.datetime) -> Paper:
    """Say that a paper is no longer wanted, with the reason. A file that is here stays in the record."""
    current = _open(paper)
    need_record(current.item.meeting, by)
    if not reason.strip():
        raise ValidationError({"note": "Write why it is no longer wanted. The reason stays on the record."})
    current.withdrawn_on, current.withdrawn_reason = london_date(now), reason.strip()[:300]
    current.step_version(seen=None)
    return save_as(current, by=by, reason="No longer wanted", now=now)


def record_opening(*, paper: Paper, sha256: str, by: Person, now: dt.datetime) -> PaperOpening | None:
    """Note who opened the file of a paper of a confidential item. Others are not noted."""
    if not paper.item.is_confidential:
        return None
    return PaperOpening.objects.create(paper=paper, sha256=sha256, person=by, at=now)


@transaction.atomic
def hand_in_report(*, report: PlannedReport, file: Any, by: Person, now: dt.datetime) -> Paper:
    """Deliver a planned report: its paper is put onto the agenda of its meeting, or of the body's next, and handed in.

    Refused for one that is not expected any more, and where no meeting is planned that could take it.
    """
    current = lock(report)
    if not (current.allows(by, AgencyRight.UPDATE_WORK) or current.allows(by, BodyRight.RECORD)):
        raise NotYours("A report is handed in by its author, its agency’s lead, the chair or the business unit.")
    if current.status != PlannedReport.Status.EXPECTED:
        raise WrongState("This report is not expected any more.")
    papers = Paper.objects.filter(planned_report=current, withdrawn_on__isnull=True, item__meeting__status__in=TO_COME)
    paper = papers.select_related("item__meeting").first()
    if paper is None:
        meeting = current.meeting if current.meeting and current.meeting.status in TO_COME else None
        meeting = meeting or next_meeting(current.body, london_date(now))
        if meeting is None:
            raise ValidationError("No meeting is planned that could take this report. Send it to the business unit.")
        paper = bring_report(meeting=lock(meeting), report=current, by=by, now=now)
    return hand_in_paper(paper=paper, file=file, by=by, now=now)
