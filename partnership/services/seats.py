"""Acts on seats, memberships and appointments. Each brings the rights of the people concerned up to date with it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from partnership.kit.history import save_as
from partnership.kit.slugs import free_slug
from partnership.kit.wording import long_date
from partnership.kit.workflow import lock
from partnership.models import Agency, Appointment, Body, Membership, Person, Seat
from partnership.roles import bring_rights_up_to_date

ONE_DAY = dt.timedelta(days=1)
LEADING = {Membership.Role.CHAIR: "chair", Membership.Role.VICE_CHAIR: "vice chair"}


@transaction.atomic
def add_seat(
    *,
    body: Body,
    title: str,
    by: Person,
    agency: Agency | None = None,
    is_required: bool = True,
    opened_on: dt.date | None = None,
    place: int | None = None,
    now: dt.datetime | None = None,
) -> Seat:
    """Add a seat to a body, last unless a place is given. Refuses a closed body and the same open seat twice."""
    if body.closed_on is not None:
        raise ValidationError("This body is closed. A closed body takes no seats.")
    if agency is not None and agency.closed_on is not None:
        raise ValidationError({"agency": f"{agency.name} is closed. Choose the agency that carries on now."})
    if body.seats.filter(agency=agency, title__iexact=title.strip(), closed_on__isnull=True).exists():
        raise ValidationError({"title": "This body has that seat already. Enter another title."})
    if place is None:
        place = max(body.seats.values_list("place", flat=True), default=0) + 1
    seat = Seat(
        slug=free_slug(Seat, f"{body.slug} {agency.short_name if agency else ''} {title}", most=80),
        body=body,
        agency=agency,
        title=title.strip(),
        is_required=is_required,
        opened_on=opened_on,
        place=place,
    )
    return save_as(seat, by=by, reason="added", now=now)


@transaction.atomic
def change_seat(
    *, seat: Seat, title: str, is_required: bool, place: int, by: Person, now: dt.datetime | None = None
) -> Seat:
    """Change a seat's title, its place on the list and whether it must be filled. Its agency stays: close and add."""
    current = lock(seat)
    current.title, current.is_required, current.place = title.strip(), is_required, place
    return save_as(current, by=by, reason="changed", now=now)


@transaction.atomic
def close_seat(
    *, seat: Seat, closed_on: dt.date, reason: str, on: dt.date, by: Person, now: dt.datetime | None = None
) -> Seat:
    """Close a seat with its reason and end the memberships on it. Refuses a closed seat and a day to come."""
    current = lock(seat)
    if current.closed_on is not None:
        raise ValidationError("This seat is closed already.")
    if closed_on > on:
        raise ValidationError({"closed_on": "Enter today or a day that has passed. Come back on the day it closes."})
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the seat closes."})
    _refuse_begun_later(current, closed_on)
    current.closed_on, current.closing_reason = closed_on, reason.strip()
    current = save_as(current, by=by, reason="closed", now=now)
    people = end_all_on(current, last_day=closed_on, by=by, now=now)
    bring_rights_up_to_date(people, on=on)
    return current


def _refuse_begun_later(seat: Seat, closed_on: dt.date) -> None:
    later = seat.memberships.filter(from_on__gt=closed_on).select_related("person").first()
    if later is not None:
        day = long_date(later.from_on, weekday=False)
        raise ValidationError({"closed_on": f"{later.person} takes this seat on {day}. End that membership first."})


def end_all_on(seat: Seat, *, last_day: dt.date, by: Person, now: dt.datetime | None = None) -> list[Person]:
    """End what is still going on on a seat. Returns whose memberships ended."""
    going_on = seat.memberships.filter(from_on__lte=last_day).filter(Q(to_on__isnull=True) | Q(to_on__gt=last_day))
    people = []
    for membership in going_on.select_related("person"):
        membership.to_on = last_day
        save_as(membership, by=by, reason="seat closed", now=now)
        people.append(membership.person)
    return people


