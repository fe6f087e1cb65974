"""Who is signed in: the person who was read with the session."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.backends import ModelBackend

from partnership.models import Person

_given: ContextVar[Person | None] = ContextVar("person of the session", default=None)


@contextmanager
def giving(person: Person | None) -> Iterator[None]:
    """Within it, whoever is asked for by this person's number is this person; nobody is read again."""
    token = _given.set(person)
    try:
        yield
    finally:
        _given.reset(token)


class PersonBackend(ModelBackend):
    """Django's own way of signing in by password."""

    def get_user(self, user_id: Any) -> Person | None:
        person = _given.get()
        if person is None or person.pk != user_id:
            found: Person | None = super().get_user(user_id)
            return found
        return person if self.user_can_authenticate(person) else None
