"""Seats, memberships and roles: who may fill what, and what it opens from which day to which."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.models import Agency, Appointment, Body, Membership, Person, Seat
from partnership.permissions import AgencyRight, BodyRight, PortalRight
from partnership.selectors.seats import seats_of_body, seats_of_person, terms_ending, vacancies
from partnership.services import seats
from tests.factories import LONG_AGO, TODAY, make_action, make_body, make_membership, make_person, make_seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def sign_in(client: Client, person: Person) -> Client:
    client.force_login(person, backend="partnership.backends.PersonBackend")
    return client


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def seat(neglect: Body, fire: Agency) -> Seat:
    return make_seat(neglect, fire, "Prevention lead")


@pytest.fixture
def newcomer(fire: Agency) -> Person:
    return make_person("Newcomer", fire)


def fill(seat: Seat, person: Person, by: Person, **given: Any) -> Membership:
    given = {"role": Membership.Role.MEMBER, "from_on": TODAY, "on": TODAY, **given}
    return seats.fill_seat(seat=seat, person=person, by=by, **given)


# ---- seats ----


def test_added_seat_stands_last_and_is_a_vacancy(
    business_unit: Person, neglect: Body, seat: Seat, fire: Agency
) -> None:
    added = seats.add_seat(body=neglect, agency=fire, title="Deputy lead", by=business_unit)
    assert list(neglect.seats.all()) == [seat, added]
    assert added in vacancies(TODAY)


def test_same_open_seat_twice_is_refused(business_unit: Person, neglect: Body, seat: Seat, fire: Agency) -> None:
    with pytest.raises(ValidationError, match="has that seat already"):
        seats.add_seat(body=neglect, agency=fire, title="prevention lead", by=business_unit)


def test_closed_body_takes_no_seat(business_unit: Person, fire: Agency) -> None:
    body = make_body(closed_on=TODAY - DAY)
    with pytest.raises(ValidationError, match="takes no seats"):
        seats.add_seat(body=body, agency=fire, title="Member", by=business_unit)


def test_closing_a_seat_ends_who_sits_there(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    membership = fill(seat, newcomer, business_unit, from_on=LONG_AGO)
    seats.close_seat(seat=seat, closed_on=TODAY - DAY, reason="No longer needed", on=TODAY, by=business_unit)
    membership.refresh_from_db()
    assert membership.to_on == TODAY - DAY
    assert not fresh(newcomer).rights.bodies(BodyRight.READ)
    with pytest.raises(ValidationError, match="closed already"):
        seats.close_seat(seat=seat, closed_on=TODAY, reason="Again", on=TODAY, by=business_unit)


# ---- memberships ----


def test_filling_a_seat_opens_the_body_at_once(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    membership = fill(seat, newcomer, business_unit)
    assert fresh(newcomer).rights.bodies(BodyRight.TAKE_PART) == {seat.body_id}
    assert membership.history.get().history_user == business_unit
    assert [row.seat for row in seats_of_person(newcomer, TODAY)] == [seat]


def test_membership_that_begins_tomorrow_opens_nothing_today(
    business_unit: Person, seat: Seat, newcomer: Person
) -> None:
    fill(seat, newcomer, business_unit, from_on=TODAY + DAY)
    assert not fresh(newcomer).rights.bodies(BodyRight.READ)


def test_seat_is_filled_by_one_person_at_a_time(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    fill(seat, newcomer, business_unit, from_on=LONG_AGO)
    with pytest.raises(ValidationError) as refused:
        fill(seat, make_person("Second"), business_unit)
    assert "Newcomer fills this seat since 1" in refused.value.message_dict["person"][0]


def test_seat_may_be_taken_on_the_day_after_the_last(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    fill(seat, newcomer, business_unit, from_on=LONG_AGO, to_on=TODAY)
    follower = fill(seat, make_person("Follower"), business_unit, from_on=TODAY + DAY)
    assert follower.pk


def test_deputy_sits_beside_the_member_and_fills_nothing(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    fill(seat, newcomer, business_unit, role=Membership.Role.DEPUTY)
    held = seats_of_body(seat.body, TODAY)[0]
    assert held.is_vacant
    assert [row.person for row in held.beside] == [newcomer]
    fill(seat, make_person("Member"), business_unit)
    assert not seats_of_body(seat.body, TODAY)[0].is_vacant


def test_body_has_one_chair(business_unit: Person, chair: Person, seat: Seat, newcomer: Person) -> None:
    with pytest.raises(ValidationError) as refused:
        fill(seat, newcomer, business_unit, role=Membership.Role.CHAIR)
    assert "Chair of Neglect is chair since" in refused.value.message_dict["role"][0]


@pytest.mark.parametrize(
    ("given", "field"),
    [({"from_on": LONG_AGO - DAY}, "from_on"), ({"to_on": TODAY - DAY}, "to_on")],
)
def test_filling_says_which_day_is_wrong(
    business_unit: Person, seat: Seat, newcomer: Person, given: Any, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        fill(seat, newcomer, business_unit, **given)
    assert list(refused.value.message_dict) == [field]


def test_person_who_is_shut_out_takes_no_seat(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    newcomer.is_active = False
    with pytest.raises(ValidationError, match="may not sign in"):
        fill(seat, newcomer, business_unit)


def test_filling_twice_is_refused_and_adds_nothing(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    fill(seat, newcomer, business_unit, role=Membership.Role.DEPUTY)
    with pytest.raises(ValidationError, match="already"):
        fill(seat, newcomer, business_unit, role=Membership.Role.DEPUTY)
    assert seat.memberships.count() == 1


def test_membership_that_ended_yesterday_opens_nothing_today(
    business_unit: Person, seat: Seat, newcomer: Person
) -> None:
    membership = fill(seat, newcomer, business_unit, from_on=LONG_AGO)
    seats.end_membership(membership=membership, last_day=TODAY - DAY, on=TODAY, by=business_unit)
    assert not fresh(newcomer).rights.bodies(BodyRight.READ)
    with pytest.raises(ValidationError, match="already"):
        seats.end_membership(membership=membership, last_day=TODAY, on=TODAY, by=business_unit)


def test_membership_that_ends_today_is_open_until_midnight(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    membership = fill(seat, newcomer, business_unit, from_on=LONG_AGO)
    seats.end_membership(membership=membership, last_day=TODAY, on=TODAY, by=business_unit)
    assert fresh(newcomer).rights.bodies(BodyRight.READ) == {seat.body_id}


def test_membership_cannot_end_before_it_began(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    membership = fill(seat, newcomer, business_unit)
    with pytest.raises(ValidationError) as refused:
        seats.end_membership(membership=membership, last_day=TODAY - DAY, on=TODAY, by=business_unit)
    assert list(refused.value.message_dict) == ["last_day"]


def test_member_becomes_chair_from_a_day(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    membership = fill(seat, newcomer, business_unit, from_on=LONG_AGO)
    changed = seats.change_role(
        membership=membership, role=Membership.Role.CHAIR, from_on=TODAY, on=TODAY, by=business_unit
    )
    membership.refresh_from_db()
    assert (membership.to_on, changed.from_on) == (TODAY - DAY, TODAY)
    assert fresh(newcomer).rights.on_body(BodyRight.CHAIR, seat.body_id)
    with pytest.raises(ValidationError, match="chair already"):
        seats.change_role(membership=changed, role=Membership.Role.CHAIR, from_on=TODAY, on=TODAY, by=business_unit)


def test_chair_who_steps_back_makes_room_for_another(business_unit: Person, chair: Person, member: Person) -> None:
    chairing, sitting = chair.memberships.get(), member.memberships.get()
    seats.change_role(membership=chairing, role=Membership.Role.MEMBER, from_on=TODAY, on=TODAY, by=business_unit)
    seats.change_role(membership=sitting, role=Membership.Role.CHAIR, from_on=TODAY, on=TODAY, by=business_unit)
    assert fresh(member).rights.on_body(BodyRight.CHAIR, sitting.seat.body_id)
    assert not fresh(chair).rights.on_body(BodyRight.CHAIR, sitting.seat.body_id)


# ---- roles without a seat ----


def appoint(person: Person, by: Person, role: str = Appointment.Role.SCRUTINEER, **given: Any) -> Appointment:
    return seats.appoint(person=person, role=role, from_on=TODAY, on=TODAY, by=by, **given)


def test_appointment_gives_its_rights_and_its_end_takes_them(business_unit: Person, newcomer: Person) -> None:
    appointment = appoint(newcomer, business_unit)
    assert fresh(newcomer).rights.has(PortalRight.OVERSEE)
    seats.end_appointment(appointment=appointment, last_day=TODAY, on=TODAY + DAY, by=business_unit)
    assert not fresh(newcomer).rights.has(PortalRight.OVERSEE)
    with pytest.raises(ValidationError, match="already"):
        seats.end_appointment(appointment=appointment, last_day=TODAY, on=TODAY + DAY, by=business_unit)


def test_agency_lead_needs_an_agency(business_unit: Person, newcomer: Person, fire: Agency) -> None:
    with pytest.raises(ValidationError, match="Choose the agency"):
        appoint(newcomer, business_unit, Appointment.Role.AGENCY_LEAD)
    appoint(newcomer, business_unit, Appointment.Role.AGENCY_LEAD, agency=fire)
    assert fresh(newcomer).rights.agencies(AgencyRight.LEAD) == {fire.pk}


def test_nobody_gives_themselves_a_role(business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="cannot give yourself"):
        appoint(business_unit, business_unit, Appointment.Role.INDEPENDENT_CHAIR)


def test_same_role_twice_is_refused(business_unit: Person, newcomer: Person) -> None:
    appoint(newcomer, business_unit)
    with pytest.raises(ValidationError, match="has this role already"):
        appoint(newcomer, business_unit)


# ---- reads ----


def test_vacancy_counts_from_the_day_after_the_last_member(business_unit: Person, seat: Seat, newcomer: Person) -> None:
    fill(seat, newcomer, business_unit, from_on=LONG_AGO, to_on=dt.date(2026, 5, 6))
    assert seats_of_body(seat.body, TODAY)[0].vacant_since == dt.date(2026, 5, 7)


def test_seat_that_need_not_be_filled_is_no_vacancy(neglect: Body) -> None:
    make_seat(neglect, title="Guest", is_required=False)
    assert not vacancies(TODAY).exists()


def test_terms_that_end_within_ninety_days(neglect: Body) -> None:
    soon = make_membership(make_person(), neglect, to_on=TODAY + 90 * DAY)
    make_membership(make_person(), neglect, to_on=TODAY + 91 * DAY)
    make_membership(make_person(), neglect, to_on=TODAY - DAY)
    assert list(terms_ending(TODAY)) == [soon]


# ---- pages ----


def test_pages_of_seats_are_for_the_business_unit(client: Client, chair: Person, seat: Seat, newcomer: Person) -> None:
    membership = make_membership(newcomer, seat=seat)
    sign_in(client, chair)
    paths = [
        reverse("partnership:body-seats", args=[seat.body.slug]),
        reverse("partnership:seat-add", args=[seat.body.slug]),
        reverse("partnership:seat-change", args=[seat.slug]),
        reverse("partnership:seat-close", args=[seat.slug]),
        reverse("partnership:seat-fill", args=[seat.slug]),
        reverse("partnership:membership-end", args=[membership.pk]),
        reverse("partnership:membership-role", args=[membership.pk]),
        reverse("partnership:appointment-add", args=[newcomer.pk]),
    ]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_business_unit_fills_and_ends_on_pages(
    client: Client, monday: dt.date, business_unit: Person, seat: Seat, newcomer: Person
) -> None:
    sign_in(client, business_unit)
    path = reverse("partnership:seat-fill", args=[seat.slug])
    answer = client.post(path, {"person": newcomer.pk, "role": "member", "from_on": "2026-11-23"})
    assert answer.status_code == 302
    membership = Membership.objects.get(person=newcomer)
    again = client.post(path, {"person": newcomer.pk, "role": "member", "from_on": "2026-11-23"})
    assert again.status_code == 422
    end = reverse("partnership:membership-end", args=[membership.pk])
    assert client.post(end, {}).status_code == 422
    assert client.post(end, {"last_day": "2026-11-23"}).status_code == 302
    membership.refresh_from_db()
    assert membership.to_on == TODAY


def test_ending_shows_what_must_be_handed_on(
    client: Client, monday: dt.date, business_unit: Person, seat: Seat, newcomer: Person, fire: Agency
) -> None:
    membership = make_membership(newcomer, seat=seat)
    action = make_action(seat.body, fire, by=business_unit, holder=newcomer, title="Map the visits")
    page = sign_in(client, business_unit).get(reverse("partnership:membership-end", args=[membership.pk]))
    assert "that must be handed on to somebody else" in page.content.decode()
    assert action.reference in page.content.decode()


def test_seat_forms_say_what_to_enter(client: Client, business_unit: Person, seat: Seat) -> None:
    sign_in(client, business_unit)
    for act, said in [("seat-fill", "Choose who takes the seat"), ("seat-close", "Enter why the seat closes")]:
        answer = client.post(reverse(f"partnership:{act}", args=[seat.slug]), {})
        assert answer.status_code == 422
        assert said in answer.content.decode()
