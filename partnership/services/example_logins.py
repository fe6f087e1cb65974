"""Logins of the example: passwords made by chance on this machine, kept in its data folder, never committed."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from partnership.models import Person

LETTERS = "abcdefghjkmnpqrtuvwxy346789"


@dataclass(frozen=True)
class ExampleLogin:
    """One login of the example: the role it shows, and what to type."""

    role: str
    name: str
    email: str
    password: str
    stored: str  # what the portal keeps of the password: tells whether it was changed since


def path_of_logins() -> Path:
    """Where this machine keeps them."""
    folder: Path = settings.DATA
    return folder / "example-logins.json"


def chance_password() -> str:
    """Four groups of four, easy to read and to type: 76 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def give_example_logins(people: Mapping[str, Person]) -> list[ExampleLogin]:
    """Set a password for one person of each role and keep them in a file that only its owner reads.

    Loading the example again leaves the passwords as they are.
    """
    kept = {login.email: login.password for login in read_logins()}
    logins = []
    for role, person in people.items():
        password = kept.get(person.email) or chance_password()
        if not (person.has_usable_password() and person.check_password(password)):
            person.set_password(password)
            Person.objects.filter(pk=person.pk).update(password=person.password)
        logins.append(ExampleLogin(role, person.name, person.email, password, person.password))
    _write(logins)
    return logins


def read_logins() -> list[ExampleLogin]:
    """What the file holds; nothing where there is none."""
    path = path_of_logins()
    return [ExampleLogin(**row) for row in json.loads(path.read_text())] if path.exists() else []


def logins_that_work() -> list[ExampleLogin]:
    """The logins whose person is still here, may sign in and has kept the password."""
    logins = read_logins()
    people = Person.objects.filter(email__in=[login.email for login in logins], is_active=True)
    stored = dict(people.values_list("email", "password"))
    return [login for login in logins if stored.get(login.email) == login.stored]


def _write(logins: list[ExampleLogin]) -> None:
    path = path_of_logins()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump([asdict(login) for login in logins], file, indent=1)
    new.replace(path)
