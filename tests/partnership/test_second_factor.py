"""The second factor, and confirming again before a signature."""

import json
import re
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.generic import View

from partnership.models import Notice, Person
from partnership.second_factor import make_recovery_codes, spend_code
from partnership.services import people_access
from partnership.signin import ProveAgainMixin, recently_proved
from tests.partnership.signing_in import (
    MONDAY,
    PASSWORD,
    code_now,
    is_signed_in,
    set_up_app,
    sign_in,
    words,
)

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
