"""Papers and planned reports are owed by their author or, where nobody is named, by the lead of the agency."""

from typing import Any

from partnership.obligations import ModelKind, Obligation, declare
from subgroups.models import Meeting, Paper, PlannedReport

# A paper is owed until its meeting is over; after that the meeting did without it, and its page says so.
OWED_AT = [Meeting.Status.PLANNED, Meeting.Status.AGENDA_ISSUED]


class Papers(ModelKind):
    """Papers that are not here. One that delivers a planned report is chased as that report, not twice.

    A paper of a confidential item is never named.
    """

    key, word, words = "paper", "paper", "papers"
    model = Paper
    body = "item__meeting__body_id"
    owner = "author_id"

    def owed(self) -> Any:
        rows = Paper.objects.missing().select_related("item__meeting")
        rows = rows.exclude(planned_report__status=PlannedReport.Status.EXPECTED)
        return rows.filter(item__meeting__status__in=OWED_AT)

    def describe(self, row: Paper) -> Obligation:
        meeting = row.item.meeting
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=meeting.reference,
            title="A confidential paper" if row.item.is_confidential else row.title,
            path=f"/papers/{row.pk}/",
            due_on=row.due_on,
            chase_from_on=row.chase_from_on,
            body_id=meeting.body_id,
            agency_id=row.agency_id,
            owner_id=row.author_id,
        )


class PlannedReports(ModelKind):
    """Reports of a forward plan that are expected."""

    key, word, words = "planned-report", "planned report", "planned reports"
    model = PlannedReport
    owner = "author_id"

    def owed(self) -> Any:
        return PlannedReport.objects.expected().select_related("body")

    def describe(self, row: PlannedReport) -> Obligation:
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=f"{row.body.code} forward plan",
            title=row.title,
            path=f"/planned-reports/{row.pk}/",
            due_on=row.due_on,
            chase_from_on=row.chase_from_on,
            body_id=row.body_id,
            agency_id=row.agency_id,
            owner_id=row.author_id,
        )


PAPERS = declare(Papers())
PLANNED_REPORTS = declare(PlannedReports())
