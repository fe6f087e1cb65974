"""People: added, invited, changed, shut out and let in again; who sees whom."""

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.models import Agency, Appointment, Body, Notice, Person
from partnership.permissions import BodyRight
from partnership.services import people
from tests.factories import TODAY, make_action, make_appointment, make_membership, make_person

pytestmark = pytest.mark.django_db


def sign_in(client: Client, person: Person) -> Client:
    client.force_login(person, backend="partnership.backends.PersonBackend")
    return client


def address(person: Person, act: str = "person-detail") -> str:
    return reverse(f"partnership:{act}", args=[person.pk])


@pytest.fixture
def administrator(partnership: Any) -> Person:
    person = make_person("Administrator")
    make_appointment(person, Appointment.Role.ADMINISTRATOR)
    return person


# ---- acts ----


def test_added_person_signs_in_only_once_invited(business_unit: Person, fire: Agency) -> None:
    person = people.add_person(email=" New@Fire.example ", name="New", agency=fire, by=business_unit)
    assert person.email == "new@fire.example"
    assert not person.has_usable_password()
    assert person.history.get().history_user == business_unit


def test_address_is_used_once_whatever_its_capitals(business_unit: Person) -> None:
    people.add_person(email="new@fire.example", name="New", by=business_unit)
    with pytest.raises(ValidationError, match="is here already"):
        people.add_person(email="NEW@fire.example", name="Other", by=business_unit)
    assert Person.objects.filter(email__iexact="new@fire.example").count() == 1


def test_changed_address_is_that_of_the_login(business_unit: Person) -> None:
    person = make_person("Mover")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    people.change_person(person=person, email="moved@works.example", name="Mover", by=business_unit)
    assert EmailAddress.objects.get(user=person).email == "moved@works.example"


def test_shutting_out_ends_sessions_and_rights(client: Client, business_unit: Person, member: Person) -> None:
    sign_in(client, member)
    assert client.get(address(member)).status_code == 200
    people.disable_person(person=member, on=TODAY, by=business_unit, reason="left")
    assert client.get(address(member)).status_code == 302
    assert not Person.objects.get(pk=member.pk).rights.bodies(BodyRight.READ)
    people.enable_person(person=member, on=TODAY, by=business_unit)
    assert client.get(address(member)).status_code == 302, "the old session must not come back to life"
    assert Person.objects.get(pk=member.pk).rights.bodies(BodyRight.READ)


def test_shutting_out_twice_writes_history_once(business_unit: Person, member: Person) -> None:
    people.disable_person(person=member, on=TODAY, by=business_unit)
    before = member.history.count()
    people.disable_person(person=member, on=TODAY, by=business_unit)
    assert member.history.count() == before


def test_nobody_shuts_themselves_out(business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="cannot shut yourself out"):
        people.disable_person(person=business_unit, on=TODAY, by=business_unit)


# ---- who sees whom ----


def test_lead_sees_own_people_and_nobody_elses(client: Client, partner: Person, police: Agency, fire: Agency) -> None:
    own, other = make_person("Own colleague", police), make_person("Other colleague", fire)
    page = sign_in(client, partner).get(reverse("partnership:person-list")).content.decode()
    assert "Own colleague" in page
    assert "Other colleague" not in page
    assert client.get(address(own)).status_code == 200
    assert client.get(address(other)).status_code == 404
    assert client.get(address(own, "person-change")).status_code == 403


def test_member_sees_own_page_and_no_list(client: Client, member: Person, chair: Person) -> None:
    sign_in(client, member)
    assert client.get(address(member)).status_code == 200
    assert client.get(address(chair)).status_code == 404
    assert client.get(reverse("partnership:person-list")).status_code == 403


@pytest.mark.parametrize("act", ["person-change", "person-disable", "person-enable", "appointment-add"])
def test_members_may_not_act_on_people(client: Client, member: Person, chair: Person, act: str) -> None:
    assert sign_in(client, member).post(address(chair, act), {}).status_code == 403