@transaction.atomic
def fill_seat(
    *,
    seat: Seat,
    person: Person,
    role: str,
    from_on: dt.date,
    on: dt.date,
    by: Person,
    to_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> Membership:
    """Put a person on a seat, as its member or beside its member, and give the rights that go with it.

    Refuses a closed seat, a seat that somebody fills in those days, a second chair or vice chair of the body, somebody
    who may not sign in, and the same membership twice.
    """
    current = lock(seat)
    if current.closed_on is not None and current.closed_on < from_on:
        raise ValidationError(f"This seat closed on {long_date(current.closed_on, weekday=False)}. Add a new one.")
    if current.opened_on is not None and from_on < current.opened_on:
        day = long_date(current.opened_on, weekday=False)
        raise ValidationError({"from_on": f"The seat opened on {day}. Enter that day or a later one."})
    if not person.is_active:
        raise ValidationError(
            {"person": f"{person} may not sign in. Let them in again first, or choose another person."}
        )
    if to_on is not None and to_on < from_on:
        raise ValidationError({"to_on": "Enter a last day that is not before the first day."})
    membership = Membership(seat=current, person=person, role=role, from_on=from_on, to_on=to_on)
    held = _overlapping(current.memberships.filter(person=person, role=role), membership).first()
    if held is not None:
        raise ValidationError({"person": f"{person} has this place on the seat already, {_span(held)}."})
    if role in Membership.FILLS_A_SEAT:
        filled = _overlapping(current.memberships.filter(role__in=Membership.FILLS_A_SEAT), membership)
        other = filled.select_related("person").first()
        if other is not None:
            raise ValidationError(
                {"person": f"{other.person} fills this seat {_span(other)}. End that membership first."}
            )
    _refuse_second_leader(membership)
    save_as(membership, by=by, reason="seat filled", now=now)
    bring_rights_up_to_date([person], on=on)
    return membership


@transaction.atomic
def end_membership(
    *, membership: Membership, last_day: dt.date, on: dt.date, by: Person, now: dt.datetime | None = None
) -> Membership:
    """End a membership on its last day; from the next day it opens nothing. What the person holds must be handed on.

    Refuses one that has ended and a last day before its first. A day to come may be entered: a term that ends.
    """
    current = lock(membership)
    if current.to_on is not None and current.to_on < on:
        raise ValidationError(f"This membership ended on {long_date(current.to_on, weekday=False)} already.")
    if last_day < current.from_on:
        raise ValidationError(
            {"last_day": f"Enter {long_date(current.from_on, weekday=False)}, when it began, or a later day."}
        )
    current.to_on = last_day
    save_as(current, by=by, reason="ended", now=now)
    bring_rights_up_to_date([current.person], on=on)
    return current


@transaction.atomic
def change_role(
    *, membership: Membership, role: str, from_on: dt.date, on: dt.date, by: Person, now: dt.datetime | None = None
) -> Membership:
    """Let a member chair the body, deputise or step back from one day on: the old role ends on the day before.

    Refuses the role that the person has, a membership that has ended, and a second chair or vice chair.
    """
    current = lock(membership)
    if not current.is_current(from_on):
        raise ValidationError({"from_on": "Enter a day on which this membership goes on."})
    if current.role == role:
        raise ValidationError({"role": f"{current.person} is {current.get_role_display().lower()} already."})
    last_day = current.to_on
    successor = Membership(seat=current.seat, person=current.person, role=role, from_on=from_on, to_on=last_day)
    _refuse_second_leader(successor, but=current)
    if role in Membership.FILLS_A_SEAT and current.role not in Membership.FILLS_A_SEAT:
        filled = _overlapping(current.seat.memberships.filter(role__in=Membership.FILLS_A_SEAT), successor)
        other = filled.exclude(pk=current.pk).select_related("person").first()
        if other is not None:
            raise ValidationError(
                {"role": f"{other.person} fills this seat {_span(other)}. End that membership first."}
            )
    if from_on == current.from_on:
        current.role = role
        save_as(current, by=by, reason="role changed", now=now)
        bring_rights_up_to_date([current.person], on=on)
        return current
    current.to_on = from_on - ONE_DAY
    save_as(current, by=by, reason="role changed", now=now)
    save_as(successor, by=by, reason="role changed", now=now)
    bring_rights_up_to_date([current.person], on=on)
    return successor


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: str,
    from_on: dt.date,
    on: dt.date,
    by: Person,
    agency: Agency | None = None,
    to_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> Appointment:
    """Give a person a role that does not come from a seat, with the rights that go with it.

    Refuses a role given to oneself, somebody who may not sign in, and the same role twice at one time.
    """
    if person.pk == by.pk:
        raise ValidationError("You cannot give yourself a role. Ask somebody else of the business unit.")
    if not person.is_active:
        raise ValidationError(f"{person} may not sign in. Let them in again first.")
    if to_on is not None and to_on < from_on:
        raise ValidationError({"to_on": "Enter a last day that is not before the first day."})
    if role in Appointment.FOR_AN_AGENCY and agency is None:
        raise ValidationError({"agency": "Choose the agency that the person speaks for."})
    if role not in Appointment.FOR_AN_AGENCY:
        agency = None
    if agency is not None and not agency.is_open(from_on):
        raise ValidationError({"agency": f"{agency.name} is closed. Choose the agency that carries on now."})
    appointment = Appointment(person=person, role=role, agency=agency, from_on=from_on, to_on=to_on)
    held = _overlapping(Appointment.objects.filter(person=person, role=role, agency=agency), appointment).first()
    if held is not None:
        raise ValidationError({"role": f"{person} has this role already, {_span(held)}."})
    save_as(appointment, by=by, reason="appointed", now=now)
    bring_rights_up_to_date([person], on=on)
    return appointment


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, last_day: dt.date, on: dt.date, by: Person, now: dt.datetime | None = None
) -> Appointment:
    """End a role on its last day; from the next day it opens nothing. Refuses one that has ended."""
    current = lock(appointment)
    if current.to_on is not None and current.to_on < on:
        raise ValidationError(f"This role ended on {long_date(current.to_on, weekday=False)} already.")
    if last_day < current.from_on:
        raise ValidationError(
            {"last_day": f"Enter {long_date(current.from_on, weekday=False)}, when it began, or a later day."}
        )
    current.to_on = last_day
    save_as(current, by=by, reason="ended", now=now)
    bring_rights_up_to_date([current.person], on=on)
    return current


def _overlapping(rows: Any, new: Membership | Appointment) -> Any:
    """Rows that share a day with a new one."""
    rows = rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=new.from_on))
    return rows.filter(from_on__lte=new.to_on) if new.to_on else rows


def _refuse_second_leader(new: Membership, *, but: Membership | None = None) -> None:
    """A body has one chair and one vice chair at a time: chases, dates and minutes go to that person."""
    if new.role not in LEADING:
        return
    leading = Membership.objects.filter(seat__body=new.seat.body, role=new.role)
    if but is not None:
        leading = leading.exclude(pk=but.pk)
    other = _overlapping(leading, new).select_related("person").first()
    if other is not None:
        raise ValidationError(
            {"role": f"{other.person} is {LEADING[Membership.Role(new.role)]} {_span(other)}. End that first."}
        )


def _span(row: Membership | Appointment) -> str:
    return (
        f"from {long_date(row.from_on, weekday=False)} to {long_date(row.to_on, weekday=False)}"
        if row.to_on
        else f"since {long_date(row.from_on, weekday=False)}"
    )
