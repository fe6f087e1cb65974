"""Acts on attendance: what members say beforehand, and how each seat was filled on the day."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.wording import long_date
from partnership.kit.workflow import lock
from partnership.models import Person
from partnership.permissions import BodyRight
from subgroups.models import Attendance, Meeting
from subgroups.selectors.meetings import TO_COME
from subgroups.selectors.rosters import Place, roster, seats_of
from subgroups.services.agendas import need_open, need_record

Mark = Attendance.Mark


def _may_deputise(person: Person, place: Place) -> bool:
    """A deputy of the seat, or somebody of the seat's agency (or of the agency it is part of) who may sign in."""
    if any(row.person_id == person.pk for row in place.deputies):
        return True
    agency = place.seat.agency
    if agency is None or not person.is_active:
        return False
    theirs = {person.agency_id, person.agency.part_of_id if person.agency else None} - {None}
    return bool(theirs & ({agency.pk, agency.part_of_id} - {None}))


def _deputy(place: Place, deputy: Person | None) -> Person | None:
    """Who deputises: the person named, else the seat's only deputy, else not known yet."""
    if deputy is None:
        return place.deputies[0].person if len(place.deputies) == 1 else None
    if place.holder and place.holder.person_id == deputy.pk:
        raise ValidationError(f"{deputy} holds this seat, so mark the seat as present or remote.")
    if not _may_deputise(deputy, place):
        raise ValidationError(f"{deputy} is neither a deputy of this seat nor somebody of {place.name}.")
    return deputy


def _write(
    meeting: Meeting,
    place: Place,
    mark: str,
    *,
    came: Person | None,
    expected: bool,
    by: Person,
    now: dt.datetime,
) -> Attendance:
    """Save how one seat stands, if that is new."""
    row = place.attendance or Attendance(meeting=meeting, seat=place.seat)
    state = (mark, place.holder, came, expected)
    if row.pk and (row.mark, row.member, row.came, row.is_expected) == state:
        return row
    row.mark, row.member, row.came, row.is_expected = state
    return save_as(row, by=by, reason="Said beforehand" if expected else "Attendance", now=now)


# ---- beforehand ----


def _own_place(meeting: Meeting, *, by: Person, of: Person | None, seat_id: int | None) -> Place:
    """The place for which somebody answers: one's own, or that of the person for whom the chair records it."""
    if meeting.status not in TO_COME:
        raise WrongState("This meeting is no longer to come, so its attendance is recorded by the chair.")
    person = of or by
    if person != by and not meeting.allows(by, BodyRight.RECORD):
        raise NotYours("Somebody else’s answer is recorded by the chair or the business unit.")
    held = seats_of(person, roster(meeting)) if meeting.allows(person, BodyRight.TAKE_PART) else []
    places = [place for place in held if seat_id in (None, place.seat.pk)]
    if not places:
        raise NotYours("Only those who hold a seat here, and their deputies, say whether they come.")
    if places[0].mark:
        raise WrongState("Your attendance is marked already. Tell the chair if it is wrong.")
    return places[0]


@transaction.atomic
def say_coming(
    *,
    meeting: Meeting,
    by: Person,
    now: dt.datetime,
    remote: bool = False,
    of: Person | None = None,
    seat_id: int | None = None,
) -> Attendance:
    """Say beforehand that one comes, in person or from afar. A deputy who says so comes as the deputy.

    The chair and the business unit may record it for a member (`of`). Refused for others, and once marked.
    """
    current = lock(meeting)
    place = _own_place(current, by=by, of=of, seat_id=seat_id)
    person = of or by
    mark = Mark.REMOTE if remote else Mark.PRESENT
    if place.holder is None or place.holder.person_id != person.pk:
        mark = Mark.DEPUTY
    return _write(current, place, mark, came=person, expected=True, by=by, now=now)


