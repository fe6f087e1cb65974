"""The limits of a session, the second factor that nobody gets past, and rights that are today's."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from partnership.models import Membership, Person, Session
from partnership.permissions import BodyRight
from partnership.second_factor import forget_second_factor
from partnership.services.people import disable_person
from partnership.services.seats import end_membership
from tests import factories
from tests.partnership.signing_in import code_now, set_up_app, sign_in, words

HALF_AN_HOUR, HOURS = 30 * 60, 3600
PAGE = "/account/"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(factories.NOW, tick=False) as clock:
        yield clock


# ---- how long a session lasts ----


def test_a_session_ends_after_half_an_hour_of_nothing(client: Client, amy: Person, clock: Any) -> None:
    client.force_login(amy)
    assert client.get(PAGE).status_code == 200
    clock.shift(HALF_AN_HOUR)
    assert client.get(PAGE).status_code == 200
    clock.shift(HALF_AN_HOUR + 61)
    answer = client.get(f"{PAGE}?a=b")
    assert answer["Location"] == "/account/login/?next=%2Faccount%2F%3Fa%3Db&said=idle"
    assert "nothing happened for half an hour" in words(client.get(answer["Location"]))
    assert not Session.objects.exists()


def test_work_keeps_a_session_open(client: Client, amy: Person, clock: Any) -> None:
    client.force_login(amy)
    for _ in range(10):
        clock.shift(20 * 60)
        assert client.get(PAGE).status_code == 200


def test_a_session_ends_after_twelve_hours_of_work(client: Client, amy: Person, clock: Any) -> None:
    sign_in(client, amy.email)
    for _ in range(35):
        clock.shift(20 * 60)
        assert client.get(PAGE).status_code == 200
    clock.shift(20 * 60)
    assert client.get(PAGE)["Location"].endswith("said=long")


def test_whoever_sends_a_form_too_late_comes_back_to_its_page(client: Client, amy: Person, clock: Any) -> None:
    client.force_login(amy)
    client.get(PAGE)
    clock.shift(2 * HOURS)
    answer = client.post("/account/password/", HTTP_REFERER="http://testserver/account/password/?x=1")
    assert answer["Location"] == "/account/login/?next=%2Faccount%2Fpassword%2F%3Fx%3D1&said=idle"
    elsewhere = client.post("/account/password/", HTTP_REFERER="https://evil.example/account/")
    assert elsewhere["Location"] == "/account/login/?next=%2F"


def test_a_save_in_the_background_is_told_that_the_session_ended(client: Client, db: None) -> None:
    answer = client.post("/account/password/", headers={"Sec-Fetch-Dest": "empty"})
    assert answer.status_code == 401


def test_a_public_page_stays_open_when_a_session_ends(client: Client, amy: Person, clock: Any) -> None:
    client.force_login(amy)
    client.get(PAGE)
    clock.shift(2 * HOURS)
    assert client.get("/account/login/").status_code == 200


def test_shutting_somebody_out_ends_their_sessions_at_once(client: Client, amy: Person, business_unit: Person) -> None:
    client.force_login(amy)
    assert client.get(PAGE).status_code == 200
    disable_person(person=amy, on=factories.TODAY, by=business_unit)
    assert client.get(PAGE).status_code == 302


def test_even_a_change_past_the_service_ends_them(client: Client, amy: Person) -> None:
    client.force_login(amy)
    Person.objects.filter(pk=amy.pk).update(is_active=False)
    assert client.get(PAGE).status_code == 302


# ---- rights of the day ----


def rights_in_the_session(client: Client, person: Person, right: BodyRight) -> frozenset[int]:
    """What somebody holds after a page was asked for in an open session."""
    client.get(PAGE)
    return Person.objects.get(pk=person.pk).rights.bodies(right)


def test_a_membership_that_ended_yesterday_opens_nothing_today_in_an_open_session(
    client: Client, amy: Person, neglect: Any, business_unit: Person, clock: Any
) -> None:
    client.force_login(amy)
    assert rights_in_the_session(client, amy, BodyRight.READ) == {neglect.pk}
    membership = Membership.objects.get(person=amy)
    end_membership(membership=membership, last_day=factories.TODAY, on=factories.TODAY, by=business_unit)
    assert rights_in_the_session(client, amy, BodyRight.READ) == {neglect.pk}
    clock.shift(dt.timedelta(hours=15, minutes=1))
    # Midnight has passed in London; nobody ran the nightly repair.
    client.force_login(amy)
    assert rights_in_the_session(client, amy, BodyRight.READ) == frozenset()


def test_a_session_that_lasts_over_midnight_loses_the_rights_at_midnight(
    client: Client, amy: Person, business_unit: Person, clock: Any
) -> None:
    clock.move_to(factories.NOW.replace(hour=23, minute=50))
    client.force_login(amy)
    membership = Membership.objects.get(person=amy)
    end_membership(membership=membership, last_day=factories.TODAY, on=factories.TODAY, by=business_unit)
    assert rights_in_the_session(client, amy, BodyRight.READ)
    clock.shift(dt.timedelta(minutes=11))
    assert client.get(PAGE).status_code == 200
    assert rights_in_the_session(client, amy, BodyRight.READ) == frozenset()


def test_a_membership_that_begins_today_opens_its_body_today(
    client: Client, outsider: Person, neglect: Any, clock: Any
) -> None:
    seat = factories.make_seat(neglect, outsider.agency)
    tomorrow = factories.TODAY + dt.timedelta(days=1)
    factories.make_membership(outsider, seat=seat, from_on=tomorrow)
    client.force_login(outsider)
    assert rights_in_the_session(client, outsider, BodyRight.READ) == frozenset()
    clock.shift(dt.timedelta(days=1))
    client.force_login(outsider)
    assert rights_in_the_session(client, outsider, BodyRight.READ) == {neglect.pk}


def test_a_page_costs_no_query_for_rights_that_are_todays(
    client: Client, amy: Person, clock: Any, django_assert_num_queries: Any
) -> None:
    client.force_login(amy)
    client.get("/colours.css")
    with django_assert_num_queries(2):  # the session with its person, the partnership whose colours they are
        client.get("/colours.css")


# ---- the second factor ----


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


SHUT = ["/", PAGE, "/account/password/", "/account/recovery-codes/"]


@pytest.mark.parametrize("page", SHUT)
def test_without_a_second_factor_everything_leads_to_setting_one_up(
    client: Client, amy: Person, required: None, page: str
) -> None:
    sign_in(client, amy.email)
    assert client.get(page)["Location"] == reverse("mfa_activate_totp")
    assert client.post(page)["Location"] == reverse("mfa_activate_totp")


def test_the_business_unit_is_no_exception(client: Client, business_unit: Person, required: None) -> None:
    client.force_login(business_unit)
    assert client.get("/")["Location"] == reverse("mfa_activate_totp")
    invite = reverse("account_invite", args=[business_unit.pk])
    assert client.post(invite)["Location"] == reverse("mfa_activate_totp")


def test_an_app_set_up_elsewhere_does_not_prove_this_session(client: Client, amy: Person, required: None) -> None:
    sign_in(client, amy.email)
    set_up_app(amy)
    assert client.get(PAGE)["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Faccount%2F"


def test_setting_up_an_app_opens_the_portal(client: Client, amy: Person, required: None) -> None:
    sign_in(client, amy.email)
    client.post(reverse("account_reauthenticate"), {"password": "otter-lamp-harbour-nine"})
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_now(client.session["mfa.totp.secret"])})
    assert client.get(PAGE).status_code == 200


def test_a_code_at_the_door_opens_the_portal(client: Client, amy: Person, required: None) -> None:
    secret = set_up_app(amy)
    sign_in(client, amy.email)
    assert client.get(PAGE)["Location"].startswith("/account/login/")
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get(PAGE).status_code == 200


def test_taking_the_app_off_shuts_the_portal_again(client: Client, amy: Person, required: None, clock: Any) -> None:
    secret = set_up_app(amy)
    sign_in(client, amy.email)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    clock.shift(30)
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(PAGE)["Location"] == reverse("mfa_activate_totp")


def test_the_proof_of_a_session_costs_no_query(
    client: Client, amy: Person, required: None, clock: Any, django_assert_num_queries: Any
) -> None:
    secret = set_up_app(amy)
    sign_in(client, amy.email)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    client.get("/colours.css")
    with django_assert_num_queries(2):
        client.get("/colours.css")


def test_where_it_is_not_required_a_password_is_enough(client: Client, amy: Person) -> None:
    forget_second_factor(amy)
    sign_in(client, amy.email)
    assert client.get(PAGE).status_code == 200