def test_administrator_keeps_accounts_and_gives_no_roles(client: Client, administrator: Person, member: Person) -> None:
    sign_in(client, administrator)
    assert client.get(address(member, "person-change")).status_code == 200
    assert client.get(address(member, "appointment-add")).status_code == 403


# ---- pages ----


def test_person_is_added_and_invited_on_one_page(client: Client, business_unit: Person, fire: Agency) -> None:
    path = reverse("partnership:person-add")
    sign_in(client, business_unit)
    given = {"name": "New", "email": "new@fire.example", "agency": fire.pk, "invite": "on"}
    assert client.post(path, given).status_code == 302
    person = Person.objects.get(email="new@fire.example")
    assert Notice.objects.filter(to=person).count() == 1
    again = client.post(path, given)
    assert again.status_code == 422
    assert "is here already" in again.content.decode()
    assert "Never" in client.get(reverse("partnership:person-list"), {"words": "new@fire"}).content.decode()


def test_person_is_added_without_an_invitation(client: Client, business_unit: Person) -> None:
    given = {"name": "Quiet", "email": "quiet@works.example"}
    sign_in(client, business_unit).post(reverse("partnership:person-add"), given)
    assert Person.objects.filter(email="quiet@works.example").exists()
    assert not Notice.objects.exists()


def test_forms_say_what_to_enter(client: Client, business_unit: Person, member: Person) -> None:
    sign_in(client, business_unit)
    answer = client.post(address(member, "person-change"), {"email": "no address"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter the person’s name" in page
    assert "name@example.org" in page


def test_person_is_shut_out_and_let_in_on_pages(client: Client, business_unit: Person, member: Person) -> None:
    sign_in(client, business_unit)
    assert client.post(address(member, "person-disable"), {"reason": "left"}).status_code == 302
    assert "May not sign in" in client.get(address(member)).content.decode()
    assert "Shut out" in client.get(reverse("partnership:person-list"), {"state": "shut"}).content.decode()
    assert client.get(address(member, "person-enable")).status_code == 405
    assert client.post(address(member, "person-enable")).status_code == 302
    assert "Sits in Neglect" in client.get(address(member)).content.decode()


def test_role_is_given_and_ended_on_pages(
    client: Client, monday: dt.date, business_unit: Person, member: Person
) -> None:
    sign_in(client, business_unit)
    path = address(member, "appointment-add")
    assert client.post(path, {"role": "agency_lead", "from_on": "2026-11-23"}).status_code == 422
    assert client.post(path, {"role": "scrutineer", "from_on": "2026-11-01"}).status_code == 302
    appointment = Appointment.objects.get(person=member)
    end = reverse("partnership:appointment-end", args=[appointment.pk])
    assert client.post(end, {"last_day": "2026-11-22"}).status_code == 302
    assert "1\u00a0November\u00a02026 to 22\u00a0November\u00a02026" in client.get(address(member)).content.decode()


def test_what_somebody_holds_where_they_sit_no_more_must_be_handed_on(
    client: Client, business_unit: Person, neglect: Body, fire: Agency
) -> None:
    leaver = make_person("Leaver", fire)
    action = make_action(neglect, fire, by=business_unit, holder=leaver)
    assert action.reference in sign_in(client, business_unit).get(address(leaver)).content.decode()
    make_membership(leaver, neglect)
    assert "To hand on" not in client.get(address(leaver)).content.decode()


def test_list_asks_the_same_few_queries_however_long(
    client: Client, business_unit: Person, neglect: Body, fire: Agency, django_assert_max_num_queries: Any
) -> None:
    path = reverse("partnership:person-list")
    sign_in(client, business_unit).get(path)
    for _ in range(10):
        make_membership(make_person(agency=fire), neglect)
    with django_assert_max_num_queries(8) as few:
        client.get(path)
    for _ in range(90):
        make_membership(make_person(agency=fire), neglect)
    with django_assert_max_num_queries(8) as many:
        client.get(path)
    assert len(few) == len(many)