@transaction.atomic
def send_apologies(
    *, meeting: Meeting, by: Person, now: dt.datetime, of: Person | None = None, seat_id: int | None = None
) -> Attendance:
    """Say beforehand that the seat will be empty. Refused for those without a seat, and once marked."""
    current = lock(meeting)
    place = _own_place(current, by=by, of=of, seat_id=seat_id)
    return _write(current, place, Mark.APOLOGIES, came=None, expected=True, by=by, now=now)


@transaction.atomic
def send_deputy(
    *,
    meeting: Meeting,
    by: Person,
    now: dt.datetime,
    deputy: Person | None = None,
    of: Person | None = None,
    seat_id: int | None = None,
) -> Attendance:
    """Say beforehand that somebody of the same agency comes instead. Who it is may be named later."""
    current = lock(meeting)
    place = _own_place(current, by=by, of=of, seat_id=seat_id)
    return _write(current, place, Mark.DEPUTY, came=_deputy(place, deputy), expected=True, by=by, now=now)


# ---- on the day ----


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    marks: Mapping[int, str],
    by: Person,
    now: dt.datetime,
    deputies: Mapping[int, Person | None] | None = None,
) -> list[Attendance]:
    """Mark how seats were filled: `marks` by seat id, `deputies` says who came where it was a deputy.

    Seats are those of the body on the meeting's date; a vacant one is marked vacant by itself. A seat that is not in
    `marks` stays as it was. Refused before the day, and once the minutes are agreed.
    """
    current = lock(meeting)
    need_record(current, by)
    need_open(current)
    if london_date(now) < current.on:
        raise ValidationError(f"Attendance is marked on the day: {long_date(current.on, weekday=False)}.")
    places = {place.seat.pk: place for place in roster(current)}
    strangers = set(marks) - set(places)
    if strangers:
        raise ValidationError("A seat that this body did not have on that date cannot be marked. Open the page again.")
    done = mark_vacant(current, list(places.values()), by=by, now=now, but=set(marks))
    for seat_id, mark in marks.items():
        place = places[seat_id]
        done.append(_mark(current, place, mark, (deputies or {}).get(seat_id), by=by, now=now))
    return done


def _mark(
    meeting: Meeting, place: Place, mark: str, deputy: Person | None, *, by: Person, now: dt.datetime
) -> Attendance:
    if mark not in Mark.values:
        raise ValidationError("Choose one of: here, remote, deputy, apologies, absent.")
    if place.is_vacant and mark not in (Mark.VACANT, Mark.DEPUTY):
        raise ValidationError(f"Nobody held the seat of {place.name} on that date. Fill the seat first.")
    if not place.is_vacant and mark == Mark.VACANT:
        raise ValidationError(f"The seat of {place.name} was held by {place.holder.person if place.holder else ''}.")
    came: Person | None = None
    if mark == Mark.DEPUTY:
        known = place.attendance.came if place.attendance and place.attendance.mark == Mark.DEPUTY else None
        came = _deputy(place, deputy or known)
    elif mark in (Mark.PRESENT, Mark.REMOTE) and place.holder:
        came = place.holder.person
    return _write(meeting, place, mark, came=came, expected=False, by=by, now=now)


def mark_vacant(
    meeting: Meeting, places: list[Place], *, by: Person, now: dt.datetime, but: set[int] | None = None
) -> list[Attendance]:
    """Mark the seats that nobody held and that carry no other mark."""
    empty = [place for place in places if place.is_vacant and not place.mark and place.seat.pk not in (but or set())]
    return [_write(meeting, place, Mark.VACANT, came=None, expected=False, by=by, now=now) for place in empty]


def take_apologies_as_said(meeting: Meeting, places: list[Place], *, by: Person, now: dt.datetime) -> list[Attendance]:
    """Who sent apologies and was not marked otherwise by the end did not come: the apologies stand."""
    sent = [place for place in places if place.said == Mark.APOLOGIES]
    return [_write(meeting, place, Mark.APOLOGIES, came=None, expected=False, by=by, now=now) for place in sent]
