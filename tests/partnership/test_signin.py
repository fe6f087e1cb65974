"""Signing in and out: the door, and what never leaks."""

import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from partnership.links import fresh_link
from partnership.models import Person, Session
from partnership.second_factor import make_recovery_codes
from tests import factories
from tests.partnership.signing_in import (
    LOGIN,
    MONDAY,
    NEW,
    PASSWORD,
    code_now,
    give_password,
    is_signed_in,
    set_password,
    set_up_app,
    sign_in,
    words,
)

# ---- the door ----


def test_person_signs_in_with_email_and_password(client: Client, amy: Person) -> None:
    answer = sign_in(client, amy.email)
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert is_signed_in(client)


def test_capitals_and_blanks_in_the_address_do_not_matter(client: Client, amy: Person) -> None:
    Person.objects.filter(pk=amy.pk).update(email="Amy.Example@Works.example")
    sign_in(client, "  amy.example@works.EXAMPLE ")
    assert is_signed_in(client)


def test_the_answer_to_a_wrong_password_does_not_tell_who_has_an_account(client: Client, amy: Person) -> None:
    known = sign_in(client, amy.email, "wrong")
    unknown = sign_in(Client(), "nobody@works.example", "wrong")
    assert known.status_code == unknown.status_code == 422
    assert words(known).replace(amy.email, "") == words(unknown).replace("nobody@works.example", "")
    assert "The e-mail address or the password is not right" in words(known)


