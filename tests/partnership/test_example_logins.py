"""The logins of the example, and the first login of an empty portal."""

import stat
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from partnership.models import Person
from partnership.services import example_logins
from tests.partnership.signing_in import (
    NEW,
    give_password,
    is_signed_in,
    set_password,
    sign_in,
)


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
