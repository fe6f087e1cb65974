"""What this room adds to the pages of bodies, agencies and people: meetings, attendance, actions, the year."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnership.holdings import held_by
from partnership.models import Agency, Body, Membership, Person, QuorumRule, Seat
from partnership.selectors.seats import seats_of_body
from subgroups.models import Action, Attendance, Decision, Escalation, Meeting
from subgroups.presenters import bodies as words
from subgroups.selectors import bodies as selectors
from tests.factories import (
    TODAY,
    make_action,
    make_agency,
    make_body,
    make_meeting,
    make_membership,
    make_person,
    make_seat,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
S = Meeting.Status


def sign_in(client: Client, person: Person) -> Client:
    client.force_login(person, backend="partnership.backends.PersonBackend")
    return client


def plain(answer: Any) -> str:
    """The page as it is read: no-break spaces are spaces."""
    said: str = answer.content.decode().replace("\u00a0", " ")
    return said


def mark(meeting: Meeting, seat: Seat, said: str, *, beforehand: bool = False) -> None:
    Attendance.objects.create(meeting=meeting, seat=seat, mark=said, is_expected=beforehand)


def held(body: Body, days_ago: int, **marks: str) -> Meeting:
    return make_meeting(body, TODAY - days_ago * DAY, status=S.CONFIRMED)


@pytest.fixture
def seat(neglect: Body, fire: Agency) -> Seat:
    made = make_seat(neglect, fire, "Prevention lead")
    make_membership(make_person("Fire member", fire), seat=made)
    return made


# ---- attendance by seat ----


def test_deputy_counts_for_the_agency_and_not_for_the_person(neglect: Body, seat: Seat) -> None:
    for days, said in enumerate(["present", "remote", "deputy", "apologies", "absent", "vacant"], 1):
        mark(held(neglect, days * 10), seat, said)
    marks = selectors.meetings_of(neglect, TODAY).marks_of(seat)
    assert (marks.there, marks.in_person, marks.base) == (3, 2, 5)
    assert marks.is_below(75)
    assert not marks.is_below(60)


def test_only_the_last_eight_meetings_held_count_and_no_cancelled_one(neglect: Body, seat: Seat) -> None:
    meetings = [held(neglect, days * 10) for days in range(10, 0, -1)]
    make_meeting(neglect, TODAY - DAY, status=S.CANCELLED)
    make_meeting(neglect, TODAY + 30 * DAY, status=S.PLANNED)
    found = selectors.meetings_of(neglect, TODAY)
    assert found.held == meetings[-8:]
    assert found.coming is not None
    assert found.coming.on == TODAY + 30 * DAY


def test_what_was_said_beforehand_is_not_attendance(neglect: Body, seat: Seat) -> None:
    mark(held(neglect, 10), seat, "present", beforehand=True)
    assert selectors.meetings_of(neglect, TODAY).marks_of(seat).base == 0


def test_agency_with_two_seats_counts_once_a_meeting(neglect: Body, seat: Seat, fire: Agency) -> None:
    second = make_seat(neglect, fire, "Deputy lead")
    meeting, other = held(neglect, 10), held(neglect, 20)
    mark(meeting, seat, "absent")
    mark(meeting, second, "deputy")
    mark(other, seat, "apologies")
    mark(held(neglect, 400), seat, "present")
    assert selectors.attendance_of_agency(fire, TODAY) == [selectors.AgencyThere(neglect, 1, 1, 2)]


# ---- the first line ----


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "Meets today"), (1, "Meets tomorrow"), (3, "Meets on Thursday"), (10, "Meets on Thu 3 Dec")],
)
def test_next_meeting_is_said_as_people_say_it(neglect: Body, days: int, said: str) -> None:
    meeting = make_meeting(neglect, TODAY + days * DAY)
    assert words.meets_words(meeting, TODAY).replace("\u00a0", " ") == said


def test_body_without_a_meeting_says_so() -> None:
    assert words.lede(None, None, vacant=0, overdue=2, on=TODAY) == (
        "No meeting is planned; no seat is vacant and two actions are late."
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (None, "The police have not replied, so the meeting is not yet quorate"),
        ("apologies", "The police will not be there, so the meeting cannot be quorate"),
        ("deputy", "By the replies so far the meeting will be quorate"),
    ],
)
def test_quorum_is_judged_while_replies_arrive(neglect: Body, police: Agency, said: str | None, sentence: str) -> None:
    rule = QuorumRule.objects.create(body=neglect, kind=Agency.Kind.POLICE)
    seat = make_seat(neglect, police)
    make_membership(make_person(agency=police), seat=seat)
    meeting = make_meeting(neglect, TODAY + 3 * DAY)
    if said:
        mark(meeting, seat, said, beforehand=True)
    known = selectors.meetings_of(neglect, TODAY)
    judged = selectors.quorum_so_far(meeting, seats_of_body(neglect, TODAY), known, [rule])
    assert words.quorum_sentence(judged) == sentence


def test_silence_before_the_agenda_goes_out_says_nothing(neglect: Body, police: Agency) -> None:
    rule = QuorumRule.objects.create(body=neglect, kind=Agency.Kind.POLICE)
    make_membership(make_person(agency=police), seat=make_seat(neglect, police))
    meeting = make_meeting(neglect, TODAY + 15 * DAY)
    known = selectors.meetings_of(neglect, TODAY)
    judged = selectors.quorum_so_far(meeting, seats_of_body(neglect, TODAY), known, [rule])
    said = words.lede(meeting, judged, vacant=0, overdue=0, on=TODAY)
    assert said.replace("\u00a0", " ") == "Meets on Tue 8 Dec; no seat is vacant and no action is late."


# ---- the year ----


def test_year_counts_from_april(neglect: Body, executive: Body, business_unit: Person, fire: Agency) -> None:
    meeting = held(neglect, 10)
    for number, day in enumerate([dt.date(2026, 3, 31), dt.date(2026, 4, 1), TODAY]):
        Decision.objects.create(
            body=neglect, meeting=meeting, reference=f"D{number}", text="Agreed", reasons="Sense", decided_on=day
        )
    make_action(neglect, fire, by=business_unit)
    Escalation.objects.create(
        reference="E1", from_body=neglect, to_body=executive, question="May we?", evidence="Yes", ask="Answer",
        sent_on=TODAY - DAY, reply_due_on=TODAY, status=Escalation.Status.REPLIED,
    )  # fmt: skip
    counts = selectors.counts_of_body(neglect, business_unit, TODAY)
    assert (counts.decisions, counts.opened, counts.closed, counts.escalations, counts.answered) == (2, 1, 0, 1, 1)
    assert (counts.live, counts.overdue) == (1, 0)


# ---- the body's page ----


@pytest.fixture
def busy(neglect: Body, seat: Seat, police: Agency, business_unit: Person) -> Action:
    """Neglect with a meeting on Thursday, one behind it, and an action that is late."""
    QuorumRule.objects.create(body=neglect, kind=Agency.Kind.POLICE)
    mark(held(neglect, 40), seat, "present")
    make_meeting(neglect, TODAY + 3 * DAY, status=S.AGENDA_ISSUED, agenda_issued_on=TODAY - DAY, place="Council House")
    make_seat(neglect, police, "Police lead")
    return make_action(neglect, police, by=business_unit, due_on=TODAY - 24 * DAY, title="Record the screening")


@pytest.mark.usefixtures("monday", "busy")
def test_reader_sees_what_needs_doing_first(client: Client, member: Person, neglect: Body) -> None:
    page = plain(sign_in(client, member).get(neglect.get_absolute_url()))
    assert (
        "Meets on Thursday. The police will not be there, so the meeting cannot be quorate; one seat is vacant" in page
    )
    assert "and one action is late." in page
    for said in ("Thursday 26 November 2026", "Council House", "Record the screening", "24 days late", "1 of 1, 100 %"):
        assert said in page


@pytest.mark.usefixtures("monday")
def test_other_leads_see_seats_and_nothing_of_the_work(
    client: Client, outsider: Person, neglect: Body, busy: Action
) -> None:
    page = plain(sign_in(client, outsider).get(neglect.get_absolute_url()))
    assert "Prevention lead" in page
    assert busy.reference not in page
    assert "Thursday" not in page
    path = reverse("subgroups:body-attendance", args=[neglect.slug])
    assert client.get(path).status_code == 403


@pytest.mark.usefixtures("monday", "busy")
def test_attendance_comes_as_a_file(client: Client, member: Person, neglect: Body) -> None:
    answer = sign_in(client, member).get(reverse("subgroups:body-attendance", args=[neglect.slug]))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert "14 Oct 2026" in lines[0]
    fire = next(line for line in lines if "Prevention lead" in line)
    assert fire.endswith("Fire member,present,1,1,1")


@pytest.mark.usefixtures("monday")
def test_term_that_ends_soon_stands_on_the_page(client: Client, member: Person, neglect: Body, fire: Agency) -> None:
    make_membership(make_person("Leaving Soon", fire), neglect, to_on=TODAY + 26 * DAY)
    page = plain(sign_in(client, member).get(neglect.get_absolute_url()))
    assert "Terms that end within 90 days" in page
    assert "until Sat 19 Dec, in 26 days" in page


@pytest.mark.usefixtures("monday", "busy")
def test_body_page_asks_fifteen_queries_however_much_there_is(
    client: Client, business_unit: Person, neglect: Body, django_assert_max_num_queries: Any
) -> None:
    def add(count: int) -> None:
        meeting = held(neglect, 60)
        for number in range(count):
            agency = make_agency()
            seat = make_seat(neglect, agency)
            make_membership(make_person(agency=agency), seat=seat)
            mark(meeting, seat, "present")
            make_action(neglect, agency, by=business_unit, due_on=TODAY + number * DAY)

    path = neglect.get_absolute_url()
    sign_in(client, business_unit).get(path)
    add(10)
    with django_assert_max_num_queries(15) as few:
        client.get(path)
    add(90)
    with django_assert_max_num_queries(15) as many:
        client.get(path)
    assert len(few) == len(many)


# ---- agencies and people ----


@pytest.mark.usefixtures("monday")
def test_agency_page_shows_its_work_to_its_lead_and_to_no_other(
    client: Client, partner: Person, outsider: Person, police: Agency, busy: Action
) -> None:
    own = plain(sign_in(client, partner).get(police.get_absolute_url()))
    assert busy.reference in own
    assert "One action is late. Holds 1 seat" in own
    page = plain(sign_in(client, outsider).get(police.get_absolute_url()))
    assert busy.reference not in page
    assert "Attendance" not in page


@pytest.mark.usefixtures("monday")
def test_agency_page_asks_the_same_queries_however_much_there_is(
    client: Client, business_unit: Person, fire: Agency, django_assert_max_num_queries: Any
) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            body = make_body()
            seat = make_seat(body, fire)
            make_membership(make_person(agency=fire), seat=seat, role=Membership.Role.MEMBER)
            mark(held(body, 10), seat, "present")
            make_action(body, fire, by=business_unit)

    path = fire.get_absolute_url()
    add(10)
    sign_in(client, business_unit).get(path)  # reads what is remembered while nobody saves anything of it
    with django_assert_max_num_queries(21) as few:
        client.get(path)
    add(20)
    with django_assert_max_num_queries(21) as many:
        client.get(path)
    assert len(few) == len(many)


def test_person_holds_live_actions_only(business_unit: Person, neglect: Body, fire: Agency) -> None:
    person = make_person("Holder", fire)
    action = make_action(neglect, fire, by=business_unit, holder=person)
    assert [row.reference for row in held_by(person, body_id=neglect.pk)] == [action.reference]
    Action.objects.filter(pk=action.pk).update(status="withdrawn", is_live=False)
    assert held_by(person) == []
