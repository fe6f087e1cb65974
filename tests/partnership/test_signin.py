"""Signing in: the door, passwords, the second factor, confirming again, invitations, and what never leaks."""

import datetime as dt
import json
import re
import stat
import time
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from django.views.generic import View

from partnership.links import LINK_MARK, fresh_link, with_link
from partnership.models import Notice, Person
from partnership.notices import as_mail
from partnership.passwords import NotOurWords
from partnership.second_factor import make_recovery_codes, spend_code
from partnership.services import example_logins, people_access
from partnership.services.people import disable_person
from partnership.signin import ProveAgainMixin, SecondFactorAdapter, recently_proved
from tests import factories

PASSWORD = "otter-lamp-harbour-nine"
NEW = "violin-cactus-meadow-six"
LOGIN = "/account/login/"
MONDAY = factories.NOW


def give_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def amy(member: Person) -> Person:
    """A member of a body who has a password."""
    return give_password(member)


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def set_up_app(person: Person) -> str:
    """Give a person an app, as the page does; returns its secret."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": SecondFactorAdapter().encrypt(secret)}
    )
    return secret


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def words(response: HttpResponse) -> str:
    """The words of a page as a person reads them."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().split("<main", 1)[1]).split())


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


# ---- passwords ----


def outbox_link(notice: Notice) -> str:
    """The link that the mail of a notice carries when it goes out."""
    found = re.search(r"https?://\S+/account/password/set/\S+", str(as_mail(notice, None).body))
    assert found, "no link in the mail"
    return urlsplit(found[0]).path


def set_password(client: Client, path: str, password: str = NEW) -> HttpResponse:
    page = client.get(path)
    if page.status_code != 302:
        return page
    return client.post(page["Location"], {"password1": password, "password2": password})


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


# ---- the second factor ----


def test_setting_up_an_app_gives_ten_codes_once(
    client: Client, amy: Person, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, amy.email)
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.content.decode() and "data:" not in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        shown = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    codes = re.findall(r"<li>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</li>", shown.content.decode())
    assert len(set(codes)) == 10
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code.replace("-", "") in kept or code in kept for code in codes)
    assert {notice.subject for notice in Notice.objects.all()} == {"An app now confirms that it is you"}
    assert decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret


def test_the_code_that_proved_the_enrolment_does_not_also_open_the_door(client: Client, amy: Person) -> None:
    with time_machine.travel(MONDAY, tick=False):
        sign_in(client, amy.email)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.get(reverse("mfa_activate_totp"))
        code = code_now(client.session["mfa.totp.secret"])
        client.post(reverse("mfa_activate_totp"), {"code": code})
        other = Client()
        sign_in(other, amy.email)
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422


def test_with_an_app_the_password_alone_opens_nothing(client: Client, amy: Person) -> None:
    secret = set_up_app(amy)
    assert sign_in(client, amy.email)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert client.get("/account/").status_code == 302
    assert "Enter your code" in words(client.get(reverse("mfa_authenticate")))
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("mfa_authenticate"), {}).status_code == 422
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert is_signed_in(client)


def test_next_survives_the_second_factor(client: Client, amy: Person) -> None:
    secret = set_up_app(amy)
    sign_in(client, amy.email, next="/account/password/")
    answer = client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert answer["Location"] == "/account/password/"


@pytest.mark.parametrize("cache_lost", [False, True])
def test_a_code_of_the_app_opens_the_door_once_even_if_the_cache_is_lost(amy: Person, cache_lost: bool) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        secret = set_up_app(amy)
        code = code_now(secret)
        first, second = Client(), Client()
        for client in (first, second):
            sign_in(client, amy.email)
        first.post(reverse("mfa_authenticate"), {"code": code})
        if cache_lost:
            cache.clear()
        assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422
        assert is_signed_in(first) and not is_signed_in(second)
        clock.shift(30)
        second.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
        assert is_signed_in(second)


def test_a_code_is_good_for_its_half_minute_only(amy: Person) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        code = code_now(set_up_app(amy))
        clock.shift(30)
        assert spend_code(amy, code) is None


def test_a_recovery_code_opens_the_door_once(amy: Person) -> None:
    set_up_app(amy)
    codes = make_recovery_codes(amy)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, amy.email)
        client.post(reverse("mfa_authenticate"), {"code": f" {codes[3].upper()} "})
    assert is_signed_in(first) and not is_signed_in(second)
    assert "9 of 10 are unused" in words(first.get("/account/"))


def test_new_recovery_codes_end_the_old(client: Client, amy: Person) -> None:
    secret = set_up_app(amy)
    old = make_recovery_codes(amy)
    path = reverse("mfa_generate_recovery_codes")
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client, amy.email)
        client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
        asked = client.get(path, follow=True)
        assert asked.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
        clock.shift(30)
        client.post(reverse("mfa_reauthenticate"), {"code": code_now(secret)})
        assert "10 of your present codes are unused" in words(client.get(path))
        assert "Keep these ten codes" in words(client.post(path))
    assert spend_code(amy, old[0]) is None


def test_tries_at_the_second_factor_are_slowed_down(client: Client, amy: Person) -> None:
    secret = set_up_app(amy)
    sign_in(client, amy.email)
    answers = [client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 429
    assert not is_signed_in(client)


def test_taking_the_app_off_needs_a_fresh_code_and_is_told(client: Client, amy: Person) -> None:
    secret = set_up_app(amy)
    make_recovery_codes(amy)
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client, amy.email)
        client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
        path = reverse("mfa_deactivate_totp")
        assert client.post(path)["Location"].startswith(reverse("mfa_reauthenticate"))
        clock.shift(30)
        client.post(reverse("mfa_reauthenticate"), {"code": code_now(secret), "next": "/account/"})
        assert client.get(path).status_code == 200
        client.post(path)
    assert not Authenticator.objects.exists()
    assert Notice.objects.get().subject == "The app was taken off your sign-in"


