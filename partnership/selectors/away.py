"""Reads of days that do not count: closures of agencies, bank holidays and local closing days."""

import datetime as dt

from django.db.models import QuerySet

from partnership.models import Agency, AgencyClosure, BankHoliday


def closures_of(agency: Agency) -> QuerySet[AgencyClosure]:
    """All closures of an agency, in their order."""
    rows: QuerySet[AgencyClosure] = agency.closures.order_by("from_on")
    return rows


def closures_ahead(agency: Agency, on: dt.date) -> list[AgencyClosure]:
    """Closures of an agency that have not ended, in their order, from what was read with it."""
    return [row for row in agency.closures.all() if row.to_on and row.to_on >= on]


def days_from(first: dt.date) -> QuerySet[BankHoliday]:
    """Days from one on that do not count as working days."""
    rows: QuerySet[BankHoliday] = BankHoliday.objects.filter(on__gte=first)
    return rows.order_by("on")


def last_known_year() -> int | None:
    """The last year whose bank holidays are kept."""
    last = BankHoliday.objects.filter(is_local=False).order_by("-on").first()
    return last.on.year if last else None
