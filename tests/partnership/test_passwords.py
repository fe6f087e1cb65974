"""Passwords and the links that set them: forgotten ones, weak ones, invitations."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.links import LINK_MARK, fresh_link, with_link
from partnership.models import Notice, Person
from partnership.notices import as_mail
from partnership.passwords import NotOurWords
from partnership.services import people_access
from partnership.services.people import disable_person
from tests import factories
from tests.partnership.signing_in import (
    LOGIN,
    MONDAY,
    NEW,
    PASSWORD,
    is_signed_in,
    set_password,
    set_up_app,
    sign_in,
    words,
)

# ---- passwords ----


def outbox_link(notice: Notice) -> str:
    """The link that the mail of a notice carries when it goes out."""
    found = re.search(r"https?://\S+/account/password/set/\S+", str(as_mail(notice, None).body))
    assert found, "no link in the mail"
    return urlsplit(found[0]).path


def test_forgotten_password_says_the_same_to_everybody(client: Client, amy: Person) -> None:
    for email in (amy.email, "nobody@works.example"):
        answer = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        assert "If somebody with this address may sign in, a link is on its way." in words(answer)
    assert [notice.to for notice in Notice.objects.all()] == [amy]


def test_the_link_is_good_once_and_signs_nobody_in(client: Client, amy: Person) -> None:
    client.post(reverse("account_reset_password"), {"email": amy.email.upper()})
    path = outbox_link(Notice.objects.get(kind="new-password"))
    assert set_password(client, path)["Location"] == LOGIN
    assert not is_signed_in(client)
    amy.refresh_from_db()
    assert amy.check_password(NEW)
    assert "This link no longer works" in words(set_password(Client(), path))
    assert Notice.objects.get(kind="account").subject == "Your password was set"


def test_the_link_does_not_pass_the_second_factor(client: Client, amy: Person) -> None:
    set_up_app(amy)
    set_password(client, urlsplit(fresh_link(amy)).path)
    assert sign_in(client, amy.email, NEW)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_the_link_is_too_old_after_a_day(client: Client, amy: Person) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        path = urlsplit(fresh_link(amy)).path
        clock.shift(24 * 3600 + 1)
        assert "This link no longer works" in words(client.get(path))


def test_the_link_dies_when_the_person_signs_in_or_is_shut_out(
    client: Client, amy: Person, business_unit: Person
) -> None:
    path = urlsplit(fresh_link(amy)).path
    sign_in(client, amy.email)
    assert "This link no longer works" in words(Client().get(path))
    amy.refresh_from_db()
    path = urlsplit(fresh_link(amy)).path
    disable_person(person=amy, on=factories.TODAY, by=business_unit)
    assert "This link no longer works" in words(Client().get(path))


def test_no_row_and_no_page_holds_the_link(client: Client, amy: Person) -> None:
    """Whoever may read mails could otherwise sign in as somebody else, and sign as them."""
    client.post(reverse("account_reset_password"), {"email": amy.email})
    notice = Notice.objects.get()
    for text in (notice.text, notice.html):
        assert LINK_MARK in text
        assert "/password/set/" not in text
    sent = as_mail(notice, None)
    assert LINK_MARK not in sent.body + str(sent.alternatives)
    assert with_link("nothing to put in", amy) == "nothing to put in"


def test_the_link_is_not_logged(client: Client, amy: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    path = urlsplit(fresh_link(amy)).path
    set_password(client, path)
    client.get(path)
    assert path.rsplit("-", 1)[1].strip("/") not in caplog.text


def test_the_links_address_comes_from_the_settings_not_from_the_request(
    client: Client, amy: Person, settings: Any
) -> None:
    settings.ADDRESS = "https://portal.example"
    client.post(reverse("account_reset_password"), {"email": amy.email}, HTTP_X_FORWARDED_HOST="evil.example")
    body = str(as_mail(Notice.objects.get(), None).body)
    assert "https://portal.example/account/password/set/" in body
    assert "evil.example" not in body


def test_a_new_password_ends_the_other_sessions(client: Client, amy: Person) -> None:
    other = Client()
    sign_in(other, amy.email)
    sign_in(client, amy.email)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), form)["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert Notice.objects.get(kind="account").subject == "Your password was changed"


def test_a_new_password_opens_a_door_that_failures_had_shut(client: Client, amy: Person) -> None:
    for _ in range(6):
        sign_in(client, amy.email, "wrong")
    set_password(client, urlsplit(fresh_link(amy)).path)
    sign_in(client, amy.email, NEW)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short-one", "at least 12 characters"),
        ("passwordpassword", "common|lean on"),
        ("Safeguarding2026!", "lean on the name"),
        ("Dudley-Partnership-2026", "lean on the name"),
        ("Member for the ICB", "similar|lean on"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(client: Client, amy: Person, password: str, says: str) -> None:
    sign_in(client, amy.email)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post(reverse("account_change_password"), form)
    assert answer.status_code == 422
    assert re.search(says, words(answer))


@pytest.mark.parametrize(
    "password",
    [
        "dudley castle horse lamp",
        "correct horse battery",
        "ünïcode wörter sind gut 🦦",
        "x9" * 64,
        "  blanks at both ends  ",
    ],
)
def test_long_passwords_of_any_sign_are_kept_whole(
    client: Client, amy: Person, partnership: Any, password: str
) -> None:
    NotOurWords().validate("correct horse battery")
    sign_in(client, amy.email)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post(reverse("account_change_password"), form).status_code == 302
    amy.refresh_from_db()
    assert amy.check_password(password)
    assert not amy.check_password(password[:-1])


def test_two_different_new_passwords_are_refused(client: Client, amy: Person) -> None:
    sign_in(client, amy.email)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW + "x"}
    answer = client.post(reverse("account_change_password"), form)
    assert answer.status_code == 422
    assert "The two new passwords differ" in words(answer)


def test_asking_for_links_is_slowed_down(client: Client, amy: Person) -> None:
    answers = [client.post(reverse("account_reset_password"), {"email": amy.email}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert Notice.objects.filter(kind="new-password").count() <= 2


# ---- invitations ----


def test_an_invited_person_chooses_a_password_and_signs_in(
    client: Client, member: Person, business_unit: Person
) -> None:
    notice = people_access.invite_person(person=member, by=business_unit, now=MONDAY)
    path = outbox_link(notice)
    page = client.get(path, follow=True)
    assert "Choose your password" in words(page)
    set_password(client, path)
    sign_in(client, member.email, NEW)
    assert is_signed_in(client)


def test_inviting_twice_in_a_minute_sends_one_mail(member: Person, business_unit: Person) -> None:
    for _ in range(2):
        people_access.invite_person(person=member, by=business_unit, now=MONDAY)
    assert Notice.objects.count() == 1
    people_access.invite_person(person=member, by=business_unit, now=MONDAY + dt.timedelta(hours=25))
    assert Notice.objects.count() == 2


def test_whoever_has_signed_in_before_is_not_invited(client: Client, amy: Person, business_unit: Person) -> None:
    sign_in(client, amy.email)
    with pytest.raises(ValidationError, match="has signed in before"):
        people_access.invite_person(person=amy, by=business_unit, now=MONDAY)


def test_whoever_is_shut_out_is_not_invited(member: Person, business_unit: Person) -> None:
    Person.objects.filter(pk=member.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="may not sign in"):
        people_access.invite_person(person=member, by=business_unit, now=MONDAY)


def test_only_the_business_unit_and_administrators_invite(
    client: Client, member: Person, partner: Person, chair: Person, independent_chair: Person, business_unit: Person
) -> None:
    path = reverse("account_invite", args=[member.pk])
    for person in (partner, chair, independent_chair):
        client.force_login(person)
        assert client.post(path).status_code in {403, 404}
    assert not Notice.objects.exists()
    client.force_login(business_unit)
    assert client.get(path).status_code == 405
    assert client.post(path).status_code == 302
    assert Notice.objects.get().to == member


def test_an_agency_lead_sees_people_of_the_agency_but_may_not_invite(client: Client, partner: Person) -> None:
    colleague = factories.make_person("Colleague", partner.agency)
    client.force_login(partner)
    assert client.post(reverse("account_invite", args=[colleague.pk])).status_code == 403