def test_the_business_unit_takes_off_a_lost_second_factor_and_the_person_is_signed_out(
    client: Client, amy: Person, business_unit: Person
) -> None:
    theirs = Client()
    theirs.force_login(amy)
    set_up_app(amy)
    client.force_login(business_unit)
    client.post(reverse("account_reset_second_factor", args=[amy.pk]))
    assert not Authenticator.objects.exists()
    assert theirs.get("/account/").status_code == 302
    assert Notice.objects.get(to=amy).subject == "Your second factor was taken off"
    assert amy.history.latest().history_user == business_unit


def test_nobody_takes_off_their_own_second_factor_without_a_code(business_unit: Person) -> None:
    set_up_app(business_unit)
    with pytest.raises(ValidationError, match="Ask a colleague"):
        people_access.reset_second_factor(person=business_unit, by=business_unit, now=MONDAY)


# ---- confirming again before a signature ----


class Signature(ProveAgainMixin, View):
    def get(self, request: Any) -> HttpResponse:
        return HttpResponse("sign here")

    post = get


def asked_of(client: Client, person: Person, method: str = "get") -> HttpResponse:
    """What a signature answers in the session of a client."""
    request: Any = getattr(RequestFactory(), method)("/reports/1/sign/?a=b")
    request.session, request.user = client.session, Person.objects.get(pk=person.pk)
    request._messages = type("Messages", (), {"add": lambda *given: None})()
    return Signature.as_view()(request)


def test_a_signature_asks_for_the_password_of_whoever_has_no_app(client: Client, amy: Person) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client, amy.email)
        for method in ("get", "post"):
            answer = asked_of(client, amy, method)
            assert answer["Location"] == f"{reverse('account_reauthenticate')}?next=%2Freports%2F1%2Fsign%2F%3Fa%3Db"
        assert client.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code == 422
        assert asked_of(client, amy).status_code == 302
        answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/reports/1/sign/"})
        assert answer["Location"] == "/reports/1/sign/"
        assert asked_of(client, amy).status_code == 200
        clock.shift(300)
        assert asked_of(client, amy).status_code == 302


def test_a_signature_asks_for_a_code_of_whoever_has_an_app(client: Client, amy: Person) -> None:
    secret = set_up_app(amy)
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client, amy.email)
        client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
        assert asked_of(client, amy).status_code == 302
        page = client.get(f"{reverse('account_reauthenticate')}?next=/reports/1/sign/")
        assert page["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Freports%2F1%2Fsign%2F"
        assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
        assert asked_of(client, amy).status_code == 302
        clock.shift(30)
        answer = client.post(reverse("mfa_reauthenticate"), {"code": code_now(secret), "next": "/reports/1/sign/"})
        assert answer["Location"] == "/reports/1/sign/"
        assert asked_of(client, amy).status_code == 200


def test_a_password_given_before_the_app_was_set_up_does_not_count_after(client: Client, amy: Person) -> None:
    sign_in(client, amy.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert asked_of(client, amy).status_code == 200
    set_up_app(amy)
    assert asked_of(client, amy).status_code == 302


def test_the_proof_of_one_person_is_no_proof_of_another(client: Client, amy: Person, business_unit: Person) -> None:
    sign_in(client, amy.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    request: Any = RequestFactory().get("/")
    request.session, request.user = client.session, business_unit
    assert not recently_proved(request)


# ---- the example and the first login ----


@pytest.fixture
def data(settings: Any, tmp_path: Any) -> Any:
    settings.DATA = tmp_path
    return tmp_path


def test_example_logins_are_made_by_chance_and_read_by_their_owner_only(
    client: Client, data: Any, business_unit: Person, partner: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    people = {"Business unit": business_unit, "Agency lead": partner}
    first, second = example_logins.give_example_logins(people)
    assert first.password != second.password
    assert stat.S_IMODE((data / "example-logins.json").stat().st_mode) == 0o600
    sign_in(client, business_unit.email, first.password)
    assert is_signed_in(client)
    again = example_logins.give_example_logins(people)
    assert [login.password for login in again] == [first.password, second.password]
    call_command("show_logins")
    said = capsys.readouterr().out
    assert first.password in said and second.email in said


def test_a_login_whose_password_was_changed_is_not_shown(
    data: Any, amy: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    (login,) = example_logins.give_example_logins({"Member": amy})
    give_password(amy)
    call_command("show_logins")
    assert login.password not in capsys.readouterr().out


def test_an_empty_portal_says_how_to_make_the_first_login(
    client: Client, data: Any, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("show_logins")
    assert "first_login" in capsys.readouterr().out
    call_command("first_login", "first@works.example", "Ada", "Example")
    path = urlsplit(capsys.readouterr().out.strip().splitlines()[-1]).path
    set_password(client, path)
    sign_in(client, "first@works.example", NEW)
    assert Person.objects.get().rights.manages
    with pytest.raises(CommandError, match="manages this portal already"):
        call_command("first_login", "second@works.example", "Bo", "Example")
    with pytest.raises(CommandError, match="valid email"):
        call_command("first_login", "not an address", "Bo", "Example")


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
