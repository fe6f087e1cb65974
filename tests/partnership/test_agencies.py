"""Agencies: their names over time, their ends, and the pages on which the business unit keeps them."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.models import Agency, AgencyAlias, AgencyName, Appointment, Body, Membership, Person
from partnership.permissions import BodyRight
from partnership.services import agencies
from tests.factories import TODAY, make_agency, make_appointment, make_membership, make_person, make_seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def sign_in(client: Client, person: Person) -> Client:
    client.force_login(person, backend="partnership.backends.PersonBackend")
    return client


def address(agency: Agency, act: str) -> str:
    return reverse(f"partnership:{act}", args=[agency.slug])


# ---- add and change ----


def test_added_agency_has_an_address_and_a_history(business_unit: Person) -> None:
    agency = agencies.add_agency(name="Dudley CVS", short_name="DCVS", kind=Agency.Kind.VOLUNTARY, by=business_unit)
    assert agency.slug == "dcvs"
    assert agency.history.get().history_user == business_unit


def test_two_agencies_cannot_share_a_name(business_unit: Person, police: Agency) -> None:
    with pytest.raises(ValidationError, match="There is an agency of this name"):
        agencies.add_agency(name="west midlands police", short_name="WMP", kind="police", by=business_unit)


def test_agency_cannot_take_the_alias_of_another(business_unit: Person, police: Agency) -> None:
    agencies.add_alias(agency=police, alias="WMP", by=business_unit)
    with pytest.raises(ValidationError, match="known as another name of West Midlands Police"):
        agencies.add_agency(name="wmp", short_name="WMP", kind="police", by=business_unit)


def test_agency_cannot_be_part_of_its_own_part(business_unit: Person, council: Agency) -> None:
    part = make_agency("Children’s services", part_of=council)
    with pytest.raises(ValidationError) as refused:
        agencies.change_agency(
            agency=council, name=council.name, short_name="Council", kind=council.kind, part_of=part, by=business_unit
        )
    assert refused.value.message_dict == {"part_of": ["An agency cannot be a part of itself or of one of its parts."]}


# ---- rename ----


def rename(agency: Agency, by: Person, name: str = "Dudley Trust", from_on: dt.date = TODAY, **given: Any) -> Agency:
    return agencies.rename_agency(
        agency=agency, name=name, short_name="Trust", from_on=from_on, on=TODAY, by=by, **given
    )


def test_renamed_agency_keeps_its_old_name_for_its_days(business_unit: Person, fire: Agency) -> None:
    renamed = rename(fire, business_unit, from_on=dt.date(2026, 4, 1))
    assert renamed.name == "Dudley Trust"
    assert renamed.name_on(dt.date(2026, 3, 31)) == "West Midlands Fire Service"
    assert renamed.name_on(dt.date(2026, 4, 1)) == "Dudley Trust"
    assert AgencyAlias.objects.get(agency=fire).alias == "West Midlands Fire Service"


def test_renamed_twice_has_three_names_without_a_gap(business_unit: Person, fire: Agency) -> None:
    rename(fire, business_unit, from_on=dt.date(2022, 4, 1))
    rename(fire, business_unit, "Dudley Alliance", from_on=dt.date(2024, 4, 1))
    spans = list(AgencyName.objects.filter(agency=fire).values_list("name", "to_on"))
    assert spans == [
        ("West Midlands Fire Service", dt.date(2022, 3, 31)),
        ("Dudley Trust", dt.date(2024, 3, 31)),
        ("Dudley Alliance", None),
    ]


def test_renaming_to_the_present_name_is_refused(business_unit: Person, fire: Agency) -> None:
    rename(fire, business_unit)
    with pytest.raises(ValidationError, match="It goes by that name already"):
        rename(fire, business_unit)
    assert AgencyName.objects.filter(agency=fire).count() == 2


@pytest.mark.parametrize("from_on", [TODAY + DAY, dt.date(2022, 4, 1)])
def test_new_name_begins_after_the_last_and_not_in_the_future(
    business_unit: Person, fire: Agency, from_on: dt.date
) -> None:
    rename(fire, business_unit, "First change", from_on=dt.date(2022, 4, 1))
    with pytest.raises(ValidationError) as refused:
        rename(fire, business_unit, from_on=from_on)
    assert list(refused.value.message_dict) == ["from_on"]


# ---- close ----


def close(agency: Agency, by: Person, **given: Any) -> Agency:
    given = {"closed_on": TODAY - DAY, "reason": "Merged", **given}
    return agencies.close_agency(agency=agency, on=TODAY, by=by, **given)


def test_closing_ends_seats_memberships_and_roles(business_unit: Person, fire: Agency, neglect: Body) -> None:
    person = make_person("Fire lead", fire)
    make_membership(person, neglect)
    make_appointment(person, Appointment.Role.AGENCY_LEAD, fire)
    closed = close(fire, business_unit)
    assert closed.closing_reason == "Merged"
    assert neglect.seats.get().closed_on == TODAY - DAY
    assert Membership.objects.get().to_on == TODAY - DAY
    assert Appointment.objects.get(person=person).to_on == TODAY - DAY
    assert not Person.objects.get(pk=person.pk).rights.bodies(BodyRight.READ)


def test_seats_pass_to_the_successor_with_their_people(business_unit: Person, fire: Agency, neglect: Body) -> None:
    heir = make_agency("Combined fire authority")
    person = make_person("Fire lead", fire)
    make_membership(person, neglect, role=Membership.Role.CHAIR)
    close(fire, business_unit, successor=heir, pass_seats=True)
    seat = neglect.seats.get(agency=heir)
    passed = seat.memberships.get()
    assert (passed.person, passed.role, passed.from_on) == (person, Membership.Role.CHAIR, TODAY)
    assert Person.objects.get(pk=person.pk).rights.on_body(BodyRight.CHAIR, neglect.pk)


def test_closing_twice_is_refused_and_changes_nothing(business_unit: Person, fire: Agency) -> None:
    close(fire, business_unit)
    with pytest.raises(ValidationError, match="already"):
        close(fire, business_unit, reason="Again")
    assert Agency.objects.get(pk=fire.pk).closing_reason == "Merged"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"closed_on": TODAY + DAY}, "closed_on"),
        ({"pass_seats": True}, "successor"),
    ],
)
def test_closing_says_what_is_missing(business_unit: Person, fire: Agency, given: Any, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        close(fire, business_unit, **given)
    assert list(refused.value.message_dict) == [field]


def test_agency_cannot_succeed_itself(business_unit: Person, fire: Agency) -> None:
    with pytest.raises(ValidationError, match="Choose another agency"):
        close(fire, business_unit, successor=fire)


# ---- aliases ----


def test_alias_belongs_to_one_agency(business_unit: Person, fire: Agency, police: Agency) -> None:
    agencies.add_alias(agency=fire, alias="WMFS", by=business_unit)
    with pytest.raises(ValidationError, match="means West Midlands Fire Service"):
        agencies.add_alias(agency=police, alias="wmfs", by=business_unit)


def test_removing_an_alias_twice_does_nothing_more(business_unit: Person, fire: Agency) -> None:
    alias = agencies.add_alias(agency=fire, alias="WMFS", by=business_unit)
    agencies.remove_alias(alias=AgencyAlias.objects.get(), by=business_unit)
    agencies.remove_alias(alias=AgencyAlias(pk=1, agency=fire, alias="WMFS"), by=business_unit)
    assert not AgencyAlias.objects.exists()
    assert AgencyAlias.history.filter(alias=alias.alias, history_type="-").get().history_user == business_unit


# ---- pages ----

ACTS = ["agency-change", "agency-rename", "agency-close", "alias-add"]


@pytest.mark.parametrize("act", ACTS)
def test_members_may_see_an_agency_and_not_change_it(client: Client, member: Person, fire: Agency, act: str) -> None:
    sign_in(client, member)
    assert client.get(fire.get_absolute_url()).status_code == 200
    assert client.get(address(fire, act)).status_code == 403
    assert client.post(address(fire, act), {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_forms_say_what_to_enter_at_the_field(client: Client, business_unit: Person, fire: Agency, act: str) -> None:
    answer = sign_in(client, business_unit).post(address(fire, act), {})
    assert answer.status_code == 422
    assert "Enter" in answer.content.decode()


def test_unknown_agency_is_not_found(client: Client, business_unit: Person) -> None:
    sign_in(client, business_unit)
    assert client.get("/agencies/nobody/").status_code == 404
    assert client.get("/agencies/nobody/change/").status_code == 404


def test_business_unit_adds_renames_and_closes_on_pages(client: Client, monday: dt.date, business_unit: Person) -> None:
    sign_in(client, business_unit)
    given = {"name": "Old Trust", "short_name": "Old", "kind": Agency.Kind.COMMISSIONED}
    assert client.post(reverse("partnership:agency-add"), given).status_code == 302
    agency = Agency.objects.get(name="Old Trust")
    new = {"name": "New Trust", "short_name": "New", "from_on": "2026-01-01"}
    assert client.post(address(agency, "agency-rename"), new).status_code == 302
    page = client.get(agency.get_absolute_url()).content.decode()
    assert "New Trust" in page
    assert "Old Trust" in page
    end = {"closed_on": "2026-02-01", "reason": "Contract ended"}
    assert client.post(address(agency, "agency-close"), end).status_code == 302
    assert "Contract ended" in client.get(agency.get_absolute_url()).content.decode()


def test_service_refusals_stand_at_their_field(client: Client, business_unit: Person, fire: Agency) -> None:
    sign_in(client, business_unit)
    given = {"name": fire.name, "short_name": "F", "from_on": "2026-01-01"}
    answer = client.post(address(fire, "agency-rename"), given)
    assert answer.status_code == 422
    assert "It goes by that name already" in answer.content.decode()


def test_alias_is_removed_by_post_only(client: Client, business_unit: Person, member: Person, fire: Agency) -> None:
    alias = agencies.add_alias(agency=fire, alias="WMFS", by=business_unit)
    path = reverse("partnership:alias-remove", args=[alias.pk])
    assert sign_in(client, business_unit).get(path).status_code == 405
    assert sign_in(client, member).post(path).status_code == 403
    assert sign_in(client, business_unit).post(path).status_code == 302
    assert not AgencyAlias.objects.exists()
    assert sign_in(client, business_unit).post(path).status_code == 404


def test_list_finds_an_agency_by_an_older_name(client: Client, business_unit: Person, fire: Agency) -> None:
    rename(fire, business_unit, "Blue Light Alliance")
    answer = sign_in(client, business_unit).get(reverse("partnership:agency-list"), {"words": "fire service"})
    assert "Blue Light Alliance" in answer.content.decode()


def test_people_of_an_agency_are_listed_for_its_lead_only(
    client: Client, partner: Person, outsider: Person, police: Agency
) -> None:
    make_person("Quiet Colleague", police)
    assert "Quiet Colleague" in sign_in(client, partner).get(police.get_absolute_url()).content.decode()
    assert "Quiet Colleague" not in sign_in(client, outsider).get(police.get_absolute_url()).content.decode()


def test_list_asks_the_same_few_queries_however_long(
    client: Client, business_unit: Person, neglect: Body, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, business_unit)
    client.get(reverse("partnership:agency-list"))

    def add(count: int) -> None:
        for _ in range(count):
            make_seat(neglect, make_agency())

    add(10)
    with django_assert_max_num_queries(8) as few:
        client.get(reverse("partnership:agency-list"))
    add(90)
    with django_assert_max_num_queries(8) as many:
        client.get(reverse("partnership:agency-list"))
    assert len(few) == len(many)


def test_list_comes_as_a_file(client: Client, business_unit: Person, fire: Agency) -> None:
    answer = sign_in(client, business_unit).get(reverse("partnership:agency-list"), {"format": "csv"})
    assert "West Midlands Fire Service" in b"".join(answer.streaming_content).decode()
