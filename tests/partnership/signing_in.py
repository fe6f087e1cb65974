"""What tests of the door do: passwords, signing in, an app for the second factor."""

import re
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from partnership.models import Person
from partnership.signin import SecondFactorAdapter
from tests import factories

PASSWORD = "otter-lamp-harbour-nine"
NEW = "violin-cactus-meadow-six"
LOGIN = "/account/login/"
MONDAY = factories.NOW


def give_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


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


def set_password(client: Client, path: str, password: str = NEW) -> HttpResponse:
    page = client.get(path)
    if page.status_code != 302:
        return page
    return client.post(page["Location"], {"password1": password, "password2": password})