def test_every_wrong_answer_costs_the_same_work(client: Client, amy: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """One password is hashed whether the account is there, is not, or is shut: the time tells nothing."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append("one") or encode(*given))
    shut = give_password(factories.make_person("Shut", is_active=False))
    work = []
    for email in (amy.email, "nobody@works.example", shut.email):
        hashed.clear()
        sign_in(client, email, "wrong")
        work.append(len(hashed))
    assert work == [1, 1, 1]


def test_a_disabled_account_is_answered_like_a_wrong_password(client: Client, amy: Person) -> None:
    Person.objects.filter(pk=amy.pk).update(is_active=False)
    right = sign_in(client, amy.email)
    assert right.status_code == 422
    assert "The e-mail address or the password is not right" in words(right)


@pytest.mark.parametrize("address", ["known", "unknown"])
def test_the_sixth_try_at_one_account_waits_whether_or_not_it_is_there(
    client: Client, amy: Person, address: str
) -> None:
    email = amy.email if address == "known" else "nobody@works.example"
    for _ in range(5):
        assert sign_in(client, email, "wrong").status_code == 422
    locked = sign_in(client, email, PASSWORD)
    assert locked.status_code == 429
    assert "Too many tries" in words(locked)
    assert not is_signed_in(client)


def test_the_lock_opens_after_five_minutes(client: Client, amy: Person) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        for _ in range(6):
            sign_in(client, amy.email, "wrong")
        clock.shift(301)
        sign_in(client, amy.email)
        assert is_signed_in(client)


def test_the_eleventh_failure_from_one_address_waits_whatever_account_it_tries(client: Client, db: None) -> None:
    answers = [sign_in(client, f"nobody{number}@works.example", "wrong").status_code for number in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_forged_forwarded_address_does_not_reset_the_count(client: Client, db: None) -> None:
    for number in range(10):
        client.post(
            LOGIN, {"login": f"n{number}@works.example", "password": "x"}, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"
        )
    last = client.post(LOGIN, {"login": "n@works.example", "password": "x"}, HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert last.status_code == 429


def test_signing_in_gives_a_new_session(client: Client, amy: Person) -> None:
    client.get(LOGIN)
    session = client.session
    session["before"] = "x"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before or ""
    sign_in(client, amy.email)
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_a_sign_in_leaves_no_row_in_the_history_of_the_person(client: Client, amy: Person) -> None:
    before = amy.history.count()
    sign_in(client, amy.email)
    assert amy.history.count() == before


def test_the_history_of_a_person_keeps_no_password(client: Client, amy: Person) -> None:
    set_password(client, urlsplit(fresh_link(amy)).path)
    latest = amy.history.latest()
    assert (latest.history_change_reason, latest.history_user) == ("password set", amy)
    assert not {"password", "last_login"} & {field.name for field in type(latest)._meta.fields}


def test_nobody_registers(client: Client, db: None) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/account/signup/").status_code in {302, 404}
    assert "sign up" not in words(client.get(LOGIN)).lower()


ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "https:evil.example",
    "http:/evil.example",
    "https:///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/%09/evil.example\t",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "ftp://evil.example",
    "evil.example",
    "evil.example/path",
    "https://testserver@evil.example",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "https://testserver.evil.example",
    "http://testserver:80@evil.example/",
    "https://testserver/",
    "//testserver/",
    "..//evil.example",
    "http://[::1]evil.example/",
    "/\x00/evil.example",
]


@pytest.mark.parametrize("there", ELSEWHERE)
def test_next_never_leads_to_another_host(client: Client, amy: Person, there: str) -> None:
    answer = sign_in(client, amy.email, next=there)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("home")
    again = client.get(f"{LOGIN}?next={quote(there)}")
    assert not urlsplit(again["Location"]).netloc
    left = client.post("/account/logout/", {"next": there})
    assert not urlsplit(left["Location"]).netloc


def test_next_leads_back_to_the_page_that_was_asked_for(client: Client, amy: Person) -> None:
    asked = client.get("/account/?x=1&y=2")
    assert asked["Location"] == f"{LOGIN}?next=%2Faccount%2F%3Fx%3D1%26y%3D2"
    assert sign_in(client, amy.email, next="/account/?x=1&y=2")["Location"] == "/account/?x=1&y=2"


def test_the_address_table_of_the_library_stays_empty(client: Client, amy: Person) -> None:
    """Else an old address would go on to open the account."""
    client.post(reverse("account_reset_password"), {"email": amy.email})
    client.get(fresh_link(amy), follow=True)
    sign_in(client, amy.email)
    assert not EmailAddress.objects.exists()


# ---- signing out ----


def test_signing_out_is_by_post_and_makes_the_browser_forget(client: Client, amy: Person) -> None:
    sign_in(client, amy.email)
    old = client.cookies["sessionid"].value
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "no-store" in answer["Cache-Control"]
    assert answer["Location"] == f"{LOGIN}?said=out"
    client.cookies["sessionid"] = old
    assert client.get("/account/").status_code == 302


def test_a_person_ends_all_sessions_but_this(client: Client, amy: Person, business_unit: Person) -> None:
    elsewhere, somebody_else = Client(), Client()
    for each in (client, elsewhere):
        sign_in(each, amy.email)
    somebody_else.force_login(business_unit)
    path = reverse("account_logout_elsewhere")
    assert client.get(path).status_code == 405
    assert "Signed out in 1 other place" in words(client.post(path, follow=True))
    assert "You were signed in only here" in words(client.post(path, follow=True))
    assert elsewhere.get("/account/").status_code == 302
    assert somebody_else.get("/account/").status_code == 200


def test_every_act_refuses_a_form_without_its_token(amy: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    for name in ("account_login", "account_logout", "account_reset_password"):
        assert strict.post(reverse(name), {"login": amy.email, "password": PASSWORD}).status_code == 403


# ---- every page ----


ANONYMOUS = ["account_login", "account_reset_password", "account_reset_password_done"]
SIGNED_IN = ["mfa_index", "account_logout", "account_change_password", "account_reauthenticate"]
PROVED = ["mfa_activate_totp"]
WITH_APP = ["mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_reauthenticate"]


def assert_is_our_page(answer: HttpResponse) -> None:
    page = answer.content.decode()
    assert answer.status_code in {200, 422}, answer.status_code
    assert page.count("<h1") == 1
    assert 'class="app-frame' in page
    assert "style=" not in page and "<style" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert not re.search(r"\son\w+=", page)
    assert "govuk-input" in page or "<form" in page or "app-main" in page


@pytest.mark.parametrize("name", ANONYMOUS)
def test_pages_of_the_door_are_drawn(client: Client, partnership: Any, name: str) -> None:
    assert_is_our_page(client.get(reverse(name)))
    if name != "account_reset_password_done":
        assert_is_our_page(client.post(reverse(name), {}))


def test_pages_of_an_account_are_drawn(client: Client, amy: Person) -> None:
    sign_in(client, amy.email)
    for name in SIGNED_IN:
        assert_is_our_page(client.get(reverse(name)))
    assert_is_our_page(client.post(reverse("account_change_password"), {}))
    assert_is_our_page(client.post(reverse("account_reauthenticate"), {}))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in PROVED:
        assert_is_our_page(client.get(reverse(name)))
        assert_is_our_page(client.post(reverse(name), {}))


def test_pages_of_the_second_factor_are_drawn(client: Client, amy: Person) -> None:
    secret = set_up_app(amy)
    make_recovery_codes(amy)
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client, amy.email)
        assert_is_our_page(client.get(reverse("mfa_authenticate")))
        assert_is_our_page(client.post(reverse("mfa_authenticate"), {}))
        client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
        assert_is_our_page(client.get(reverse("mfa_reauthenticate")))
        assert_is_our_page(client.post(reverse("mfa_reauthenticate"), {}))
        clock.shift(30)
        client.post(reverse("mfa_reauthenticate"), {"code": code_now(secret)})
        for name in WITH_APP:
            assert_is_our_page(client.get(reverse(name)))


def test_pages_behind_a_link_are_drawn(client: Client, amy: Person) -> None:
    path = urlsplit(fresh_link(amy)).path
    page = client.get(path)
    assert_is_our_page(client.get(page["Location"]))
    assert_is_our_page(client.post(page["Location"], {}))
    assert_is_our_page(Client().get(re.sub(r".{6}/$", "000000/", path)))


def test_no_mail_leaves_by_another_way_than_the_outbox(client: Client, amy: Person) -> None:
    client.post(reverse("account_reset_password"), {"email": amy.email})
    client.post(reverse("account_reset_password"), {"email": "nobody@works.example"})
    sign_in(client, amy.email)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert mail.outbox == []
