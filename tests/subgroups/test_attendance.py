"""Who is expected and who came: by seat, as of the meeting's date, with deputies."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from partnership.kit.errors import NotYours, WrongState
from partnership.models import Agency, AgencyName, Body, Membership, Person
from subgroups.models import Attendance, Meeting
from subgroups.selectors import meetings as reads
from subgroups.selectors import rosters
from subgroups.services import attendance, meetings
from tests.factories import LONG_AGO, NOW, TODAY, make_membership, make_person, make_seat

DAY = dt.timedelta(days=1)


def plan(body: Body, by: Person, meets_on: dt.date = TODAY) -> Meeting:
    return meetings.plan_meeting(body=body, meets_on=meets_on, starts_at=dt.time(10), by=by, now=NOW)


def seat_of(person: Person, meeting: Meeting) -> int:
    return rosters.seats_of(person, rosters.roster(meeting))[0].seat.pk


def mark(meeting: Meeting, marks: dict[int, str], by: Person, **more: Any) -> list[Attendance]:
    return attendance.record_attendance(meeting=meeting, marks=marks, by=by, now=NOW, **more)


# ---- the roster ----


def test_the_roster_is_that_of_the_meetings_date(neglect: Body, chair: Person, police: Agency, icb: Agency) -> None:
    left, came = make_person("Left", police), make_person("Came", police)
    seat = make_membership(left, neglect, to_on=TODAY - 10 * DAY).seat
    make_membership(came, seat=seat, from_on=TODAY - 9 * DAY)
    gone = make_seat(neglect, icb, closed_on=TODAY - 5 * DAY)
    before = {place.seat: place for place in rosters.roster(plan(neglect, chair, TODAY - 20 * DAY))}
    after = {place.seat: place for place in rosters.roster(plan(neglect, chair))}
    assert (before[seat].holder.person, after[seat].holder.person) == (left, came)
    assert gone in before
    assert gone not in after


def test_the_roster_shows_the_agencys_name_of_the_day(neglect: Body, chair: Person) -> None:
    agency = chair.agency
    AgencyName.objects.create(agency=agency, name="Old council", from_on=LONG_AGO, to_on=TODAY - 10 * DAY)
    assert rosters.roster(plan(neglect, chair, TODAY - 20 * DAY))[0].name == "Old council"
    assert rosters.roster(plan(neglect, chair))[0].name == "Dudley MBC"


def test_an_empty_seat_that_need_not_be_filled_is_not_on_the_roster(neglect: Body, chair: Person, icb: Agency) -> None:
    make_seat(neglect, icb, is_required=False)
    assert len(rosters.roster(plan(neglect, chair))) == 1


def test_advisers_and_observers_are_there_but_not_counted(neglect: Body, chair: Person, police: Agency) -> None:
    make_membership(make_person("Adviser", police), neglect, role=Membership.Role.ADVISER)
    meeting = plan(neglect, chair)
    places = rosters.roster(meeting)
    assert [place.counts for place in places] == [True, False]
    assert rosters.quorum(meeting, places).filled == 1


def test_a_deputy_alone_does_not_fill_a_seat(neglect: Body, chair: Person, police: Agency) -> None:
    make_membership(make_person("Deputy", police), neglect, role=Membership.Role.DEPUTY)
    assert [place.is_vacant for place in rosters.roster(plan(neglect, chair))] == [False, True]


# ---- beforehand ----


def test_a_member_says_that_they_come_or_sends_apologies(neglect: Body, chair: Person, member: Person) -> None:
    meeting = plan(neglect, chair)
    said = attendance.say_coming(meeting=meeting, by=member, now=NOW, remote=True)
    assert (said.mark, said.came, said.is_expected) == ("remote", member, True)
    changed = attendance.send_apologies(meeting=meeting, by=member, now=NOW)
    assert (changed.pk, changed.mark, changed.came) == (said.pk, "apologies", None)
    assert [row.history_user for row in changed.history.all()] == [member, member]


def test_a_member_sends_a_deputy(neglect: Body, chair: Person, member: Person) -> None:
    meeting = plan(neglect, chair)
    deputy = make_person("Deputy", member.agency)
    said = attendance.send_deputy(meeting=meeting, deputy=deputy, by=member, now=NOW)
    assert (said.mark, said.came) == ("deputy", deputy)


def test_a_deputy_comes_from_the_same_agency(neglect: Body, chair: Person, member: Person, police: Agency) -> None:
    meeting = plan(neglect, chair)
    with pytest.raises(ValidationError, match="neither a deputy of this seat"):
        attendance.send_deputy(meeting=meeting, deputy=make_person("Other", police), by=member, now=NOW)
    with pytest.raises(ValidationError, match="holds this seat"):
        attendance.send_deputy(meeting=meeting, deputy=member, by=member, now=NOW)


def test_the_only_deputy_of_a_seat_is_taken_where_none_is_named(neglect: Body, chair: Person, member: Person) -> None:
    seat = member.memberships.get().seat
    deputy = make_person("Deputy", member.agency)
    make_membership(deputy, seat=seat, role=Membership.Role.DEPUTY)
    meeting = plan(neglect, chair)
    assert attendance.send_deputy(meeting=meeting, by=member, now=NOW).came == deputy


def test_a_deputy_who_says_so_comes_as_the_deputy(neglect: Body, chair: Person, member: Person) -> None:
    deputy = make_person("Deputy", member.agency)
    make_membership(deputy, seat=member.memberships.get().seat, role=Membership.Role.DEPUTY)
    said = attendance.say_coming(meeting=plan(neglect, chair), by=deputy, now=NOW)
    assert (said.mark, said.came) == ("deputy", deputy)


def test_somebody_without_a_seat_says_nothing(neglect: Body, chair: Person, outsider: Person) -> None:
    with pytest.raises(NotYours):
        attendance.say_coming(meeting=plan(neglect, chair), by=outsider, now=NOW)


def test_an_observer_is_not_asked(neglect: Body, chair: Person) -> None:
    observer = make_person("Observer")
    make_membership(observer, neglect, role=Membership.Role.OBSERVER)
    with pytest.raises(NotYours):
        attendance.say_coming(meeting=plan(neglect, chair), by=observer, now=NOW)


def test_the_business_unit_records_what_a_member_said_by_telephone(
    neglect: Body, chair: Person, member: Person, business_unit: Person
) -> None:
    meeting = plan(neglect, chair)
    assert attendance.send_apologies(meeting=meeting, of=member, by=business_unit, now=NOW).mark == "apologies"
    with pytest.raises(NotYours):
        attendance.send_apologies(meeting=meeting, of=chair, by=member, now=NOW)


def test_answers_are_closed_once_the_seat_is_marked_or_the_meeting_over(
    neglect: Body, chair: Person, member: Person
) -> None:
    meeting = plan(neglect, chair)
    mark(meeting, {seat_of(member, meeting): "absent"}, chair)
    with pytest.raises(WrongState, match="marked already"):
        attendance.say_coming(meeting=meeting, by=member, now=NOW)
    meetings.hold_meeting(meeting=meeting, by=chair, now=NOW)
    with pytest.raises(WrongState, match="no longer to come"):
        attendance.say_coming(meeting=meeting, by=member, now=NOW)


# ---- on the day ----


def test_marking_says_who_came_and_marks_vacant_seats_by_itself(
    neglect: Body, chair: Person, member: Person, police: Agency
) -> None:
    empty = make_seat(neglect, police)
    meeting = plan(neglect, chair)
    mark(meeting, {seat_of(member, meeting): "remote"}, chair)
    rows = {row.seat_id: row for row in meeting.attendance.all()}
    row = rows[seat_of(member, meeting)]
    assert (row.mark, row.came, row.member.person, row.is_expected) == ("remote", member, member, False)
    assert rows[empty.pk].mark == "vacant"
    assert len(rows) == 2


def test_a_deputy_is_named_and_counts_for_the_agency(neglect: Body, chair: Person, member: Person) -> None:
    meeting = plan(neglect, chair)
    deputy = make_person("Deputy", member.agency)
    seat = seat_of(member, meeting)
    mark(meeting, {seat: "deputy"}, chair, deputies={seat: deputy})
    row = meeting.attendance.get(seat=seat)
    assert (row.came, row.member.person, row.at_the_table) == (deputy, member, True)
    mark(meeting, {seat: "deputy"}, chair)
    assert meeting.attendance.get(seat=seat).came == deputy


def test_a_deputy_may_sit_in_a_vacant_seat_but_nobody_else(neglect: Body, chair: Person, police: Agency) -> None:
    deputy = make_person("Deputy", police)
    seat = make_membership(deputy, neglect, role=Membership.Role.DEPUTY).seat
    meeting = plan(neglect, chair)
    with pytest.raises(ValidationError, match="Fill the seat first"):
        mark(meeting, {seat.pk: "present"}, chair)
    mark(meeting, {seat.pk: "deputy"}, chair)
    assert meeting.attendance.get().came == deputy


def test_a_filled_seat_is_not_marked_vacant(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair)
    with pytest.raises(ValidationError, match="was held by"):
        mark(meeting, {seat_of(chair, meeting): "vacant"}, chair)


def test_a_seat_of_another_body_or_date_is_refused(
    neglect: Body, exploitation: Body, chair: Person, police: Agency
) -> None:
    with pytest.raises(ValidationError, match="did not have on that date"):
        mark(plan(neglect, chair), {make_seat(exploitation, police).pk: "absent"}, chair)


def test_attendance_is_not_marked_before_the_day(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair, TODAY + DAY)
    with pytest.raises(ValidationError, match="on the day"):
        mark(meeting, {seat_of(chair, meeting): "present"}, chair)


def test_a_member_does_not_mark_attendance(neglect: Body, chair: Person, member: Person) -> None:
    meeting = plan(neglect, chair)
    with pytest.raises(NotYours):
        mark(meeting, {seat_of(member, meeting): "present"}, member)


def test_an_unknown_mark_is_refused_and_nothing_is_written(neglect: Body, chair: Person, member: Person) -> None:
    meeting = plan(neglect, chair)
    with pytest.raises(ValidationError, match="Choose one of"):
        mark(meeting, {seat_of(member, meeting): "present", seat_of(chair, meeting): "late"}, chair)
    assert not meeting.attendance.exists()


def test_marking_the_same_again_writes_no_history(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair)
    for _ in range(2):
        mark(meeting, {seat_of(chair, meeting): "present"}, chair)
    assert meeting.attendance.get().history.count() == 1


def test_attendance_counts_leave_vacant_seats_out(neglect: Body, chair: Person, member: Person, police: Agency) -> None:
    make_seat(neglect, police)
    meeting = plan(neglect, chair)
    mark(meeting, {seat_of(member, meeting): "apologies", seat_of(chair, meeting): "present"}, chair)
    assert reads.attendance_counts([meeting]) == {meeting.pk: (1, 2)}
