"""Quorum: by kinds of agency that the body's rule names, with deputies, judged while apologies arrive."""

import datetime as dt

import pytest

from partnership.models import Agency, Body, Person, QuorumRule
from subgroups.models import Meeting
from subgroups.selectors import home, rosters
from subgroups.services import attendance, meetings
from tests.factories import NOW, TODAY, make_membership, make_person, make_seat


@pytest.fixture
def meeting(neglect: Body, chair: Person, member: Person, officer: Person) -> Meeting:
    """Neglect meets today; council, ICB and police must be there, and each has a seat."""
    for kind in (Agency.Kind.LOCAL_AUTHORITY, Agency.Kind.ICB, Agency.Kind.POLICE):
        QuorumRule.objects.create(body=neglect, kind=kind)
    return meetings.plan_meeting(body=neglect, meets_on=TODAY, starts_at=dt.time(10), by=chair, now=NOW)


@pytest.fixture
def officer(neglect: Body, police: Agency) -> Person:
    person = make_person("Police officer", police)
    make_membership(person, neglect)
    return person


def mark(meeting: Meeting, by: Person, **marks: str) -> rosters.Quorum:
    kinds = {place.seat.agency.kind: place.seat.pk for place in rosters.roster(meeting) if place.seat.agency}
    wanted = {kinds[kind]: word for kind, word in marks.items()}
    attendance.record_attendance(meeting=meeting, marks=wanted, by=by, now=NOW)
    return rosters.quorum_of(meeting)


def test_quorum_is_met_when_every_kind_is_there(meeting: Meeting, chair: Person) -> None:
    assert not rosters.quorum_of(meeting).met
    assert not mark(meeting, chair, local_authority="present", icb="remote").met
    judged = mark(meeting, chair, police="present")
    assert judged.met
    assert [part.how for part in judged.needed] == ["present", "remote", "present"]
    assert (judged.at_table, judged.filled, judged.unmarked, judged.vacant) == (3, 3, 0, 0)


def test_a_deputy_counts_for_the_agency(meeting: Meeting, chair: Person) -> None:
    judged = mark(meeting, chair, local_authority="present", icb="deputy", police="present")
    assert judged.met
    assert judged.needed[1].how == "deputy"


def test_heads_do_not_make_a_quorum(meeting: Meeting, chair: Person, neglect: Body) -> None:
    for number in range(8):
        make_membership(make_person(f"Member {number}", chair.agency), neglect)
    marks = {place.seat.pk: "present" for place in rosters.roster(meeting) if place.seat.agency == chair.agency}
    attendance.record_attendance(meeting=meeting, marks=marks, by=chair, now=NOW)
    judged = rosters.quorum_of(meeting)
    assert not judged.met
    assert [part.kind for part in judged.missing] == ["icb", "police"]


def test_two_of_a_kind_are_two_agencies(meeting: Meeting, chair: Person, neglect: Body) -> None:
    QuorumRule.objects.filter(kind="local_authority").update(at_least=2)
    make_membership(make_person("Second", chair.agency), neglect)
    seats = {place.seat.pk: "present" for place in rosters.roster(meeting)}
    attendance.record_attendance(meeting=meeting, marks=seats, by=chair, now=NOW)
    assert rosters.quorum_of(meeting).needed[0].there == 1
    assert not rosters.quorum_of(meeting).met


def test_apologies_beforehand_show_that_quorum_is_out_of_reach(
    meeting: Meeting, chair: Person, officer: Person
) -> None:
    attendance.say_coming(meeting=meeting, by=chair, now=NOW)
    judged = rosters.quorum(meeting, rosters.roster(meeting), beforehand=True)
    assert (judged.met, judged.is_possible, judged.unanswered) == (False, True, 2)
    attendance.send_apologies(meeting=meeting, by=officer, now=NOW)
    judged = rosters.quorum(meeting, rosters.roster(meeting), beforehand=True)
    assert (judged.is_possible, judged.needed[2].why_not) == (False, "apologies")
    attendance.send_deputy(meeting=meeting, by=officer, now=NOW)
    assert rosters.quorum(meeting, rosters.roster(meeting), beforehand=True).is_possible


def test_what_was_said_beforehand_is_not_attendance(
    meeting: Meeting, chair: Person, member: Person, officer: Person
) -> None:
    for person in (chair, member, officer):
        attendance.say_coming(meeting=meeting, by=person, now=NOW)
    places = rosters.roster(meeting)
    assert rosters.quorum(meeting, places, beforehand=True).met
    assert not rosters.quorum(meeting, places).met
    assert rosters.quorum(meeting, places).unmarked == 3


def test_a_vacant_seat_explains_a_missing_kind(meeting: Meeting, chair: Person, officer: Person, neglect: Body) -> None:
    membership = officer.memberships.get()
    membership.to_on = TODAY - dt.timedelta(days=1)
    membership.save()
    judged = rosters.quorum_of(meeting)
    assert (judged.needed[2].why_not, judged.is_possible, judged.vacant) == ("vacant", False, 1)


def test_a_kind_without_a_seat_is_named(meeting: Meeting, neglect: Body) -> None:
    QuorumRule.objects.create(body=neglect, kind=Agency.Kind.EDUCATION)
    assert rosters.quorum_of(meeting).needed[3].why_not == "no seat"


def test_a_body_without_a_rule_can_always_decide(exploitation: Body, business_unit: Person, police: Agency) -> None:
    make_seat(exploitation, police)
    meeting = meetings.plan_meeting(body=exploitation, meets_on=TODAY, starts_at=dt.time(10), by=business_unit, now=NOW)
    assert rosters.quorum_of(meeting).met


def test_the_week_of_a_home_page_says_who_comes_and_who_is_lacking(
    meeting: Meeting, chair: Person, partner: Person, neglect: Body
) -> None:
    """One query, whatever the number of seats: agencies are counted once, with the seats that said yes."""
    make_membership(make_person("Another officer", chair.agency), neglect)
    marks = {place.seat.pk: "present" for place in rosters.roster(meeting) if place.seat.agency == chair.agency}
    attendance.record_attendance(meeting=meeting, marks=marks, by=chair, now=NOW)
    mark(meeting, chair, icb="apologies")
    (row,) = home.meetings_of_week(chair, TODAY)
    assert home.coming_to([row]) == {meeting.pk: home.Coming(2, 3, ("Integrated care board", "Police"))}
    mark(meeting, chair, icb="deputy", police="remote")
    found = home.meetings_of_week_and_next(chair, TODAY)
    assert found.coming == found.of_week == [meeting]
    assert home.coming_to(found.of_week) == {meeting.pk: home.Coming(4, 4, ())}
    assert not home.meetings_of_week(partner, TODAY)
