"""The golden thread as papers and planned reports tell it."""

import datetime as dt
from typing import Any

from partnership.kit.dates import london_date
from partnership.kit.thread import Knot, tells_of
from partnership.permissions import BodyRight
from subgroups.models import Paper, PlannedReport
from subgroups.presenters.thread_meetings import outcome_knots, short
from subgroups.selectors.meetings import arisen_from


@tells_of(Paper)
def thread_of_paper(row: Paper, person: Any, on: dt.date) -> list[Knot]:
    """The planned report and the meeting it is for, the paper, when it came, and what came of its item."""
    knots, meeting = [], row.item.meeting
    sees = meeting.allows(person, BodyRight.READ)
    if row.planned_report:
        path = row.planned_report.get_absolute_url() if sees else ""
        knots.append(Knot(-30, "Forward plan", short(row.planned_report.title), path))
    path = meeting.get_absolute_url() if sees else ""
    knots.append(Knot(-20, "Meeting", meeting.reference, path, meeting.on, happened=meeting.took_place))
    sees_item = row.item.allows(person, BodyRight.READ)
    if sees_item:
        knots.append(Knot(-10, "Item", short(row.item.title), row.item.get_absolute_url()))
    knots.append(Knot(0, "This paper", short(row.title), here=True))
    if row.received_at:
        knots.append(Knot(10, "Handed in", f"by {row.received_by}", on=london_date(row.received_at)))
    elif row.withdrawn_on is None:
        knots.append(Knot(10, "Handed in", "Not yet", on=row.due_on, happened=False))
    else:
        knots.append(Knot(10, "No longer wanted", short(row.withdrawn_reason), on=row.withdrawn_on))
    if sees_item:
        knots += outcome_knots(arisen_from(meeting, person).of_item(row.item), 20)
    return knots


@tells_of(PlannedReport)
def thread_of_planned_report(row: PlannedReport, person: Any, on: dt.date) -> list[Knot]:
    """The meeting it is set for, the report, the papers that deliver it."""
    knots = []
    if row.meeting:
        path = row.meeting.get_absolute_url() if row.body.allows(person, BodyRight.READ) else ""
        knots.append(Knot(-10, "Meeting", row.meeting.reference, path, row.meeting.on, happened=row.meeting.took_place))
    knots.append(Knot(0, "This report", short(row.title), here=True))
    for paper in Paper.objects.visible_to(person).filter(planned_report=row):
        here = london_date(paper.received_at) if paper.received_at else paper.due_on
        knots.append(
            Knot(10, "Paper", short(paper.title), paper.get_absolute_url(), here, happened=bool(paper.received_at))
        )
    if row.status == PlannedReport.Status.RECEIVED:
        knots.append(Knot(20, "Received", row.agency.short_name, on=row.received_on))
    elif row.status == PlannedReport.Status.WITHDRAWN:
        knots.append(Knot(20, "No longer wanted", "Nothing more is owed"))
    else:
        knots.append(Knot(20, "Received", "Not yet", on=row.due_on, happened=False))
    return knots
