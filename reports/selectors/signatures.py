"""Which reports wait for a person's signature."""

import datetime as dt

from partnership.models import Person
from reports.models import Edition, Report
from reports.selectors.offices import offices_of, offices_to_sign


def awaiting_signature(person: Person, on: dt.date) -> list[tuple[Report, Edition]]:
    """Approved reports, with their standing editions, that this person is asked to sign, the soonest due first."""
    rows = Edition.objects.standing().filter(report__status=Report.Status.APPROVED).select_related("report")
    found = []
    for edition in rows.order_by("report__due_on", "pk"):
        offices = offices_of(edition.report, on=on, edition=edition)
        if offices_to_sign(offices, person) is not None:
            found.append((edition.report, edition))
    return found
