"""Days that the chase does not count, and people it does not reach: deputies, closures of agencies, closing days."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.calendar import load_bank_holidays
from partnership.chasing import look_again
from partnership.kit.errors import NotYours
from partnership.kit.history import delete_as, save_as
from partnership.kit.personal_details import check_for_personal_details
from partnership.kit.wording import long_date
from partnership.kit.workflow import lock
from partnership.models import Agency, AgencyClosure, BankHoliday, Person
from partnership.permissions import AgencyRight, PortalRight
from partnership.selectors.people import deputies_for

ONE_DAY = dt.timedelta(days=1)
MOST_DAYS_AWAY = 366
MOST_DAYS_CLOSED = 60
MOST_DAYS_CLOSED_A_YEAR = 120
FURTHEST_AHEAD = 800  # days: two school years
MOST_CLOSING_DAYS = 10


# ---- people ----


def may_set_away(person: Person, by: Person) -> bool:
    """Each person for themselves, and the business unit for all."""
    return bool(by.pk == person.pk or by.rights.manages)


@transaction.atomic
def set_away(
    *,
    person: Person,
    from_on: dt.date,
    to_on: dt.date,
    by: Person,
    on: dt.date,
    deputy: Person | None = None,
    now: dt.datetime | None = None,
) -> Person:
    """Say from when to when a person is away and who is told instead: a colleague of the agency or of a body."""
    if not may_set_away(person, by):
        raise NotYours("Each person says when they are away; the business unit may do it for them.")
    if to_on < from_on:
        raise ValidationError({"to_on": "Enter a last day that is not before the first day."})
    if to_on < on:
        raise ValidationError({"to_on": "Enter a last day that has not passed."})
    if (to_on - from_on).days >= MOST_DAYS_AWAY:
        raise ValidationError({"to_on": "Enter a year at most. Whoever leaves for longer hands their work over."})
    if deputy is not None:
        _check_deputy(person, deputy, from_on, to_on, on)
    current = lock(person)
    current.away_from_on, current.away_to_on, current.away_deputy = from_on, to_on, deputy
    return save_as(current, by=by, reason="away", now=now)


def _check_deputy(person: Person, chosen: Person, from_on: dt.date, to_on: dt.date, on: dt.date) -> None:
    deputy = deputies_for(person, on).filter(pk=chosen.pk).first()
    if deputy is None:
        raise ValidationError({"deputy": "Choose a colleague of the same agency or of the same body."})
    away = deputy.away_from_on and deputy.away_from_on <= to_on and (deputy.away_to_on or to_on) >= from_on
    if away:
        until = f" until {long_date(deputy.away_to_on, weekday=False)}" if deputy.away_to_on else ""
        raise ValidationError({"deputy": f"{deputy.name} is away too{until}. Choose somebody who is there."})


@transaction.atomic
def end_away(*, person: Person, by: Person, now: dt.datetime | None = None) -> Person:
    """The person is back, or never left: they are told again themselves. Done twice changes nothing more."""
    if not may_set_away(person, by):
        raise NotYours("Each person says when they are away; the business unit may do it for them.")
    current = lock(person)
    if current.away_from_on is None:
        return current
    current.away_from_on = current.away_to_on = current.away_deputy = None
    return save_as(current, by=by, reason="back", now=now)


# ---- agencies ----


def may_keep_closures(agency: Agency, by: Person) -> bool:
    """The lead of the agency, and the business unit."""
    return bool(by.rights.manages or by.rights.on_agency(AgencyRight.LEAD, agency.pk))


def _check_closure(closure: AgencyClosure, *, on: dt.date) -> None:
    """A closure in time, not too long, beside no other. Closures that have passed have shaped the steps: they stay."""
    first, last = closure.from_on, closure.to_on
    if last is None or last < first:
        raise ValidationError({"to_on": "Enter a last day that is not before the first day."})
    if first > on + dt.timedelta(days=FURTHEST_AHEAD):
        raise ValidationError({"from_on": "Enter a day in the next two years."})
    if (last - first).days >= MOST_DAYS_CLOSED:
        raise ValidationError({"to_on": f"Enter {MOST_DAYS_CLOSED} days at most for one closure."})
    others = AgencyClosure.objects.filter(agency=closure.agency).exclude(pk=closure.pk)
    beside = others.filter(from_on__lte=last, to_on__gte=first).first()
    if beside is not None:
        said = f"{long_date(beside.from_on, weekday=False)} to {long_date(beside.to_on, weekday=False)}"
        raise ValidationError(
            {"from_on": f"These days meet another closure: {beside.reason}, {said}. Change that one."}
        )
    for year in range(first.year, last.year + 1):
        new_year, its_last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        spans = [
            (first, last),
            *others.filter(from_on__lte=its_last, to_on__gte=new_year).values_list("from_on", "to_on"),
        ]
        closed = sum((min(end or start, its_last) - max(start, new_year)).days + 1 for start, end in spans)
        if closed > MOST_DAYS_CLOSED_A_YEAR:
            raise ValidationError(
                f"The agency would be closed on {closed} days of {year}. {MOST_DAYS_CLOSED_A_YEAR} days a year are the "
                "most: what is owed must be done at some time."
            )
    check_for_personal_details(reason=closure.reason)


@transaction.atomic
def add_closure(
    *,
    agency: Agency,
    from_on: dt.date,
    to_on: dt.date,
    reason: str,
    by: Person,
    on: dt.date,
    now: dt.datetime | None = None,
) -> AgencyClosure:
    """Add days on which an agency does not work: its ladders wait. They begin today or later."""
    lock(agency)
    if not may_keep_closures(agency, by):
        raise NotYours("Closures of an agency are kept by its lead and by the business unit.")
    if from_on < on:
        raise ValidationError({"from_on": "Enter a first day that is not in the past."})
    closure = AgencyClosure(agency=agency, from_on=from_on, to_on=to_on, reason=reason.strip())
    _check_closure(closure, on=on)
    save_as(closure, by=by, reason="closure added", now=now)
    look_again(agency_id=agency.pk)
    return closure


@transaction.atomic
def add_closures(
    *,
    agency: Agency,
    lines: Iterable[tuple[int, dt.date, dt.date, str]],
    by: Person,
    on: dt.date,
    now: dt.datetime | None = None,
) -> int:
    """Add the closures of a file, or none: numbered lines of first day, last day and reason. Returns how many.

    Raises ValidationError with the number of each line that is refused.
    """
    wrong: list[str] = []
    count = 0
    for number, first, last, reason in lines:
        try:
            with transaction.atomic():
                add_closure(agency=agency, from_on=first, to_on=last, reason=reason, by=by, on=on, now=now)
        except NotYours:
            raise
        except ValidationError as error:
            wrong += [f"Line {number}: {sentence}" for sentence in error.messages]
        count += 1
    if wrong:
        raise ValidationError({"file": wrong[:20]})
    return count


@transaction.atomic
def change_closure(
    *,
    closure: AgencyClosure,
    from_on: dt.date,
    to_on: dt.date,
    reason: str,
    by: Person,
    on: dt.date,
    now: dt.datetime | None = None,
) -> AgencyClosure:
    """Change a closure that has not ended. Of one that has begun only the last day and the reason may change."""
    lock(closure.agency)
    current = lock(closure)
    if not may_keep_closures(current.agency, by):
        raise NotYours("Closures of an agency are kept by its lead and by the business unit.")
    _refuse_past(current, on)
    if current.from_on <= on and from_on != current.from_on:
        raise ValidationError({"from_on": "It has begun: only its last day may change."})
    if from_on < on and from_on != current.from_on:
        raise ValidationError({"from_on": "Enter a first day that is not in the past."})
    if to_on < on - ONE_DAY:
        raise ValidationError({"to_on": "Enter a last day that is not before yesterday."})
    current.from_on, current.to_on, current.reason = from_on, to_on, reason.strip()
    _check_closure(current, on=on)
    save_as(current, by=by, reason="closure changed", now=now)
    look_again(agency_id=current.agency_id)
    return current


@transaction.atomic
def remove_closure(*, closure: AgencyClosure, by: Person, on: dt.date, now: dt.datetime | None = None) -> Agency:
    """Take away a closure that has not begun. One that has begun is ended by changing its last day."""
    current = lock(closure)
    if not may_keep_closures(current.agency, by):
        raise NotYours("Closures of an agency are kept by its lead and by the business unit.")
    if current.from_on <= on:
        raise ValidationError("It has begun. Change its last day instead, so that the record stays true.")
    delete_as(current, by=by, reason="closure removed", now=now)
    look_again(agency_id=current.agency_id)
    return current.agency


def _refuse_past(closure: AgencyClosure, on: dt.date) -> None:
    if closure.to_on is not None and closure.to_on < on:
        raise ValidationError("It has ended. Steps were counted by it, so it stays as it is.")


# ---- the whole partnership ----


def _check_manages(by: Person) -> None:
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("Closing days are kept by the business unit.")


@transaction.atomic
def add_closing_days(
    *,
    first_on: dt.date,
    name: str,
    by: Person,
    on: dt.date,
    last_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> list[BankHoliday]:
    """Keep days, today or later, on which nothing counts as a working day. Weekends and bank holidays need none."""
    _check_manages(by)
    last_on = last_on or first_on
    if last_on < first_on:
        raise ValidationError({"last_on": "Enter a last day that is not before the first day."})
    if first_on < on:
        raise ValidationError({"first_on": "Enter a first day that is not in the past."})
    if first_on > on + dt.timedelta(days=FURTHEST_AHEAD):
        raise ValidationError({"first_on": "Enter a day in the next two years."})
    check_for_personal_details(name=name)
    days = [first_on + dt.timedelta(days=count) for count in range(min((last_on - first_on).days, 99) + 1)]
    known = set(BankHoliday.objects.filter(on__range=(first_on, last_on)).values_list("on", flat=True))
    new = [day for day in days if day.weekday() < 5 and day not in known]
    if not new:
        raise ValidationError({"first_on": "No working day lies there: weekends and bank holidays never count."})
    if len(new) > MOST_CLOSING_DAYS:
        raise ValidationError({"last_on": f"Enter {MOST_CLOSING_DAYS} working days at most at a time."})
    rows = [BankHoliday(on=day, name=name.strip(), is_local=True) for day in new]
    for row in rows:
        save_as(row, by=by, reason="closing day added", now=now)
    look_again()
    return rows


@transaction.atomic
def remove_closing_day(*, day: BankHoliday, by: Person, on: dt.date, now: dt.datetime | None = None) -> None:
    """Take away a local closing day that has not come. Bank holidays are the law's, and past days were counted."""
    _check_manages(by)
    current = lock(day)
    if not current.is_local:
        raise ValidationError("A bank holiday cannot be taken away here.")
    if current.on <= on:
        raise ValidationError("This day has come: dates were counted by it, so it stays.")
    delete_as(current, by=by, reason="closing day removed", now=now)
    look_again()


@transaction.atomic
def add_year_of_bank_holidays(*, year: int, by: Person) -> int:
    """Keep the bank holidays of England of the year after the last that is known. Returns how many were new."""
    _check_manages(by)
    last = BankHoliday.objects.filter(is_local=False).order_by("-on").first()
    if last is not None and year != last.on.year + 1:
        raise ValidationError(f"Add {last.on.year + 1} first: years are kept without a gap.")
    new = load_bank_holidays(first_year=year, last_year=year)
    look_again()
    return new
